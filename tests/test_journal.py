import json
import subprocess
import sys

from prohori.observe import journal


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_is_json_with_its_context_and_its_facts(tmp_path):
    path = journal.open_journal(tmp_path)
    with journal.bound(run="r1", workflow="finance-feature"):
        journal.record("চালান ok", component="step", outcome="ok", seconds=0.5, error=None)
    (line,) = lines(path)
    del line["timestamp"]
    assert line == {
        "level": "INFO", "component": "step", "message": "চালান ok", "run": "r1",
        "workflow": "finance-feature", "outcome": "ok", "seconds": 0.5,
    }  # fmt: skip


def test_opening_the_journal_twice_does_not_write_twice(tmp_path):
    path = journal.open_journal(tmp_path)
    journal.open_journal(tmp_path)
    journal.record("once", component="run")
    assert [line["message"] for line in lines(path)] == ["once"]


def test_a_secret_never_reaches_the_journal(tmp_path):
    path = journal.open_journal(tmp_path)
    journal.record('login with password = "hunter2hunter2"', component="run", error="token: 'abcdefgh12345678'")
    text = path.read_text()
    assert "hunter2hunter2" not in text
    assert "abcdefgh12345678" not in text


def test_a_message_with_braces_is_text(tmp_path):
    path = journal.open_journal(tmp_path)
    journal.record("{oops} {0}", component="run")
    assert lines(path)[0]["message"] == "{oops} {0}"


def test_the_other_place_hears_only_the_lines_of_its_run(tmp_path):
    journal.open_journal(tmp_path)
    heard = []
    with journal.tee(lambda level, line: heard.append((level, line)), only=lambda context: context.get("run") == "mine"):
        with journal.bound(run="mine"):
            journal.record("a", component="step")
        with journal.bound(run="other"):
            journal.record("b", component="step")
    journal.record("c", component="step", run="mine")
    assert heard == [("INFO", "a")]


WRITER = """
import sys
from pathlib import Path
from prohori.observe import journal
journal.open_journal(Path(sys.argv[1]), max_mb=1)
for n in range(5000):
    journal.record("x" * 100, component="run", n=n, writer=sys.argv[2])
"""


def test_two_processes_share_a_journal_that_begins_new_files_and_lose_no_line(tmp_path):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name]) for name in ("a", "b")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    files = list(tmp_path.glob("journal*.jsonl"))
    written = [(line["writer"], line["n"]) for file in files for line in lines(file)]
    assert len(files) > 1
    assert sorted(written) == [(name, n) for name in "ab" for n in range(5000)]
