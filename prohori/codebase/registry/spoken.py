"""What messages, labels and `@business-rule:` annotations state in words, in English and Bengali."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prohori.codebase.registry.literals import BENGALI, Literal
from prohori.codebase.registry.mushak import FORM, mushak_rules
from prohori.codebase.registry.naming import OWN_LENGTHS, abroad, subject_of
from prohori.codebase.registry.rules import LONGEST_TEXT, Rule, rule
from prohori.codebase.subjects import Identifier
from prohori.codebase.words import listed

_WORDS = {
    "ten": "10", "twelve": "12", "thirteen": "13", "seventeen": "17", "eleven": "11", "nine": "9", "two": "2", "fifteen": "15",
    "fifteenth": "15", "twentieth": "20", "seven": "7",
}  # fmt: skip
_SUBJECTS: dict[Identifier, re.Pattern[str]] = {
    "tin": re.compile(r"\be-?TIN(?:s)?\b|\bTINs?\b|\bTin\b|tax(?:payer)?'?s? identification|টিআইএন|টিন", re.ASCII),
    "bin": re.compile(r"\be-?BINs?\b|\bBINs?\b|\bBin\b|[Bb]usiness [Ii]dentification|VAT [Rr]egistration (?:[Nn]umber|[Nn]o)|বিআইএন|বিন\b"),
    "nid": re.compile(r"\bNIDs?\b|\bNid\b|[Nn]ational ID(?:entity)?(?: card)?|[Vv]oter ID|এনআইডি|জাতীয় পরিচয়"),
    "mobile": re.compile(r"\b[Mm]obile(?: number| no\.?)?\b|\bMSISDN\b|\b[Pp]hone\b|মোবাইল|ফোন"),
}
_LIST = r"\d{1,2}(?:\s*(?:,|/|or|and|to|বা|অথবা|–|-|, or)\s*\d{1,2})*"
_COUNTED = re.compile(rf"(?<![\d.-])({_LIST})[ -]*(?:digits?\b|characters?\b|chars?\b|numbers\b|numeric|সংখ্যা|ডিজিট|অঙ্ক|অংক)")
_OTHERWISE = re.compile(rf"(?:length|digits?|long|characters?)\s*(?:of|is|must be|should be|=|:)?\s*(?:exactly\s*)?({_LIST})(?![\d.%])")
_MOBILE_FORM = re.compile(r"01[X*x#]{6,9}|01[3-9]?[Xx]{8,9}|01[3-9]?[Xx]{2,4}-[Xx]{4,8}|\+?880\s?1[Xx]{8,9}")
_TAXES = (
    (
        "withholding",
        re.compile(r"\b(?:TDS|VDS|AIT|WHT)\b|\b[Ww]ith(?:holding|held)|[Ss]ource [Tt]ax|[Dd]educt(?:ed|ion)? at [Ss]ource|উৎসে"),
    ),
    ("supplementary_duty", re.compile(r"\bSD\b|[Ss]upplementary [Dd]uty|সম্পূরক")),
    ("vat_rate", re.compile(r"\bVAT\b|\bVat\b|[Vv]alue[- ][Aa]dded [Tt]ax|ভ্যাট|মূসক|মুসক|\bvat\b")),
)
_OTHERS = re.compile(
    r"[Dd]iscount|[Cc]ommission|[Ii]nterest|[Pp]enalty|[Ss]ervice charge|[Rr]ebate|[Mm]argin|\bGST\b"
    r"|[Dd]own ?payment|\bMDR\b|[Cc]ashback|\boff\b|[Rr]etention|complete|progress"
    r"|\b[Ss]av(?:e|ing)\b|\bearly\b|\b[Ff]lat\b|\bextra\b|[Cc]oupon|[Pp]romo|\bdone\b|uploaded|finished|loaded|synced"
    r"|\b[Aa]ccura\w+|\b[Tt]olerance|\berrors?\b|\b[Pp]robe\b|\b[Ss]ensor\b|ছা(?:\u09dc|\u09a1\u09bc)(?!া)|কমিশন|সুদ\b|জরিমানা"
)
_PERCENT = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d{1,3})?)\s*(?:%|percent\b|per cent\b|শতাংশ)")
_TAX_CODE = re.compile(r"(VAT|TDS|AIT|VDS|SD|WHT)[ _-]?(\d{1,2}(?:[._]\d)?)(?:%|[ _-]?P(?:CT|ERCENT)?)?", re.IGNORECASE)
_SERIAL = listed("prefix serial model models sku series batch lot part device printer number")
"""Names of what is called `SD-20` and is no tax."""
_DUE = re.compile(
    r"\b(?:by|before|within|on|no later than|until)\s+(?:the\s+)?(\d{1,2}|fifteenth|twentieth)(?:st"
    r"|nd|rd|th)?\b(?!\s*(?:%|percent|minutes|hours|seconds))|(\d{1,2})\s*তারিখ"
)
_DUTY = re.compile(r"[Rr]eturn|[Dd]eposit|[Cc]ertificate|[Mm]ushak|[Cc]hallan|9\.1|রিটার্ন|দাখিল|জমা")
_TAXED = re.compile(r"\b(?:VAT|TDS|VDS|AIT)\b|[Mm]ushak|9\.1|[Ww]ithh|ভ্যাট|মূসক|[Tt]ax\b")
_FISCAL = re.compile(r"[Ff]iscal [Yy]ear|[Ff]inancial [Yy]ear|[Ii]ncome [Yy]ear|অর্থবছর|অর্থ বছর|\bFY\b")
_MONTH = re.compile(r"\b(?:1(?:st)? )?(January|April|July|June|October)\b|জুলাই|জুন")
_ROUNDED = re.compile(r"[Rr]ound(?:ed|ing|s)?\b.{0,40}?\b(two|2|whole|nearest|half|\d)\b|(?:two|2) decimal(?:s| places)")
ANNOTATION = re.compile(r"@business-rule\s*:?\s*(?P<id>[\w.\-]+)?\s*[-–:—]?\s*(?P<text>[^\n]*)")
_SQL = re.compile(r"\b(?:SELECT|INSERT INTO|UPDATE|ALTER TABLE|CREATE TABLE|CHECK\s*\()", re.IGNORECASE)


def plain(text: str) -> str:
    """Bengali digits and number words as digits."""
    text = text.translate(BENGALI)
    return re.sub(
        r"\b(" + "|".join(_WORDS) + r")\b(?=[ -](?:digit|character|number|%|per))",
        lambda m: _WORDS[m[1].lower()],
        text,
        flags=re.IGNORECASE,
    )


def spoken_rules(literal: Literal) -> Iterator[Rule]:
    text = literal.text or ""
    if literal.pattern:
        yield from mushak_rules(literal, text)
        return
    if len(text) > 4000 or _SQL.search(text):
        return
    said = plain(text)
    yield from mushak_rules(literal, said)
    if (code := _TAX_CODE.fullmatch(said.strip())) is not None and literal.grammar != "html" and not abroad(literal.context):
        if not (literal.context.bound or literal.context.rings[-1]).words.isdisjoint(_SERIAL):
            return
        tax = {"vat": "vat_rate", "sd": "supplementary_duty"}.get(code[1].lower(), "withholding")
        yield rule(literal.context, tax, code[2].replace("_", "."), role="message", text=text)
        return
    if " " not in said.strip() and "%" not in said and not re.search(r"[^\x00-\x7f]", said):
        return
    if "\n" in said and not abroad(literal.context):
        yield from _by_line(literal, said)
        return
    for kind, value in stated_in(said, literal):
        if not abroad(literal.context):
            yield rule(literal.context, kind, value, role="message", text=text)


def _by_line(literal: Literal, said: str) -> Iterator[Rule]:
    """What each line of a longer text says, at that line."""
    raw = literal.node.text()
    first = literal.context.line + raw[: len(raw) - len(raw.lstrip())].count("\n")
    for at, line in enumerate(said.split("\n"), first):
        for kind, value in stated_in(line, literal):
            yield Rule(kind, at, at, value, "message", " ".join(line.split())[:LONGEST_TEXT])


def stated_in(said: str, literal: Literal | None = None) -> Iterator[tuple[str, str]]:
    """Kind and value of what a text states."""
    yield from _identifiers(said, literal)
    yield from _rates(said)
    if _TAXED.search(said) and _DUTY.search(said) and (due := _DUE.search(said)):
        yield "due_date", _WORDS.get(due[1] or "", due[1] or due[2])
    if _FISCAL.search(said) and (month := _MONTH.search(said)):
        yield "fiscal_year", month[0]
    if (rounded := _ROUNDED.search(said)) and re.search(
        r"[Aa]mount|VAT|[Tt]ax|[Tt]aka|[Pp]aisa|[Pp]oisha|BDT|[Tt]otal|[Ii]nvoice|money", said
    ):
        yield "rounding", rounded[0]


def _identifiers(said: str, literal: Literal | None) -> Iterator[tuple[str, str]]:
    counts = list(_COUNTED.finditer(said)) or list(_OTHERWISE.finditer(said))
    places = [(m.start(), kind) for kind, pattern in _SUBJECTS.items() for m in pattern.finditer(said)]
    seen: set[str] = set()
    for count in counts:
        kind = _nearest(places, count.start()) if places else (_meant(said, literal) if literal is not None else None)
        value = "|".join(re.findall(r"\d{1,2}", count[1]))
        if kind is None or kind in seen or not any(8 <= int(n) <= 17 for n in value.split("|")):
            continue
        if kind == "bin" and _CARD.search(said):
            continue
        if kind == "mobile" and not set(value.split("|")) & {"10", "11", "13", "14"}:
            continue
        seen.add(kind)
        yield kind, value
    if "mobile" not in seen and (form := _MOBILE_FORM.search(said)) is not None:
        yield "mobile", form[0]


_OTHER_NUMBER = re.compile(
    r"\b(?:account|a/c|card|routing|coupon|voucher|password|pin|otp|token|reference|order|invoice|serial|passport|licen[cs]e|cheque|check|isbn"
    r"|barcode|username|name|address|meter|tracking|policy|chassis|challan|batch|lot|promo|zip|post(?:al)? ?code|swift|iban|imei)\b",
    re.IGNORECASE,
)


_CARD = re.compile(r"\b(?:card|IIN|issuer|shelf|rack|warehouse)\b", re.IGNORECASE)


def _meant(said: str, literal: Literal) -> str | None:
    """What a message without a subject of its own is about: the field that it stands for."""
    return None if _OTHER_NUMBER.search(said) else subject_of(literal.context)


_CHAINED = listed(
    """
    arguments argument_list argument attribute_argument_list annotation_argument_list call_expression call member_expression attribute
    method_invocation invocation_expression member_access_expression member_call_expression element_value_pair attribute_argument
    annotation keyword_argument
    """
)
_SENTENCE = re.compile(r"(['\"`])((?:\\.|(?!\1)[^\\\n]){4,120})\1")


def told_by_message(literal: Literal, lengths: tuple[int, ...]) -> Identifier | None:
    """What the message of a check's own chain speaks of: `payeeRef: Joi.string().regex(…).messages({ …: 'Give a TIN' })`."""
    at = literal.node
    while (above := at.parent()) is not None and above.kind() in _CHAINED and above.range().end.index - at.range().start.index < 600:
        at = above
    after = at.text().encode()[literal.node.range().end.index - at.range().start.index :].decode("utf-8", "ignore")
    said = [m[2] for m in _SENTENCE.finditer(after) if " " in m[2].strip()]
    told = {kind for text in said for kind, pattern in _SUBJECTS.items() if pattern.search(text)}
    if len(told) != 1 or any(_OTHER_NUMBER.search(text) for text in said) or abroad(literal.context):
        return None
    kind = told.pop()
    return kind if kind == "mobile" or (lengths and OWN_LENGTHS[kind].issuperset(lengths)) else None


