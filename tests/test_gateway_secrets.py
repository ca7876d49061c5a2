"""A credential is in the request that needs it and nowhere else: no log, error, repr, journal or note."""

import contextlib
import itertools
import json
import logging
import traceback
from decimal import Decimal

import pytest
from loguru import logger

from prohori import settings as operator_settings
from prohori.errors import ProhoriError
from prohori.gateways.credentials import parse
from prohori.gateways.payments import Order
from prohori.gateways.settlement import BkashOrders, SslcommerzRefunds
from prohori.observe import journal
from prohori.simulators import bkash as simulated_bkash
from prohori.simulators import catalogue
from prohori.simulators.faults import KINDS
from prohori.simulators.faults import parse as parse_fault
from prohori.simulators.server import serving
from tests.conftest import repository_of_demo
from tests.gateway_table import hears, nagad_pays, ssl_pays
from tests.simulated import CALLBACK, DETAILS, ORDER, simulated

CANARY = 'canary "p&ss" {}'
GIVEN = {"throttled": "1", "code": "9999", "redirect": "https://elsewhere.example/", "clock-skew": "900"}
FAULTS = [
    f"{kind}={GIVEN[kind]}" if kind in GIVEN else kind
    for kind in KINDS if kind not in ("latency", "jitter", "trickle", "expired-certificate")
]  # fmt: skip


@pytest.fixture
def canaries(monkeypatch):
    """Every credential holds its own name and what URLs, forms and JSON would write in another way."""
    secrets = {name: CANARY.format(name) for name in ("username", "password", "app_key", "app_secret")}
    monkeypatch.setattr(catalogue, "BKASH", {**catalogue.BKASH, **secrets})
    monkeypatch.setattr(catalogue, "SSLCOMMERZ", {"store_id": "store", "store_password": CANARY.format("store_password")})
    tokens = itertools.count()
    monkeypatch.setattr(simulated_bkash.secrets, "token_urlsafe", lambda size: f"canary-token-{next(tokens)}")


def attempts(gateway, one):
    """What a merchant's program does; each on its own, so that one that fails does not save the others."""
    if gateway == "bkash":
        order = Order(invoice="INV2", amount=Decimal(10))
        yield lambda: one.client.create(ORDER, CALLBACK, payer="c")
        yield lambda: BkashOrders(one.client, one.state).begin(order, CALLBACK, payer="c")
        yield lambda: BkashOrders(one.client, one.state).settle(order)
        yield lambda: one.client.execute("TR1", ORDER)
        yield lambda: one.client.refund("TR1", "X", Decimal(1), sku="a", reason="b")
        yield lambda: one.client.search("X")
        yield lambda: hears(one)
    elif gateway == "nagad":
        yield lambda: nagad_pays(one)
        yield lambda: one.client.verify("REF1", ORDER)
    else:
        yield lambda: ssl_pays(one)
        yield lambda: one.client.session(ORDER, DETAILS)
        yield lambda: one.client.query(ORDER)
        yield lambda: one.client.validate("none", ORDER)
        paid = one.client.query(ORDER).model_copy(update={"state": "completed", "amount": ORDER.amount, "transaction": "t"})
        yield lambda: one.client.refund("t", Decimal(1), "r")
        yield lambda: one.client.refund_state("t")
        yield lambda: SslcommerzRefunds(one.client, one.state).refund(paid, "r", Decimal(1), "r")


