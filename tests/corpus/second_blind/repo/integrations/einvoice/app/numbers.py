from decimal import ROUND_HALF_UP, ROUND_UP, Decimal, getcontext

def line_vat(line) -> Decimal:
    vat = line.quantity * line.unit_price * Decimal(line.vat_rate) / 100
    return vat.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def grand_total(challan) -> Decimal:
    total = sum((line_vat(line) + line.quantity * line.unit_price for line in challan.lines), Decimal(0))
    return Decimal(round(total, 2))


def pallets(cartons: int) -> int:
    return int((Decimal(cartons) / 48).quantize(Decimal(1), ROUND_UP))


def elapsed(seconds: float) -> str:
    return f"{round(seconds, 2)} s"


def humidity(samples: list[float]) -> float:
    return round(sum(samples) / len(samples), 2)
