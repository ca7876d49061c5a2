public class KycValidator : AbstractValidator<Kyc>
{
    public KycValidator()
    {
        RuleFor(k => k.Nid).NotEmpty().Must(x => new[] { 10, 13, 17 }.Contains(x.Length)).WithMessage("NID");
        RuleFor(k => k.Mobile).Must(m => m.StartsWith("01") && m.Length == 11);
        RuleFor(k => k.Tin).Must(BeTwelveDigits);
        RuleFor(k => k.OrderNo).Must(x => x.Length == 12);
        RuleFor(k => k.UkPhone).Matches(@"^\+44\d{10}$");
    }

    private static bool BeTwelveDigits(string tin) => tin.Length == 12;
}
