"""Rates, bases, years and dates that are right, beside some that are not."""

from __future__ import annotations

import re
import unittest
from datetime import date
from decimal import Decimal

from billing.due_dates import client_payment_due, vat_return_due
from billing.fiscal_year import fiscal_year, half_of_calendar_year
from billing.rates import construction_vat_percent
from billing.tax import machine_bill, split_showroom_sale, vat_on_goods, vat_on_work

STANDARD_VAT_RATE = Decimal("0.14")  # a rate that never was
OLD_TIN = re.compile(r"^\d{10}$")
OLD_BIN = re.compile(r"^\d{9}$")


class Vat(unittest.TestCase):
    def test_of_a_showroom_sale_is_inside_the_price(self) -> None:
        self.assertEqual(split_showroom_sale(Decimal("25000.00")), (Decimal("21739.13"), Decimal("3260.87")))
        self.assertNotEqual(split_showroom_sale(Decimal(115))[1], Decimal(115) * STANDARD_VAT_RATE)

    def test_of_goods_counts_the_duty(self) -> None:
        self.assertEqual(vat_on_goods(Decimal(100), Decimal(45)), Decimal("21.75"))

    def test_of_construction_follows_the_date(self) -> None:
        self.assertEqual(construction_vat_percent(date(2025, 6, 30)), Decimal("7.5"))
        self.assertEqual(vat_on_work(Decimal(1000), date(2025, 7, 1)), Decimal("100.00"))

    def test_of_a_machine_is_on_the_whole_hire(self) -> None:
        self.assertEqual(machine_bill(Decimal(1000))["payable"], Decimal("1100.00"))


class Calendar(unittest.TestCase):
    def test_the_year_turns_on_the_first_of_july(self) -> None:
        self.assertEqual([fiscal_year(date(2026, 6, 30)), fiscal_year(date(2026, 7, 1))], ["2025-26", "2026-27"])
        self.assertEqual(half_of_calendar_year(date(2026, 7, 1)), "H2")

    def test_the_vat_return_is_monthly_to_june_2026_and_quarterly_since(self) -> None:
        VAT_RETURN_DUE_DAY = 20
        self.assertEqual(vat_return_due(date(2026, 6, 1)), date(2026, 7, 15))
        self.assertEqual(vat_return_due(date(2026, 7, 1)), date(2026, 10, 15))
        self.assertEqual(vat_return_due(date(2026, 12, 1), government=True), date(2027, 1, VAT_RETURN_DUE_DAY))
        self.assertEqual(client_payment_due(date(2026, 12, 31)), date(2027, 1, 20))

    def test_the_void_numbers_are_told_by_their_length(self) -> None:
        self.assertTrue(OLD_TIN.match("1234567890"))
        self.assertTrue(OLD_BIN.match("123456789"))


if __name__ == "__main__":
    unittest.main()
