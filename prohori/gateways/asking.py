"""Carries a probe out, of whatever kind, and says what it observed: what the gateway does wrong is in there, and not raised."""

from __future__ import annotations

import json
from pathlib import Path

from prohori.allowance import Allowance
from prohori.errors import SettingsError
from prohori.gateways.bkash import ROUTES, Bkash
from prohori.gateways.calls import UNANSWERED, Api, Endpoint, Refused, Throttled
from prohori.gateways.conditions import Judgement, judge
from prohori.gateways.connection import BadCertificate, NotHttp, NotReachable, Untrusted
from prohori.gateways.credentials import Gateways
from prohori.gateways.exchange import HEADERS, Answer, Call, ask, connected
from prohori.gateways.kinds import GatewayProbe, GraphqlProbe, PortalProbe, TcpProbe
from prohori.gateways.nagad import Nagad
from prohori.gateways.observation import Observation, body_of
from prohori.gateways.portals import PORTALS, look, page_of
from prohori.gateways.probes import Probe
from prohori.gateways.read_only import Operations, ReadOnly
from prohori.gateways.results import stated
from prohori.gateways.sslcommerz import VALIDATOR, Sslcommerz
from prohori.model import Json

STATED_AS_DATA = ("gateway-latency", "gateway-certificate-days", "gateway-status")
"""What clients judge of each call, and a probe by its conditions."""
OF_THE_PROTOCOL = {
    "gateway-authorised": "credentials are taken", "gateway-body-size": "body is not too large",
    "gateway-clock": "clock_skew_seconds <= 300",
    "gateway-code": "code is documented", "gateway-content-type": "content type is documented", "gateway-field": "fields are documented",
    "gateway-json": "body is a JSON object", "gateway-reachable": "answered == true", "gateway-redirect": "redirected == false",
    "gateway-state": "state is documented", "gateway-token": "token lives for an hour", "gateway-http": "answer is HTTP",
    "gateway-certificate": "certificate_valid == true", "gateway-tls": "TLS is as it should be",
}  # fmt: skip
"""How what clients judge reads as a condition."""


def http(name: str, probe: Probe, allowance: Allowance) -> Observation:
    seen = Observation(name, probe, "http", probe.shown, stated=stated(probe))
    call = Call(probe.method)
    if isinstance(probe, GraphqlProbe):
        seen.kind, seen.stated["gateway-graphql"] = "graphql", "/data is there and /errors is not"
        call = Call("POST", {**HEADERS, "Content-Type": "application/json"}, json.dumps(_question(probe)).encode())
    for _ in range(probe.samples):
        try:
            answer = ask(probe, allowance, call)
        except (BadCertificate, Untrusted, NotHttp) as error:
            seen.answered = isinstance(error, NotHttp)
            seen.add(_broken(error))
            break
        except NotReachable as error:
            seen.lose(error)
            if not seen.answered:
                seen.judgement.unjudged |= Judgement.of_fault("reachable", "gateway-reachable", "").unjudged
                break
            continue
        seen.hear(seen.kind if seen.kind == "graphql" else probe.method, answer)
        seen.add(judge(probe, answer))
        if seen.kind == "graphql":
            seen.judgement.ask("gateway-graphql", "conforming", _graphql_fault(answer))
    return seen


def _question(probe: GraphqlProbe) -> dict[str, Json]:
    return {"query": probe.query, "variables": probe.variables}


def _graphql_fault(answer: Answer) -> str:
    body = body_of(answer)
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
        return "its answer has no `data`"
    return "its answer has `errors`" if body.get("errors") else ""


def tcp(name: str, probe: TcpProbe, allowance: Allowance) -> Observation:
    connection, seen = probe.connection, Observation(name, probe, "tcp", f"{probe.host}:{probe.port}", stated=OF_THE_PROTOCOL)
    for _ in range(probe.samples):
        try:
            milliseconds, days = connected(connection, allowance)
        except (BadCertificate, Untrusted) as error:
            seen.answered = False
            seen.add(_broken(error))
            break
        except NotReachable as error:
            seen.lose(error)
            if not seen.answered:
                break
            continue
        seen.answered = True
        seen.operations["connect"] = None
        seen.samples_ms.append(sum(milliseconds.values()))
        seen.judgement.ask("gateway-reachable", "reachable", "")
        if days is not None:
            seen.judgement.ask("gateway-certificate", "reachable", "")
            seen.facts["certificate_days"].append(round(days, 2))
    return seen


