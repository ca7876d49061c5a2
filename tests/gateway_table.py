"""Every documented code and every fault, and what a client says of a gateway that does it: rows that are run over sockets.

python -m tests.gateway_table     writes docs/reference/gateways.md from what was observed
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prohori.errors import ProhoriError
from prohori.gateways.bkash_webhook import NotBkash, Webhook
from prohori.gateways.calls import Refused
from prohori.gateways.payments import Payment
from prohori.gateways.settlement import BkashOrders, SslcommerzRefunds
from prohori.gateways.sslcommerz import NotSslcommerz
from prohori.simulators import catalogue
from prohori.simulators.authority import Authority, rsa_key, self_signed
from prohori.simulators.faults import KINDS
from tests.simulated import CALLBACK, DETAILS, ORDER, Simulated, simulated

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "gateways.md"
AT_ONCE = 8
SHORT = {"timeout_seconds": 1.5}


@dataclass(frozen=True)
class Row:
    gateway: str
    case: str
    does: Callable[[Simulated], str]
    """What a merchant's program does; its outcome in words."""
    expected: tuple[str, str, str, str]
    """Reachable, conforming, sane, outcome."""
    faults: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    tls: str = ""

    def __str__(self) -> str:
        return f"{self.gateway}: {self.case}"


def said(payment: Payment) -> str:
    by = f" (by {payment.asked[-1]})" if payment.state == "completed" and len(payment.asked) > 1 else ""
    return f"{payment.state}{by}{f', {payment.advice}' if payment.advice else ''}"


def raised(call: Callable[[], object]) -> str:
    try:
        return type(call()).__name__.lower()
    except Refused as error:
        return f"refused, {error.next}"
    except ProhoriError as error:
        return {
            "Untrusted": "not sent",
            "BadCertificate": "not sent",
            "Throttled": "ask again later",
            "Unavailable": "ask again later",
        }.get(type(error).__name__, "no answer that counts")


def pays(one: Simulated) -> str:
    created = one.client.create(ORDER, CALLBACK, payer="customer-1")
    one.gateway.confirm(created.payment_id)
    return said(one.client.execute(created.payment_id, ORDER))


def pays_twice(one: Simulated) -> str:
    created = one.client.create(ORDER, CALLBACK, payer="customer-1")
    one.gateway.confirm(created.payment_id)
    one.client.execute(created.payment_id, ORDER)
    return said(one.client.execute(created.payment_id, ORDER))


def unconfirmed(answer: str) -> Callable[[Simulated], str]:
    def does(one: Simulated) -> str:
        created = one.client.create(ORDER, CALLBACK, payer="customer-1")
        if answer:
            one.gateway.confirm(created.payment_id, answer)
        return said(one.client.execute(created.payment_id, ORDER))

    return does


def expires(one: Simulated) -> str:
    created = one.client.create(ORDER, CALLBACK, payer="customer-1")
    one.gateway.confirm(created.payment_id)
    one.gateway.advance(25 * 3600)
    one.client._shared._clock = one.gateway.now
    return said(one.client.execute(created.payment_id, ORDER))


def creates(one: Simulated) -> str:
    return raised(lambda: one.client.create(ORDER, CALLBACK, payer="customer-1"))


def old_token(one: Simulated) -> str:
    created = one.client.create(ORDER, CALLBACK, payer="customer-1")
    one.gateway.confirm(created.payment_id)
    one.gateway.expire_tokens()
    return said(one.client.execute(created.payment_id, ORDER))


def third_token(one: Simulated) -> str:
    for _ in range(2):
        one.client.create(ORDER, CALLBACK, payer="customer-1")
        one.gateway.expire_tokens()
    return raised(lambda: one.client.create(ORDER, CALLBACK, payer="customer-1"))


def refunds(one: Simulated) -> str:
    orders = BkashOrders(one.client, one.state)
    created = orders.begin(ORDER, CALLBACK, payer="customer-1")
    one.gateway.confirm(created.payment_id)
    orders.settle(ORDER)
    return f"refund {orders.refund(ORDER, 'return-1', ORDER.amount, reason='returned').state}"


