import re

NODE_ID_LENGTH = 10
NOTIFICATION_ID_LENGTH = 17
SNOWFLAKE_DIGITS = 17
UNIX_MS_DIGITS = 13
EPOCH = re.compile(r"^\d{10}$")
ORCID_LENGTH = 16
STUDENT_ID = re.compile(r"^\d{10}$")
UK_MOBILE = re.compile(r"^07\d{9}$")
INDIA_MOBILE = re.compile(r"^[6-9]\d{9}$")
UAE_MOBILE = r"^\+9715\d{8}$"
MOBILE_APP_BUILD_DIGITS = 11
MOBILE_WIDTH = 11
TELEPHONE_POLE_ID = re.compile(r"^\d{11}$")
PHONE_CARD_PIN = re.compile(r"^\d{14}$")
HEX_BIN = re.compile(r"^[01]{13}$")
BIN_LOOKUP_DIGITS = 6
BINARY_LENGTH = 13


def is_ip(text):
    return len(text) <= 15 and text.count(".") == 3


def is_mac(text):
    return len(text) == 17


def short_phone_model(name):
    return name if len(name) <= 11 else name[:11]


def mobile_order_ref(ref):
    return re.fullmatch(r"MO\d{9}", ref) is not None


def sms_parts(text):
    return len(text) // 11 + 1


def pallet_bin(code):
    return len(code) == 9
MOBILE_CRANE_LENGTH = 11
