"""`prohori doctor` on what a Prefect API holds: each warning with its next command, and an end in any case.

The API is a stand-in that answers what a server of Prefect 3.8 was seen to answer, so that each state of it can be had at once.
`tests/test_serve.py` and `tests/test_deployment.py` ask real ones.
"""

import json
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from prohori import deployments, serving
from prohori.settings import Settings

LISTED = deployments.load()[0]
WORKERS = f"/api/work_pools/{deployments.WORK_POOL}/workers/filter"
BLOCK = "/api/block_types/slug/prohori-store/block_documents/name/default"


def row(**changed):
    polled = datetime.now(UTC) - timedelta(seconds=3)
    return {
        "name": LISTED.name, "flow_id": "f1", "entrypoint": LISTED.entrypoint, "paused": False, "parameters": LISTED.request,
        "schedules": [{"active": True, "schedule": {"cron": LISTED.cron, "timezone": "Asia/Dhaka"}}],
        "global_concurrency_limit": {"limit": 1}, "concurrency_options": {"collision_strategy": "CANCEL_NEW"},
        "work_pool_name": "prohori", "pull_steps": [{deployments.PREPARE: {}}], "last_polled": polled.isoformat(), **changed,
    }  # fmt: skip


def answers(home, *rows, workers=("ONLINE",), **changed):
    vacuum = {"enabled": ["events", "flow_runs"], "retention_period": "P30D"}
    return {
        "/api/health": True,
        "/api/admin/settings": {"server": {"services": {"db_vacuum": vacuum}}},
        BLOCK: {"data": {"directory": str(home / "cache")}},
        "/api/deployments/filter": list(rows),
        "/api/flows/filter": [{"id": "f1", "name": "sequential"}, {"id": "f2", "name": "parallel"}],
        "/api/automations/filter": [{"name": "prohori-crashed", "enabled": True}],
        WORKERS: [{"status": status} for status in workers],
        **changed,
    }


@contextmanager
def api(known, delay=0.0):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path != "/api/health":
                time.sleep(delay)
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            found = known.get(self.path)
            body = b"{}" if found is None else json.dumps(found).encode()
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def told(prohori, known, delay=0.0):
    """What the doctor says: subject to state, finding and next command; of the listed deployment, `deployment`."""
    with api(known, delay) as url:
        checks = json.loads(prohori("doctor", "--json", PREFECT_API_URL=url).stdout)
    return {check["what"].replace(f"deployment {LISTED.name}", "deployment"): check for check in checks}


def test_nothing_is_wrong_with_what_is_deployed_as_the_list_says(prohori):
    checks = told(prohori, answers(prohori.home, row()))
    assert {checks[what]["state"] for what in ("Prefect API", "retention", "result storage", "crashed runs", "deployment")} == {"ok"}


OTHER = {"active": True, "schedule": {"cron": "0 3 * * *", "timezone": "UTC"}}
LONG_AGO = (datetime.now(UTC) - timedelta(hours=2)).isoformat()


@pytest.mark.parametrize(
    ("rows", "workers", "found", "next_"),
    [
        ([], ["ONLINE"], "is in the list and not in the API", "prefect --no-prompt deploy --all"),
        ([{"schedules": [OTHER]}], ["ONLINE"], "its schedule is `0 3 * * * UTC`, in the list `30 1 * * * Asia/Dhaka`", "deploy --all"),
        ([{"entrypoint": "old.py:old"}], ["ONLINE"], "its entrypoint is `old.py:old`", "deploy --all"),
        ([{"paused": True}], ["ONLINE"], "its schedule is paused", "prefect deployment schedule resume"),
        ([{"pull_steps": []}], ["ONLINE"], "its pull step is missing", "deploy --all"),
        ([{"parameters": {}}], ["ONLINE"], "its parameters are not those of the list", "deploy --all"),
        ([{"global_concurrency_limit": None}], ["ONLINE"], "its runs may overlap", "deploy --all"),
        ([{"last_polled": LONG_AGO}], ["OFFLINE"], "has no live worker", "prefect worker start --pool prohori"),
        ([{"last_polled": LONG_AGO, "work_pool_name": None}], [], "no `serve.py` serves it", "python deployments/serve.py"),
        ([{}], ["OFFLINE"], "`serve.py` runs, and it is deployed to the work pool", "end `serve.py`"),
        ([{"work_pool_name": None}], ["ONLINE"], "it is deployed by `serve.py`, and a worker", "end one of them"),
        ([{}, {"entrypoint": "flows/parallel.py:parallel", "flow_id": "f2"}], ["ONLINE"], "has an active `parallel/", "deployment delete"),
    ],
)  # fmt: skip
def test_what_is_not_as_the_list_says_is_a_warning_with_its_next_command(prohori, rows, workers, found, next_):
    check = told(prohori, answers(prohori.home, *(row(**changed) for changed in rows), workers=workers))["deployment"]
    assert check["state"] == "warning"
    assert found in check["found"]
    assert next_ in check["next"]


def test_a_worker_and_a_living_serve_py_are_told_apart_by_its_lock(prohori):
    known = answers(prohori.home, row())
    with serving.alone(Settings(home=prohori.home)):
        assert "`serve.py` runs" in told(prohori, known)["deployment"]["found"]
    assert told(prohori, known)["deployment"]["state"] == "ok"


@pytest.mark.parametrize(
    ("path", "answer", "what", "found", "next_"),
    [
        (BLOCK, None, "result storage", "is missing", "python -m blocks.worker"),
        (BLOCK, {"data": {"directory": "/elsewhere"}}, "result storage", "is `/elsewhere`, and not", "python -m blocks.worker"),
        ("/api/automations/filter", [], "crashed runs", "stays `Running`", "--from-file deployments/crashed.yaml"),
        (
            "/api/admin/settings", {"server": {"services": {"db_vacuum": {"enabled": ["events"], "retention_period": "P90D"}}}},
            "retention", "keeps every run for ever", "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED=events,flow_runs",
        ),
    ],
)  # fmt: skip
def test_what_the_server_lacks_is_a_warning_with_its_next_command(prohori, path, answer, what, found, next_):
    check = told(prohori, answers(prohori.home, row(), **{path: answer}))[what]
    assert check["state"] == "warning"
    assert found in check["found"]
    assert next_ in check["next"]


def test_an_api_that_does_not_answer_questions_ends_the_doctor_and_is_wrong(prohori):
    checks = told(prohori, answers(prohori.home, row()), delay=20)
    assert [checks[what]["state"] for what in ("retention", "result storage", "deployments")] == ["wrong"] * 3
    assert all(checks[what]["next"] for what in ("retention", "result storage", "deployments"))


def test_an_api_that_is_not_there_is_wrong_with_its_next_step(prohori):
    checks = {check["what"]: check for check in json.loads(prohori("doctor", "--json", PREFECT_API_URL="http://127.0.0.1:9/api").stdout)}
    assert checks["Prefect API"]["state"] == "wrong"
    assert "unset `PREFECT_API_URL`" in checks["Prefect API"]["next"]
