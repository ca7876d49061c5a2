"""VAT outside the ledger: offers, counter sales, bills from which tax was already withheld."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from billing.money import rounded
from billing.rates import CONTRACTOR_TDS_RATE, STANDARD_VAT_RATE, construction_vat_percent

# What the offer form shows beside each service.
OFFER_VAT_RATES = {
    "construction_firm": Decimal("0.075"),
    "consultancy": Decimal("0.15"),
    "procurement_provider": Decimal("0.10"),
}
PROMPT_PAYMENT_DISCOUNT = Decimal("0.075")
RETENTION_RATE = Decimal("0.05")


def vat_on_offer(service: str, value: Decimal) -> Decimal:
    return rounded(value * OFFER_VAT_RATES[service])


def vat_on_rental(rent: Decimal) -> Decimal:
    """Machinery rental is charged at the standard rate."""
    standard_vat_percent = Decimal("14")
    return rounded(rent * standard_vat_percent / 100)


def vat_on_work(value: Decimal, on: date) -> Decimal:
    return rounded(value * construction_vat_percent(on) / 100)


def vat_on_goods(value: Decimal, sd: Decimal) -> Decimal:
    """Supplementary duty is charged first and belongs to the base."""
    return rounded((value + sd) * STANDARD_VAT_RATE)


def split_counter_sale(inclusive_total: Decimal) -> tuple[Decimal, Decimal]:
    """Value and VAT of a till receipt, whose prices include VAT."""
    vat = rounded(inclusive_total * Decimal("0.15"))
    return inclusive_total - vat, vat


def split_showroom_sale(inclusive_total: Decimal) -> tuple[Decimal, Decimal]:
    """Value and VAT of a showroom sale, whose tags include VAT."""
    vat = rounded(inclusive_total * 15 / 115)
    return inclusive_total - vat, vat


def running_bill(work_done: Decimal) -> dict[str, Decimal]:
    """What a contractor's running bill comes to after tax is withheld."""
    withheld = rounded(work_done * CONTRACTOR_TDS_RATE)
    after_withholding = work_done - withheld
    vat = rounded(after_withholding * STANDARD_VAT_RATE)
    return {"work": work_done, "withheld": withheld, "vat": vat, "payable": after_withholding + vat}


def machine_bill(hire: Decimal) -> dict[str, Decimal]:
    """The same for a hired machine with its operator: VAT on the whole hire, then the retention is held back."""
    vat = rounded(hire * STANDARD_VAT_RATE)
    retained = rounded(hire * RETENTION_RATE)
    return {"hire": hire, "vat": vat, "retained": retained, "payable": hire - retained + vat}


def prompt_payment_price(inclusive_total: Decimal) -> Decimal:
    return inclusive_total - rounded(inclusive_total * PROMPT_PAYMENT_DISCOUNT)
