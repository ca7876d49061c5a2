namespace Fleet;

public enum TdsHead
{
    Transport = 2,
    VehicleRental = 2,
    Garage = 5,
}

public enum FuelGrade
{
    Diesel = 2,
    Octane = 5,
}

public class Billing
{
    private readonly decimal _rentACarVat = 15m;
    private readonly decimal _tyreWear = 15m;
    private const string Challan = "মূসক-৬.৩";
    private const string Manual = "Manual 6.3";

    public decimal Invoice(decimal hire, bool petroleum)
    {
        var vat = petroleum ? hire * 0.05m : hire * _rentACarVat / 100m;
        return Math.Round(hire + vat, 2, MidpointRounding.ToEven);
    }

    public decimal GrossToNet(decimal gross) => gross * 100m / 115m;

    public decimal Deduct(decimal bill)
    {
        decimal vds = bill * 15 / 115; // VDS of a hired car
        decimal toll = bill * 2 / 100;
        return bill - vds - toll;
    }

    public double Mileage(double km, double litres) => Math.Round(km / litres, 2);

    public (DateOnly From, DateOnly To) FinancialYear(int y) => (new DateOnly(y, 7, 1), new DateOnly(y + 1, 6, 30));

    public (DateOnly From, DateOnly To) FitnessPeriod(int y) => (new DateOnly(y, 7, 1), new DateOnly(y + 1, 6, 30));

    public DateOnly TdsDue(DateOnly monthEnd) => monthEnd.AddDays(14);

    public DateOnly ServiceDue(DateOnly last) => last.AddDays(14);

    public string Describe() => Challan + Manual;
}
