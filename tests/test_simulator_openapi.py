"""Each simulator answers as its OpenAPI description says, whatever it is asked: schemathesis makes the questions, over a socket."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from prohori.simulators import catalogue
from prohori.simulators.openapi import description
from prohori.simulators.server import serving

OPERATIONS = [
    (name, method, path)
    for name in catalogue.NAMES
    for path, methods in description(catalogue.made(name), "")["paths"].items()
    for method in methods
]
CREDENTIALS: dict[str, dict[str, str]] = {
    "bkash": {"username": catalogue.BKASH["username"], "password": catalogue.BKASH["password"], "X-APP-Key": catalogue.BKASH["app_key"]},
    "nagad": {},
    "sslcommerz": {},
}


@pytest.fixture(scope="module", params=catalogue.NAMES)
def served(request):
    gateway = catalogue.made(request.param)
    with serving(gateway) as running:
        yield gateway, running.origin


def test_the_description_is_served_and_says_that_it_is_of_a_simulator(served):
    gateway, origin = served
    answer = httpx.get(f"{origin}/simulator/openapi.json")
    assert answer.headers["prohori-simulated"] == "true"
    assert answer.json() == json.loads(json.dumps(description(gateway, origin)))
    assert answer.json()["info"]["x-simulated"] is True
    for schema in _schemas(answer.json()):
        Draft202012Validator.check_schema(schema)


def _schemas(node: Any):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "schema":
                yield value
            yield from _schemas(value)
    elif isinstance(node, list):
        for one in node:
            yield from _schemas(one)


@pytest.mark.parametrize("known", [False, True], ids=["with credentials of anybody", "with its own credentials"])
@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize(("name", "method", "path"), OPERATIONS, ids=[f"{name} {path}" for name, _, path in OPERATIONS])
def test_an_operation_answers_as_it_is_described(name, method, path, mode, known):
    schemathesis = pytest.importorskip("schemathesis")
    checks = pytest.importorskip("schemathesis.specs.openapi.checks")
    asked_of_each = [
        pytest.importorskip("schemathesis.checks").not_a_server_error, checks.status_code_conformance,
        checks.content_type_conformance, checks.response_schema_conformance,
    ]  # fmt: skip
    with serving(catalogue.made(name)) as running:
        schema = schemathesis.openapi.from_dict(description(running.gateway, running.origin))
        headers = {**CREDENTIALS[name], **_token(running.origin)} if known and name == "bkash" else {}
        store = {"store_id": catalogue.SSLCOMMERZ["store_id"], "store_passwd": catalogue.SSLCOMMERZ["store_password"]}

        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
        @given(case=schema[path][method].as_strategy(generation_mode=schemathesis.GenerationMode(mode)))
        def asked(case):
            if headers:
                case.headers = {**(case.headers or {}), **headers}
            if known and name == "sslcommerz":
                if method == "get":
                    case.query = {**(case.query or {}), **store}
                elif isinstance(case.body, dict):
                    case.body = {**case.body, **store}
            case.call_and_validate(base_url=running.origin, checks=asked_of_each)

        asked()


def _token(origin: str) -> dict[str, str]:
    app = {"app_key": catalogue.BKASH["app_key"], "app_secret": catalogue.BKASH["app_secret"]}
    login = {"username": catalogue.BKASH["username"], "password": catalogue.BKASH["password"]}
    path = next(path for name, _, path in OPERATIONS if name == "bkash" and "grant" in path)
    return {"Authorization": httpx.post(origin + path, json=app, headers=login).json()["id_token"]}


SOLD = {"mode": "0011", "payerReference": "c", "callbackURL": "https://a.example", "amount": "9.00", "currency": "BDT", "intent": "sale"}


@pytest.mark.parametrize("version", ["v1.2.0-beta", "v2"])
def test_a_payment_that_goes_through_is_answered_as_it_is_described(version):
    """What no made-up question reaches: an execute that pays, and refunds of it."""
    with serving(catalogue.made("bkash")) as running:
        headers = {**CREDENTIALS["bkash"], **_token(running.origin)}
        paths = description(running.gateway, running.origin)["paths"]
        named = {methods["post"]["operationId"]: (path, methods["post"]) for path, methods in paths.items()}

        def ask(operation: str, **body: str) -> dict[str, Any]:
            path, described = named[f"{operation}_{version}"]
            answer = httpx.post(running.origin + path, json=body, headers=headers)
            of_success = described["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]["anyOf"][:-1]
            assert any(Draft202012Validator(schema).is_valid(answer.json()) for schema in of_success), answer.json()
            return answer.json()

        payment = ask("create", merchantInvoiceNumber="INV1", **SOLD)["paymentID"]
        running.gateway.confirm(payment)
        trx = ask("execute", paymentID=payment)["trxID"]
        ask("query", paymentID=payment)
        ask("refund", paymentID=payment, trxID=trx, refundAmount="5.00", sku="r", reason="returned")
        ask("refund_status", paymentID=payment, trxID=trx)
