using System.Text.RegularExpressions;
using Depot.Api.Models;
using Microsoft.AspNetCore.Mvc;

namespace Depot.Api.Controllers;

[ApiController]
[Route("distributors")]
public class DistributorsController : ControllerBase
{
    private const int BinLength = 13;
    private const int PageLength = 13;
    private static readonly Regex NidPattern = new(@"^(\d{10}|\d{13}|\d{17})$");
    private static readonly Regex EmployeeCode = new(@"^\d{10}$");
    private static readonly Regex SimSerial = new(@"^8988\d{15,16}$");

    [HttpPost]
    public IActionResult Create(Distributor d)
    {
        if (d.Tin is { Length: not 12 }) return BadRequest("TIN");
        if (d.Bin?.Replace("-", "").Length != BinLength) return BadRequest("BIN");
        if (d.Nid != null && !NidPattern.IsMatch(d.Nid)) return BadRequest("NID");
        if (!Regex.IsMatch(d.Mobile, "^(?:880|0)1[3-9][0-9]{8}$")) return BadRequest("mobile");
        return Ok(d);
    }

    [HttpGet("by-tin/{tin:length(12)}")]
    public IActionResult ByTin(string tin) => Ok(tin);

    [HttpGet("by-seal/{seal:length(12)}")]
    public IActionResult BySeal(string seal) => Ok(seal);
}
