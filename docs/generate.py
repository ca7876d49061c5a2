"""Writes the reference pages from the code: `python docs/generate.py`. The tests check that they are up to date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from prohori.settings import Settings

REFERENCE = Path(__file__).parent / "reference"
COMMANDS = (
    "",
    "run",
    "list",
    "trust",
    "report",
    "status",
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
)


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


PAGES = {"settings.md": settings_page, "cli.md": cli_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(f"wrote {REFERENCE / name}")
