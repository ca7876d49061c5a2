"""Government portals: what can be asked of them is whether their front page answers. None has a public API.

No document names an API of NBR for a machine, RAJUK's portal is behind a login, and NID verification is by contract. That is
*manual or by agreement*, and never *down*: absence in public text does not disprove an API by contract. What is asked is the name, the
connection, the TLS handshake and the front page; nothing is scraped, nobody logs in.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from prohori.allowance import Allowance
from prohori.gateways.conditions import Judgement, judge
from prohori.gateways.connection import BadCertificate, NotHttp, NotReachable, Untrusted
from prohori.gateways.exchange import ask
from prohori.gateways.probes import Expect, Probe
from prohori.model import Fact

FRONT = tuple(status for status in range(200, 500) if status not in (404, 410, 429))
"""A front page that redirects to a log-in or forbids a machine is there all the same."""
Access = Literal["manual", "by agreement", "none found"]


class Portal(Fact):
    name: str
    what: str
    access: Access
    """How its function can be had, the front page aside."""
    url: str | None
    """Its front page, where one is documented."""
    latency_ms: float = 3000


class Look(Fact):
    """What one look at a portal said. `reachable` is None where there was nothing to look at."""

    portal: str
    access: Access
    reachable: bool | None
    said: str
    milliseconds: dict[str, float] = {}
    certificate_days: float | None = Field(default=None)


PORTALS = {
    portal.name: portal
    for portal in (
        Portal(name="nbr-vat", what="VAT registration, Mushak-9.1, 6.10, BIN search", access="manual", url="https://vat.gov.bd/"),
        Portal(name="nbr-etin", what="e-TIN and its verification page", access="by agreement", url="https://incometax.gov.bd/"),
        Portal(name="nbr-ereturn", what="income-tax e-return", access="by agreement", url="https://etaxnbr.gov.bd/"),
        Portal(name="nbr-challan", what="A-Challan and its check page", access="by agreement", url="https://ibas.finance.gov.bd/acs"),
        Portal(name="nbr-api", what="`api.nbr.gov.bd/v1`: no document names it", access="none found", url=None),
        Portal(name="nbr-efdms", what="EFD and SDC: registered devices and vendors", access="by agreement", url=None),
        Portal(
            name="rajuk-ecps", what="RAJUK construction permits, behind a log-in", access="manual", url="https://rajuk.ecps.gov.bd/",
            latency_ms=5000,
        ),
        Portal(name="nid", what="NID verification (Porichoy, Election Commission)", access="by agreement", url=None),
    )
}  # fmt: skip


def page_of(portal: Portal) -> Probe | None:
    """The probe of its front page, where one is documented."""
    expect = Expect(status=FRONT, latency_ms=portal.latency_ms)
    return Probe(url=portal.url, timeout_seconds=10, expect=expect) if portal.url else None


def look(portal: Portal, allowance: Allowance, *, at: Probe | None = None) -> tuple[Look, Judgement]:
    """`at`: the operator's own probe, in the place of the documented front page. A portal without one is not looked at."""
    probe = at or page_of(portal)
    if probe is None:
        no_page = Look(portal=portal.name, access=portal.access, reachable=None, said=_access(portal.access))
        return no_page, Judgement(unjudged={"gateway-reachable": "no front page is documented, and none is configured"})
    try:
        answer = ask(probe, allowance)
    except BadCertificate as error:
        return _unreached(portal, "gateway-certificate", f"its certificate is not valid: {error.why}")
    except Untrusted as error:
        return _unreached(portal, "gateway-tls", f"its TLS handshake fails: {error.why}")
    except (NotReachable, NotHttp) as error:
        return _unreached(portal, "gateway-reachable", "; ".join(filter(None, (error.what.lower(), error.why))))
    found = judge(probe, answer)
    faults = "; ".join(fault.message for fault in found.faults)
    said = f"its front page answers{f', but {faults}' if faults else ''}; {_access(portal.access)}"
    seen = Look(
        portal=portal.name, access=portal.access, reachable=not any(fault.question == "reachable" for fault in found.faults), said=said,
        milliseconds=answer.milliseconds, certificate_days=answer.certificate_days,
    )  # fmt: skip
    return seen, found


def _unreached(portal: Portal, rule: str, fault: str) -> tuple[Look, Judgement]:
    said = f"its front page cannot be reached ({fault}); {_access(portal.access)}"
    return Look(portal=portal.name, access=portal.access, reachable=False, said=said), Judgement.of_fault("reachable", rule, fault)


def _access(access: Access) -> str:
    how = {"manual": "manual", "by agreement": "by agreement with its owner", "none found": "no document names an API"}[access]
    return f"what it does cannot be asked by a machine without a contract: {how}"
