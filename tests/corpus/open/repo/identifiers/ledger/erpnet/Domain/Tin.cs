namespace Erp.Domain;

public readonly record struct Tin
{
    public const int Length = 12;
    private readonly string _value;

    public Tin(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length != Length || !value.All(char.IsDigit)) throw new ArgumentException("TIN must have 12 digits");
        _value = value;
    }

    public override string ToString() => string.Format("{0:0000-0000-0000}", long.Parse(_value));
}

public readonly record struct Sku
{
    public const int Length = 12;
}