def _broken(error: BadCertificate | Untrusted | NotHttp) -> Judgement:
    if isinstance(error, BadCertificate):
        return Judgement.of_fault("reachable", "gateway-certificate", f"its certificate is not valid: {error.why}")
    if isinstance(error, Untrusted):
        return Judgement.of_fault("reachable", "gateway-tls", f"its TLS handshake fails: {error.why}")
    return Judgement.of_fault("conforming", "gateway-http", "what it answers is not HTTP")


def gateway(
    name: str, probe: GatewayProbe, gateways: Gateways, state: Path, allowance: Allowance, *, simulated: bool = False
) -> Observation:
    """Raises `SettingsError` where the setting `gateways` does not have it."""
    settings = getattr(gateways, probe.kind)
    if settings is None:
        raise SettingsError(f"Probe `{name}` asks {probe.kind}", where=f"`gateways.{probe.kind}`", why="it is not set", next="set it")
    endpoint: Endpoint = settings.endpoint(probe.kind)
    seen = Observation(name, probe, probe.kind, endpoint.origin, simulated=simulated, stated=OF_THE_PROTOCOL)
    seen.expect("status == 200", f"latency_p95 < {endpoint.latency_ms:g}")
    if endpoint.origin.startswith("https:"):
        seen.expect(f"certificate_days > {endpoint.certificate_days:g}")
    send = ReadOnly(endpoint, _operations(probe, settings.version if probe.kind == "bkash" else ""), seen.hear)
    client: Bkash | Nagad | Sslcommerz
    if probe.kind == "bkash":
        client = Bkash(settings, state, allowance=allowance, send=send)
    elif probe.kind == "nagad":
        client = Nagad(settings, allowance=allowance, send=send)
    else:
        client = Sslcommerz(settings, allowance=allowance, send=send)
    _sample(seen, probe, client)
    return _seen(seen, client.api, send)


def _operations(probe: GatewayProbe, version: str) -> Operations:
    if probe.kind == "bkash":
        routes = ROUTES[version]
        return {("POST", routes[name]): name for name in ("grant", "refresh", "query") if name in routes}
    if probe.kind == "nagad":
        return {("GET", "/verify/payment/*"): "verify"}
    return {("GET", VALIDATOR): "validate"}


def _sample(seen: Observation, probe: GatewayProbe, client: Bkash | Nagad | Sslcommerz) -> None:
    for _ in range(probe.samples):
        try:
            seen.facts["code"].append(client.code(probe.reference))
        except Refused as error:
            seen.facts["code"].append(error.code)
            if error.code == "401":
                break
        except NotReachable as error:
            seen.lose(error)
            if not seen.answered:
                break
        except Throttled as error:
            if not seen.operations:
                seen.judgement.unjudged["gateway-reachable"] = f"{error.what}; {error.why}; {error.next}"
            break
        except UNANSWERED:  # the client's judgement has it
            seen.answered = seen.answered or False
            if not seen.samples_ms:
                break


def _seen(seen: Observation, api: Api, send: ReadOnly) -> Observation:
    found = api.judgement
    found.faults = [fault for fault in found.faults if fault.rule not in (*STATED_AS_DATA, "gateway-reachable")]
    found.judged = {rule: question for rule, question in found.judged.items() if rule not in STATED_AS_DATA}
    if "gateway-http" in found.judged or (seen.operations and not seen.lost):
        seen.answered = True
    seen.simulated = seen.simulated or send.simulated
    seen.add(found)
    return seen


def portal(name: str, probe: PortalProbe, allowance: Allowance, *, simulated: bool = False) -> Observation:
    known = PORTALS[probe.portal]
    found, judged = look(known, allowance, at=probe.at)
    page = probe.at or page_of(known)
    seen = Observation(
        name, probe, "portal", page.shown if page else "", simulated=simulated, answered=found.reachable
    )  # fmt: skip
    seen.stated = stated(page) if page else {}
    if found.milliseconds:
        seen.answered = True
        seen.samples_ms.append(found.milliseconds["latency"])
        seen.operations["front page"] = None
    if found.certificate_days is not None:
        seen.facts["certificate_days"].append(round(found.certificate_days, 2))
    seen.access = found.access
    if "gateway-reachable" in judged.judged and found.reachable is False and not found.milliseconds:
        why = judged.faults.pop().message
        seen.lose(NotReachable("The portal's front page cannot be reached", where=seen.target, why=why, next="open it in a browser"))
    seen.add(judged)
    return seen