def hears(one: Simulated) -> str:
    """What arrives at the merchant's webhook, as the simulator sends it: once, or more often."""
    created = one.client.create(ORDER, CALLBACK, payer="customer-1")
    one.gateway.confirm(created.payment_id)
    one.client.execute(created.payment_id, ORDER)
    webhook = Webhook(one.settings, one.state)
    faults = one.running.faults.take("webhook")
    request = type("Asked", (), {"faults": faults})()
    message = one.gateway.notification(created.payment_id, one.running.origin, request)
    heard = []
    for _ in range(2 if "duplicate-callback" in faults else 1):
        try:
            heard.append("fresh" if webhook.receive(message.headers, message.body).fresh else "known already")
        except NotBkash:
            heard.append("not believed")
    return "webhook " + ", then ".join(heard)


def nagad_pays(one: Simulated) -> str:
    session = one.client.initialize(ORDER)
    one.client.complete(session, ORDER, CALLBACK)
    one.gateway.pay(session.payment_ref_id)
    return said(one.client.verify(session.payment_ref_id, ORDER))


def nagad_ends(answer: str) -> Callable[[Simulated], str]:
    def does(one: Simulated) -> str:
        session = one.client.initialize(ORDER)
        one.client.complete(session, ORDER, CALLBACK)
        if answer:
            one.gateway.pay(session.payment_ref_id, answer)
        return said(one.client.verify(session.payment_ref_id, ORDER))

    return does


def initializes(one: Simulated) -> str:
    return raised(lambda: one.client.initialize(ORDER))


def ssl_pays(one: Simulated, answer: str = "success", risk: str = "0") -> str:
    session = one.client.session(ORDER, DETAILS)
    ipn = one.client.ipn(one.gateway.pay(session.key, answer, risk=risk).body)
    return said(one.client.settle(ipn, ORDER))


def ssl_ends(answer: str, risk: str = "0") -> Callable[[Simulated], str]:
    return lambda one: ssl_pays(one, answer, risk)


def ssl_late(one: Simulated) -> str:
    session = one.client.session(ORDER, DETAILS)
    one.gateway.advance(3600)
    return said(one.client.settle(one.client.ipn(one.gateway.pay(session.key).body), ORDER))


def ssl_opens(one: Simulated) -> str:
    return raised(lambda: one.client.session(ORDER, DETAILS))


def ssl_validates_nothing(one: Simulated) -> str:
    return said(one.client.validate("no-such-val-id", ORDER))


def ssl_forged(one: Simulated) -> str:
    session = one.client.session(ORDER, DETAILS)
    body = one.gateway.pay(session.key).body.replace(b"1150.00", b"9150.00")
    try:
        return one.client.ipn(body).status
    except NotSslcommerz:
        return "IPN not believed"


def ssl_refunds(one: Simulated) -> str:
    session = one.client.session(ORDER, DETAILS)
    payment = one.client.settle(one.client.ipn(one.gateway.pay(session.key).body), ORDER)
    return f"refund {SslcommerzRefunds(one.client, one.state).refund(payment, 'return-1', ORDER.amount, 'return-1').state}"


OK = ("yes", "yes", "yes")
GONE, WRONG, ODD = ("no", "yes", "yes"), ("yes", "no", "yes"), ("yes", "yes", "no")

QUERY, RETRY, CREDENTIALS, REQUEST = "ask for its state", "try again later", "check the credentials", "mend the request"
CUSTOMER, DUPLICATE, AGREEMENT, PERSON = "the customer must act", "look for the first one", "check the agreement", "a person must look"
AT_CREATE = {
    REQUEST: ("2006", "2007", "2008", "2025", "2031", "2047", "2048", "2049", "2063", "2065"),
    AGREEMENT: ("2050", "2052", "2053", "2055", "2066"),
    PERSON: ("2004", "2005", "2021", "2022", "2027", "2030", "2036", "2064", "2067", "2118"),
}
AT_EXECUTE = {
    QUERY: ("2062", "2068", "2116", "2117", "2119"),
    RETRY: ("2003", "2020", "2024", "503"),
    CREDENTIALS: ("2001",),
    REQUEST: ("2002", "2051"),
    CUSTOMER: ("2009", "2010", "2011", "2014", "2015", "2023", "2057", "2058"),
    DUPLICATE: ("2029",),
    AGREEMENT: ("2054",),
    PERSON: (
        "2012", "2013", "2016", "2017", "2018", "2019", "2032", "2033", "2037", "2038", "2039", "2040", "2041", "2043", "2044", "2045",
        "2046", "2056", "2059", "2060", "2061", "2069",
    ),
}  # fmt: skip
AT_REFUND = (
    "2026", "2028", "2034", "2035", "2042", "2071", "2072", "2073", "2074", "2075", "2076", "2077", "2078", "2079", "2080", "2081", "2082",
    "2127",
)  # fmt: skip


