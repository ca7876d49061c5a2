import re

import frappe
from frappe import _


def validate(doc, method=None):
    if doc.tax_id and not re.match("^[0-9]{12}$", doc.tax_id):
        frappe.throw(_("TIN must have 12 digits"))

    bin_no = (doc.get("bin_no") or "").replace("-", "")
    if bin_no and len(bin_no) != 13:
        frappe.throw(_("BIN must be 13 digits"), title=_("Invalid BIN"))

    if doc.mobile_no and not doc.mobile_no.startswith(("+8801", "8801", "01")):
        frappe.msgprint(_("Mobile number should start with 01"), indicator="orange")

    if len(doc.supplier_name) > 140:
        frappe.throw(_("Name too long"))

    if doc.warehouse_bin and len(doc.warehouse_bin) > 13:
        frappe.throw(_("Bin code too long"))

    if doc.iban and len(doc.iban) < 15:
        frappe.throw(_("IBAN"))


def set_default_vds(doc, method=None):
    doc.vds_rate = doc.vds_rate or {"Construction": 7.5, "Procurement": 10}.get(doc.supplier_group, 15)
    doc.lead_time_days = doc.lead_time_days or {"Imported": 75, "Local": 10}.get(doc.supplier_type, 15)
