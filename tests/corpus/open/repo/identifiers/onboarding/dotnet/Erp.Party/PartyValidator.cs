using FluentValidation;

namespace Erp.Party;

public class PartyValidator : AbstractValidator<PartyDto>
{
    public PartyValidator()
    {
        RuleFor(x => x.Tin).NotEmpty().Length(12);
        RuleFor(x => x.Bin).Matches(@"^\d{9}-\d{4}$").When(x => x.Bin != null);
        RuleFor(x => x.Nid).Must(n => n.Length is 10 or 13 or 17);
        RuleFor(x => x.Phone).Matches("^01[3-9][0-9]{8}$");
        RuleFor(x => x.Reference).Length(12);
        RuleFor(x => x.Barcode).Length(13);
        RuleFor(x => x.Extension).MaximumLength(11);
    }
}
