"""Which names speak of a Bangladeshi identifier, of VAT, of the fiscal year or of a due date.

Whole words only, with the company they keep: `bin` beside path, shelf or card is no BIN; a phone is a
Bangladeshi mobile only where the name, the pattern or the file says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from prohori.codebase.names import Name
from prohori.codebase.words import listed
from prohori.codebase.words import words as split

Identifier = Literal["tin", "bin", "nid", "mobile"]
_NOT_BIN = listed(
    """
    card location locations shelf warehouse stock storage recycle trash path dir bash node exec usr histogram width packing array
    buffer base64 file hash encode decode binary log rack zone picking iin
    """
)
_NOT_TIN = listed("can foil roof ein ssn gst gstin pan")
_NOT_NID = frozenset({"node", "notification", "network", "session", "cookie"})
_NOT_MOBILE = listed(
    """
    app width breakpoint menu nav device view os screen layout model table col grid call ext extension
    """
)
FOREIGN = listed(
    """
    us usa uk gb eu india indian pakistan german germany france french uae saudi nepal lanka malaysia singapore canada australia
    china japan international intl foreign swiss italy spain poland bulgaria
    malaysian singaporean emirati american british german french canadian australian chinese japanese korean korea thai thailand
    nepali nepalese pakistani lankan srilanka qatar qatari kuwait oman omani bahrain turkish turkey nigeria kenya vietnam indonesia dubai
    """
)
_PHONES = frozenset({"mobile", "msisdn", "phone", "cell", "cellphone", "telephone", "mob"})
HOME = listed("bd bangladesh bangladeshi bkash nagad bangla dhaka")
NEUTRAL = listed(
    """
    a an the value val values v x s str string text input raw clean cleaned normalized normalised digits digit number num no id
    code re regex regexp regexes pattern patterns format formats rx rule rules validate validates validator validators validation
    valid is has check checks ok matches match test field fields schema dto control get to ensure assert parse length lengths len
    min max size data candidate trimmed stripped compact canonical normalize normalise result trim arg param self cls this e
    default export fn func util utils constants constant config of for identifier identifiers and or index helper helpers common
    shared lib refine invalid parts part digitsonly plain sanitized sanitised k t n p r m key entry item items exact expected
    allowed accepted compiled const require required message options verify response request body payload ascii strict form new
    """
)


def identifier_in(words: tuple[str, ...]) -> Identifier | None:
    """The identifier that these words of one name speak of; phones of any country included."""
    held = frozenset(words)
    if held & FOREIGN:
        return None
    if (held & {"tin", "etin"} or ("identification" in held and held & {"tax", "taxpayer", "taxpayers"})) and not held & _NOT_TIN:
        return "tin"
    if (
        (held & {"bin", "ebin"} and not held & _NOT_BIN)
        or {"business", "identification"} <= held
        or ("vat" in held and held & {"registration", "reg"} and held & {"no", "number", "id"})
    ):
        return "bin"
    if (
        held & {"nid"} or {"national", "id"} <= held or {"national", "identity"} <= held or {"voter", "id"} <= held
    ) and not held & _NOT_NID:
        return "nid"
    if held & _PHONES and not held & _NOT_MOBILE and _is_noun(words):
        return "mobile"
    return None


def _is_noun(words: tuple[str, ...]) -> bool:
    """`mobileNo`, but not `mobileCraneSerial`: what follows `mobile` may only say what is done with it."""
    after = words[words.index("mobile") + 1 :] if "mobile" in words else ()
    return not after or after[0] in NEUTRAL or after[0] in HOME or after[0] in ("phone", "complete", "on", "with", "number")


def identifier_of(names: Iterable[Name]) -> tuple[Identifier, str] | None:
    """The identifier that the nearest telling name speaks of, and that name."""
    names = list(names)
    for name in names:
        kind = identifier_in(name.words)
        if kind is not None:
            return None if kind == "bin" and other_bins(names) else (kind, name.text)
        if not NEUTRAL.issuperset(name.words) and name.level in ("binding", "function"):
            return None
    return None


def other_bins(names: Iterable[Name]) -> bool:
    """Whether a name around says that bins here are shelves, histogram classes or card prefixes."""
    return any(not _NOT_BIN.isdisjoint(name.words) for name in names)


_HOME_PATTERN = re.compile(r"880|(?<![0-9])88(?![0-9])|(?<![0-9,{])0\)?\??1|1\[[0-9-]+\](?:\\d|\[0-9\])\{8\}|bangladesh", re.IGNORECASE)


def shows_bangladesh(pattern: str, names: Iterable[str]) -> bool:
    """Whether a phone pattern or one of the names says that the number is Bangladeshi."""
    if _HOME_PATTERN.search(pattern):
        return True
    from_names = frozenset(word for name in names for word in split(name))
    return bool(from_names & HOME)
