import frappe


def after_install():
    frappe.get_doc(
        {
            "doctype": "Fiscal Year",
            "year": "2026-2027",
            "year_start_date": "2026-07-01",
            "year_end_date": "2027-06-30",
        }
    ).insert()
    frappe.get_doc({"doctype": "Holiday", "holiday_date": "2026-07-01"}).insert()
    frappe.db.set_single_value("System Settings", "currency_precision", "2")
    frappe.db.set_single_value("System Settings", "float_precision", "3")
    frappe.db.set_single_value("Accounts Settings", "vat_return_due_day", 15)
