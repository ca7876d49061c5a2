"""The one local Prefect server, kept in the background, around Prefect's own `server start`.

Not with its `--background`: that server writes to a pipe whose reader is gone, and dies of the first error that it logs.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from prohori.errors import ProhoriError, SettingsError
from prohori.prefect_environment import OWN_SERVER
from prohori.settings import Settings

PID_FILE = "prohori-server.pid"
PREFECT = (sys.executable, "-m", "prefect")
LOCAL = ("http://127.0.0.1", "http://localhost")
ELSEWHERE_SECONDS = 10
KEEP_RUNS_SECONDS = 30 * 24 * 3600


class ServerError(ProhoriError):
    """The Prefect API does not answer, or the local server did not start."""


def opener_for(url: str) -> urllib.request.OpenerDirector:
    """Asks addresses of this machine directly, others by the proxy that the environment names."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({})) if url.startswith(LOCAL) else urllib.request.build_opener()


def healthy(api: str, *, seconds: float = 2.0) -> bool:
    """Whether a Prefect API answers at `api` (`…/api`)."""
    return _health(api, seconds) is True


def answers(api: str, *, seconds: float) -> bool:
    """Whether it is healthy within `seconds`. One that is busy is waited for, because its SQLite can be locked for a minute."""
    deadline = time.monotonic() + seconds
    while (health := _health(api, 5.0)) is None and time.monotonic() < deadline:
        time.sleep(0.2)
    return health is True


def _health(api: str, seconds: float) -> bool | None:
    """None where something listens that does not answer in time, or says that it is busy."""
    try:
        with opener_for(api).open(f"{api}/health", timeout=seconds) as answer:
            return bool(answer.status == 200 and answer.read(16).strip() == b"true")
    except urllib.error.HTTPError as error:
        return None if error.code == 503 else False
    except (OSError, ValueError) as error:
        waited = isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)
        return None if waited else False


@contextlib.contextmanager
def available(settings: Settings) -> Iterator[bool]:
    """An API that answers at the end of the block; the block runs while a local server starts. Yields whether one starts.

    Raises `ServerError`, or `SettingsError` where the port is somebody else's. A server that the user chose is never started by us.
    """
    api = os.environ["PREFECT_API_URL"]
    if answers(api, seconds=settings.server_start_seconds if api.startswith(LOCAL) else ELSEWHERE_SECONDS):
        if not trusted(settings):
            _refuse_taken_port(settings.server_port)
        yield False
        return
    if OWN_SERVER not in os.environ:
        raise ServerError(
            "The Prefect API does not answer", where=api, why="`PREFECT_API_URL` names it",
            next="start that server, or unset `PREFECT_API_URL` to use a local one",
        )  # fmt: skip
    with (settings.folder("prefect") / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        started = None if healthy(api) else begin(settings)
        yield started is not None
        if started:
            await_healthy(settings, started)


def trusted(settings: Settings) -> bool:
    """Whether the API is one that the user chose, or the local server of this very state folder: not another user's on our port."""
    return OWN_SERVER not in os.environ or _our_server(settings.folder("prefect") / PID_FILE, settings.server_port) is not None


def begin(settings: Settings) -> subprocess.Popen[bytes]:
    """Starts the local server and returns at once; `await_healthy` waits for it. The caller holds the start lock."""
    _refuse_taken_port(settings.server_port)
    folder = settings.folder("prefect")
    with log_path(settings).open("wb") as log:
        started = subprocess.Popen(
            [*PREFECT, "server", "start", "--host", "127.0.0.1", "--port", str(settings.server_port)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=_environment(settings, folder), start_new_session=True,
        )  # fmt: skip
    (folder / PID_FILE).write_text(str(started.pid))
    return started


def await_healthy(settings: Settings, started: subprocess.Popen[bytes]) -> None:
    api, deadline = os.environ["PREFECT_API_URL"], time.monotonic() + settings.server_start_seconds
    while not healthy(api):
        ended = started.poll()
        if ended is not None or time.monotonic() > deadline:
            how = f"did not start within {settings.server_start_seconds} s" if ended is None else f"ended with status {ended}"
            raise ServerError(
                f"The local Prefect server {how}", where=api,
                why=_last_line(log_path(settings)), next=f"read {log_path(settings)}, then `prohori up`",
            )  # fmt: skip
        time.sleep(0.1)


def stop(settings: Settings) -> bool:
    """Ends the local server with all its processes, and waits until it is gone. False where none runs."""
    file = settings.folder("prefect") / PID_FILE
    group = _our_server(file, settings.server_port)
    if group is None:
        return False
    for ending, seconds in ((signal.SIGTERM, 15), (signal.SIGKILL, 5)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, ending)
        deadline = time.monotonic() + seconds
        while _our_server(file, settings.server_port) is not None:
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
        else:
            file.unlink(missing_ok=True)
            return True
    raise ServerError("The local Prefect server does not stop", where=f"process {group}", next=f"read {log_path(settings)}")


def _our_server(file: Path, port: int) -> int | None:
    """The process group of the server that we started, if that very program still runs."""
    try:
        pid = int(file.read_text())
    except (FileNotFoundError, ValueError):
        return None
    alive = f"--port\0{port}" in _arguments(pid)
    return pid if alive else None


def _arguments(pid: int) -> str:
    """The command line of a process, its words separated by NUL; empty for one that is gone or a zombie."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
        return ""
    asked = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, timeout=10, check=False)
    return asked.stdout.strip().replace(" ", "\0")


def log_path(settings: Settings) -> Path:
    return settings.folder("prefect") / "server.log"


def _environment(settings: Settings, folder: Path) -> dict[str, str]:
    port = settings.server_port
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_UI_API_URL": f"http://127.0.0.1:{port}/api",  # `--port` alone leaves the UI calling 4200
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(KEEP_RUNS_SECONDS),
    }


def _refuse_taken_port(port: int) -> None:
    if _port_taken(port):
        raise SettingsError(
            f"Port {port} is taken by a program that is not the Prefect server of this state folder", where=f"127.0.0.1:{port}",
            next="set `PROHORI_SERVER_PORT` to a free port, or `PREFECT_API_URL` to a server of yours",
        )  # fmt: skip


def _port_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()] if log.exists() else []
    return lines[-1][:300] if lines else "it wrote no log"
