import re

import frappe
from frappe import _

TIN_LEN = 12
BIN_PATTERN = r"^\d{13}$"
NID_LEN = {10, 13, 17}
MOBILE = r"^\+8801[3-9]\d{8}$"
HSN_LEN = 12
BATCH_LEN = 13
GSTIN = r"^\d{2}[A-Z]{5}\d{4}[A-Z]\d[A-Z\d]{2}$"
PAN = r"^[A-Z]{5}[0-9]{4}[A-Z]$"
WAREHOUSE_BIN = r"^[A-Z]\d{2}-\d{4}$"


def supplier(doc, method=None):
    if doc.tax_id and len(doc.tax_id) != TIN_LEN:
        frappe.throw(_("TIN must be {0} digits").format(TIN_LEN))
    if doc.bin_no and not re.match(BIN_PATTERN, doc.bin_no):
        frappe.throw(_("BIN must be 13 digits"))
    if doc.batch and len(doc.batch) != BATCH_LEN:
        frappe.throw(_("Batch number must be 13 characters"))


def customer(doc, method=None):
    tin = (doc.get("tin") or "").strip()
    if tin and not (tin.isdigit() and len(tin) == 12):
        frappe.throw(_("Invalid TIN"))
    bin_ = (doc.get("bin") or "").replace("-", "")
    if bin_ and len(bin_) not in (9, 13):
        frappe.throw(_("Invalid BIN"))
    if doc.get("nid") and len(doc.nid) not in NID_LEN:
        frappe.throw(_("Invalid NID"))
    if doc.mobile_no and not re.match(r"^01[3-9]\d{8}$", doc.mobile_no):
        frappe.throw(_("Mobile number has 11 digits and begins with 01"))
    if doc.get("phone") and not re.match(r"^0\d{1,3}-\d{5,8}$", doc.phone):
        frappe.throw(_("Invalid phone"))
    if doc.get("pos_id") and len(doc.pos_id) != 13:
        frappe.throw(_("Invalid till"))


def format_bin(value: str) -> str:
    return value.zfill(13)


def sms_gateway_number(mobile: str) -> str:
    assert re.fullmatch(r"(?:88)?01[3-9][0-9]{8}", mobile), "not a mobile number"
    return "88" + mobile[-11:]