@pytest.mark.parametrize("gateway", ["bkash", "nagad", "sslcommerz"])
@pytest.mark.parametrize("fault", ["", *FAULTS, "create:echo", "query:echo"])
def test_no_credential_is_found_in_what_is_left_of_a_flow(gateway, fault, tmp_path, canaries, caplog, capfd, monkeypatch):
    caplog.set_level(logging.DEBUG)
    kept, file = [], journal.open_journal(tmp_path, level="DEBUG")
    try:
        with simulated(gateway, tmp_path / "state", *filter(None, [fault])) as one:
            for attempt in attempts(gateway, one):
                try:
                    kept.append(repr(attempt()))
                except ProhoriError as error:
                    kept += [str(error), repr(error), "".join(traceback.format_exception(error)), repr(vars(error))]
                    journal.record(str(error), component="agent", facts=repr(error))
            kept += [repr(one.client), repr(one.client.api), repr(one.client.__dict__), repr(one.settings), str(one.settings)]
            kept += [repr(one.client.api.judgement), one.settings.model_dump_json(), repr(one.client.api.__dict__)]
    finally:
        logger.remove(journal._open.pop(file))
    kept += [record.getMessage() for record in caplog.records] + list(capfd.readouterr())
    kept += [path.read_text() for path in tmp_path.rglob("*") if path.is_file() and "bkash-token" not in path.name]
    assert any(kept)
    assert [text for text in kept if "canary" in text.lower() or "PRIVATE KEY" in text] == []


def test_a_gateway_that_repeats_what_it_was_sent_is_quoted_without_it(tmp_path, canaries):
    with simulated("sslcommerz", tmp_path / "state", "session:echo") as one, pytest.raises(ProhoriError) as refused:
        one.client.session(ORDER, DETAILS)
    assert "refuses" in str(refused.value)


def test_the_operators_settings_do_not_show_what_the_gateways_need(monkeypatch, tmp_path, canaries):
    monkeypatch.setenv("PROHORI_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("PROHORI_GATEWAYS", json.dumps({"bkash": catalogue.BKASH}))
    loaded = operator_settings.load()
    assert parse(loaded.gateways).bkash.password.get_secret_value() == catalogue.BKASH["password"]
    assert "canary" not in repr(loaded) + str(loaded) + repr(parse(loaded.gateways))
    assert "gateways" not in loaded.answers()


def everything_left(served, run_id):
    """Every file of the state (Prefect's database among them, with its log), and what the API says of the run."""
    for path in served.home.rglob("*"):
        if path.is_file() and not path.name.startswith("bkash-token") and path.suffix != ".lock":
            yield path.name, path.read_bytes().decode("utf-8", "replace")
    for kind in ("task_runs", "logs", "artifacts"):
        asked = {"logs": {"flow_run_id": {"any_": [run_id]}}, "artifacts": {"flow_run_id": {"any_": [run_id]}}}
        flow_run = {"flow_runs": {"id": {"any_": [run_id]}}} if kind == "task_runs" else {kind: asked[kind]}
        yield kind, json.dumps(served.api(f"/{kind}/filter", flow_run))
    yield "flow_runs", json.dumps(served.api(f"/flow_runs/{run_id}"))


@pytest.mark.parametrize(("workflow", "faults"), [
    ("health-check", ()), ("health-check", ("echo",)), ("health-check", ("server-error",)), ("payment-gateway-test", ()),
    ("payment-gateway-test", ("create:echo*1", "session:echo*1", "execute:malformed*1", "complete:echo*1")),
])  # fmt: skip
def test_no_credential_is_found_in_what_a_run_leaves(workflow, faults, served, tmp_path, canaries):
    """Through a real Prefect server: no artifact, record, log, report, note or journal has one."""
    repository = repository_of_demo(tmp_path)
    with contextlib.ExitStack() as stack:
        given, secrets = {}, []
        for name in catalogue.NAMES:
            running = stack.enter_context(serving(catalogue.made(name), faults=tuple(map(parse_fault, faults))))
            given[name] = catalogue.client_settings(running)
            secrets += [value for key, value in given[name].items() if "canary" in str(value) or key == "merchant_private_key"]
        ran = served("run", workflow, "--repo", repository, "--json", PROHORI_GATEWAYS=json.dumps(given), PROHORI_JOURNAL_LEVEL="DEBUG")
        result = json.loads(ran.stdout)
    assert len(secrets) == 6
    body = given["nagad"]["merchant_private_key"].splitlines()[5]
    left = {"stdout": ran.stdout, "stderr": ran.stderr, "report": served("report", result["run_id"]).stdout}
    left |= dict(everything_left(served, result["run_id"]))
    assert any("bkash" in text for name, text in left.items() if name == "report.json")
    assert [name for name, text in left.items() if "canary" in text.lower() or "PRIVATE KEY" in text or body in text] == []
