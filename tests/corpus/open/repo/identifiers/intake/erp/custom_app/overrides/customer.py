import re

import frappe
from frappe import _
from frappe.model.document import Document


class CustomCustomer(Document):
    def validate(self):
        self.validate_tin()
        self.validate_bin()
        self.validate_phone()

    def validate_tin(self):
        tin = (self.tax_id or "").replace("-", "")
        if tin and (not tin.isdigit() or len(tin) != 12):
            frappe.throw(
                _("TIN must be a 12 digit number")
            )

    def validate_bin(self):
        if self.bin_no and not re.fullmatch(r"\d{9}-?\d{4}", self.bin_no):
            frappe.throw(_("BIN"))

    def validate_phone(self):
        for row in self.contacts:
            if not re.match(r"^(?:\+?88)?01[3-9]\d{8}$", row.phone or ""):
                frappe.throw(_("Row {0}: phone").format(row.idx))

    def validate_iban(self):
        if self.iban and not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", self.iban):
            frappe.throw(_("IBAN"))

    def set_short_name(self):
        if len(self.customer_name) > 17:
            self.short_name = self.customer_name[:17]

    def check_national_id(self):
        nid = self.get("national_id")
        if nid and len(nid) not in (10, 17):
            frappe.throw(_("NID must be 10 or 17 digits"))
        lot = self.get("lot")
        if lot and len(lot) not in (10, 17):
            frappe.throw(_("lot"))
