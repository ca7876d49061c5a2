import frappe
from frappe.utils import add_days, add_months, flt, get_first_day, get_last_day, getdate


def on_submit(doc, method=None):
    doc.vat_amount = flt(doc.net_total * 0.15, 2)
    doc.vat_return_due = add_days(get_last_day(doc.posting_date), 15)
    doc.due_date = add_days(doc.posting_date, 30)
    doc.total_weight = flt(doc.qty * 1.2, 3)


def fiscal_year_dates(d):
    d = getdate(d)
    start = f"{d.year if d.month >= 7 else d.year - 1}-07-01"
    return start, f"{int(start[:4]) + 1}-06-30"


def print_heading(doc):
    return {"Sales Invoice": "মূসক-৬.৩", "Delivery Note": "মূসক-৬.৫"}.get(doc.doctype)
