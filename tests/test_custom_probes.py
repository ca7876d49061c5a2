"""Probes that an operator writes: GraphQL, TCP, SQL, in the setting or as YAML files; each reads and does nothing else."""

import json
import sqlite3
import threading

import pytest

from prohori.agents.api_integration_tester import run
from prohori.allowance import Allowance
from prohori.errors import DefinitionError, SettingsError, TransientError
from prohori.gateways.kinds import parse
from prohori.model import Job
from prohori.settings import Settings
from prohori.simulators.authority import Authority
from tests.conftest import free_port
from tests.gateways import gateway, says


def probed(probe, *, name="pay", state="/nowhere"):
    class Given:
        allowance = Allowance()
        setting = staticmethod(lambda key: {"probes": {name: probe}, "state_dir": state}[key])
        secret = staticmethod(lambda key: {})

    (found,) = run(Job(agent="api-integration-tester", parameters={"probe": name}), Given()).probes
    return found


def verdicts(found):
    return {one.condition: one.verdict.value for one in found.conditions}


QUERY = "query Health($name: String) { service(name: $name) { ok } }"


@pytest.mark.parametrize(("body", "graphql", "field"), [
    (b'{"data": {"service": {"ok": true}}}', "pass", "pass"), (b'{"data": {"service": {"ok": false}}}', "pass", "fail"),
    (b'{"data": {"service": null}, "errors": [{"message": "x"}]}', "fail", "fail"), (b'{"data": null}', "fail", "fail"),
    (b"[]", "fail", "fail"), (b"nonsense", "fail", "fail"),
])  # fmt: skip
def test_a_graphql_answer_is_judged_by_its_data_and_its_errors(body, graphql, field):
    with gateway(says(body)) as url:
        found = probed({"kind": "graphql", "url": url, "local": True, "query": QUERY, "conditions": ["/data/service/ok == true"]})
    assert verdicts(found)["/data is there and /errors is not"] == graphql
    assert verdicts(found)["/data/service/ok == true"] == field
    assert (found.kind, found.operations) == ("graphql", ("graphql",))


def test_a_graphql_probe_posts_its_query_and_variables():
    heard = []

    def behaviour(connection):
        read = b""
        while not read.endswith(b"}}"):
            read += connection.recv(65536)
        heard.append(read)
        says(b'{"data": {}}')(connection)

    with gateway(behaviour, at_once=True) as url:
        probed({"kind": "graphql", "url": url, "local": True, "query": QUERY, "variables": {"name": "pay"}})
    head, _, body = heard[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST / HTTP/1.1")
    assert json.loads(body) == {"query": QUERY, "variables": {"name": "pay"}}


@pytest.mark.parametrize("query", [
    "mutation { pay }", "query A { a } mutation B { b }", "subscription { s }", 'query { a(text: "}") } mutation { b }',
    'query { a(text: """}""") } mutation M { b }', "# {\nmutation { b }", "{ a } # }\nmutation { b }", "query { a ", "query { a } }",
    'query { a(text: "\\"}") } mutation { b }',
])  # fmt: skip
def test_what_changes_something_is_no_query(query):
    with pytest.raises(SettingsError, match=r"probes\.pay\.query"):
        parse({"pay": {"kind": "graphql", "url": "https://pay.example/", "query": query}})


@pytest.mark.parametrize(
    "query", ["{ mutation }", 'query { a(text: "mutation {") }', "# mutation\n{ a }", "query Q { a { subscription } }"]
)
def test_the_words_may_stand_inside_a_query(query):
    assert parse({"pay": {"kind": "graphql", "url": "https://pay.example/", "query": query}})


def test_a_port_that_answers_is_up_and_one_that_does_not_is_down(tmp_path):
    with gateway(says(), at_once=True) as url:
        port = int(url.rpartition(":")[2].strip("/"))
        found = probed(
            {"kind": "tcp", "host": "127.0.0.1", "port": port, "local": True, "samples": 3, "conditions": ["latency_p95 < 5000"]}
        )
    assert (found.state, len(found.latency.samples_ms), found.target) == ("up", 3, f"127.0.0.1:{port}")
    with pytest.raises(TransientError) as raised:
        probed({"kind": "tcp", "host": "127.0.0.1", "port": free_port(), "local": True})
    assert raised.value.report.probes[0].state == "down"


@pytest.mark.parametrize(("expired", "state"), [(False, "up"), (True, "down")])
def test_a_tls_handshake_shows_the_certificate(expired, state, tmp_path):
    authority = Authority(tmp_path)
    with gateway(says(), authority.server(expired=expired)) as url:
        port = int(url.rpartition(":")[2].strip("/"))
        given = {"kind": "tcp", "host": "127.0.0.1", "port": port, "tls": True, "local": True, "ca_file": str(authority.file)}
        found = probed({**given, "conditions": ["certificate_days > 14"]})
    assert found.state == state
    assert verdicts(found)["certificate_days > 14"] == ("pass" if state == "up" else "not_evaluated")


def test_a_private_address_is_refused_for_tcp_too():
    with pytest.raises(SettingsError, match="local or private"):
        parse({"pay": {"kind": "tcp", "host": "127.0.0.1", "port": 5432}})


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "erp.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE invoices (id INTEGER, paid INTEGER)")
        connection.executemany("INSERT INTO invoices VALUES (?, ?)", [(nth, nth % 2) for nth in range(2500)])
    connection.close()
    return path


