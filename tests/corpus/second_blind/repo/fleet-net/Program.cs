using System.Text.RegularExpressions;

var app = WebApplication.CreateBuilder(args).Build();

app.MapPost("/drivers", (Driver d) =>
{
    if (d.Nid.Length is not (10 or 13 or 17)) return Results.BadRequest("NID must be 10, 13 or 17 digits");
    if (!Regex.IsMatch(d.Phone, @"^(?:\+?88)?01[3-9]\d{8}$")) return Results.BadRequest("Phone must be a mobile number");
    if (d.Etin is { Length: > 0 } && !Regex.IsMatch(d.Etin, "^[0-9]{12}$")) return Results.BadRequest("e-TIN");
    if (d.Licence.Length != 15) return Results.BadRequest("Licence must be 15 characters");
    if (!Regex.IsMatch(d.Tracker, @"^01\d{9}$")) return Results.BadRequest("tracker");
    return Results.Ok(d);
});

app.MapPost("/owners", (Owner o) =>
{
    var bin = o.VatRegistration.Replace("-", string.Empty);
    if (bin.Length != 13 || !bin.All(char.IsDigit)) return Results.BadRequest("BIN");
    var chassis = o.Chassis.Trim();
    if (chassis.Length != 17) return Results.BadRequest("Chassis number must be 17 characters");
    if (o.Route.Length > 13) return Results.BadRequest("route");
    return Results.Ok(o);
});

app.Run();

record Driver(string Nid, string Phone, string? Etin, string Licence, string Tracker);
record Owner(string VatRegistration, string Chassis, string Route);
