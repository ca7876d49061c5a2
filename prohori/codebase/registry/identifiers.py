"""TIN, BIN, NID and mobile numbers as code states them: lengths, patterns, masks, prefixes and groups.

A pattern is known by what it accepts: its value is the lengths of the digits it lets through, whatever its spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from prohori.codebase.regexes import Language, Mode, Pattern, Unjudgeable
from prohori.codebase.registry.context import Context, Ring, function_of_any, names_in
from prohori.codebase.registry.literals import Literal
from prohori.codebase.registry.rules import Rule, rule
from prohori.codebase.subjects import FOREIGN, NEUTRAL, Identifier, identifier_in
from prohori.codebase.words import listed, words

_LENGTH_CALLS = listed(
    """
    length len minlength maxlength min max size digits char varchar string charfield nchar nvarchar hasmaxlength hasminlength
    stringlength exactlength padstart zfill rjust padleft islength between column fixedlength varchar2 character digitsbetween lengths
    constr field strpad bpchar range haslength minimumlength maximumlength exactly repeat isfixedlength textfield wtfstringfield
    """
)
_LENGTH_NAMES = listed(
    """
    length lengths len lens digits digit size sizes minlength maxlength min max minimumlength maximumlength maxlen minlen
    exactlength chars characters integer maxsize
    """
)
_LENGTH_OF = re.compile(
    r"\.length\b|\blen\(|strlen|\.Length\b|\.size\(|\bmb_strlen|char_length|\blength\(|\bLENGTH\(|\bLEN\(|[dD]igits?\b|\.count\(\)|_len\b|Len\b|\blen\b"
    r"|\w+Length\b|_length\b|\blength\b|\.Count\b|[lL]ens\b"
)
_NOT_LENGTH = listed("slice substring substr page limit offset timeout index sleep port top take first skip chunk indexof rate percent")
_NOISE = (
    NEUTRAL
    | _LENGTH_NAMES
    | _LENGTH_CALLS
    | listed(
        """
    str len match replace is error errors message messages msg fail invalid throw exception on change handle submit form dto create
    update input model entity property props type types required nullable registration taxpayer customer supplier buyer seller vendor
    company employee person party client partner citizen applicant user profile kyc all any every some one two set list tuple frozenset
    array value object map includes contains has in not true false null none undefined return if else and or new let const var
    char chars character characters digits regex begin start starts with startswith end ends prefix prefixes suffix operator operators
    lower upper case cast convert raise abort assert verify ensure guard predicate test tests sanitize normalize normalized clean
    cleaned stripped compact bare only numeric number numbers string strings column table db database varchar alter add constraint
    create def function private public static final readonly protected async await self cls dhaka bd bangladesh bangladeshi nbr
    government official pan card tax vat doc document docs identity ids lookup entry entries rows row rec record payload body json
    matcher matching compare equals equal label placeholder hint help text title description mask format formatted pretty display
    print show render html class classname attrs attr attribute attributes aria zod yup joi schemas refine superrefine ctx path
    code issue addissue issues custom unique optional default defaults empty blank trim trimmed min max minimum maximum length lengths
    exact expected size sizes width primary key foreign index sql ddl up down query builder request response api http post get put
    delete service services util utils helper helpers validator validators validation validations rule rules setting settings const
    constants config configs spec specs definition definitions kind kinds fields field name names columns legal person individual
    individuals business firm owner director holder nominee guarantor member payer payee recipient sender receiver contact primary
    transform pipe use intercept run call invoke execute apply process visit before after save hook constraint constraints register
    our their my your old current legacy previous master core base domain shared common types
    """
    )
)
_EXTRACTING = listed("mask redact scrub extract find scan remove highlight anonymize anonymise obfuscate log logs")
_SPOILED = listed("checksum hash random uuid token otp pin password page pagination sort")
_COUNTRY = re.compile(
    r"\b(?:US|UK|GB|IN|PK|LK|NP|AE|SA|DE|FR|ES|IT(?![ -][EeSsPp])|CN|JP|SG|"
    r"MY|CA|AU|EU|NL|BE|PL|BR|ZA|KE|NG|USA|IND|PAK|GBR|UAE|TH|ID|VN|PH|KR|TR|EG|QA|OM|KW|BH)\b"
)
_ABROAD = re.compile(
    r"(^|/)(?:l10n_(?!bd)\w+|us|usa|uk|gb|in|india|pk|pakistan|lk|np|nepal|ae|uae|sa|eu|de|fr|sg|singapore|my|malaysia|au|ca|cn)(?:[/._-]|$)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\\d|0-9|1-9|3-9|\[[0-9]|\[:digit|\\p\{N|০-৯")
_COUNTED = re.compile(r"\{\d+(?:,\d*)?\}|(?:\\d){3}|(?:\[0-9\]){3}")
_MOBILE_PATTERN = re.compile(r"01\)?\[|01\\d|\(?:?\+?\\?\+?88|880|0\?1\[|0\)\?1|01\[|\b01\[3|\+88|01\(\?")
_BIN_PATTERN = re.compile(r"(?:\\d|\[0-9\])\{9\}\)?-\??\(?(?:\\d|\[0-9\])\{4\}")
RUNS = {length: ("9" + "1890123456789012345678901234")[:length] for length in range(4, 27)}
RUNS[17] = "19901234567890123"  # an NID of 17 digits begins with the year of birth
_TEXT_MASK = re.compile(r"[+(]?[9#0X_xN*১-৯ -]{7,24}\)?")
_MOBILE_MASK = re.compile(r"(?:\+?88[ -]?)?0?1[0-9#Xx_N*]{1,4}[- ]?[Xx#_N*]{3,9}")


def subject_of(context: Context) -> Identifier | None:
    """The identifier that the nearest telling name speaks of; nothing where a nearer one speaks of something else."""
    if abroad(context):
        return None
    for ring in context.rings:
        if ring.role == "sibling":
            continue
        for name in _by_nearness(ring):
            kind = identifier_in(words(name))
            if kind is not None:
                other = not _NOT_ITS_NUMBER.isdisjoint(words(name)) or (kind == "bin" and _shelf(context))
                return None if other else kind
        if ring.role == "label" and (kind := identifier_in(words(ring.text))) is not None:
            return kind
        if ring.role in ("binding", "key", "function") and ring.names and not _NOISE.issuperset(ring.words):
            return None
        if ring.role == "operand" and ring.names and _NOISE.isdisjoint(ring.words):
            return _by_definition(context, ring)
    first = next(context.of("operand"), None)
    return _by_definition(context, first) if first is not None else None


def _by_definition(context: Context, ring: Ring) -> Identifier | None:
    """What a local name stands for: `n = nid.strip()`."""
    function = function_of_any(context.node) if context.node is not None else None
    if function is None or function.range().end.index - function.range().start.index > _LONGEST_FUNCTION:
        return None
    text = function.text()
    for name in ring.names[:3]:
        defined = re.search(rf"(?<![\w.$]){re.escape(name)}\s*(?::[^=\n]+)?=(?!=)\s*([^;\n]+)", text)
        for inner in names_in(defined[1]) if defined else ():
            if (kind := identifier_in(words(inner))) is not None:
                return None if kind == "bin" and _shelf(context) else kind
    return None


_LONGEST_FUNCTION = 8_000  # characters
_NOT_ITS_NUMBER = listed(
    "image images photo photos picture scan scans upload uploads file files url front attempts expiry mb bytes kb icon"
)


def _by_nearness(ring: Ring) -> tuple[str, ...]:
    return ring.names if ring.role != "argument" else ring.names[:8]


_SHELF = listed(
    "card location locations shelf warehouse stock storage recycle trash dir bash exec usr histogram packing rack "
    "zone picking iin sbin aisle inventory putaway pallet chart bins"
)


def _shelf(context: Context) -> bool:
    return not _SHELF.isdisjoint(
        context.everything | (context.words("sibling") & {"bins", "shelf", "aisle", "rack"}) | frozenset(words(context.path))
    )


def abroad(context: Context) -> bool:
    """Whether a name, a case or the path says that this is of another country."""
    if _ABROAD.search(context.path) and "bd" not in words(context.path):
        return True
    for ring in context.rings:
        if ring.role in ("case", "test", "key", "label", "element", "class", "function", "binding", "argument") and not FOREIGN.isdisjoint(
            ring.words
        ):
            return True
        if (
            ring.role in ("key", "case", "test", "label", "element")
            and ring.text
            and _COUNTRY.search(ring.text)
            and not re.search(r"\bBD\b|BGD", ring.text)
        ):
            return True
    return False


def identifier_rules(literal: Literal) -> Iterator[Rule]:
    if literal.value is not None:
        yield from _length(literal, literal.value)
    elif literal.text is not None:
        yield from _text(literal, literal.text)


def _length(literal: Literal, value: Decimal) -> Iterator[Rule]:
    if value != int(value) or not 4 <= value <= 30:
        return
    context = literal.context
    if not is_length(context):
        sliced = _sliced(context, int(value))
        if sliced:
            yield rule(context, sliced, str(int(value)), role="format")
        return
    kind = subject_of(context)
    if kind is None or not plausible_length(kind, int(value), context):
        return
    yield rule(context, kind, str(int(value)), role="column" if _is_column(context) else "length")


_COLUMNS = listed(
    "Column PrimaryColumn Property CharField String STRING CHAR char string varchar HasMaxLength db mapped_column VARCHAR Unicode"
)


def _is_column(context: Context) -> bool:
    """Whether the length is that of a stored column."""
    callee = next(context.of("callee"), None)
    return callee is not None and callee.names[:1] != () and callee.names[0] in _COLUMNS


def plausible_length(kind: Identifier, value: int, context: Context) -> bool:
    if kind == "mobile":
        return value in (10, 11, 13, 14) and not context.everything & {"country", "countries", "extension", "international", "e164"}
    return 8 <= value <= 20


def is_length(context: Context) -> bool:
    """Whether the number is a length: of a call, under such a name, or compared with one."""
    for ring in context.rings:
        if ring.role == "callee":
            last = [word for name in ring.names[:2] for word in (name.lower(), *words(name))]
            if not _NOT_LENGTH.isdisjoint(last):
                return False
            if any(word.replace("_", "") in _LENGTH_CALLS for word in last):
                return True
        elif ring.role in ("key", "binding"):
            if _LENGTH_NAMES & ring.words:
                return True
            if ring.role == "key" and identifier_in(tuple(ring.words)) is None and not _NOISE.issuperset(ring.words):
                return False
        elif ring.role in ("operand", "argument"):
            if _LENGTH_OF.search(ring.text) and "slice" not in ring.text:
                return True
        elif ring.role in ("class", "function"):
            return bool(_LENGTH_NAMES & ring.words) and ring.role == "class"
    return False


_GROUPS = {"tin": {4, 8, 12}, "bin": {9, 13}, "mobile": {5, 11}}


def _sliced(context: Context, value: int) -> Identifier | None:
    """`bin.slice(0, 9) + '-' + bin.slice(9)` in what formats a BIN."""
    callee = next(context.of("callee", "operand"), None)
    if callee is None or not callee.words & {"slice", "substring", "substr"}:
        return None
    kind = subject_of(context)
    formats = context.words("function", "binding") & {
        "format",
        "formatted",
        "pretty",
        "display",
        "group",
        "hyphenate",
        "dashed",
        "normalize",
        "normalise",
        "canonical",
    }
    return kind if kind is not None and formats and value in _GROUPS.get(kind, set()) else None


def _text(literal: Literal, text: str) -> Iterator[Rule]:
    if literal.pattern or (_is_pattern(text) and not re.search(r"(?:length|regex_match)\[", text)):
        yield from _pattern(literal, text)
        return
    if literal.grammar == "php" and re.search(
        r"(?:digits|size|min|max|between|digits_between|regex|length):|(?:length|regex_match)\[", text
    ):
        yield from _laravel(literal, text)
        return
    short = text.strip()
    if (said := _TYPED.fullmatch(short)) is not None:
        kind = subject_of(literal.context)
        if kind is not None and plausible_length(kind, int(said[1]), literal.context):
            yield rule(literal.context, kind, said[1], role="column" if "char" in short.lower() else "length")
    elif short == "bn-BD" and any("phone" in name.lower() for name in literal.context.callees[:2]):
        yield rule(literal.context, "mobile", short, role="pattern")
    elif re.fullmatch(r"[1-9]\d?", short):
        yield from _length(literal, Decimal(short))
    elif len(short) <= 30:
        yield from _short(literal, short)


def _is_pattern(text: str) -> bool:
    return (
        len(text) <= 400
        and _DIGITS.search(text) is not None
        and re.search(r"[\\\[{^$]", text) is not None
        and not re.search(r"\b(SELECT|CHECK|ALTER|CREATE|INSERT|UPDATE)\b", text)
    )


def _pattern(literal: Literal, text: str) -> Iterator[Rule]:
    context = literal.context
    if literal.grammar == "php" or (not literal.pattern and text.startswith(("/", "~", "#"))):
        text = delimited(text)
    if text.startswith("regex:"):
        text = delimited(text[6:])
    counted = _COUNTED.search(text) is not None
    if not counted or "[01]" in text or _EXTRACTING & context.words("function", "binding", "key"):
        return
    kind = subject_of(context)
    shown = _MOBILE_PATTERN.search(text) is not None
    if kind is None and shown and not abroad(context) and _accepts_mobile(text, literal.flags, literal.syntax):
        kind = "mobile"
    if kind is None and _BIN_PATTERN.search(text) and not abroad(context) and context.everything & {"vat", "mushak", "nbr", "business"}:
        kind = "bin"
    if kind is None or (kind == "mobile" and not shown and not _home(context)):
        return
    mode = mode_of(literal)
    lengths = accepted_lengths(text, literal.flags, literal.syntax, mode)
    if not lengths and kind != "mobile" and not re.search(r"\d{1,2}", text):
        return
    yield rule(context, kind, _said(kind, text, lengths), role="pattern", text=text, pattern=(text, literal.flags, literal.syntax, mode))


def _home(context: Context) -> bool:
    return bool(context.everything & {"bd", "bangladesh", "bangladeshi", "bkash", "nagad"})


def _said(kind: Identifier, text: str, lengths: tuple[int, ...]) -> str:
    if kind == "mobile":
        return text
    if kind == "bin" and _BIN_PATTERN.search(text):
        return "9-4"
    return "|".join(map(str, lengths)) if lengths and len(lengths) < 9 else text


def mode_of(literal: Literal) -> Mode:
    """How much of a text the pattern must match where it is applied: Java, attributes of C# and HTML, and `fullmatch` ask for all of it."""
    callee = next(literal.context.of("callee"), None)
    called = callee.names[0] if callee is not None and callee.names else ""
    if called in ("fullmatch", "RegularExpression", "matches_re"):
        return "fullmatch"
    if literal.grammar == "java" and called in ("Pattern", "matches"):
        return "fullmatch"
    named = literal.context.bound
    if literal.grammar in ("html", "tsx") and not literal.pattern and named is not None and named.text == "pattern":
        return "fullmatch"
    if literal.grammar in ("typescript", "javascript") and not literal.pattern and called == "pattern":
        return "fullmatch"  # Angular
    return "match" if literal.grammar == "python" and called in ("match", "Regexp") else "search"


