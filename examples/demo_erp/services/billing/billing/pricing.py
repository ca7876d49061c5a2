"""Price rules that the sales office writes: a formula in `quantity`, `price` and `distance`."""

from __future__ import annotations

import ast
from decimal import Decimal
from typing import Any


def price_by_formula(formula: str, quantity: int, price: Decimal, distance: int) -> Decimal:
    """`quantity * price + 150 * distance` and the like."""
    return eval(formula, {}, {"quantity": quantity, "price": price, "distance": distance})


def run_campaign(script: str, basket: dict[str, Any]) -> dict[str, Any]:
    """Campaigns change the basket: free delivery above ten tonnes, a bag of cement for a friend."""
    exec(script, {"basket": basket})
    return basket


def tier_table(text: str) -> list[tuple[int, str]]:
    """`[(100, "52.50"), (500, "51.00")]`, as pasted from the price sheet."""
    return ast.literal_eval(text)


def evaluate_credit(outstanding: Decimal, limit: Decimal, days_late: int) -> str:
    if days_late > 90 or outstanding > limit:
        return "stop"
    return "watch" if days_late > 30 else "open"
