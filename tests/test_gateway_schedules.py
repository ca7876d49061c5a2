"""Lost answers, kills and restarts: an order is paid once, paid back once, and never called failed when it was paid."""

import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings

from prohori.allowance import Allowance
from prohori.cancellation import Cancellation
from prohori.errors import Cancelled
from prohori.gateways.bkash import Bkash
from prohori.gateways.settlement import BkashOrders, RefundState, SslcommerzRefunds
from prohori.simulators import catalogue
from tests import gateway_schedules
from tests.conftest import PROJECT
from tests.gateway_schedules import SCHEDULES, Step
from tests.simulated import CALLBACK, DETAILS, ORDER, simulated

CONFIRM, SETTLE = Step("confirm"), Step("settle")


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False)
@given(SCHEDULES)
@example([CONFIRM, Step("settle", ("execute:answer-lost*1", "query:not-received*1")), SETTLE])
@example([CONFIRM, Step("settle", ("execute:late*1",), kill_at=5), SETTLE, SETTLE])
@example([CONFIRM, Step("settle", kill_at=6), SETTLE])
@example([CONFIRM, SETTLE, Step("refund return-1", ("refund:answer-lost*1", "refund_status:not-received*1")), Step("refund return-1")])
@example([CONFIRM, SETTLE, Step("refund return-1", ("refund:late*1",)), Step("refund return-1")])
@example([CONFIRM, SETTLE, Step("refund return-1", kill_at=4), Step("two minutes"), Step("refund return-1")])
def test_no_schedule_charges_twice_pays_back_twice_or_calls_a_paid_order_failed(schedule):
    gateway_schedules.run(schedule)


CHILD = """
import json, os, sys
from pathlib import Path
from prohori.gateways.bkash import Bkash
from prohori.gateways.credentials import parse
from prohori.allowance import Allowance
from prohori.cancellation import Cancellation
from prohori.errors import Cancelled
from prohori.gateways.bkash import Bkash
from prohori.gateways.settlement import BkashOrders
from tests.simulated import ORDER
settings, state = parse(json.loads(sys.stdin.readline())).bkash, Path(sys.argv[1])
print("begun", flush=True)
print(BkashOrders(Bkash(settings, state), state).settle(ORDER).state, flush=True)
"""


@pytest.mark.parametrize("fault", ["execute:latency=1500*1", "execute:trickle=50*1", "query:latency=1500*1"])
def test_a_process_that_is_killed_while_it_executes_is_followed_by_one_that_does_not_execute_again(tmp_path, fault):
    with simulated("bkash", tmp_path / "state") as one:
        orders = BkashOrders(one.client, one.state)
        created = orders.begin(ORDER, CALLBACK, payer="customer-1")
        one.gateway.confirm(created.payment_id)
        one.running.faults.add(fault, *(["execute:answer-lost*1"] if fault.startswith("query") else []))
        _killed_after(one, tmp_path / "state", seconds=0.7)
        _wait_for(lambda: one.running.ledger.entries)
        assert orders.settle(ORDER).state == "completed"
        assert (one.running.ledger.charges(ORDER.invoice), one.running.ledger.repeated("charge")) == (1, 0)


def _killed_after(one, state, seconds):
    given = json.dumps({"bkash": catalogue.client_settings(one.running)})
    command = [sys.executable, "-c", CHILD, str(state)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as child:
        child.stdin.write(given + "\n")
        child.stdin.flush()
        assert child.stdout.readline() == "begun\n"
        time.sleep(seconds)
        child.kill()
        assert child.stdout.read() == ""


def _wait_for(condition):
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_refund_of_sslcommerz_whose_answer_is_lost_is_never_asked_for_again(tmp_path):
    with simulated("sslcommerz", tmp_path / "state") as one:
        session = one.client.session(ORDER, DETAILS)
        payment = one.client.settle(one.client.ipn(one.gateway.pay(session.key).body), ORDER)
        one.running.faults.add("refund:answer-lost*1")
        for _ in range(3):
            found = SslcommerzRefunds(one.client, one.state).refund(payment, "return-1", Decimal(400), "return-1")
            assert found.state is RefundState.unknown
            assert "look into the merchant's panel" in found.why
        assert one.running.ledger.refunded(ORDER.invoice) == 400


def test_a_cancelled_run_hangs_up_in_the_middle_of_an_execute_and_the_next_one_does_not_execute_again(tmp_path):
    with simulated("bkash", tmp_path / "state", timeout_seconds=60) as one, ThreadPoolExecutor() as pool:
        cancellation = Cancellation()
        client = Bkash(one.settings, one.state, allowance=Allowance(cancellation))
        created = BkashOrders(client, one.state).begin(ORDER, CALLBACK, payer="customer-1")
        one.gateway.confirm(created.payment_id)
        one.running.faults.add("execute:trickle=100*1")
        settled = pool.submit(BkashOrders(client, one.state).settle, ORDER)
        _wait_for(lambda: one.running.ledger.entries)
        cancellation.cancel()
        with pytest.raises(Cancelled):
            settled.result(timeout=20)
        assert BkashOrders(one.client, one.state).settle(ORDER).asked == ("query",)
        assert (one.running.ledger.charges(ORDER.invoice), one.running.ledger.repeated("charge")) == (1, 0)


def test_the_program_of_the_how_to_takes_a_payment(tmp_path, monkeypatch):
    page = (PROJECT / "docs" / "how-to" / "gateways.md").read_text(encoding="utf-8")
    program = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1].splitlines()
    settle = next(number for number, line in enumerate(program) if line.startswith("orders.settle"))
    with simulated("bkash", tmp_path / "state") as one:
        monkeypatch.setenv("PROHORI_HOME", str(one.state))
        monkeypatch.setenv("PROHORI_GATEWAYS", json.dumps({"bkash": catalogue.client_settings(one.running)}))
        names = {}
        exec("\n".join(program[:settle]), names)
        one.gateway.confirm(next(iter(one.gateway._payments)))
        exec("\n".join(program[settle:]), names)
        assert (one.running.ledger.charges("INV-1001"), one.running.ledger.refunded("INV-1001")) == (1, 400)
