"""What any file contributes to a manifest, whatever its language: integrations, annotated rules, risks, dependencies."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

from prohori.codebase.manifest_entry import Entry, entry
from prohori.codebase.review_source import Source, callee_of, is_docstring, line_of

LONG_FILE = 600  # lines
_PARTNERS = {
    "bKash": r"b-?kash", "Nagad": r"nagad", "SSLCommerz": r"sslcommerz|sslcz", "Rocket": r"dbbl|rocket[_-]?(?:pay|wallet|merchant)",
    "Upay": r"\bupay\b",
    "aamarPay": r"aamarpay", "ShurjoPay": r"shurjopay", "NBR": r"\bnbr\b|nbr\.gov|etaxnbr|(?-i:NBR|nbr[A-Z_])|secure\.incometax",
    "VAT online (iVAS)": r"\bivas\b|vat\.gov\.bd",
    "RAJUK": r"rajuk", "NID (Election Commission)": r"nidw|porichoy|nid[_-]?(?:server|api|gateway|client)",
    "BTRC": r"\bbtrc\b", "BEFTN": r"\bbeftn\b|\brtgs\b",
    "Stripe": r"\bstripe\b", "PayPal": r"paypal", "Twilio": r"twilio", "Kafka": r"kafka(?:js)?", "RabbitMQ": r"amqplib|rabbitmq|\bamqps?\b",
    "Redis": r"\bioredis\b|\bredis\b",
    "Elasticsearch": r"elasticsearch", "AWS": r"aws-sdk|\bboto3\b", "SendGrid": r"sendgrid", "SMTP": r"nodemailer|smtplib|smtp",
}  # fmt: skip
_PARTNER_WORDS = (
    "bkash", "b-kash", "nagad", "sslc", "dbbl", "rocket", "upay", "aamarpay", "shurjopay", "nbr", "incometax", "ivas", "vat.gov", "rajuk",
    "nid",    "porichoy",
    "btrc", "beftn", "rtgs", "stripe", "paypal", "twilio", "kafka", "amqp", "rabbitmq", "redis", "elasticsearch", "aws-sdk", "boto3",
    "sendgrid", "mailer", "smtp",
)  # fmt: skip
_ANY_PARTNER = re.compile("|".join(_PARTNERS.values()), re.IGNORECASE)
_HTTP_CLIENTS = re.compile(
    r"^(?:fetch|axios(?:\.\w+)?|got(?:\.\w+)?|ky(?:\.\w+)?|(?:this\.)?_?(?:http|httpService|httpClient)\.(?:get|post|put|patch|delete|request|axiosRef\.\w+)"
    r"|requests\.(?:get|post|put|patch|delete|request|Session)|httpx\.(?:get|post|put|patch|delete|request|Client|AsyncClient|stream)|aiohttp\.ClientSession|urllib\.request\.urlopen|urlopen)$"
)
_URL = re.compile(r"https?://([A-Za-z0-9.-]+\.[A-Za-z]{2,})(?::\d+)?(?=[/'\"`?#\s]|$)")
_NOT_PARTNER_HOSTS = re.compile(
    r"(^|\.)(w3\.org|schema\.org|example\.(com|org|net)|localhost|swagger\.io|json-schema\.org|github\.com|npmjs\.com|mozilla\.org|angular\.io)$"
)
_RULE = re.compile(r"@business-rule:?\s*([A-Za-z0-9_.-]+)?\s*(?:[-–:]\s*)?(.*)")
_DEBT = re.compile(r"\b(TODO|FIXME|HACK|XXX)\b")
_COMMENT = re.compile(r"^\s*(?://|#|\*|/\*)|//\s|\s#\s|/\*")


def text_entries(source: Source) -> list[Entry]:
    return [*_partners(source), *_clients(source), *_rules(source), *_risks(source)]


def _partners(source: Source) -> Iterator[Entry]:
    """The first place in code (not in a comment) that names each partner or foreign host."""
    text_kinds = (
        ("string", "identifier") if source.python else ("string", "template_string", "identifier", "property_identifier", "type_identifier")
    )
    seen: set[str] = set()
    if any(word in source.lower for word in _PARTNER_WORDS):
        pattern = f"(?i){_ANY_PARTNER.pattern}"
        for node in source.root.find_all(all=[{"any": [{"kind": kind} for kind in text_kinds]}, {"regex": pattern}]):
            for partner, named in _PARTNERS.items():
                found = (
                    re.search(named, node.text(), re.IGNORECASE)
                    if partner not in seen and len(node.text()) < 2000 and not is_docstring(node)
                    else None
                )
                if found is not None:
                    seen.add(partner)
                    line = line_of(node) + node.text()[: found.start()].count("\n")
                    yield entry("integrations", partner, source.path, line, detail=f"named in code: {found[0]}", anchor=found[0])
    if "://" in source.text:
        for node in source.all("string", *(() if source.python else ("template_string",))):
            url = _URL.search(node.text()[:2000])
            if url is not None and url[1] not in seen and not is_docstring(node) and not _NOT_PARTNER_HOSTS.search(url[1]):
                seen.add(url[1])
                yield entry(
                    "integrations",
                    url[1],
                    source.path,
                    line_of(node) + node.text()[: url.start(1)].count("\n"),
                    detail="URL of another host",
                )


def _clients(source: Source) -> Iterator[Entry]:
    seen: set[str] = set()
    for call in source.calls if re.search(r"fetch|axios|http|request|urlopen|\bgot\b|\bky\b", source.text) else []:
        callee = callee_of(call)
        if _HTTP_CLIENTS.match(callee) and callee not in seen:
            seen.add(callee)
            yield entry("integrations", callee, source.path, line_of(call), detail="HTTP client", anchor=callee.split(".")[0])


def _rules(source: Source) -> Iterator[Entry]:
    for number, line in enumerate(source.lines, 1) if "@business-rule" in source.text else ():
        found = _RULE.search(line)
        if found is not None:
            yield entry(
                "business-rules", found[1] or "business-rule", source.path, number, detail=found[2].strip(" */"), anchor="@business-rule"
            )


def _risks(source: Source) -> Iterator[Entry]:
    debts = (
        [n for n, line in enumerate(source.lines, 1) if _DEBT.search(line) and _COMMENT.search(line)] if _DEBT.search(source.text) else []
    )
    if debts:
        word = _DEBT.search(source.lines[debts[0] - 1])
        yield entry(
            "risks",
            f"{len(debts)} open notes",
            source.path,
            debts[0],
            detail="TODO, FIXME, HACK or XXX; the first is here",
            anchor=word[0] if word else "",
        )
    if len(source.lines) > LONG_FILE:
        yield entry("risks", "long file", source.path, 1, detail=f"{len(source.lines)} lines", anchor="")


def dependency_entries(path: str, text: str) -> list[Entry]:
    """From package.json, pyproject.toml or requirements*.txt; a broken file gives none."""
    name = path.rpartition("/")[2]
    try:
        if name == "package.json":
            return _package_json(path, text)
        return _pyproject(path, text) if name == "pyproject.toml" else list(_requirements(path, text))
    except (ValueError, AttributeError, TypeError):
        return []


def _package_json(path: str, text: str) -> list[Entry]:
    declared = json.loads(text)
    lines = text.split("\n")
    found = []
    for group in ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies"):
        first = next((n for n, line in enumerate(lines) if f'"{group}"' in line), 0)
        for package, version in (declared.get(group) or {}).items():
            line = next((n for n in range(first, len(lines)) if f'"{package}"' in lines[n]), None)
            if line is not None:
                found.append(entry("dependencies", package, path, line + 1, detail=f"{version} ({group})"))
    for script in declared.get("bin") or {} if isinstance(declared.get("bin"), dict) else {}:
        line = next((n for n, text_line in enumerate(lines) if f'"{script}"' in text_line), 0)
        found.append(entry("entry-points", script, path, line + 1, detail="command"))
    return found


def _pyproject(path: str, text: str) -> list[Entry]:
    project = tomllib.loads(text)
    declared = list(project.get("project", {}).get("dependencies", []))
    for extra in project.get("project", {}).get("optional-dependencies", {}).values():
        declared += extra
    declared += [n for n in project.get("tool", {}).get("poetry", {}).get("dependencies", {}) if n != "python"]
    lines = text.split("\n")
    found = []
    for requirement in declared:
        name = re.split(r"[\s<>=!~\[;(@]", requirement, maxsplit=1)[0]
        line = next((n for n, text_line in enumerate(lines) if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text_line)), None)
        if name and line is not None:
            found.append(entry("dependencies", name, path, line + 1, detail=requirement[len(name) :].strip()))
    for script, target in project.get("project", {}).get("scripts", {}).items():
        line = next((n for n, text_line in enumerate(lines) if re.match(rf"\s*\"?{re.escape(script)}\"?\s*=", text_line)), None)
        if line is not None:
            found.append(entry("entry-points", script, path, line + 1, detail=f"command {target}"))
    return found


def _requirements(path: str, text: str) -> Iterator[Entry]:
    for number, line in enumerate(text.split("\n"), 1):
        found = re.match(r"\s*([A-Za-z0-9][\w.-]*)\s*(\[[^\]]*\])?\s*([<>=!~].*?)?\s*(?:[;#].*)?$", line)
        if found is not None:
            yield entry("dependencies", found[1], path, number, detail=(found[3] or "").strip())
