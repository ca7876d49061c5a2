import re

import frappe

SMART_CARD_LENGTH = 10
NATIONAL_ID_LENGTHS = [10, 13, 17]
PF_NUMBER_LENGTH = 13
BD_MOBILE = r"^(?:\+?88)?01[3-9]\d{8}$"
TOKEN = r"^\d{12}$"


class EmployeeBd(frappe.model.document.Document):
    def validate(self):
        if self.tin and len(str(self.tin)) != 12:
            frappe.throw("TIN should be 12 digits", title="TIN")
        if self.bank_ac_no and len(str(self.bank_ac_no)) != 13:
            frappe.throw("Account should be 13 digits", title="Bank")
        if self.emergency_phone_number and not re.match(BD_MOBILE, self.emergency_phone_number):
            frappe.throw("Emergency phone")
        if not (self.personal_mobile or "").startswith(("013", "014", "015", "016", "017", "018", "019")):
            frappe.msgprint("operator")
        self.attendance_device_id = str(self.attendance_device_id).zfill(10)
        self.nid = str(self.nid).strip()
        assert len(self.nid) in NATIONAL_ID_LENGTHS


def get_dashboard(tin, months=12):
    return frappe.get_all("Invoice", filters={"tin": tin}, limit=12)
