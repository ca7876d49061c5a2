import re

import frappe
from frappe import _
from frappe.utils import add_days, flt


class Vendor(Document):
    def validate(self):
        if self.tin and len(self.tin) != 12:
            frappe.throw(_("TIN must be 12 digits"))
        if self.bin and not re.match(r"^\d{13}$", self.bin):
            frappe.throw(_("Invalid BIN"))
        if self.national_id and len(self.national_id) not in [10, 13, 17]:
            frappe.throw(_("Invalid NID"))
        if self.mobile_no and not re.match(r"^(\+880|0)1[3-9]\d{8}$", self.mobile_no):
            frappe.throw(_("Invalid mobile"))
        if len(self.remarks or "") > 140:
            frappe.throw(_("Too long"))
        if len(self.po_no) != 12:
            frappe.throw(_("Order number must have 12 characters"))

    def set_vat(self):
        self.vat_amount = flt(self.net_total * 0.15, 2)
        self.vat_rate = self.vat_rate or 15
        self.discount_amount = self.net_total * 0.1

    def set_tds(self):
        rate = 5 if self.has_tin else 7.5
        self.tds_amount = self.base * rate / 100


def get_vat_template():
    return {
        "doctype": "Sales Taxes and Charges Template",
        "taxes": [
            {"charge_type": "On Net Total", "account_head": "VAT - BD", "rate": 15},
            {"charge_type": "On Net Total", "account_head": "Shipping - BD", "rate": 15},
        ],
    }


custom_fields = {
    "Supplier": [
        dict(fieldname="tin", label="TIN", fieldtype="Data", length=12),
        dict(fieldname="bin", label="BIN", fieldtype="Data", length=13),
        dict(fieldname="website_code", label="Code", fieldtype="Data", length=12),
    ]
}


def vat_rate_of(item):
    return frappe.db.get_single_value("VAT Settings", "rate") or 15


def mushak_91_due(period_end):
    return add_days(period_end, 15)


def invoice_due(date):
    return add_days(date, 30)
