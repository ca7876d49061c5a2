"""The rulebook of Bangladesh: identifiers, VAT, SD, VDS, TDS, due dates, Mushak forms, the fiscal year, and amounts in taka.

    from prohori import rulebook

    rulebook.validate_tin("1234-5678-9012").valid
    rulebook.vat_rate("S004.00", on=date(2026, 11, 22)).value     # Decimal("10"): percent
    rulebook.vat_return_due("2026-07").value.day                  # date(2026, 10, 15)
    rulebook.format_bdt(Decimal("12345678.9"))                    # 1,23,45,678.90

An answer is a `Ruling`: the value with its fact, source, confidence, and the days `[since, until)` on which it holds. A day that the
rulebook does not reach is `NotKnown`, never a guess. Every function takes `book=rulebook.rulebook(overrides)` for a team's own contracts.
"""

from prohori.rulebook.book import NotKnown, Rulebook, Ruling, rulebook
from prohori.rulebook.calendar import (
    DueDate,
    FiscalYear,
    advance_tax_days,
    company_return_due,
    fiscal_year,
    fiscal_year_named,
    tds_deposit_due,
    tds_return_due,
    vat_return_due,
    vds_certificate_due,
    vds_deposit_due,
)
from prohori.rulebook.forms import mushak, mushak_fields, mushak_label
from prohori.rulebook.identifiers import Checked, validate_bin, validate_mobile, validate_nid, validate_passport, validate_tin
from prohori.rulebook.money import CRORE, LAKH, ascii_digits, bengali_digits, format_bdt, parse_bdt, rounded, vat_on, vat_within
from prohori.rulebook.rates import sd_rate, tds_rate, vat_rate, vds_rate

__all__ = [
    "CRORE", "LAKH", "Checked", "DueDate", "FiscalYear", "NotKnown", "Rulebook", "Ruling", "advance_tax_days", "ascii_digits",
    "bengali_digits", "company_return_due", "fiscal_year", "fiscal_year_named", "format_bdt", "mushak", "mushak_fields", "mushak_label",
    "parse_bdt", "rounded", "rulebook", "sd_rate", "tds_deposit_due", "tds_rate", "tds_return_due", "validate_bin", "validate_mobile",
    "validate_nid", "validate_passport", "validate_tin", "vat_on", "vat_rate", "vat_return_due", "vat_within", "vds_certificate_due",
    "vds_deposit_due", "vds_rate",
]  # fmt: skip
