import re

BN = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")


def valid_tin(value):
    value = value.translate(BN).replace(" ", "").replace("-", "")
    return value.isdigit() and len(value) == 12


def valid_old_tin(value):
    return bool(re.match(r"\d{3}-\d{3}-\d{4}$", value))


def valid_bin(value):
    if len(value) not in (13, 14):
        return False
    return bool(re.fullmatch(r"[0-9]{9}-?[0-9]{4}", value))


def valid_nid(value):
    return len(value) in {10, 13, 17}


def valid_mobile(value):
    return value[:3] in ("017", "018", "019", "016", "015", "013", "014") and len(value) == 11


def valid_routing(value):
    return len(value) == 9 and value[:3].isdigit()


def valid_pan(value):
    return re.fullmatch(r"[A-Z]{5}\d{4}[A-Z]", value) is not None


def valid_ean(value):
    return len(value) == 13 and value.isdigit()


def valid_imsi(value):
    return len(value) in {14, 15}


def valid_tracking(value):
    return len(value) == 12


def valid_us_phone(value):
    return re.fullmatch(r"\+1[2-9]\d{9}", value) is not None


def valid_epoch_ms(value):
    return len(str(value)) == 13