@lru_cache(maxsize=4096)
def accepted_lengths(text: str, flags: str, syntax: Language, mode: Mode = "search") -> tuple[int, ...]:
    """The lengths of plain digits that the pattern lets through; empty where it cannot be asked."""
    try:
        pattern = Pattern(text, "".join(f for f in flags if f in "imsxa"), syntax, mode)
        return tuple(length for length, run in RUNS.items() if pattern.accepts(run))
    except Unjudgeable:
        return ()


def accepts(text: str, flags: str, syntax: Language, example: str, mode: Mode = "search") -> bool | None:
    """Whether the pattern lets the example through; None where that cannot be asked safely."""
    try:
        return Pattern(text, "".join(f for f in flags if f in "imsxa"), syntax, mode).accepts(example)
    except Unjudgeable:
        return None


def _accepts_mobile(text: str, flags: str, syntax: Language) -> bool:
    examples = ("01712345678", "+8801712345678", "8801712345678", "1712345678", "0171234567", "017123456789", "01912345678")
    return any(accepts(text, flags, syntax, one) for one in examples) and accepts(text, flags, syntax, "5512345678") is not True


def delimited(text: str) -> str:
    """`/^\\d{12}$/u` without its delimiters."""
    match = re.fullmatch(r"([/~#!@])(.*)\1[a-zA-Z]*", text.strip(), re.DOTALL)
    return match[2] if match else text


