"""Which identifier the names around a literal speak of.

The nearest telling name decides. In a name the last noun is what it means: a `tinPlate` is no TIN, and a `binColour` is no BIN.
`bin` is a word for many things, so what stands before it must be somebody who has a BIN.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from prohori.codebase.registry.context import MATCHERS, Context, Ring, names_in
from prohori.codebase.subjects import FOREIGN, NEUTRAL, Identifier, identifier_in
from prohori.codebase.words import listed, words

LENGTH_NAMES = listed(
    """
    length lengths len lens digits digit size sizes minlength maxlength min max minimumlength maximumlength maxlen minlen
    exactlength chars characters integer maxsize blocks rangelength lengthrange lengthbetween
    """
)
LENGTH_CALLS = listed(
    """
    length len minlength maxlength min max size digits char varchar string charfield nchar nvarchar hasmaxlength hasminlength
    stringlength exactlength padstart zfill rjust padleft islength between column fixedlength varchar2 character digitsbetween lengths
    rangelength lengthbetween constr field strpad bpchar pad lpad leftpad zeropad range haslength
    minimumlength maximumlength exactly isfixedlength textfield wtfstringfield limited restricted
    """
)
NOISE = (
    NEUTRAL
    | LENGTH_NAMES
    | LENGTH_CALLS
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
        transform pipe use intercept run call invoke execute apply process visit before after save hook constraint constraints
        register ck chk uq our their shape shapes expr expression allowlist permitted accepted accept legal correct proper good
        bad wrong broken given actual found received incoming parsed stored saved fresh local full candidate original layout
        template syntax z int uint long short byte bool boolean double decimal float dynamic my your old current legacy previous
        master core base domain shared common types
        """
    )
)
EXTRACTING = listed("mask masked redact scrub extract find scan remove highlight anonymize anonymise obfuscate log logs hide censor")
_FOLLOWS = NOISE | listed(
    """
    here please as on from by with when must should be cannot will given you ok good okay missing wrong malformed search lookup checker
    parser formatter generator verifier verify normalizer normaliser sanitizer pipe guard policy specification attribute vo value
    provider registry directive component box control certificate cert edit
    """
)
_ENDS = {
    "tin": listed("tin etin identification"),
    "bin": listed("bin ebin identification registration reg"),
    "nid": listed("nid id identity"),
    "mobile": listed("mobile msisdn phone cell cellphone telephone mob"),
}
_NAMES_IT = listed("label name names title description list table row rows item items kind brand count operator")
_PAPERS = listed("certificate cert type status")
_NUMBERED = listed("no number num id")
_OWNERS = (NOISE - listed("default defaults item items key card table row rows index size sizes lower upper list array")) | listed(
    """
    e branch unit central importer exporter issuer purchaser consignee consignor deductor deductee withholding withholder mushak billing
    shop merchant outlet enterprise organisation organization org proprietor landlord contractor subcontractor agent distributor dealer
    manufacturer factory producer trader corporate commercial head office active principal registered thirteen nine eleven eight
    counterparty counter parent subsidiary group tenant bidder transferor transferee from to void invalid bad new valid stored str txt
    rx re fld
    """
)
_PARTY = listed(
    """
    tin etin nid vat trade licence license mobile phone email party company supplier vendor customer taxpayer importer exporter buyer seller
    challan mushak nbr kyc business tax employee organisation organization partner client
    """
)
_SHELF = listed(
    """
    card location locations shelf warehouse stock storage recycle trash dir bash exec usr histogram packing rack zone picking iin sbin aisle
    inventory putaway pallet chart bins binary bits bit
    """
)
_THROWN_IN = _SHELF | listed(
    "waste recycling garbage rubbish compost dust litter tool grain depot yard roof app wms node file base binary log"
)
"""What a bin for things belongs to: such a word before `bin` is no project's name."""
_TAXPAYER = listed("tin etin nid taxpayer mushak")
_OF_A_ROW = listed("code name label title description status")
_COUNTRY = re.compile(
    r"\b(?:US|UK|GB|IN|PK|LK|NP|AE|SA|DE|FR|ES|IT(?![ -][EeSsPp])|CN|JP|SG"
    r"|MY|CA|AU|EU|NL|BE|PL|BR|ZA|KE|NG|USA|IND|PAK|GBR|UAE|TH|VN|PH|KR|TR|EG|QA|OM|KW|BH)\b"
)
_ABROAD = re.compile(
    r"(^|/)(?:l10n_(?!bd)\w+|us|usa|uk|gb|in|india|pk|pakistan|lk|np|nepal|ae|uae|sa|eu|de|fr|sg|singapore|my|malaysia|au|ca|cn)(?:[/._-]|$)",
    re.IGNORECASE,
)
_IN_BENGALI: tuple[tuple[Identifier, re.Pattern[str]], ...] = (
    ("tin", re.compile("টিআইএন|টিন")),
    ("bin", re.compile("বিআইএন|বিন(?![া-ৌ])|ভ্যাট নিবন্ধন|মূসক নিবন্ধন")),
    ("nid", re.compile("এনআইডি|জাতীয় পরিচয়")),
    ("mobile", re.compile("মোবাইল|মুঠোফোন|ফোন")),
)
_PATH = re.compile(
    r"(?<![\w$.])[A-Za-z_$][\w$]*(?:\s*(?:\?\.|\.|->|::)\s*[A-Za-z_$][\w$]*|\[\s*['\"][\w.\- ]+['\"]\s*\]|\(\s*['\"]\w+['\"]\s*\))*(\s*\()?"
)
_METHODS = listed(
    """
    trim strip lstrip rstrip replace replaceall tostring string split substring substr slice upper lower touppercase tolowercase tolower
    toupper isdigit length size len startswith endswith test match matches get input value includes some every count chars str
    """
)
_LONGEST_FUNCTION = 8_000  # characters

