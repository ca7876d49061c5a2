VAT_RATE_BY_SERVICE = {
    "training": Decimal("15"),
    "printing": Decimal("15"),
    "catering": Decimal("15"),
}
TRAVEL_RATE_BY_GRADE = {
    "A": Decimal("15"),
    "B": Decimal("10"),
}


class Consultant(models.Model):
    tds = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal("10.00"))
    day_rate = models.DecimalField(max_digits=9, decimal_places=2, default=Decimal("10.00"))
    vat_exempt_after = models.IntegerField(default=15)

    def honorarium(self, days):
        gross = days * self.day_rate
        tax = gross * Decimal("0.10")  # TDS
        welfare = gross * Decimal("0.10")  # staff fund
        return gross - tax - welfare


def tds_on_rent(rent: float) -> float:
    """House rent: 5 %."""
    if rent > 40_000:
        return rent * 5 / 100
    return 0.0


def utility(rent):
    return rent * 5 / 100


def duty(value, code):
    if code == "SD":
        return value * 0.45
    if code == "CD":
        return value * 0.25
    if code == "VAT":
        return value * 0.15
    raise KeyError(code)


def gross_up(net, *, vat=0.15, ait=0.03, handling=0.02):
    return net * (1 + vat) / (1 - ait) + net * handling


assert_rates = [r for r in (5, 7.5, 15) if r in VAT_ALLOWED]
