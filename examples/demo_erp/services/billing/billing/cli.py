"""`python -m billing`: generate-invoices, dues."""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from billing.due_dates import vat_return_due
from billing.invoicing import Totals, invoices_of_month, open_ledger, totals_of, write_documents
from billing.money import in_taka
from billing.settings import LEDGER_PATH

MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")


def a_month(text: str) -> str:
    if not MONTH.fullmatch(text):
        raise argparse.ArgumentTypeError(f"`{text}` is not a month; write YYYY-MM, for example 2026-10")
    return text


def generate_invoices(options: argparse.Namespace) -> int:
    if not options.database.is_file():
        print(f"billing: no ledger at `{options.database}`; make one with database/generate.py", file=sys.stderr)
        return 2
    with closing(open_ledger(options.database)) as connection:
        try:
            invoices = list(invoices_of_month(connection, options.month))
        except sqlite3.DatabaseError as error:
            print(f"billing: `{options.database}` is not a ledger: {error}", file=sys.stderr)
            return 2
    if options.out:
        write_documents(invoices, options.out)
    totals = totals_of(invoices)
    print(as_json(options.month, totals) if options.json else as_text(options.month, totals))
    return 0


def as_json(month: str, totals: Totals) -> str:
    money = {name: str(getattr(totals, name)) for name in ("value", "sd", "vat", "total")}
    return json.dumps({"month": month, "invoices": totals.invoices, "lines": totals.lines, **money})


def as_text(month: str, totals: Totals) -> str:
    rows = [("value", totals.value), ("supplementary duty", totals.sd), ("VAT", totals.vat), ("total", totals.total)]
    body = "\n".join(f"  {name:<20}{in_taka(amount):>24}" for name, amount in rows)
    return f"{month}: {totals.invoices} invoices, {totals.lines} lines, BDT\n{body}"


def dues(options: argparse.Namespace) -> int:
    year, month = map(int, options.month.split("-"))
    print(f"Mushak-9.1 for {options.month}: {vat_return_due(date(year, month, 1))}")
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="billing", description=__doc__)
    commands = parser.add_subparsers(required=True)
    generate = commands.add_parser("generate-invoices", help="the invoices of one month and their totals")
    generate.add_argument("--database", type=Path, default=Path(LEDGER_PATH), help="the ledger (SQLite)")
    generate.add_argument("--month", type=a_month, default="2026-10", help="YYYY-MM (default: 2026-10)")
    generate.add_argument("--out", type=Path, help="a folder for one JSON document a challan")
    generate.add_argument("--json", action="store_true", help="totals as JSON")
    generate.set_defaults(run=generate_invoices)
    due = commands.add_parser("dues", help="when the VAT return of a month is due")
    due.add_argument("--month", type=a_month, required=True, help="YYYY-MM")
    due.set_defaults(run=dues)
    options = parser.parse_args(arguments)
    return options.run(options)
