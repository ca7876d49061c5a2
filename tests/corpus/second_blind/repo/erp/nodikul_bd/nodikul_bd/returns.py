import frappe
from frappe.utils import add_days, get_last_day, getdate, now_datetime

VAT_RETURN_DAY = 15
COMPANY_RETURN_DUE = "03-15"
RENEWAL_REMINDER_DAY = 15
FORMS = ("Mushak-9.1", "Mushak-6.10")


def remind():
    """Mushak-9.1 is due on the 15th."""
    today = getdate(now_datetime())
    if today.day == VAT_RETURN_DAY - 2:
        frappe.publish_realtime("vat_return")


def fiscal_year_label(d):
    d = getdate(d)
    start = d.year - (d.month < 7)
    return "{}-{}".format(start, start + 1)


def vds_deposit_due(paid_on):
    return add_days(paid_on, 15)


def tds_due(d):
    return add_days(get_last_day(d), 7) if d.month == 6 else add_days(get_last_day(d), 14)


def payment_due(invoice_date, terms=30):
    return add_days(invoice_date, terms or 15)
