"""Writes the reference pages from the code: `python docs/generate.py`. The tests check that they are up to date."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from prohori.codebase.review import RULES
from prohori.codebase.review_rule import Rule
from prohori.rulebook import reading
from prohori.rulebook.listing import bengali_name, days
from prohori.settings import Settings

REFERENCE = Path(__file__).parent / "reference"
COMMANDS = (
    "",
    "run",
    "review",
    "list",
    "trust",
    "report",
    "status",
    "health",
    "up",
    "down",
    "doctor",
    "cache",
    "cache status",
    "cache explain",
    "cache inspect",
    "cache report",
    "cache invalidate",
    "cache prune",
    "cache optimize",
    "cache clear",
    "rules",
    "rules list",
    "rules show",
    "rules due",
    "rules scan",
    "simulators",
    "simulators up",
    "simulators list",
)
FAMILIES = {
    "identifier": "Identifiers",
    "vat": "VAT",
    "vds": "VAT deducted at source",
    "sd": "Supplementary duty",
    "tds": "Tax deducted at source",
    "income-tax": "Income tax",
    "mushak": "Mushak forms",
    "calendar": "Fiscal year",
    "amount": "Amounts",
}
"""First word of a fact's name to its heading."""


def settings_page() -> str:
    rows = [
        f"| `PROHORI_{name.upper()}` | {field.description} | `{_plain(field.default)}` |" for name, field in Settings.model_fields.items()
    ]
    return (
        "# Settings\n\n"
        "Environment variables, or the same names in lower case and without `PROHORI_` in `settings.json` in `PROHORI_HOME`. The\n"
        "environment wins. Nothing in the ERP repository is ever a setting. Generated from `prohori/settings.py`.\n\n"
        "| variable | meaning | default |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def _plain(default: object) -> str:
    return "not set" if default is None else str(default)


def cli_page() -> str:
    pages = [f"## `{' '.join(('prohori', *command.split()))}`\n\n```text\n{_help(command)}\n```\n" for command in COMMANDS]
    return "# The `prohori` command\n\nGenerated from `--help`.\n\n" + "\n".join(pages)


def _help(command: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "prohori.cli.main", *command.split(), "--help"], cwd=REFERENCE.parent.parent,
        capture_output=True, text=True, check=True, env={"COLUMNS": "120", "PATH": ""}, timeout=30,
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in ran.stdout.strip().splitlines())


def review_page() -> str:
    return (
        "# The rules of the code review\n\n"
        "TypeScript, JavaScript and Python product code, and committed `.env` files; PHP for the rules of `gateway.` alone. Tests and\n"
        "generated files are left out.\n"
        "So are folders of third-party and built code (`node_modules`, `vendor`, `dist`, `build`, `coverage`), which coverage names;\n"
        "a module of such a name below `src`, `apps`, `services`, `packages`, … is looked at.\n"
        "What of a rule is not sure has low confidence, and then weighs no more than minor. Each rule is a file of\n"
        "`prohori/codebase/review_rules/`, with code that it reports and code that it does not. Generated from them.\n\n"
        + "\n".join(map(_rule, RULES.values()))
    )


def _rule(rule: Rule) -> str:
    whole = " · needs the whole repository" if rule.across_files else ""
    return f"## `{rule.id}`\n\n{rule.severity.value} · {rule.source}{whole}\n\n{rule.says}\n"


def rulebook_page() -> str:
    facts = reading.book()
    by_family = [
        (title, [fact for name, fact in sorted(facts.items()) if name.startswith(f"{family}.")]) for family, title in FAMILIES.items()
    ]
    left_out = len(facts) - sum(len(found) for _, found in by_family)
    if left_out:
        raise SystemExit(f"{left_out} facts of the rulebook are in no family of the page")
    cited = "".join(f"- `{name}`: {citation}\n" for name, citation in sorted(reading.sources().items()))
    return (
        "# The rulebook\n\n"
        "Facts of law as Prohori knows them, with the days on which they hold (the first and the last both count), their source and how\n"
        "sure they are. `high` weighs in full, `medium-high` is at most major, the rest a warning; so is what stands *to confirm*, until\n"
        "somebody has opened the document that `prohori rules due` names. What is not here is not known: it is never taken for right.\n"
        "A team's own contracts: [how to override rules](../how-to/override-rules.md). Generated from `prohori/rulebook/`.\n\n"
        + "\n".join(f"## {title}\n\n{_facts_table(found)}" for title, found in by_family)
        + f"\n## Where the sources were read\n\n{cited}"
    )


def _facts_table(facts: list[reading.Fact]) -> str:
    rows = [row for fact in facts for row in _fact_rows(fact)]
    return "| fact | | holds | says | confidence | source, and where it was read |\n|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n"


def _fact_rows(fact: reading.Fact) -> Iterator[str]:
    for number, entry in enumerate(fact.entries):
        name = (f"`{fact.id}`", " ".join(filter(None, (fact.title, fact.code, bengali_name(fact))))) if number == 0 else ("", "")
        says = str(entry.value) if entry.value else "*not known*"
        sure = f"{entry.level}, to confirm" if entry.confirm else entry.level
        source = entry.source + "".join(f" `{one}`" for one in entry.read_in) + (f". {entry.note}" if entry.note else "")
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in (*name, days(entry), says, sure, source)) + " |"


PAGES = {"settings.md": settings_page, "cli.md": cli_page, "rulebook.md": rulebook_page, "review.md": review_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(f"wrote {REFERENCE / name}")
