using FluentValidation;

public class DealerValidator : AbstractValidator<Dealer>
{
    private const string TinPattern = @"^\d{12}$";
    private const string AwbPattern = @"^\d{12}$";

    public DealerValidator()
    {
        RuleFor(x => x.Tin).Matches(TinPattern).WithMessage("TIN must be 12 digits");
        RuleFor(x => x.Bin).Length(13).WithMessage("BIN must be 13 digits");
        RuleFor(x => x.Nid).Length(10, 17);
        RuleFor(x => x.Mobile).Matches(@"^(?:\+?88)?01[3-9]\d{8}$");
        RuleFor(x => x.Motto).Length(10, 17);
        RuleFor(x => x.ChequeNo).Length(13);
        RuleFor(x => x.Telex).Matches(@"^\d{11}$");
    }
}
