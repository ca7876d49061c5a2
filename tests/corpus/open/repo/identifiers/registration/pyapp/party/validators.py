import re
from typing import Final

TIN_RE: Final = re.compile(r"\A\d{12}\Z")
BIN_RE: Final = re.compile(r"\A(?P<reg>\d{9})-?(?P<unit>\d{4})\Z")
NID_LENS: Final = (10, 13, 17)
BD_OPERATORS = {"013", "014", "015", "016", "017", "018", "019"}
ISBN_LENS: Final = (10, 13)
CHASSIS_RE = re.compile(r"\A[A-HJ-NPR-Z0-9]{17}\Z")
BKASH_TRX = re.compile(r"\A[A-Z0-9]{10}\Z")
_VISA_BIN = re.compile(r"\A4\d{5}\Z")


def clean_phone(value: str) -> str:
    digits = "".join(ch for ch in value if ch.isdigit())
    if digits.startswith("880") and len(digits) == 13:
        digits = digits[2:]
    if len(digits) != 11 or digits[:3] not in BD_OPERATORS:
        raise ValueError("phone number must be 11 digits")
    return digits


def is_smart_card(nid: str) -> bool:
    return len(nid) == 10


def is_short_ref(ref: str) -> bool:
    return len(ref) == 10


def parse_bin_file(path: str) -> bytes:
    with open(path, "rb") as f:
        head = f.read(13)
    if len(head) < 13:
        raise EOFError(path)
    return head


def match_tin(tin: str | None) -> bool:
    match tin:
        case str() if len(tin) == 12:
            return True
    return False