def codes() -> Iterator[Row]:
    for advice, listed in AT_CREATE.items():
        for code in listed:
            yield Row("bKash", f"code {code} at create", creates, (*OK, f"refused, {advice}"), (f"create:code={code}",))
    for advice, listed in AT_EXECUTE.items():
        for code in listed:
            yield Row("bKash", f"code {code} at execute", pays, (*OK, f"pending, {advice}"), (f"execute:code={code}",))
    for code in AT_REFUND:
        yield Row("bKash", f"code {code} at refund", refunds, (*OK, "refund refused"), (f"refund:code={code}",))
    yield Row("bKash", "code 2001 at grant", creates, (*OK, f"refused, {CREDENTIALS}"), ("grant:code=2001",))
    yield Row("bKash", "code 2117 at execute, which was done", pays_twice, (*OK, "completed (by query)"))
    yield Row("bKash", "code 2002 at query", pays, ("no", "yes", "yes", f"unknown, {REQUEST}"), ("execute:answer-lost", "query:code=2002"))
    yield Row("bKash", "a code that nobody documented", pays, (*WRONG, f"pending, {PERSON}"), ("execute:code=9999",))


UNDONE = {
    "answers 429, Retry-After 7": ("throttled=7", WRONG), "answers 500": ("server-error=500", WRONG),
    "answers 502": ("server-error=502", WRONG), "answers 503": ("server-error=503", WRONG),
    "hangs up before it does it": ("not-received", GONE), "redirects": ("redirect=https://elsewhere.example/", WRONG),
}  # fmt: skip
DONE = {
    "does it and hangs up": ("answer-lost", GONE), "half-closes in its answer": ("half-closed", GONE),
    "cuts its JSON": ("truncated", WRONG), "answers no JSON": ("malformed", WRONG), "answers as text/html": ("wrong-type", WRONG),
    "answers an empty object": ("empty", WRONG), "does not answer in HTTP": ("not-http", WRONG),
}  # fmt: skip
SLOW = {
    "works and answers after our time limit": ("latency=4000", "pending"),
    "sends a byte at a time": ("trickle=100", "completed (by query)"),
}


def faults() -> Iterator[Row]:
    for case, (fault, verdict) in UNDONE.items():
        yield Row("bKash", f"execute {case}", pays, (*verdict, "pending"), (f"execute:{fault}",))
        yield Row("Nagad", f"verify {case}", nagad_pays, (*verdict, "unknown"), (f"verify:{fault}",))
        yield Row("SSLCommerz", f"validator {case}", ssl_pays, (*verdict, "completed"), (f"validate:{fault}",))
        refunded = "refund unknown"
        yield Row("SSLCommerz", f"refund {case}", ssl_refunds, (*verdict, refunded), (f"refund:{fault}",))
    for case, (fault, verdict) in DONE.items():
        typed = fault == "wrong-type"  # what it says is right all the same; SSLCommerz documents no type
        by = "completed" if typed else "completed (by query)"
        yield Row("bKash", f"execute {case}", pays, (*verdict, by), (f"execute:{fault}",))
        yield Row("bKash", f"refund {case}", refunds, (*verdict, "refund done"), (f"refund:{fault}",))
        yield Row("Nagad", f"verify {case}", nagad_pays, (*verdict, "completed" if typed else "unknown"), (f"verify:{fault}",))
        judged, refunded = (OK, "refund done") if typed else (verdict, "refund unknown")
        yield Row("SSLCommerz", f"validator {case}", ssl_pays, (*judged, "completed"), (f"validate:{fault}",))
        yield Row("SSLCommerz", f"refund {case}", ssl_refunds, (*judged, refunded), (f"refund:{fault}",))
    for case, (fault, outcome) in SLOW.items():
        yield Row("bKash", f"execute {case}", pays, (*GONE, outcome), (f"execute:{fault}",), SHORT)
        yield Row("Nagad", f"verify {case}", nagad_pays, (*GONE, "unknown"), (f"verify:{fault}",), SHORT)
        yield Row("SSLCommerz", f"validator {case}", ssl_pays, (*GONE, "completed"), (f"validate:{fault}",), SHORT)
    yield from everywhere()
    yield from alone()


