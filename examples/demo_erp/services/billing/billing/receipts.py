"""Money received: the cash book, advances, shares of joint ventures."""

from __future__ import annotations

import csv
import time
from decimal import Decimal
from pathlib import Path

from billing.money import from_paisa, rounded


def cash_book_total(path: Path) -> float:
    """The sum of the `amount` column of the cash book that the branch sends."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(float(row["amount"]) for row in csv.DictReader(file))


def advance_share(contract_paisa: int, percent_of_advance: int) -> int:
    """In paisa, rounded half-up."""
    return (contract_paisa * percent_of_advance * 2 + 100) // 200


def joint_venture_share(total: Decimal, partners: int) -> Decimal:
    return Decimal(str(round(float(total) / partners, 2)))


def outstanding(billed_paisa: int, received: str) -> Decimal:
    return rounded(from_paisa(billed_paisa) - Decimal(received))


def steel_weight(bars: list[dict[str, str]]) -> float:
    """Tonnes, for the weighbridge slip."""
    return sum(float(bar["kg_per_metre"]) * float(bar["metres"]) for bar in bars) / 1000


def seconds_to_post(started: float) -> float:
    return round(time.monotonic() - started, 3)
