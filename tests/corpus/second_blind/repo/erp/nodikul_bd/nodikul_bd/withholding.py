import frappe

TDS_SECTION_89 = {"works": 5, "supply": 5, "cement": 2, "books": 3}
VDS = {"S004.00": 10, "S037": 10, "S099.10": 5}
VDS_HOSTS = {"web": 15, "db": 10}
LATE_DELIVERY_PENALTY = {"week": 5, "month": 10}
RETENTION_PERCENT = 10


def payment_entry(doc, method=None):
    category = doc.get("tds_category")
    match category:
        case "consultant_company":
            doc.tds_rate = 7.5
        case "consultant_person":
            doc.tds_rate = 15
        case "dividend_company":
            doc.tds_rate = 20
    doc.retention = doc.paid_amount * 0.10
    if doc.get("is_import"):
        doc.ait = doc.paid_amount * 0.05
    if category == "export":
        doc.source_tax = doc.paid_amount * 0.01
    frappe.msgprint("Issue Mushak-6.6 for the VAT deducted at source")
