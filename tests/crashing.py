"""The real command with agents of the tests, in processes that can be killed anywhere.

`Launcher` keeps one process that has imported everything and forks a child for each command, which costs a tenth of a new
interpreter. A child kills itself at a named point, by functions that are wrapped here: the product knows nothing of it.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from prohori.cache.store import Store
from prohori.cache.trace import load
from prohori.cli.main import main
from prohori.engine import workspace
from prohori.errors import AgentError, TransientError
from prohori.model import Coverage, Job, Metric, Report, report
from prohori.performance import history
from prohori.snapshot.protocol import Reads
from prohori.workflows import loader
from tests.inline import Agents, agent
from tests.repositories import Repository

ROOT = Path(__file__).resolve().parent.parent
STEP_SECONDS = 0.1
BEHAVIOUR: dict[str, str] = {}
"""What the test asks of the agents, which may not read the environment."""
EFFECTS = 100
"""The descriptor of the file that agents append to. Opened before they run: an agent that is held to the snapshot opens nothing."""


@dataclass(frozen=True)
class At:
    """Dies before or after the `nth` call of a function."""

    module: str
    name: str
    when: str
    nth: int = 1


POINTS = {
    "before the manifest is begun": At("prohori.engine.checkpoint", "Checkpoint.begin", "before"),
    "while the manifest is written": At("pathlib", "Path.replace", "before", 2),
    "after the manifest was written": At("prohori.engine.checkpoint", "Checkpoint.begin", "after"),
    "before a note is written": At("prohori.engine.notes", "Notes.add", "before", 2),
    "within a note": At("prohori.engine.notes", "Notes.add", "torn", 2),
    "after a note was written": At("prohori.engine.notes", "Notes.add", "after", 2),
    "before a step's body": At("prohori.engine.steps", "execute", "before", 2),
    "after a step's body": At("prohori.engine.steps", "execute", "after", 2),
    "before the record's transaction": At("blocks.result_store", "ResultStore.write_path", "before", 2),
    "within the record's transaction": At("prohori.cache.store", "_set", "after", 2),
    "after the record's transaction": At("blocks.result_store", "ResultStore.write_path", "after", 3),
    "before the report": At("prohori.engine.runs", "save", "before"),
    "between the report's files": At("prohori.engine.runs", "write_whole", "after", 2),
    "after the report": At("prohori.engine.runs", "save", "after"),
    "before the final state": At("tasks.workflow", "final_state", "after"),
}
STEPS: list[dict[str, Any]] = [
    {"agent": "reader", "name": "a", "parameters": {"file": "tax.ts"}},
    {"agent": "toucher", "name": "b"},
    {"agent": "uncached", "name": "c"},
    {"agent": "reader", "name": "d", "parameters": {"file": "billing.ts"}},
    {"agent": "toucher", "name": "e"},
]
CONSUMED = {"c": ["a", "b"], "d": ["c"]}
LOOP: list[dict[str, Any]] = [
    {"agent": "meter", "name": "m", "description": "m", "consumes": ["c"], "criticality": "critical"},
    {"agent": "changer", "name": "c", "description": "c", "consumes": ["m", "c"]},
]
IN_FLIGHT = {"sequential": 1, "parallel": 2, "iterative": 1}
"""How many steps run at once."""


def repository(parent: Path) -> Path:
    """What the steps read."""
    return Repository.create(parent / "erp", {"tax.ts": "// tax.ts\n", "billing.ts": "// billing.ts\n"}).path


def workflows(folder: Path) -> dict[str, Path]:
    """A definition file for each pattern, two of the same steps; in the sequential one some consume others."""
    steps = [{**step, "description": step["name"]} for step in STEPS]
    consuming = [{**step, "consumes": CONSUMED.get(step["name"], [])} for step in steps]
    written = {}
    keys_of = {
        "sequential": {"steps": consuming},
        "parallel": {"steps": steps, "max_parallel": IN_FLIGHT["parallel"]},
        "iterative": {"steps": LOOP, "goal": "invoices.p95 <= 60"},
    }
    for pattern, keys in keys_of.items():
        written[pattern] = folder / f"{pattern}-crashing.json"
        known = {"name": written[pattern].stem, "description": "Of a test.", "pattern": pattern}
        written[pattern].write_text(json.dumps({**known, **keys}))
    return written


def _working(job: Job, reads: Reads) -> Report:
    """Says that it begins and ends; its report is made of what it reads and consumes, so that a wrong one would show."""
    step = job.description
    os.write(EFFECTS, f"{step} begins\n".encode())
    _sleep(job)
    if step == BEHAVIOUR.get("FAILING") or job.agent == BEHAVIOUR.get("FAILING_AGENT"):
        raise AgentError("This step fails", next="try again")
    seen = reads.text(job.parameters["file"]) if "file" in job.parameters else ""
    artifacts = {name: consumed.artifacts["seen.txt"] for name, consumed in job.upstream.items()}
    os.write(EFFECTS, f"{step} ends\n".encode())
    return report(job.agent, f"{step} saw {seen!r}", artifacts={"seen.txt": seen, **artifacts}, coverage=Coverage(files=1))


def _sleep(job: Job) -> None:
    time.sleep(60 if BEHAVIOUR.get("STUBBORN") == job.description else float(BEHAVIOUR.get("STEP_SECONDS", STEP_SECONDS)))


def _looping(job: Job, reads: Reads) -> Report:
    """Each change takes 20 ms off what the tree says. What was changed is known from reports alone."""
    changes = int(job.upstream["c"].artifacts["changes.txt"]) if "c" in job.upstream else 0
    place = f"{job.description} #{changes + 1}"
    os.write(EFFECTS, f"{place} begins\n".encode())
    _sleep(job)
    machine = reads.setting("profile_facts").get("machine", "")
    milliseconds = float(reads.text("tax.ts").removeprefix("// ").partition(".")[0].replace("tax", "100")) - 20 * changes
    changed = {"changes.txt": str(changes + 1)} if job.agent == "changer" else {"seen.txt": machine}
    os.write(EFFECTS, f"{place} ends\n".encode())
    metrics = {"invoices.p95": Metric(value=milliseconds, unit="ms", samples=20)}
    return report(job.agent, f"{place}: {milliseconds:g} ms", metrics=metrics, artifacts=changed, coverage=Coverage(files=1))


def _retried(job: Job, reads: Reads) -> Report:
    os.write(EFFECTS, f"{job.description} begins\n".encode())
    raise TransientError("The gateway does not answer")


def agents() -> Agents:
    return Agents({
        **agent("reader", _working, parameters={"file": "What it reads."}), **agent("toucher", _working, effects=("process",)),
        **agent("uncached", _working, ttl="off"), **agent("meter", _looping), **agent("changer", _looping),
        **agent("retried", _retried, retries={"attempts": 2, "delay_seconds": (60,)}),
    })  # fmt: skip


@dataclass
class Ran:
    """A command that was started."""

    pid: int
    output: Path
    launcher: Launcher

    def wait(self, seconds: float = 60) -> int:
        """Its exit code; negative for the signal that killed it."""
        return self.launcher.wait(self.pid, seconds)

    def kill(self, number: int = signal.SIGKILL) -> None:
        os.kill(self.pid, number)

    @property
    def said(self) -> str:
        return self.output.with_suffix(".err").read_text()

    @property
    def result(self) -> dict[str, Any]:
        return json.loads(self.output.read_text())


class Home:
    """A state folder of its own, and what the agents did in it."""

    def __init__(self, launcher: Launcher, folder: Path) -> None:
        self.launcher, self.folder = launcher, folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.effects = folder / "effects.txt"
        self.effects.touch()
        self._count = 0

    def start(self, *arguments: object, at: str = "", **environment: str) -> Ran:
        self._count += 1
        output = self.folder / f"{self._count}.out"
        return self.launcher.start([str(a) for a in arguments], output, at, {"PROHORI_HOME": str(self.folder), **environment})

    def run(self, *arguments: object, at: str = "", **environment: str) -> tuple[int, Ran]:
        ran = self.start(*arguments, at=at, **environment)
        return ran.wait(), ran

    def copy(self, folder: Path) -> Home:
        """Another home with the same past."""
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*.out", "*.err"))
        return Home(self.launcher, folder)

    def begun(self) -> Counter[str]:
        """Step to how often its body was started."""
        return Counter(line.rpartition(" ")[0] for line in self.effects.read_text().splitlines() if line.endswith("begins"))

    def finished(self) -> set[str]:
        """Steps whose record is in the store, whatever a checkpoint says."""
        with Store.open(self.folder / "cache") as store:
            keys = [key[2:] for key in [*store.keys("r:"), *store.keys("p:")]]
            return {record.step for record in (load(store, key) for key in keys) if record}

    @property
    def journal(self) -> str:
        file = self.folder / "journal" / "journal.jsonl"
        return file.read_text() if file.exists() else ""

    @property
    def reported(self) -> bool:
        """Whether the run has a result."""
        return (self.folder / "runs" / self.run_id / "report.json").exists()

    @property
    def run_id(self) -> str:
        """Of the only run; empty before there is one."""
        folders = list((self.folder / "runs").glob("*")) if (self.folder / "runs").exists() else []
        return folders[0].name if folders else ""


def outcome_of(result: Mapping[str, Any]) -> Any:
    """What must be equal of two runs that did the same."""
    steps = [{key: step[key] for key in ("name", "outcome", "agent", "used_agent", "reason", "report")} for step in result["steps"]]
    return {**{key: result[key] for key in ("workflow", "outcome", "cause", "reason", "repository", "on", "acceptance")}, "steps": steps}


@dataclass(frozen=True)
class Crash:
    """What was there when the process died, and what the resumed run did."""

    code: int
    """Of the killed process."""
    finished: set[str]
    begun: Counter[str]
    ended: set[str]
    """Steps whose body had ended."""
    resumed: int
    result: dict[str, Any]
    begun_in_all: Counter[str]
    said: str

    def faults(self, calm: Any, in_flight: int) -> list[str]:
        """Sentences about what must not be; none for a run that went on as it should."""
        repeated = {step for step, times in self.begun_in_all.items() if times > 1}
        found = [f"resume ended with {self.resumed}: {self.said[-500:]}"] if self.resumed else []
        found += [f"{step} had finished and was repeated" for step in sorted(repeated & self.finished)]
        for what, some in (("worked", repeated - self.ended), ("was being stored", repeated & self.ended)):
            if len(some) > in_flight:  # a slot is free when its step's body ends, and its record is written after that
                found.append(f"repeated: {sorted(some)}, and at most {in_flight} {what} at once")
        if not self.resumed and outcome_of(self.result) != calm:
            found.append("the result is not that of an undisturbed run")
        return found


def crashed(home: Home, ran: Ran) -> Crash:
    """After the process was killed: looks at what it left, and resumes it."""
    code = ran.wait()
    ended = {line.rpartition(" ")[0] for line in home.effects.read_text().splitlines() if line.endswith("ends")}
    finished, begun = home.finished() if (home.folder / "cache").exists() else set(), home.begun()
    resumed, again = home.run("resume", home.run_id, "--json")
    return Crash(code, finished, begun, ended, resumed, again.result if not resumed else {}, home.begun(), again.said)


class Launcher:
    """Talks to the process that forks."""

    def __init__(self, api_url: str, folder: Path) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PROHORI_", "PREFECT_"))}
        given = {"PREFECT_API_URL": api_url, "PREFECT_HOME": str(folder / "client"), "PROHORI_HOME": str(folder / "launcher")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crashing"], cwd=ROOT, env={**inherited, **given, "COLUMNS": "200"}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._asked({}) == {"ready": True}

    def start(self, arguments: list[str], output: Path, at: str, environment: Mapping[str, str]) -> Ran:
        asked = {"arguments": arguments, "output": str(output), "at": at, "environment": dict(environment)}
        return Ran(self._asked(asked)["pid"], output, self)

    def wait(self, pid: int, seconds: float) -> int:
        ended = self._asked({"wait": pid, "seconds": seconds})["code"]
        assert ended is not None, f"process {pid} still runs after {seconds} s"
        return int(ended)

    def _asked(self, question: object) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        self._process.communicate(timeout=10)


def serve() -> NoReturn:
    """Answers one line of JSON with another: starts a command, or waits for one."""
    for module in (
        "flows.sequential",
        "flows.parallel",
        "flows.iterative",
        "tasks.resume",
        "prohori.cli.main",
        "prohori.cli.run",
        "prohori.cli.resume",
    ):
        importlib.import_module(module)
    for line in sys.stdin:
        asked = json.loads(line)
        answer: dict[str, Any] = {"ready": True}
        if "wait" in asked:
            answer = {"code": _waited(asked["wait"], asked["seconds"])}
        elif asked:
            answer = {"pid": os.fork()}
            if answer["pid"] == 0:
                _become(asked)
        print(json.dumps(answer), flush=True)
    sys.exit(0)


def _waited(pid: int, seconds: float) -> int | None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def _become(asked: dict[str, Any]) -> NoReturn:
    """The command, in a forked child."""
    output = Path(asked["output"])
    for path, descriptor in ((os.devnull, 0), (output, 1), (output.with_suffix(".err"), 2), (output.parent / "effects.txt", EFFECTS)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND), descriptor, inheritable=descriptor < EFFECTS)
    sys.stdin = os.fdopen(0, closefd=False)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.update(asked["environment"])
    BEHAVIOUR.update(asked["environment"])
    sys.argv = ["prohori", *asked["arguments"]]
    workspace.load_all = lambda: agents()  # type: ignore[assignment]
    loader.load_all = lambda: agents()  # type: ignore[assignment]
    if "MACHINE" in BEHAVIOUR:
        history.this_machine = lambda: BEHAVIOUR["MACHINE"]  # type: ignore[assignment, return-value]
    if asked["at"]:
        _arm(POINTS[asked["at"]])
    main()


def _arm(point: At) -> None:
    owner: Any = importlib.import_module(point.module)
    *path, name = point.name.split(".")
    for part in path:
        owner = getattr(owner, part)
    original, calls = getattr(owner, name), Counter[str]()

    @functools.wraps(original)
    def deadly(*arguments: Any, **named: Any) -> Any:
        calls["all"] += 1
        now = calls["all"] == point.nth
        if now and point.when == "torn":
            _write_half(*arguments)
        if now and point.when in ("before", "torn"):
            die()
        result = original(*arguments, **named)
        if now:
            die()
        return result

    setattr(owner, name, deadly)


def _write_half(notes: Any, note: Any) -> None:
    line = note.model_dump_json(exclude_none=True)
    with notes._path.open("a") as file:
        file.write(f"\n{line[: len(line) // 2]}")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    serve()
