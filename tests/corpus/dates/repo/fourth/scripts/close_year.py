#!/usr/bin/env python3
"""Closes the books: income year 1 July to 30 June."""
import argparse
from datetime import date

parser = argparse.ArgumentParser()
parser.add_argument("--fiscal-start-month", type=int, default=7)
parser.add_argument("--keep-months", type=int, default=7)
parser.add_argument("--vat-due-day", type=int, default=15)
parser.add_argument("--workers", type=int, default=15)


def closing_date(year: int) -> date:
    return date(year, 6, 30)


def is_closing_day(today: date) -> bool:
    return (today.month, today.day) == (6, 30)


def backup_date(year: int) -> date:
    return date(year, 6, 30)


def new_year_sale(today: date) -> bool:
    return (today.month, today.day) == (4, 14)