def _laravel(literal: Literal, text: str) -> Iterator[Rule]:
    context = literal.context
    kind = subject_of(context)
    if kind is None:
        return
    said = [
        int(n)
        for m in re.finditer(r"(?:digits|size|max|min|between|digits_between|length)[:\[](\d+)(?:,(\d+))?", text)
        for n in m.groups()
        if n
    ]
    fitting = [n for n in said if plausible_length(kind, n, context)]
    written = re.search(r"regex:(.*)|regex_match\[(.*)\]", text)
    if written and _COUNTED.search(written[1] or written[2]):
        inner = delimited(written[1] or written[2])
        yield rule(
            context,
            kind,
            _said(kind, inner, accepted_lengths(inner, "", "javascript")),
            role="pattern",
            text=inner,
            pattern=(inner, "", "javascript", "search"),
        )
    elif fitting:
        yield rule(context, kind, "|".join(str(n) for n in dict.fromkeys(fitting)), role="length")


def _short(literal: Literal, text: str) -> Iterator[Rule]:
    if _MOBILE_MASK.fullmatch(text) and re.search(r"[Xx#_N*]{3}", text):
        if not abroad(literal.context):
            yield rule(literal.context, "mobile", text, role="mask")
        return
    if _TEXT_MASK.fullmatch(text) and re.search(r"[9#0X_x]{3}", text) and len(set(re.sub(r"[ -]", "", text))) == 1:
        kind = subject_of(literal.context)
        digits = len(re.sub(r"[^9#0X_x]", "", text))
        masked = literal.context.statement & {"mask", "placeholder", "format", "pattern", "template", "inputmask", "hint", "example"}
        if kind is not None and digits >= 9 and masked:
            yield rule(literal.context, kind, str(digits), role="mask", text=text)
    elif re.fullmatch(r"(?:\+?88)?01[3-9]", text) and _among_operators(literal):
        yield rule(literal.context, "mobile", text, role="prefix")
    elif re.fullmatch(r"(?:\+?88)?(?:01[0-9]?)|\+?8801?[0-9]?|\+88", text) and _compares(literal.context):
        kind = subject_of(literal.context)
        if kind == "mobile":
            yield rule(literal.context, kind, text, role="prefix")


_TYPED = re.compile(r"(?:n?var)?char(?:acter)?2?\s*(?:varying)?\s*\(\s*(\d+)\s*\)(?: NOT NULL| NULL)?", re.IGNORECASE)


def _among_operators(literal: Literal) -> bool:
    above = literal.node.parent()
    return above is not None and len(re.findall(r"['\"](?:\+?88)?01[3-9]['\"]", above.text()[:300])) >= 3


def _compares(context: Context) -> bool:
    spoken = context.words("callee", "operand", "binding", "key", "argument")
    return bool(spoken & {"startswith", "starts", "prefix", "prefixes", "operator", "operators", "codes", "strpos"}) or "starts" in spoken
