"""A simulator answers on this machine only, says that it is one, and does faults as it is told; the command that runs it."""

import http.client
import json
import signal
import socket
import subprocess

import pytest

from prohori.errors import UsageError
from prohori.gateways.bkash import Bkash
from prohori.gateways.bkash_webhook import Webhook
from prohori.gateways.credentials import parse
from prohori.simulators import catalogue
from prohori.simulators.faults import Faults
from prohori.simulators.faults import parse as fault
from prohori.simulators.server import serving
from tests.conftest import PROHORI, free_port
from tests.simulated import CALLBACK, ORDER, simulated


def asked(origin, method, path, body=None, **headers):
    connection = http.client.HTTPConnection(origin.removeprefix("http://"), timeout=10)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read().decode()


@pytest.fixture(params=catalogue.NAMES)
def running(request):
    with serving(catalogue.made(request.param)) as running:
        yield running


@pytest.mark.parametrize(
    "host", ["tokenized.pay.bka.sh", "api.mynagad.com", "securepay.sslcommerz.com", "10.0.0.1", "127.0.0.1.evil.example", ""]
)
def test_a_simulator_never_answers_for_another_host(running, host):
    status, _, body = asked(running.origin, "GET", "/", Host=host)
    assert (status, json.loads(body)["message"]) == (421, "a simulator answers for no other host")


def test_a_simulator_listens_on_the_loopback_address_only(running):
    port = int(running.origin.rpartition(":")[2])
    own = {entry[4][0] for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1", "127.0.1.1"}
    for address in own:
        with pytest.raises(OSError), socket.create_connection((address, port), timeout=2):
            pass
    assert running.origin.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("POST", "/nowhere"), ("GET", "/simulator"), ("GET", "/simulator/ledger")])
def test_every_answer_says_that_it_is_simulated(running, method, path):
    _, headers, body = asked(running.origin, method, path)
    assert headers["prohori-simulated"] == "true"
    assert '"simulated": true' in body or "simulated" in body.lower()


def test_what_is_not_modelled_can_be_asked(running):
    said = json.loads(asked(running.origin, "GET", "/simulator")[2])
    assert said["gateway"] == running.gateway.name
    assert len(said["not_modelled"]) >= 5


def test_faults_and_the_clock_are_commanded_over_http_and_the_ledger_is_read_so(tmp_path):
    with simulated("bkash", tmp_path / "state") as one:
        origin = one.running.origin
        created = one.client.create(ORDER, CALLBACK, payer="c")
        one.gateway.confirm(created.payment_id)
        assert asked(origin, "POST", "/simulator/faults", json.dumps(["execute:answer-lost*1"]))[0] == 200
        assert one.client.execute(created.payment_id, ORDER).asked == ("execute", "query")
        assert one.client.execute(created.payment_id, ORDER).code == ""
        entries = json.loads(asked(origin, "GET", "/simulator/ledger")[2])["entries"]
        assert [(entry["order"], entry["amount"], entry["moved"]) for entry in entries] == [
            ("INV1001", "1150.00", True), ("INV1001", "1150.00", False),
        ]  # fmt: skip
        before = one.gateway.now()
        assert asked(origin, "POST", "/simulator/clock", json.dumps({"advance": 3600}))[0] == 200
        assert one.gateway.now() - before >= 3600


@pytest.mark.parametrize("body", ["", "{", '["nonsense"]', '{"a": 1}', '["execute:latency=soon"]'])
def test_a_command_that_is_wrong_is_refused_and_changes_nothing(running, body):
    assert asked(running.origin, "POST", "/simulator/faults", body)[0] in (400, 404)
    assert asked(running.origin, "POST", "/simulator/clock", body)[0] in (400, 404)


@pytest.mark.parametrize("length", ["-1", "x", "99999999999", "１"])
def test_a_body_without_a_length_that_can_be_had_is_refused(running, length):
    with socket.create_connection(("127.0.0.1", int(running.origin.rpartition(":")[2])), timeout=10) as connection:
        request = f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {length}\r\n\r\n"
        connection.sendall(request.encode("utf-8"))
        assert b" 413 " in connection.recv(65536)


@pytest.mark.parametrize("url", ["https://127.0.0.1/x", "http://shop.example/x", "http://10.0.0.1/x", "ftp://127.0.0.1/"])
def test_a_simulator_sends_its_messages_to_this_machine_only(url):
    with pytest.raises(UsageError, match="to this machine only"):
        catalogue.made("bkash", webhook=url)


@pytest.mark.parametrize(
    "text", ["", "lost", "execute:", "latency=x", "latency=nan", "latency=inf", "execute:answer-lost*0", "a b", "EXECUTE:late"]
)
def test_a_fault_that_is_wrong_says_how_one_is_written(text):
    with pytest.raises(UsageError) as wrong:
        fault(text)
    assert "latency" in str(wrong.value)


def test_faults_are_taken_in_their_order_and_as_often_as_is_said():
    faults = Faults(fault("execute:code=2001*1"), fault("execute:code=2002*2"), fault("latency=1"))
    taken = [faults.take("execute") for _ in range(4)]
    assert [one["code"].value for one in taken if "code" in one] == ["2001", "2002", "2002"]
    assert all("latency" in one for one in taken)
    assert "code" not in faults.take("query")


def test_a_port_that_is_taken_is_said():
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(UsageError, match="cannot listen on port"),
        serving(catalogue.made("bkash"), port=taken.getsockname()[1]),
    ):
        pass


def test_the_command_runs_all_three_and_hands_out_their_settings(prohori, tmp_path):
    port = free_port()
    environment = {**prohori.environment, "PYTHONUNBUFFERED": "1"}
    command = [PROHORI, "simulators", "up", "--port", str(port), "--tls", "--fault", "create:answer-lost*1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        lines = [process.stdout.readline() for _ in range(5)]
        given = parse(json.loads((prohori.home / "simulators" / "gateways.json").read_text()))
        client = Bkash(given.bkash, prohori.home)
        with pytest.raises(Exception, match="ended the connection"):
            client.create(ORDER, CALLBACK, payer="c")
        created = client.create(ORDER, CALLBACK, payer="c")
        assert Webhook(given.bkash, prohori.home)
        process.send_signal(signal.SIGTERM)
        assert (process.wait(20), process.stderr.read()) == (0, "")
    assert created.bkash_url.startswith(f"https://127.0.0.1:{port}/")
    assert [line.split(": ")[0] for line in lines[:3]] == [f"{name} (simulated)" for name in catalogue.NAMES]
    assert (prohori.home / "simulators" / "gateways.json").stat().st_mode & 0o777 == 0o600


def test_the_command_lists_what_is_not_modelled_and_refuses_an_unknown_fault(prohori):
    listed = prohori("simulators", "list")
    assert listed.returncode == 0
    for one in (*catalogue.KINDS["nagad"].not_modelled, "answer-lost", "half-closed"):
        assert one in listed.stdout
    wrong = prohori("simulators", "up", "bkash", "--fault", "nonsense")
    assert (wrong.returncode, "`nonsense` is not a fault" in wrong.stderr) == (2, True)
