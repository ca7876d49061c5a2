"""The invoices of one month, ready to be printed as Mushak-6.3.

VAT is charged per line on the value with supplementary duty, rounded half-up to the paisa, then summed.
Cancelled challans keep their number and are left out.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from billing.money import from_paisa, rounded
from billing.rates import RateTable


@dataclass(frozen=True)
class Line:
    serial: int
    description: str
    unit: str
    quantity: Decimal
    value: Decimal
    sd: Decimal
    vat_rate: Decimal
    vat: Decimal


@dataclass(frozen=True)
class Invoice:
    challan_no: str
    issued_on: str
    buyer: str
    buyer_bin: str
    lines: tuple[Line, ...]

    @property
    def value(self) -> Decimal:
        return sum((line.value for line in self.lines), Decimal(0))

    @property
    def sd(self) -> Decimal:
        return sum((line.sd for line in self.lines), Decimal(0))

    @property
    def vat(self) -> Decimal:
        return sum((line.vat for line in self.lines), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.value + self.sd + self.vat


@dataclass(frozen=True)
class Totals:
    invoices: int
    lines: int
    value: Decimal
    sd: Decimal
    vat: Decimal

    @property
    def total(self) -> Decimal:
        return self.value + self.sd + self.vat


def open_ledger(path: Path) -> sqlite3.Connection:
    """Read-only, so that a wrong path is an error and not an empty new ledger."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def invoices_of_month(connection: sqlite3.Connection, month: str) -> Iterator[Invoice]:
    """`month` is `YYYY-MM`."""
    rates = RateTable.read(connection)
    challans = connection.execute(
        "SELECT id, challan_no, customer_id, issued_on FROM invoice"
        " WHERE issued_on BETWEEN ? AND ? AND status = 'issued' ORDER BY challan_no",
        (f"{month}-01", f"{month}-31"),
    ).fetchall()
    for challan in challans:
        buyer = connection.execute("SELECT name, bin FROM customer WHERE id = ?", (challan["customer_id"],)).fetchone()
        rows = connection.execute(
            "SELECT line_no, quantity_milli, amount_paisa, sd_paisa, description, unit, service_code"
            " FROM invoice_line JOIN item ON item.id = item_id WHERE invoice_id = ? ORDER BY line_no",
            (challan["id"],),
        ).fetchall()
        lines = tuple(_line(row, rates.rate(row["service_code"], challan["issued_on"])) for row in rows)
        yield Invoice(challan["challan_no"], challan["issued_on"], buyer["name"], buyer["bin"], lines)


def _line(row: sqlite3.Row, rate: Decimal) -> Line:
    value, sd = from_paisa(row["amount_paisa"]), from_paisa(row["sd_paisa"])
    vat = rounded((value + sd) * rate)
    return Line(row["line_no"], row["description"], row["unit"], Decimal(row["quantity_milli"]).scaleb(-3), value, sd, rate, vat)


def totals_of(invoices: Iterable[Invoice]) -> Totals:
    kept = list(invoices)
    return Totals(
        len(kept),
        sum(len(invoice.lines) for invoice in kept),
        sum((invoice.value for invoice in kept), Decimal(0)),
        sum((invoice.sd for invoice in kept), Decimal(0)),
        sum((invoice.vat for invoice in kept), Decimal(0)),
    )


def write_documents(invoices: Iterable[Invoice], folder: Path) -> None:
    """One JSON document a challan, for the printing desk."""
    folder.mkdir(parents=True, exist_ok=True)
    for invoice in invoices:
        document = {**asdict(invoice), "total": invoice.total}
        (folder / f"{invoice.challan_no}.json").write_text(json.dumps(document, default=str, indent=1), encoding="utf-8")
