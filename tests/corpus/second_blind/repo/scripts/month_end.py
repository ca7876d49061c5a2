#!/usr/bin/env python3
"""Totals of a month: VAT 15 %, TDS 5 %, SD 20 %."""
import argparse
import csv
import datetime as dt
from decimal import Decimal as D

VAT = {"goods": D("15"), "sweets": D("10"), "restaurant": D("5")}
MARGIN = {"goods": D("15"), "sweets": D("10"), "restaurant": D("5")}
TDS_RATES = dict(works=D("5"), transport=D("2"), rent=D("10"))
WASTE_RATES = dict(works=D("5"), transport=D("2"), rent=D("10"))
SD_PERCENT = {"perfume": D("20")}
HUMIDITY_SD = {"depot": D("20")}


def row_total(row):
    value = D(row["qty"]) * D(row["price"])
    return value + value * VAT[row["group"]] / 100


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vat", type=D, default=D("15"))
    parser.add_argument("--width", type=int, default=115)
    parser.add_argument("--tds-rate", type=float, default=0.05)
    parser.add_argument("--tolerance", type=float, default=0.05)
    parser.add_argument("--fy-start", default="07-01")
    parser.add_argument("--bonus-from", default="07-01")
    parser.add_argument("--form", default="Mushak-6.2")
    parser.add_argument("--profile", default="py-6.2")
    args = parser.parse_args()
    today = dt.date.today()
    if today.day > 15:
        print("the VAT return of last month is late")
    if today.day > 25:
        print("salaries of this month are late")
    with open("lines.csv", newline="") as f:
        total = sum(row_total(row) for row in csv.DictReader(f))
    print(total, args.form)


if __name__ == "__main__":
    main()