def everywhere() -> Iterator[Row]:
    """What strikes all answers of a gateway."""
    flows = (("bKash", pays), ("Nagad", nagad_pays), ("SSLCommerz", ssl_pays))
    for gateway, flow in flows:
        yield Row(gateway, "as it should be", flow, (*OK, "completed"))
        yield Row(gateway, "as it should be, over TLS", flow, (*OK, "completed"), tls="valid")
        yield Row(gateway, "answers later than it should", flow, (*GONE, "completed"), ("latency=120",), {"latency_ms": 50})
        yield Row(gateway, "answers after a while that varies", flow, (*OK, "completed"), ("jitter=30",))
        yield Row(gateway, "its clock is 15 minutes ahead", flow, (*ODD, "completed"), ("clock-skew=900",))
        yield Row(gateway, "its clock is 15 minutes behind", flow, (*ODD, "completed"), ("clock-skew=-900",))
        yield Row(gateway, "says another amount", flow, (*ODD, "disputed"), ("other-amount",))
        yield Row(gateway, "says another order", flow, (*ODD, "disputed"), ("other-order",))
    for gateway, first in (("bKash", creates), ("Nagad", initializes), ("SSLCommerz", ssl_opens)):
        yield Row(gateway, "its certificate has ended", first, ("no", "-", "-", "not sent"), tls="expired")


def alone() -> Iterator[Row]:
    yield Row("bKash", "execute is done late, after we hung up", pays, (*GONE, "pending"), ("execute:late",))
    yield Row("bKash", "no answer after the create", pays, (*GONE, "unknown"), ("execute:answer-lost", "query:answer-lost"))
    yield Row("bKash", "refund says another amount", refunds, (*ODD, "refund disputed"), ("refund:other-amount",))
    yield Row("bKash", "not confirmed by the customer", unconfirmed(""), (*OK, f"pending, {PERSON}"))
    yield Row("bKash", "cancelled by the customer", unconfirmed("cancel"), (*OK, f"not paid, {PERSON}"))
    yield Row("bKash", "declined", unconfirmed("failure"), (*OK, f"not paid, {PERSON}"))
    yield Row("bKash", "the payment is 25 hours old", expires, (*OK, f"not paid, {PERSON}"))
    yield Row("bKash", "the token is not taken any more", old_token, (*OK, "completed"))
    yield Row("bKash", "a third token in an hour", third_token, (*OK, "ask again later"))
    yield Row("bKash", "wrong password", creates, ("yes", "no", "yes", f"refused, {CREDENTIALS}"), settings={"password": "another"})
    yield Row("bKash", "another app key", creates, (*OK, f"refused, {CREDENTIALS}"), settings={"app_key": "another"})
    yield Row("bKash", "webhook", hears, (*OK, "webhook fresh"))
    yield Row("bKash", "webhook sent twice", hears, (*OK, "webhook fresh, then known already"), ("webhook:duplicate-callback",))
    yield Row("bKash", "webhook signed with another key", hears, (*OK, "webhook not believed"), ("webhook:unsigned",))
    yield Row("Nagad", "initialize signed with another key", initializes, (*WRONG, "no answer that counts"), ("initialize:unsigned",))
    yield Row("Nagad", "another merchant", initializes, (*OK, f"refused, {PERSON}"), settings={"merchant_id": "600000000000002"})
    for answer, outcome in (("", "pending"), ("cancel", "not paid"), ("abort", "not paid"), ("fail", "not paid")):
        yield Row("Nagad", f"the customer's answer: {answer or 'none yet'}", nagad_ends(answer), (*OK, outcome))
    for answer, outcome in (("fail", "not paid"), ("cancel", "not paid"), ("nothing", "pending")):
        yield Row("SSLCommerz", f"the customer's answer: {answer}", ssl_ends(answer), (*OK, outcome))
    yield Row("SSLCommerz", "paid, risk_level 1", ssl_ends("success", "1"), (*OK, "held"))
    yield Row("SSLCommerz", "the session has expired", ssl_late, (*OK, "not paid"))
    yield Row("SSLCommerz", "a val_id that is not known", ssl_validates_nothing, (*OK, "unknown"))
    yield Row("SSLCommerz", "IPN changed on its way", ssl_forged, (*OK, "IPN not believed"))
    yield Row("SSLCommerz", "wrong store password", ssl_opens, (*OK, f"refused, {REQUEST}"), settings={"store_password": "another"})
    yield Row("SSLCommerz", "a status that is not documented", ssl_pays, (*WRONG, "completed"), ("validate:code=SETTLED",))
    for connect in ("INVALID_REQUEST", "FAILED", "INACTIVE"):
        expected = (*OK, "refund refused")
        yield Row("SSLCommerz", f"refund: APIConnect {connect}", ssl_refunds, expected, (f"refund:code={connect}",))


