"""VAT, VAT deducted at source (VDS), supplementary duty, and tax deducted at source (TDS). Rates are percent, as `Decimal`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from prohori.errors import UsageError
from prohori.rulebook.book import Rulebook, Ruling, rulebook
from prohori.rulebook.money import exact
from prohori.rulebook.values import Rate, Slabs

STANDARD = "vat.standard-rate"


def vat_rate(service: str | None = None, *, on: date, book: Rulebook | None = None) -> Ruling[Decimal]:
    """Of a service by its code (`S004.00`) or name (`construction-firm`); the standard rate without one.

    Raises `UsageError` for a service that the rulebook does not have (it is not guessed to be standard), `NotKnown` for a day.
    """
    whole = book or rulebook()
    return _percent(whole, STANDARD if service is None else whole.named("vat.service.", service), on)


def vds_rate(service: str, *, on: date, book: Rulebook | None = None) -> Ruling[Decimal]:
    """What a withholding entity deducts of the VAT on a service. `on`: the day of the payment."""
    whole = book or rulebook()
    return _percent(whole, whole.named("vds.service.", service), on)


def sd_rate(item: str, *, on: date, book: Rulebook | None = None) -> Ruling[Decimal]:
    """Supplementary duty on `mobile`, `internet` or `ott`: what was sourced of a long schedule."""
    whole = book or rulebook()
    return _percent(whole, whole.named("sd.rate.", item), on)


def tds_rate(
    payment: str,
    *,
    on: date,
    amount: Decimal | int | None = None,
    return_proven: bool = True,
    through_bank: bool = True,
    book: Rulebook | None = None,
) -> Ruling[Decimal]:
    """Of a payment (`contractor`, `professional.individual`, …). `amount`, where slabs ask for it: the highest of contract, bill, payment.

    Half as much again without proof of the payee's return, or not through a bank. How both stack is not settled: once, of low confidence.
    """
    whole = book or rulebook()
    ruling = whole.ruling(whole.named("tds.rate.", payment), on)
    value = ruling.value
    if isinstance(value, Slabs):
        if amount is None and len(value.slabs) > 1:
            raise UsageError(f"`{ruling.fact}` depends on the amount on {on}", why=str(value), next="give `amount`")
        percent = value.percent_of(Decimal(0) if amount is None else exact(amount))
    else:
        percent = value.percent
    if return_proven and through_bank:
        return ruling.saying(percent)
    uplift = whole.ruling("tds.uplift", on)
    raised = ruling.joined(uplift).saying(percent * uplift.value.number)
    return raised.unsettled() if not (return_proven or through_bank) else raised


def _percent(book: Rulebook, name: str, day: date) -> Ruling[Decimal]:
    ruling: Ruling[Rate] = book.ruling(name, day)
    return ruling.saying(ruling.value.percent)
