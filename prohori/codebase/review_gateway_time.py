"""Nagad's timestamp is the time in Dhaka, in fourteen digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prohori.codebase.gateway_code import GatewayCode

_FIELD = re.compile(r"\bdate_?time\b['\"]?\]?\s*(?:=>|[:=,}](?!=))", re.IGNORECASE)
_FOURTEEN = re.compile(r"YmdHis|%Y%m%d%H%M%S|(?:YYYY|yyyy)MM(?:DD|dd)HHmmss|toISOString\(|getFullYear\(")
_UTC = re.compile(
    r"\bgmdate\(|\butcnow\(|timezone\.utc\b|\bdatetime\.UTC\b|moment\.utc\(|dayjs\.utc\(|DateTime\.utc\(|toISOString\(|getUTCFullYear\(|time\.gmtime\("
    r"|['\"]UTC['\"]"
)
_CLOCK = re.compile(
    r"\bdate\(\s*['\"]YmdHis['\"]\s*\)|\bgmdate\(|\bnew\s+\\?DateTime(?:Immutable)?\((?:\s*['\"]now['\"]\s*)?\)|\bCarbon::now\(\s*\)|(?<![\w.>:])now\(\s*\)"
    r"|\bdatetime\.(?:now\(\s*\)|utcnow\(|today\()|timezone\.(?:now|localtime)\(|time\.(?:strftime|localtime|gmtime)\("
    r"|\bnew\s+Date\(\s*\)|\bmoment(?:\.utc)?\(\s*\)|\bdayjs(?:\.utc)?\(\s*\)|\bDateTime\.(?:now|local|utc)\(\s*\)|\bdatetime\.now\(\s*(?:tz=)?(?:timezone\.utc|datetime\.UTC|UTC)\s*\)"
    r"|\bCarbon::now\(\s*['\"]UTC['\"]\s*\)"
)
_DHAKA = re.compile(
    r"Dhaka|DHAKA|dhaka|\+0?6:?00|hours\s*=\s*6\b|utcOffset\(\s*(?:6|360)\b|6\s*\*\s*(?:60|3600)|21600|(?<!\w)BD_?(?:TZ|TIME|ZONE)",
    re.ASCII,
)
_SETS_ZONE = re.compile(
    r"date_default_timezone_set\(\s*['\"]Asia/Dhaka|['\"]timezone['\"]\s*=>\s*(?:['\"]Asia/Dhaka|env\()|TIME_?ZONE['\"]?\s*[=:]\s*['\"]?Asia/Dhaka|\bTZ['\"\]]*\s*[=:]\s*['\"]?Asia/Dhaka"
)


def clocks(code: GatewayCode) -> Iterator[tuple[int, str, bool]]:
    """Line, source line, and whether it is surely not Dhaka's: where a part of a client of Nagad reads the clock for its timestamp."""
    if "nagad" not in code.gateways or _DHAKA.search(code.text) or not _FIELD.search(code.text):
        return
    for part in code.parts:
        if not _FOURTEEN.search(part.text):
            continue
        for match in _CLOCK.finditer(part.text):
            end = part.text.find(";", match.end())
            statement = part.text[match.start() : end if 0 <= end - match.end() < 200 else match.end() + 120]
            hit = code.hit("", part.start + match.start(), "")
            yield hit.line, hit.evidence, _UTC.search(statement) is not None
            break


def sets_zone(text: str) -> bool:
    """Whether the file makes Dhaka's the zone of the whole application, or leaves that to the environment."""
    return ("imezone" in text or "TZ" in text or "TIME_ZONE" in text) and _SETS_ZONE.search(text) is not None