ROWS = (*codes(), *faults())


def observe(row: Row, folder: Path, authority: Authority) -> tuple[str, str, str, str]:
    tls = {"tls": authority.server(expired=row.tls == "expired"), "ca_file": authority.file} if row.tls else {}
    with simulated(row.gateway.lower(), folder, *row.faults, **tls, **row.settings) as one:
        outcome = row.does(one)
        return (*one.verdicts, outcome)


def observe_all(folder: Path) -> dict[str, tuple[str, str, str, str] | Exception]:
    for whose in ("sns", "nagad", "merchant", "forger"):
        rsa_key(whose)
    self_signed(rsa_key("sns"))
    authority = Authority(folder)

    def one(number: int) -> tuple[str, str, str, str] | Exception:
        try:
            return observe(ROWS[number], folder / str(number), authority)
        except Exception as error:  # noqa: BLE001  # the other rows go on
            return error

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(map(str, ROWS), pool.map(one, range(len(ROWS))), strict=True))


def page(observed: dict[str, tuple[str, str, str, str]]) -> str:
    rows = [f"| {row.gateway} | {row.case} | {' | '.join(observed[str(row)])} |" for row in ROWS]
    not_modelled = "\n".join(
        f"\n{name}:\n\n" + "\n".join(f"- {one}" for one in kind.not_modelled) for name, kind in catalogue.KINDS.items()
    )
    kinds = "\n".join(f"| `{kind}` | {meaning} |" for kind, meaning in KINDS.items())
    return (
        "# Gateways: codes, faults and verdicts\n\n"
        f"{len(ROWS)} cases, each run over a socket against a simulator ([how](../how-to/gateways.md)); written by\n"
        "`python -m tests.gateway_table` from what was observed, and checked by the tests.\n\n"
        "*Reachable*: an answer came, in time, from who it should. *Conforming*: it is the protocol's, a documented refusal included.\n"
        "*Sane*: amounts, orders and times are ours. The outcome is what the client says: *completed* is paid, *not paid* is said by the\n"
        "gateway itself, *unknown* is to be asked again, *disputed* and *held* are for a person.\n\n"
        "| gateway | case | reachable | conforming | sane | outcome |\n|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n\n"
        "## Faults\n\n| kind | what it does |\n|---|---|\n" + kinds + "\n\n## Not modelled\n" + not_modelled + "\n"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        observed = observe_all(Path(folder))
    wrong = {name: found for name, found in observed.items() if isinstance(found, Exception)}
    if wrong:
        raise SystemExit("\n".join(f"{name}: {error!r}" for name, error in wrong.items()))
    PAGE.write_text(page(observed), encoding="utf-8")  # type: ignore[arg-type]
    print(f"wrote {PAGE}")


if __name__ == "__main__":
    main()