Sense = Identifier | Literal["other"] | None


def sense_of(name: tuple[str, ...], lengths: Iterable[int] = ()) -> Sense:
    """The identifier that the words of one name mean; `other` where they only mention it. Some names tell only with a number of digits."""
    kind = identifier_in(name)
    if kind is None:
        return "bin" if _is_qualified_bin(name) else _by_length(frozenset(name), frozenset(lengths))
    ends = [at for at, word in enumerate(name) if word in _ENDS[kind]]
    after = name[ends[-1] + 1 :] if ends else ()
    if after and (after[0] in _NAMES_IT or (after[0] in _PAPERS and not _NUMBERED & set(after))):
        return "other"
    if kind == "mobile":
        return kind
    if after and after[0] not in _FOLLOWS and not after[0].isdigit() and len(after[0]) > 1:
        return "other"
    if kind == "bin" and {"bin", "ebin"} & set(name) and not _OWNERS.issuperset(word for word in name[: ends[-1]] if len(word) > 1):
        return "other"
    return kind


def _is_qualified_bin(name: tuple[str, ...]) -> bool:
    return "vat" in name and bool({"registration", "reg"} & set(name)) and not {"date", "threshold", "status", "type", "limit"} & set(name)


def _by_length(held: frozenset[str], lengths: frozenset[int]) -> Identifier | None:
    if not lengths or held & FOREIGN:
        return None
    if "code" in held and "taxpayer" not in held:
        return None  # `tax_code`: of the tax, not of who pays it
    numbered = held & (_NUMBERED | {"code"})
    if held & {"tax", "taxpayer"} and numbered:
        return "tin" if lengths & {10, 12} else "bin" if lengths & {9, 13, 14} else None
    if "vat" in held and numbered and lengths & {9, 11, 13, 14}:
        return "bin"
    if {"smart", "card"} <= held and lengths <= {10, 17}:
        return "nid"
    if held & {"contact", "whatsapp", "bkash", "nagad", "rocket"} and (numbered or held & {"wallet", "account"}) and 11 in lengths:
        return "mobile"
    return None


def identifier_said(text: str) -> Identifier | None:
    """The identifier that a label names, in English or Bengali."""
    kind = sense_of(words(text))
    if kind is not None:
        return None if kind == "other" else kind
    return next((kind for kind, pattern in _IN_BENGALI if pattern.search(text)), None)


