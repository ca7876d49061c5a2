"""Write a synthetic billing ledger: `python database/generate.py OUT.sqlite --lines 100000 --seed 2026`.

The same arguments always give the same rows. Names, tax numbers and mobile numbers have the right
shape and belong to nobody. An existing OUT is replaced only if this script wrote it.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

SCHEMA = Path(__file__).with_name("schema.sql")
APPLICATION_ID = 0x50424C44  # "PBLD", at byte 68 of every file written here
FIRST_MONTH = (2019, 7)
MONTHS = 88  # July 2019 (the VAT and SD Act in force) to October 2026
CUSTOMERS = 240
LINES_PER_INVOICE = (4, 12)

TRADES = ("Builders", "Steel House", "Properties", "Hardware", "Engineering", "Developers", "Ceramics", "Cement Depot")
PLACES = ("Meghna", "Surma", "Karnaphuli", "Teesta", "Rupsha", "Shitalakkhya", "Kushiyara", "Dhaleshwari", "Titas", "Gorai")
DISTRICTS = ("Dhaka", "Chattogram", "Khulna", "Sylhet", "Rajshahi", "Barishal", "Rangpur", "Mymensingh", "Cumilla", "Gazipur")
SITES = ("Tower", "Warehouse", "Bridge Approach", "Staff Quarters", "School Building", "Cold Store")

# code, description, unit, service code, unit price in paisa, supplementary duty in basis points
ITEMS = (
    ("CIV-010", "Reinforced concrete work, 3000 psi", "cum", "S004", 1_350_000, 0),
    ("CIV-020", "Brick masonry, 125 mm", "sqm", "S004", 142_500, 0),
    ("CIV-030", "Piling, cast in situ, 500 mm", "rm", "S004", 415_000, 0),
    ("CIV-040", "Plaster, 12 mm, cement mortar", "sqm", "S004", 38_750, 0),
    ("SUP-010", "Site supervision", "day", "S032", 1_200_000, 0),
    ("SUP-020", "Structural drawing review", "sheet", "S032", 650_000, 0),
    ("MAT-010", "Deformed bar, 60 grade", "kg", "GOODS", 9_450, 0),
    ("MAT-020", "Cement, 50 kg", "bag", "GOODS", 53_000, 0),
    ("MAT-030", "Sylhet sand", "cft", "GOODS", 6_275, 0),
    ("MAT-040", "Stone chips, 20 mm", "cft", "GOODS", 21_533, 0),
    ("MAT-050", "Imported ceramic tile, 600 mm", "sqm", "GOODS", 187_999, 4_500),
    ("MAT-060", "Sanitary ware set", "set", "GOODS", 2_499_900, 2_000),
)
VAT_RATES = (
    ("GOODS", "2019-07-01", None, 1500),
    ("S004", "2019-07-01", "2025-06-30", 750),
    ("S004", "2025-07-01", None, 1000),
    ("S032", "2019-07-01", None, 1500),
)


def half_up(numerator: int, denominator: int) -> int:
    """The quotient of two positive integers, rounded half-up."""
    return (2 * numerator + denominator) // (2 * denominator)


def customers(rng: random.Random) -> Iterator[tuple[object, ...]]:
    for number in range(1, CUSTOMERS + 1):
        kind = rng.choices(("company", "government", "individual"), (7, 2, 1))[0]
        name = f"{rng.choice(PLACES)} {rng.choice(TRADES)} {number:03d}"
        tin = str(rng.randrange(10**11, 10**12))
        bin_number = f"{rng.randrange(10**9):09d}-{rng.randrange(1, 1000):04d}"
        mobile = f"+8801{rng.randrange(3, 10)}{rng.randrange(10**8):08d}"
        yield number, name, kind, tin, bin_number, mobile, rng.choice(DISTRICTS)


def projects(rng: random.Random) -> list[tuple[int, int, str]]:
    owners = [owner for owner in range(1, CUSTOMERS + 1) for _ in range(rng.randrange(1, 4))]
    return [(number, owner, f"{rng.choice(PLACES)} {rng.choice(SITES)}") for number, owner in enumerate(owners, 1)]


def line_counts(rng: random.Random, lines: int) -> list[int]:
    """How many lines each invoice has; their sum is `lines` exactly."""
    counts: list[int] = []
    while lines:
        counts.append(min(lines, rng.randint(*LINES_PER_INVOICE)))
        lines -= counts[-1]
    return counts


def issue_dates(rng: random.Random, invoices: int) -> list[date]:
    """Dates in ascending order, the same number of invoices in every month (give or take one)."""
    months = (divmod(FIRST_MONTH[0] * 12 + FIRST_MONTH[1] - 1 + index * MONTHS // invoices, 12) for index in range(invoices))
    return sorted(date(year, month + 1, 1) + timedelta(days=rng.randrange(28)) for year, month in months)


def invoices(rng: random.Random, count: int, sites: list[tuple[int, int, str]]) -> Iterator[tuple[object, ...]]:
    """Challan numbers are a serial per fiscal year (July to June), as Mushak-6.3 asks."""
    serials: dict[int, Iterator[int]] = {}
    for number, issued in enumerate(issue_dates(rng, count), 1):
        opening_year = issued.year if issued.month >= 7 else issued.year - 1
        serial = next(serials.setdefault(opening_year, itertools.count(1)))
        project, owner, _ = rng.choice(sites)
        challan = f"PBT-{opening_year}-{(opening_year + 1) % 100:02d}-{serial:06d}"
        status = "cancelled" if rng.randrange(50) == 0 else "issued"
        yield number, challan, owner, project, issued.isoformat(), status


def lines_of(rng: random.Random, counts: list[int]) -> Iterator[tuple[int, ...]]:
    for invoice, count in enumerate(counts, 1):
        for line_no in range(1, count + 1):
            item = int(rng.random() * len(ITEMS))
            price, sd_basis_points = ITEMS[item][4], ITEMS[item][5]
            quantity = 250 + int(rng.random() * 480) * 125
            amount = half_up(quantity * price, 1000)
            yield invoice, line_no, item + 1, quantity, price, amount, half_up(amount * sd_basis_points, 10_000)


def fill(connection: sqlite3.Connection, lines: int, seed: int) -> int:
    """Insert everything; returns the number of invoices."""
    rng = random.Random(seed)
    sites = projects(rng)
    counts = line_counts(rng, lines)
    connection.executemany("INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?)", customers(rng))
    connection.executemany("INSERT INTO project VALUES (?, ?, ?)", sites)
    connection.executemany("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?)", ((i, *item) for i, item in enumerate(ITEMS, 1)))
    connection.executemany("INSERT INTO vat_rate VALUES (?, ?, ?, ?)", VAT_RATES)
    connection.executemany("INSERT INTO invoice VALUES (?, ?, ?, ?, ?, ?)", invoices(rng, len(counts), sites))
    connection.executemany(
        "INSERT INTO invoice_line (invoice_id, line_no, item_id, quantity_milli, unit_price_paisa, amount_paisa, sd_paisa)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        lines_of(rng, counts),
    )
    return len(counts)


def is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        header = file.read(72)
    return header[68:72] == APPLICATION_ID.to_bytes(4, "big")


def write(out: Path, lines: int, seed: int) -> int:
    """Build the ledger beside `out`, then put it in place, so that nobody reads half of one."""
    if out.exists() and not is_ours(out):
        raise SystemExit(f"generate: `{out}` exists and is not a ledger written here; choose another name or remove it")
    unfinished = out.with_name(out.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
        count = fill(connection, lines, seed)
        connection.commit()
    finally:
        connection.close()
    unfinished.replace(out)
    return count


def positive(text: str) -> int:
    if (value := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return value


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write a synthetic billing ledger (SQLite).")
    parser.add_argument("out", type=Path, metavar="OUT.sqlite")
    parser.add_argument("--lines", type=positive, default=100_000, help="invoice lines, exactly (default: 100000)")
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    count = write(options.out, options.lines, options.seed)
    size = options.out.stat().st_size / 1e6
    print(f"{options.out}: {options.lines} invoice lines, {count} invoices, {size:.1f} MB, {time.perf_counter() - started:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
