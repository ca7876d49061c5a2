"""The commands of `docs/how-to/gateways.md` that drive each simulator by hand, run as a new user would, with what they print."""

from __future__ import annotations

import os
import re
import subprocess
import time
from contextlib import ExitStack, contextmanager

import pytest

from tests.conftest import PROHORI, PROJECT, free_port

PAGE = (PROJECT / "docs" / "how-to" / "gateways.md").read_text(encoding="utf-8")
SECTION = PAGE[PAGE.index("## By hand") : PAGE.index("## Started again")]
BLOCKS = re.findall(r"^```(sh|text)\n(.*?)^```$", SECTION, flags=re.MULTILINE | re.DOTALL)
PORTS = sorted(set(re.findall(r"\b427\d\b", SECTION)))
END = "--- end of a block ---"


@contextmanager
def started(command: str, environment: dict[str, str]):
    with subprocess.Popen(command.split(), env=environment, stdout=subprocess.PIPE, text=True) as simulator:
        try:
            told = [simulator.stdout.readline() for _ in range(3)]
            assert "Ctrl-C ends them" in told[-1], told
            yield
        finally:
            simulator.terminate()
            assert simulator.wait(20) == 0


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What each block of commands printed, in their order."""
    home = tmp_path_factory.mktemp("by-hand")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PROHORI_")}
    environment = {**inherited, "HOME": str(home), "PATH": f"{os.path.dirname(PROHORI)}:{os.environ['PATH']}"}
    own = {port: str(free_port()) for port in PORTS}
    rename = lambda text: re.sub("|".join(PORTS), lambda port: own[port[0]], text)  # noqa: E731
    found = []
    with ExitStack() as stack:
        script = "set -u\n"
        for kind, block in BLOCKS:
            if kind == "sh" and block.startswith("prohori simulators up"):
                # one at a time: each writes the file with its credentials
                script += f"echo waiting-for {len(found)}; read -r _\n"
                found.append(rename(block))
            elif kind == "sh":
                script += f"{rename(block)}\necho '{END}'\n"
        shell = stack.enter_context(
            subprocess.Popen(["bash", "-c", script], cwd=home, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
        output, deadline = "", time.monotonic() + 120
        for line in shell.stdout:
            assert time.monotonic() < deadline, output
            if line.startswith("waiting-for"):
                stack.enter_context(started(found[int(line.split()[1])], environment))
                shell.stdin.write("\n")
                shell.stdin.flush()
            else:
                output += line
        assert shell.wait(20) == 0
    return [part.strip() for part in output.split(END)[:-1]]


def expected() -> list[str]:
    """For each block of commands what the page says it prints; nothing where it says nothing."""
    found: list[str] = []
    for kind, block in BLOCKS:
        if kind == "text":
            found[-1] = block.strip()
        elif not block.startswith("prohori simulators up"):
            found.append("")
    return found


def test_every_block_of_commands_prints_what_the_page_says(printed):
    wanted = expected()
    assert len(printed) == len(wanted) >= 5
    for told, text in zip(printed, wanted, strict=True):
        pattern = "".join(re.escape(part) + ("[^\n]*" if number < text.count("…") else "") for number, part in enumerate(text.split("…")))
        assert re.fullmatch(pattern, told), f"it printed\n{told}\nand the page says\n{text}"


def test_each_simulator_is_started_by_its_command():
    assert [block.split()[3] for kind, block in BLOCKS if block.startswith("prohori simulators up")] == ["bkash", "nagad", "sslcommerz"]
