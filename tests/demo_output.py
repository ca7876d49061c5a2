"""Checks what the README's first command printed, for `.ci/run`: `python tests/demo_output.py FIRST SECOND`."""

import sys
from pathlib import Path

import yaml

DEFECTS = Path(__file__).resolve().parent.parent / "examples" / "demo_erp" / "DEFECTS.yaml"


def main(first: str, second: str) -> None:
    seeded = yaml.safe_load(DEFECTS.read_text())["defects"]
    for place in ("services/finance/src/tax/vat-rates.ts", "bd-vat-rate", "VAT and SD Act 2012", "--fail-on never"):
        assert place in first, f"the first run does not print {place!r}"
    critical = {
        f"{d['file']}:{d['line']}"
        for d in seeded
        if d["rule"] in ("injection.sql", "secret.hardcoded", "injection.shell", "injection.eval")
    }
    missing = sorted(place for place in critical if place not in first)
    assert not missing, f"critical defects that the first run does not print: {missing}"
    assert "performance-profiler: it never ran before" in first
    assert "up to date" in second
    assert " miss " not in second
    print(f"The demo printed all {len(critical)} critical code defects, and was up to date the second time.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_text(), Path(sys.argv[2]).read_text())
