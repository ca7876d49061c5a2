#!/usr/bin/env python3
"""Sets Prohori up in `.venv` beside this file, then runs what you ask. Needs Python 3.11+ and git, nothing else.

python3 dev.py demo     the main job on the embedded demo ERP
python3 dev.py test     the tests (arguments go to pytest)
python3 dev.py check    lint, types, import contracts
python3 dev.py run …    any `prohori` command, for example: python3 dev.py run list
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "requirements.lock"
DEMO = ROOT / "examples" / "demo_erp"


def main() -> int:
    command, *rest = sys.argv[1:] or ["help"]
    commands = {"demo": demo, "test": test, "check": check, "run": run}
    if command not in commands:
        print(__doc__)
        return 0 if command in ("help", "-h", "--help") else 2
    set_up()
    return commands[command](rest)


def set_up() -> None:
    """Makes `.venv` and installs the locked versions, once; again only when the lock or the project file changed."""
    if sys.version_info < (3, 11):  # noqa: UP036  # run by whatever `python3` is
        sys.exit(f"Prohori needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: python3.11 dev.py {' '.join(sys.argv[1:])}")
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    marker = VENV / "prohori-installed"
    if marker.exists() and marker.read_text() == wanted:
        return
    print("Setting up .venv (once, about a minute) …", flush=True)
    step([sys.executable, "-m", "venv", str(VENV)], "On Debian and Ubuntu: apt install python3-venv")
    pip = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    step(
        [*pip, "--constraint", str(LOCK), "--editable", f"{ROOT}[dev]"],
        "Is the package index reachable? Run it again: it goes on where it stopped.",
    )
    marker.write_text(wanted)


def step(command: list[str], hint: str) -> None:
    if subprocess.run(command, cwd=ROOT).returncode != 0:
        sys.exit(f"\nThis failed: {' '.join(command)}\n{hint}")


def demo(rest: list[str]) -> int:
    """finance-feature on the demo ERP. Its database and its measurements lie in the state folder, not in the repository."""
    home = Path(os.environ.get("PROHORI_HOME") or "~/.prohori").expanduser().absolute()
    database = home / "demo" / "erp.sqlite"
    if not database.exists():
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o700)
        step([str(BIN / "python"), str(DEMO / "database" / "generate.py"), str(database), "--lines", "100000"], "")
    targets = json.loads((DEMO / "profile_targets.json").read_text())
    os.environ.setdefault("PROHORI_PROFILE_TARGETS", json.dumps({name: {**t, "database": str(database)} for name, t in targets.items()}))
    return run(["run", "finance-feature", "--repo", str(DEMO), "--fail-on", "never", *rest])


def run(rest: list[str]) -> int:
    return subprocess.run([str(BIN / "prohori"), *rest]).returncode


def test(rest: list[str]) -> int:
    return subprocess.run([str(BIN / "python"), "-m", "pytest", *rest], cwd=ROOT).returncode


def check(_: list[str]) -> int:
    tools = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["lint-imports", "--no-cache"])
    return max([subprocess.run([str(BIN / tool[0]), *tool[1:]], cwd=ROOT).returncode for tool in tools])


if __name__ == "__main__":
    sys.exit(main())
