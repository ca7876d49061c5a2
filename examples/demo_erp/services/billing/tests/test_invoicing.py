"""The invoices of a month against the same sums made by SQLite."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import unittest
from contextlib import closing
from pathlib import Path

from billing.invoicing import invoices_of_month, open_ledger, totals_of, write_documents
from billing.money import from_paisa, in_taka

GENERATOR = Path(__file__).parents[3] / "database" / "generate.py"
LEDGER_PASSWORD = "not-a-real-Password-91"
SUMS = """
SELECT count(DISTINCT invoice.id), count(*), sum(amount_paisa), sum(sd_paisa),
       sum(((amount_paisa + sd_paisa) * basis_points + 5000) / 10000)
FROM invoice JOIN invoice_line ON invoice_id = invoice.id JOIN item ON item.id = item_id
JOIN vat_rate ON vat_rate.service_code = item.service_code
 AND issued_on >= valid_from AND (valid_until IS NULL OR issued_on <= valid_until)
WHERE status = 'issued' AND issued_on LIKE ?
"""


class InvoicesOfAMonth(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.ledger = self.folder / "ledger.sqlite"
        subprocess.run([sys.executable, GENERATOR, self.ledger, "--lines", "4000"], check=True, stdout=subprocess.DEVNULL)

    def test_totals_are_what_the_database_sums_to(self) -> None:
        with closing(open_ledger(self.ledger)) as connection:
            for month in ("2025-06", "2025-07", "2026-10"):
                totals = totals_of(invoices_of_month(connection, month))
                counted = tuple(connection.execute(SUMS, (f"{month}-%",)).fetchone())
                self.assertEqual((totals.invoices, totals.lines), counted[:2])
                self.assertEqual((totals.value, totals.sd, totals.vat), tuple(map(from_paisa, counted[2:])))

    def test_construction_is_charged_by_the_rate_of_the_day(self) -> None:
        with closing(open_ledger(self.ledger)) as connection:
            for month, percent in (("2025-06", "0.075"), ("2025-07", "0.1")):
                lines = [line for invoice in invoices_of_month(connection, month) for line in invoice.lines]
                rates = {str(line.vat_rate) for line in lines if line.description.startswith(("Piling", "Plaster"))}
                self.assertEqual(rates, {percent})

    def test_a_document_is_written_for_each_challan(self) -> None:
        with closing(open_ledger(self.ledger)) as connection:
            invoices = list(invoices_of_month(connection, "2026-10"))
        write_documents(invoices, self.folder / "out")
        self.assertEqual(len(list((self.folder / "out").glob("PBT-2026-27-*.json"))), len(invoices))

    def test_the_ledger_is_not_written(self) -> None:
        with closing(open_ledger(self.ledger)) as connection, self.assertRaises(sqlite3.OperationalError):
            connection.execute("DELETE FROM invoice")


class Taka(unittest.TestCase):
    def test_is_grouped_by_lakh_and_crore(self) -> None:
        self.assertEqual(in_taka(from_paisa(123456789012)), "1,23,45,67,890.12")
        self.assertEqual(in_taka(from_paisa(-12345)), "-123.45")


if __name__ == "__main__":
    unittest.main()
