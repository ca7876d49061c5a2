"""Draws `docs/images/run.png`, a run in the Prefect UI, from a real one: `python -m docs.picture_ui`. Needs Chromium and its driver.

The browser resolves no name, so nothing is asked of anybody but the server that is started for the picture.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.browser import browser

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "run.png"
DEMO = ROOT / "examples" / "demo_erp"
MOST_BYTES = 200_000
PROHORI = str(Path(sys.executable).with_name("prohori"))


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        environment = _surroundings(folder)
        subprocess.run([PROHORI, "up"], env=environment, check=True)
        try:
            _draw(folder, environment)
        finally:
            subprocess.run([PROHORI, "down"], env=environment, check=True)
    size = PICTURE.stat().st_size
    if size > MOST_BYTES:
        sys.exit(f"{PICTURE} has {size} bytes, more than {MOST_BYTES}")
    print(f"wrote {PICTURE}, {size} bytes")


def _surroundings(folder: Path) -> dict[str, str]:
    """A state folder and a port of its own, and something to measure."""
    database = folder / "erp.sqlite"
    subprocess.run([sys.executable, str(DEMO / "database" / "generate.py"), str(database), "--lines", "20000"], check=True)
    targets = json.loads((DEMO / "profile_targets.json").read_text())
    given = json.dumps({name: {**target, "database": str(database)} for name, target in targets.items()})
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PROHORI_", "PREFECT_"))}
    return {**kept, "PROHORI_HOME": str(folder / "state"), "PROHORI_SERVER_PORT": port, "PROHORI_PROFILE_TARGETS": given}


def _draw(folder: Path, environment: dict[str, str]) -> None:
    erp = folder / "demo_erp"
    shutil.copytree(DEMO, erp, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(["git", "init", "-q", str(erp)], check=True)
    ran = subprocess.run(
        [PROHORI, "run", "finance-feature", "--repo", str(erp), "--fail-on", "never", "--json"],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    run = json.loads(ran.stdout)["run_id"]
    with browser(folder / "profile", width=1240, height=860) as page:
        page.open(f"http://127.0.0.1:{environment['PROHORI_SERVER_PORT']}/runs/flow-run/{run}")
        page.wait_for("performance-profiler")
        time.sleep(3)  # the graph is drawn on a canvas, which has no text to wait for
        shown = page.text()
        if str(folder) in shown or str(Path.home()) in shown:
            sys.exit("the page shows a path of this machine")
        PICTURE.write_bytes(page.picture())


if __name__ == "__main__":
    main()