def _nearest(places: Sequence[tuple[int, str]], at: int) -> str:
    before = [p for p in places if p[0] < at]
    return max(before)[1] if before else min(places)[1]


def _rates(said: str) -> Iterator[tuple[str, str]]:
    places = [(m.start(), m.end(), kind) for kind, pattern in _TAXES for m in pattern.finditer(said)]
    if not places:
        return
    places += [(m.start(), m.end(), "") for m in _OTHERS.finditer(said)]
    seen: set[str] = set()
    for percent in _PERCENT.finditer(said):
        kind = min(places, key=lambda p: min(abs(p[0] - percent.end()), abs(percent.start() - p[1])))[2]
        if kind and kind not in seen and percent[1] not in ("100", "0"):
            seen.add(kind)
            yield kind, percent[1]


def annotated(lines: list[str]) -> Iterator[Rule]:
    """`@business-rule: BR-01 - a TIN has 12 digits`: one a line and kind, in any comment."""
    for number, line in enumerate(lines, 1):
        if "@business-rule" not in line:
            continue
        match = ANNOTATION.search(line)
        if match is None:
            continue
        text = plain(re.sub(r"\*/|--%?>|-->|#\}", "", line[match.start() + len("@business-rule") :])).strip(" :-")
        found = dict(_annotation(text))
        for kind, value in (found or {"other": text}).items():
            yield Rule(kind, number, number, value, "annotation", line.strip()[:160])


def _annotation(text: str) -> Iterator[tuple[str, str]]:
    stated = dict(stated_in(text))
    if form := FORM.search(text):
        stated.setdefault("mushak", form[1])
    if stated:
        yield from stated.items()
        return
    number = re.search(r"(?<![\w.-])\d+(?:\.\d+)?", text)
    value = number[0] if number else text[:80]
    upper = text.replace("_", " ").replace("-", " ")
    if _DUTY.search(text) and _TAXED.search(text) and re.search(r"due|deadline|day|by ", text):
        yield "due_date", value
        return
    if _FISCAL.search(text):
        yield "fiscal_year", value
        return
    if re.search(r"[Rr]ound", text):
        yield "rounding", value
        return
    for kind, pattern in _TAXES:
        if pattern.search(upper):
            yield kind, value
            return
    for kind, pattern in _SUBJECTS.items():
        if pattern.search(upper):
            yield kind, value
            return
