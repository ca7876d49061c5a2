"""OpenAPI 3.1 of what each simulator answers, faults aside; served at `/simulator/openapi.json`.

It describes the simulator and not the vendor: what the vendors document is narrower and, where they publish none, unknown. Nagad's bodies
are sealed, so only their envelopes are described. The customer's pages and the simulator's own commands are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from prohori.gateways.bkash import REFUND_ROUTES, ROUTES
from prohori.gateways.nagad import API_VERSION
from prohori.gateways.sslcommerz import MANDATORY, SESSION, TRANSACTIONS, VALIDATOR
from prohori.simulators.nagad import PREFIXES
from prohori.simulators.server import Simulator

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
MONEY: Schema = {"type": "string", "pattern": r"^\d+\.\d{2}$"}
ASKED_MONEY: Schema = {
    "anyOf": [{"type": "string", "pattern": r"^[1-9]\d{0,4}\.\d{2}$"}, {"type": "integer", "minimum": 1, "maximum": 99_999}]
}
PLAIN: Schema = {"type": "string", "pattern": r"^[0-9A-Za-z -]{1,255}$"}
_STATUSES = ("Initiated", "Completed", "Expired", "Cancelled", "Declined")


def description(gateway: Simulator, origin: str) -> dict[str, Any]:
    """The document; `x-simulated` is in it as `simulated` is in every other answer."""
    paths = {"bkash": _bkash, "nagad": _nagad, "sslcommerz": _sslcommerz}[gateway.name]()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{gateway.name}, simulated", "version": "1", "x-simulated": True,
            "description": "Not modelled:\n" + "\n".join(f"- {one}" for one in gateway.not_modelled),
        },
        "servers": [{"url": origin}],
        "paths": paths,
    }  # fmt: skip


def _object(required: Mapping[str, Schema], **more: Schema) -> Schema:
    """Of an answer: `simulated` is in all of them."""
    properties = {**required, **more, "simulated": {"const": True}}
    return {"type": "object", "required": [*required, "simulated"], "properties": properties}


def _asked(required: Iterable[str], **more: Schema) -> Schema:
    names = list(required)
    return {"type": "object", "required": names, "properties": dict.fromkeys(names, TEXT) | more}


def _one_of(*schemas: Schema) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"anyOf": list(schemas)}


def _json(schema: Schema, says: str) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": schema}}}


def _ok(*schemas: Schema) -> dict[str, Any]:
    return {"200": _json(_one_of(*schemas), "done, or refused: the body says which")}


MESSAGE = _object({"message": TEXT})


def _bkash() -> dict[str, Any]:
    code = {"type": "string", "pattern": r"^\d{3,4}$", "not": {"const": "0000"}}
    refused = _object({"statusCode": code, "statusMessage": TEXT})
    refused_v2 = _object({"externalCode": code, "errorMessageEn": TEXT, "errorMessageBn": TEXT})
    done = {"statusCode": {"const": "0000"}, "statusMessage": TEXT}
    state = {
        **done, "paymentID": TEXT, "transactionStatus": {"enum": list(_STATUSES)}, "amount": MONEY, "currency": {"const": "BDT"},
        "merchantInvoiceNumber": TEXT,
    }  # fmt: skip
    paid = {**state, "payerReference": TEXT}
    token = _object({**done, "id_token": TEXT, "token_type": TEXT, "expires_in": {"const": 3600}, "refresh_token": TEXT})
    agreed = _object({**done, "agreementID": TEXT, "paymentID": TEXT, "agreementStatus": TEXT})
    agreement = _object({**done, "agreementID": TEXT, "agreementStatus": {"enum": ["Completed", "Cancelled"]}})
    created = _object({**state, "bkashURL": TEXT, "callbackURL": TEXT, "paymentCreateTime": TEXT})
    refunded = _object({**done, "paymentID": TEXT, "trxID": TEXT, "refundTrxID": TEXT, "refundAmount": MONEY, "maxRefundableAmount": MONEY})
    listed = _object({**done, "paymentID": TEXT, "trxID": TEXT, "amount": MONEY, "refundTransactions": {"type": "array"}})
    found = _object({**done, "trxID": TEXT, "transactionStatus": TEXT, "amount": MONEY, "currency": {"const": "BDT"}})
    payment = _asked(["paymentID"])
    mode = {"enum": ["0000", "0001", "0011"]}
    create = _asked(
        ["mode", "payerReference", "callbackURL", "currency", "intent", "merchantInvoiceNumber"],
        mode=mode, amount=ASKED_MONEY, payerReference=PLAIN, merchantInvoiceNumber=PLAIN, agreementID=TEXT,
        callbackURL={"type": "string", "format": "uri"},
        currency={"const": "BDT"}, intent={"enum": ["sale", "authorization"]}, merchantAssociationInfo=TEXT,
    )  # fmt: skip
    refund = _asked(["paymentID", "trxID", "sku", "reason"], refundAmount=ASKED_MONEY, amount=ASKED_MONEY)
    operations: dict[str, tuple[Schema, tuple[Schema, ...]]] = {
        "grant": (_asked(["app_key", "app_secret"]), (token,)),
        "refresh": (_asked(["app_key", "app_secret", "refresh_token"]), (token,)),
        "create": (create, (created,)),
        "execute": (payment, (_object(paid), agreed)),
        "query": (payment, (_object(paid),)),
        "agreement_status": (_asked(["agreementID"]), (agreement,)),
        "agreement_cancel": (_asked(["agreementID"]), (agreement,)),
        "search": (_asked(["trxID"]), (found,)),
        "refund": (refund, (refunded, listed)),
        "refund_status": (_asked(["paymentID", "trxID"]), (listed,)),
    }
    paths = {}
    for version, routes in ROUTES.items():
        of_refunds = dict(zip(("refund", "refund_status"), REFUND_ROUTES[version], strict=True))
        for name, path in {**routes, **of_refunds}.items():
            body, answers = operations[name]
            refusal = refused_v2 if name.startswith("refund") and version == "v2" else refused
            headers = ("username", "password") if name in ("grant", "refresh") else ("Authorization", "X-APP-Key")
            responses = {
                "200": _json(_one_of(*answers, refusal), "done, or refused with a documented code"),
                "401": _json(MESSAGE, "credentials or a token that it does not take"),
                **({"429": _json(MESSAGE, "a third token in an hour")} if name in ("grant", "refresh") else {}),
            }
            paths[path] = {"post": _operation(f"{name}_{version}", headers, responses, body={"application/json": {"schema": body}})}
    return paths


def _nagad() -> dict[str, Any]:
    prefix, headers = PREFIXES[1], {"X-KM-Api-Version": {"const": API_VERSION}, "X-KM-IP-V4": TEXT}
    refused = _object({"reason": TEXT, "message": TEXT})
    sealed = {"sensitiveData": TEXT, "signature": TEXT}
    envelope: dict[str, Schema] = {name: {"type": "string", "contentEncoding": "base64"} for name in sealed}
    asked_time = {"type": "string", "pattern": r"^\d{14}$"}
    state = _object(
        {"merchantId": TEXT, "orderId": TEXT, "paymentRefId": TEXT, "amount": MONEY, "status": TEXT, "statusCode": TEXT},
        issuerPaymentDateTime={"type": ["string", "null"]}, issuerPaymentRefNo={"type": ["string", "null"]},
    )  # fmt: skip
    initialize = {"application/json": {"schema": _asked(["dateTime", "sensitiveData", "signature"], dateTime=asked_time, **envelope)}}
    complete = {"application/json": {"schema": _asked(["sensitiveData", "signature", "merchantCallbackURL"], **envelope)}}
    going_on = _object({"status": {"const": "Success"}, "callBackUrl": TEXT})
    return {
        f"{prefix}/check-out/initialize/{{merchantId}}/{{orderId}}": {
            "post": _operation("initialize", headers, _ok(_object(sealed), refused), body=initialize, path=("merchantId", "orderId"))
        },
        f"{prefix}/check-out/complete/{{paymentReferenceId}}": {
            "post": _operation("complete", headers, _ok(going_on, refused), body=complete, path=("paymentReferenceId",))
        },
        f"{prefix}/verify/payment/{{paymentRefId}}": {"get": _operation("verify", headers, _ok(state, refused), path=("paymentRefId",))},
    }


def _sslcommerz() -> dict[str, Any]:
    store = ("store_id", "store_passwd")
    facts = {
        "tran_id": TEXT, "val_id": TEXT, "amount": MONEY, "currency": {"const": "BDT"}, "currency_type": {"const": "BDT"},
        "currency_amount": MONEY, "bank_tran_id": TEXT, "risk_level": {"enum": ["0", "1"]},
    }  # fmt: skip
    opened = _object({"status": {"enum": ["SUCCESS", "FAILED"]}, "failedreason": TEXT, "sessionkey": TEXT, "GatewayPageURL": TEXT})
    valid = _object({**facts, "status": {"enum": ["VALID", "VALIDATED"]}, "APIConnect": {"const": "DONE"}, "validated_on": TEXT})
    invalid = _object({"status": {"const": "INVALID_TRANSACTION"}, "APIConnect": {"enum": ["DONE", "FAILED"]}})
    refused = _object({"APIConnect": {"const": "FAILED"}, "errorReason": TEXT})
    element = {"type": "object", "required": [*facts, "status"], "properties": {**facts, "status": TEXT}}
    queried = _object(
        {"APIConnect": {"const": "DONE"}, "no_of_trans_found": {"type": "integer"}, "element": {"type": "array", "items": element}}
    )
    states = {"enum": ["success", "failed", "processing", "refunded"]}
    refund = _object({"APIConnect": {"const": "DONE"}, "status": states, "errorReason": TEXT}, refund_ref_id=TEXT)
    form = {"schema": _asked([*store, *MANDATORY], shipping_method={"enum": ["YES", "NO"]})}
    optional = ("tran_id", "sessionkey", "bank_tran_id", "refund_amount", "refund_remarks", "refund_ref_id")
    return {
        SESSION: {
            "post": _operation("session", (), _ok(opened), body={"application/x-www-form-urlencoded": form, "multipart/form-data": form})
        },
        VALIDATOR: {"get": _operation("validate", (), _ok(valid, invalid), query=(*store, "val_id"))},
        TRANSACTIONS: {"get": _operation("query_or_refund", (), _ok(queried, refund, refused), query=store, may=optional)},
    }


def _operation(
    name: str, headers: Iterable[str] | Mapping[str, Schema], responses: dict[str, Any], *, body: dict[str, Any] | None = None,
    path: tuple[str, ...] = (), query: tuple[str, ...] = (), may: tuple[str, ...] = (),
) -> dict[str, Any]:  # fmt: skip
    schemas = headers if isinstance(headers, Mapping) else dict.fromkeys(headers, TEXT)
    segment = {"type": "string", "pattern": "^[0-9A-Za-z]+$"}
    parameters = [
        *({"name": one, "in": "header", "required": True, "schema": schema} for one, schema in schemas.items()),
        *({"name": one, "in": "path", "required": True, "schema": segment} for one in path),
        *({"name": one, "in": "query", "required": True, "schema": TEXT} for one in query),
        *({"name": one, "in": "query", "required": False, "schema": TEXT} for one in may),
    ]
    asked = {"requestBody": {"required": True, "content": body}} if body else {}
    return {"operationId": name, "parameters": parameters, **asked, "responses": responses}