def subject_of(context: Context, lengths: Iterable[int] = ()) -> Identifier | None:
    """The identifier that the nearest telling name speaks of; nothing where a nearer one speaks of something else."""
    found = sense_around(context, lengths)
    return None if found == "other" else found


def sense_around(context: Context, lengths: Iterable[int] = ()) -> Sense:
    lengths = tuple(lengths)
    if abroad(context):
        return "other"
    row: list[Ring] = []
    chained = False
    for ring in context.rings:
        if ring.role == "sibling" or (chained and ring.role == "argument"):
            continue
        chained = chained or (ring.role == "callee" and _FIELD_OF_CHAIN.match(ring.text) is not None)
        beside = ring.role in ("element", "label")
        if row and not beside and _is_field_name(row[0].text):
            return "other"
        row = [*row, ring] if beside else []
        found = _sense_of_ring(context, ring, lengths)
        if found is not None:
            return found
    return _by_definition(context, lengths)


_FIELD_OF_CHAIN = re.compile(r"[\w:$]+(?:\.\w+)?\(\s*['\"]([\w.\-]+)['\"]\s*\)\s*(?:\.|->)")
"""`body('remarks').isLength(…)`, `TextInput::make('notes')->maxLength(…)`: the field is the first thing said."""


def _is_field_name(text: str) -> bool:
    """`['sort_code', 'string', 'length' => 12]`: a row begins with the field that it is about."""
    return re.fullmatch(r"[a-z]+(?:_[a-z]+|[A-Z][a-z]+)*", text) is not None and not NOISE.issuperset(words(text))


def _sense_of_ring(context: Context, ring: Ring, lengths: tuple[int, ...]) -> Sense:
    if ring.role == "file" and any(not NOISE.issuperset(one.words) for one in context.of("class")):
        return None
    if ring.role == "operand" and ring.text.startswith("."):
        return None
    for name in _by_nearness(ring):
        kind = sense_of(words(name), lengths)
        if kind == "other" and (not lengths or OWN_LENGTHS["bin"].intersection(lengths)):
            kind = sense_of(_without_project(context, words(name)), lengths)
        if kind is not None:
            found = _unless_spoiled(context, ring, kind, words(name))
            return (_by_definition(context, lengths) if found == "other" and ring.role == "function" else None) or found
    if ring.role == "callee" and (field := _FIELD_OF_CHAIN.match(ring.text)) and _is_field_name(field[1]):
        return "other"
    if ring.role == "label" and (said := identifier_said(ring.text)) is not None:
        return _unless_spoiled(context, ring, said, words(ring.text))
    if ring.role in ("binding", "key", "function") and ring.names and not NOISE.issuperset(_telling(context, ring)):
        return (_by_definition(context, lengths) if ring.role == "function" else None) or "other"
    if ring.role == "argument" and ring is context.rings[0] and _other_member(ring.text):
        asking = next(context.of("callee"), None)
        return "other" if asking is not None and asking.names and asking.names[0].lower() in MATCHERS else None
    if ring.role == "operand" and ring.names:
        if _other_member(ring.text):
            return "other"
        if NOISE.isdisjoint(ring.words):
            name = ring.names[0]
            known = _is_parameter(context, name) or definition_of(context, name) != ""
            return _by_definition(context, lengths, ring) or (None if known else "other")
    return None


def _without_project(context: Context, name: tuple[str, ...]) -> tuple[str, ...]:
    """`ACME_BIN_LEN` in `acme-checkout/`, `l10n_bd_bin`: without the name of the project that the field is added by."""
    if name[:3] == ("l10", "n", "bd") or name[:2] == ("x", "studio"):
        return name[2:]
    named_after = len(name) > 1 and name[0] not in _THROWN_IN and name[0] in words(context.path)
    return name[1:] if named_after and name[1] in ("bin", "ebin") else name


def _telling(context: Context, ring: Ring) -> frozenset[str]:
    """The words of a name; ids of two letters say nothing in a page (`<label for="bn">`)."""
    return frozenset(word for word in ring.words if len(word) > 2) if context.grammar in ("html", "tsx") else ring.words


