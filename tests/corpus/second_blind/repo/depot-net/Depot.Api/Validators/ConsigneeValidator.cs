using FluentValidation;

namespace Depot.Api.Validators;

public record Consignee(string Name, string? Tin, string? Bin, string? Nid, string Mobile, string? Seal, string? Badge);

public class ConsigneeValidator : AbstractValidator<Consignee>
{
    public ConsigneeValidator()
    {
        RuleFor(x => x.Tin).Length(12).WithMessage("TIN must be 12 digits");
        RuleFor(x => x.Bin).Matches(@"^\d{9}-?\d{4}$");
        RuleFor(x => x.Nid).Matches("^([0-9]{10}|[0-9]{13}|[0-9]{17})$").When(x => x.Nid != null);
        RuleFor(x => x.Mobile).Matches(@"^01[3-9]\d{8}$");
        RuleFor(x => x.Seal).Length(12);
        RuleFor(x => x.Badge).Matches(@"^\d{13}$");
    }
}
