import re

MOBILE_OPERATORS = {
    "GP": ("013", "017"),
    "Robi": ("016", "018"),
    "Banglalink": ("014", "019"),
    "Teletalk": ("015",),
}


def normalize_bd_phone(phone):
    phone = re.sub(r"[^0-9]", "", phone)
    if phone.startswith("880"):
        phone = phone[2:]
    if len(phone) == 10 and phone.startswith("1"):
        phone = "0" + phone
    if len(phone) != 11:
        return None
    return phone


def normalize_code(code):
    if len(code) == 10:
        code = "0" + code
    return code


def nid_with_year(nid, year):
    return f"{year}{nid}" if len(nid) == 13 else nid


def is_nid(value):
    return bool(re.match(r"^(\d{10}|\d{13}|\d{17})$", value))


def is_isbn(value):
    return bool(re.match(r"^(\d{10}|\d{13})$", value))


def bin_counts(values, bins=10):
    return [0] * bins


def to_bin(n):
    return bin(n)[2:].zfill(13)