def _unless_spoiled(context: Context, ring: Ring, kind: Sense, name: tuple[str, ...]) -> Sense:
    if kind == "other" or not _NOT_ITS_NUMBER.isdisjoint(ring.words if ring.role in ("key", "binding") else name):
        return "other"
    if (
        kind == "bin"
        and {"bin", "ebin"} & set(name)
        and (_shelf(context) or (ring.role == "class" and context.bound is not None and context.bound.words & _OF_A_ROW))
    ):
        return "other"
    return kind


_NOT_ITS_NUMBER = listed(
    """
    image images photo photos picture scan scans upload uploads file files url front attempts expiry mb bytes kb icon otp pin token
    verified verification colour color country dial extension ext land landline fax telex pabx hotline helpline
    """
)


def _by_nearness(ring: Ring) -> tuple[str, ...]:
    return ring.names if ring.role != "argument" else ring.names[:8]


def _other_member(text: str) -> bool:
    """`doc.machine_id`: a member whose name means something that is no identifier."""
    for path in _PATH.finditer(text[:400]):
        parts = re.findall(r"[A-Za-z_$][\w$]*", path[0])
        if path[1]:
            if parts[-1].lower() not in _METHODS:
                continue
            parts = parts[:-1]
        while len(parts) > 2 and parts[-1].lower() in _METHODS:
            parts = parts[:-1]
        own = frozenset(words(parts[-1])) if len(parts) > 1 else frozenset()
        if own and not NOISE.issuperset(own) and max(map(len, own)) > 2 and parts[-1].lower() not in _METHODS:
            return True
    return False


def definition_of(context: Context, name: str) -> str:
    """What a local name of the function around stands for: `n = nid.strip()`."""
    function = context.function
    if function is None or function.range().end.index - function.range().start.index > _LONGEST_FUNCTION:
        return ""
    given = re.search(rf"(?<![\w.$])\$?{re.escape(name.lstrip('$'))}\s*(?::[^=\n]+)?=(?!=)\s*([^;\n]+)", function.text())
    return given[1] if given else ""


def _by_definition(context: Context, lengths: tuple[int, ...], only: Ring | None = None) -> Sense:
    rings = [only] if only is not None else list(context.of("operand"))[:2]
    for ring, name in [(one, name) for one in rings for name in one.names[:3]]:
        defined = definition_of(context, name)
        for inner in names_in(defined):
            kind = sense_of(words(inner), lengths)
            if kind is not None:
                return _unless_spoiled(context, ring, kind, words(inner))
        if defined and _other_member(defined):
            return "other"
    return None


def _is_parameter(context: Context, name: str) -> bool:
    function = context.function
    given = (function.field("parameters") or function.field("parameter")) if function is not None else None
    return given is not None and re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", given.text()) is not None


def _shelf(context: Context) -> bool:
    """Whether bins here are places in a store, classes of a histogram, first digits of a card or bits."""
    if not _SHELF.isdisjoint(context.everything - frozenset(words(context.path))):
        return True
    beside = context.words("sibling")
    if beside & {"bins", "shelf", "aisle", "rack"} and (
        not (beside & _TAXPAYER or context.named & _PARTY) or context.words("key", "binding") & _OF_A_ROW
    ):
        return True
    company = bool((context.everything | beside) & _PARTY) or any(ring.text == "BIN" for ring in context.of("label", "argument"))
    return not company and not _SHELF.isdisjoint(words(context.path))


_TELLING_ROLES = ("case", "test", "key", "label", "element", "class", "function", "binding")


def abroad(context: Context) -> bool:
    """Whether a name, a case or the path says that this is of another country."""
    if _ABROAD.search(context.path) and "bd" not in words(context.path):
        return True
    called = False
    for ring in context.rings:
        called = called or ring.role in ("callee", "function")
        own = ring.role in _TELLING_ROLES or (ring.role == "argument" and not called)
        if own and not FOREIGN.isdisjoint(ring.words):
            return True
        if (
            ring.role in ("key", "case", "test", "label", "element")
            and ring.text
            and _COUNTRY.search(ring.text)
            and not re.search(r"\bBD\b|BGD", ring.text)
        ):
            return True
    return False


