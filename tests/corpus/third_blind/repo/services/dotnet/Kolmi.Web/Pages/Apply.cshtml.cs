using System.Text.RegularExpressions;
using FluentValidation;

namespace Kolmi.Web.Pages;

public record Application(string Tin, string Bin, string Nid, string Mobile, string Account, string Routing, string Coupon);

public class ApplicationValidator : AbstractValidator<Application>
{
    public ApplicationValidator()
    {
        RuleFor(a => a.Tin).Length(12).Matches("^[0-9]+$");
        RuleFor(a => a.Bin).Matches(@"^\d{9}-?\d{4}$").WithMessage("BIN");
        RuleFor(a => a.Nid).Must(n => n.Length is 10 or 13 or 17);
        RuleFor(a => a.Mobile).Matches(@"^(?:\+?88)?01[3-9]\d{8}$");
        RuleFor(a => a.Account).Length(13);
        RuleFor(a => a.Routing).Matches(@"^\d{9}$");
        RuleFor(a => a.Coupon).Length(12);
    }

    public static string Local(string mobile)
    {
        if (Regex.IsMatch(mobile, @"^8801[3-9]\d{8}$")) return mobile[2..];
        return mobile;
    }

    public static bool IsParcel(string code) => Regex.IsMatch(code, @"^01\d{9}$");

    public static bool IsLedgerHead(string code) => code.Length == 10;
}