def select(database, statement, *conditions, **more):
    return probed({"kind": "sql", "database": str(database), "statement": statement, "conditions": list(conditions), **more})


def test_a_statement_is_judged_by_its_rows_and_its_first_value(database):
    found = select(database, "SELECT id, paid FROM invoices", "rows == 2500", "value == 0", "latency_p95 < 60000", samples=2)
    assert (found.state, set(verdicts(found).values()), found.operations) == ("up", {"pass"}, ("select",))
    counted = select(database, "SELECT count(*) FROM invoices WHERE paid = :paid", "value < 10", parameters={"paid": 1})
    assert (counted.state, verdicts(counted)["value < 10"]) == ("degraded", "fail")


@pytest.mark.parametrize("statement", [
    "DELETE FROM invoices", "SELECT 1; DELETE FROM invoices", "PRAGMA journal_mode = WAL", "ATTACH '/tmp/x.sqlite' AS x",
    "CREATE TABLE t (a)", "SELECT load_extension('x')",
])  # fmt: skip
def test_a_statement_that_does_more_than_read_is_refused(statement, database):
    before = database.read_bytes()
    with pytest.raises(SettingsError, match="A probe only reads"):
        select(database, statement)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == ["erp.sqlite"]


def test_a_wrong_statement_is_degraded_and_a_missing_database_is_down(database, tmp_path):
    assert select(database, "SELECT nothing FROM nowhere").state == "degraded"
    with pytest.raises(TransientError) as raised:
        select(tmp_path / "none.sqlite", "SELECT 1")
    assert raised.value.report.probes[0].state == "down"
    assert not (tmp_path / "none.sqlite").exists()


def test_a_statement_without_an_end_ends_at_its_time_limit(database):
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(TransientError, match="cannot be read"):
        select(database, endless, timeout_seconds=0.3)


def test_files_and_the_setting_are_one_list(tmp_path):
    (tmp_path / "probes").mkdir(mode=0o700)
    (tmp_path / "probes" / "pay.yaml").write_text("url: https://pay.example/\nconditions:\n  - status == 200\n  - '/status == \"up\"'\n")
    settings = Settings(home=tmp_path, probes={"bank": {"kind": "tcp", "host": "bank.example", "port": 443, "tls": True}})
    assert list(parse(settings.answers()["probes"])) == ["bank", "pay"]
    assert parse(settings.answers()["probes"])["pay"].conditions == ("status == 200", '/status == "up"')
    with pytest.raises(SettingsError, match="`pay` is there twice"):
        Settings(home=tmp_path, probes={"pay": {"url": "https://pay.example/"}}).answers()


@pytest.mark.parametrize(("text", "place", "why"), [
    ("url: https://pay.example/\ntimeout: 5\n", "pay.yaml:2:1", "Extra inputs"),
    ("url: https://pay.example/\nconditions:\n  - status = 200\n", "pay.yaml:3:5", "is not a condition"),
    ("kind: ftp\n", "pay.yaml:1:1", "`kind` is one of"), ("kind: tcp\nhost: bank.example\n", "pay.yaml:1:1", "Field required"),
    ("- 1\n", "pay.yaml:1:1", ""), ("url: [\n", "pay.yaml:2:1", ""),
])  # fmt: skip
def test_a_wrong_file_is_shown_with_its_line(text, place, why, tmp_path):
    (tmp_path / "probes").mkdir(mode=0o700)
    (tmp_path / "probes" / "pay.yaml").write_text(text)
    with pytest.raises(DefinitionError) as raised:
        Settings(home=tmp_path).answers()
    assert raised.value.where.endswith(place)
    assert why in raised.value.why


def test_a_locked_database_is_no_traceback(database):
    held, done = threading.Event(), threading.Event()

    def hold():
        with sqlite3.connect(database) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            held.set()
            done.wait(20)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    try:
        with pytest.raises(TransientError, match="locked"):
            select(database, "SELECT 1 FROM invoices", timeout_seconds=0.5)
    finally:
        done.set()
        thread.join()