def plausible_length(kind: Identifier, value: int, context: Context) -> bool:
    """Whether somebody could mean this many characters for the identifier."""
    if kind != "mobile":
        return 9 <= value <= 20
    if context.everything & {"country", "countries", "extension", "international"}:
        return False
    if "e164" in context.everything and value != 11:
        return False
    own = context.words("key", "binding", "label")
    return value in (10, 11, 13, 14) or (12 <= value <= 20 and is_column(context) and bool(own & {"mobile", "msisdn", "cell", "cellphone"}))


_COLUMNS = listed(
    "Column PrimaryColumn Property CharField String STRING CHAR char string varchar HasMaxLength db mapped_column VARCHAR Unicode"
)


def is_column(context: Context) -> bool:
    """Whether the length is that of a stored column."""
    if context.grammar in ("sql", "prisma"):
        return True
    callee = next(context.of("callee"), None)
    return callee is not None and callee.names[:1] != () and callee.names[0] in _COLUMNS


_LENGTH_OF = re.compile(
    r"^Length$|\.length\b|\blen\(|strlen|\.Length\b|\.size\(|\bmb_strlen|char_length|\blength\(|\bLENGTH\(|\bLEN\(|\b(?:max|min)_?[lL]ength\b|[dD]igits?\b|\.count\(\)|_len\b|Len\b|\blen\b"
    r"|\w+Length\b|_length\b|\blength\b|\.Count\b|[lL]ens\b|\bbyteLength\("
)
_NOT_LENGTH = listed(
    "slice substring substr page limit offset timeout index sleep port top take first skip chunk indexof rate percent repeat"
)


OWN_LENGTHS: dict[Identifier, frozenset[int]] = {
    "tin": frozenset({10, 12}),
    "bin": frozenset({9, 11, 13, 14}),
    "nid": frozenset({10, 13, 17}),
    "mobile": frozenset({11, 13, 14}),
}
_EXPECTING = listed("exact exactly expected anyof oneof allowed accepted accepts permitted valid equals equal eq wanted needed required")


def telling_length(context: Context, value: int, among: bool = False) -> Identifier | None:
    """`TIN_EXPECTED = 12`, `("TIN", "tin", 12)`: what nothing calls a length, but whose number belongs to the identifier beside it.

    `among`: whether lengths of other identifiers stand beside it.
    """
    kind = subject_of(context, (value,))
    if kind is None or value not in OWN_LENGTHS[kind]:
        return None
    given = list(context.of("key", "binding"))[:2]
    expected = any(one.words & _EXPECTING or any(name.lower() in _EXPECTING for name in one.names) for one in given)
    nearest = next(iter(context.rings), None)
    listed_beside = nearest is not None and nearest.role == "element" and "," not in nearest.text
    return kind if expected or listed_beside or among else None


def is_length(context: Context) -> bool:
    """Whether the number is a length: of a call, under such a name, or compared with one."""
    for ring in context.rings:
        if ring.role == "callee":
            last = [word for name in ring.names[:2] for word in (name.lower(), *words(name))]
            if not _NOT_LENGTH.isdisjoint(last):
                return False
            if any(word.replace("_", "") in LENGTH_CALLS for word in last):
                return True
        elif ring.role in ("key", "binding"):
            if LENGTH_NAMES & ring.words:
                return not (ring.words == {"size"} and context.grammar in ("tsx", "html"))
            if ring.role == "key" and identifier_in(tuple(ring.words)) is None and not NOISE.issuperset(ring.words):
                return False
        elif ring.role in ("operand", "argument"):
            if _LENGTH_OF.search(ring.text) and "slice" not in ring.text:
                return True
            if ring.role == "operand" and len(ring.names) == 1 and _LENGTH_OF.search(definition_of(context, ring.names[0])):
                return True
        elif ring.role == "label":
            if LENGTH_NAMES & frozenset(words(ring.text)) and context.bound is not None and context.bound.words <= {"value", "default"}:
                return True
        elif ring.role in ("class", "function"):
            return bool(LENGTH_NAMES & ring.words) and ring.role == "class"
    return False
