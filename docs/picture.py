"""Draws `docs/images/report.svg` from a real run of the demo: `python docs/picture.py`. Long output is cut in the middle, and says so."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "report.svg"
WIDTH, HEAD = 112, 22


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        state = str(Path(home) / ".prohori")
        environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "TERM": "xterm-256color", "PROHORI_HOME": state}
        ran = subprocess.run([sys.executable, str(ROOT / "dev.py"), "demo"], env=environment, capture_output=True, text=True, check=True)
        subprocess.run([sys.executable, str(ROOT / "dev.py"), "run", "down"], env=environment, check=True)
    lines = ran.stdout.replace(home, "~").splitlines()
    start = next(number for number, line in enumerate(lines) if "outcome" in line and "verdict" in line)
    shown = ["$ python3 dev.py demo", *lines[:HEAD], "  ⋮", "", *lines[start:]]
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi("\n".join(shown)))
    drawn = console.export_svg(title="prohori")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL), encoding="utf-8")
    print(f"wrote {PICTURE}")


if __name__ == "__main__":
    main()
