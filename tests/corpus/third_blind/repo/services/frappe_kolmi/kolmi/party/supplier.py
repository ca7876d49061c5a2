import re

import frappe
from frappe import _


def validate(doc, method=None):
	if doc.tax_id and not re.match(r"^[0-9]{12}$", doc.tax_id):
		frappe.throw(_("TIN must be 12 digits"))

	if doc.custom_bin:
		custom_bin = doc.custom_bin.replace("-", "").strip()
		if len(custom_bin) not in (9, 13):
			frappe.throw(_("BIN is not right"))

	if doc.custom_nid and len(doc.custom_nid) not in (10, 13, 17):
		frappe.throw(_("NID is not right"))

	for row in doc.contacts:
		if not re.search(r"^(\+88)?01[3-9]\d{8}$", row.mobile_no or ""):
			frappe.throw(_("Row {0}: mobile number").format(row.idx))
		if row.extension and len(row.extension) > 4:
			frappe.throw(_("Row {0}: extension").format(row.idx))

	if doc.bank_account and len(doc.bank_account) < 13:
		frappe.msgprint(_("The account number looks short"))

	if doc.rating and doc.rating > 10:
		doc.rating = 10


def on_item(doc, method=None):
	for barcode in doc.barcodes:
		if barcode.barcode_type == "UPC-A" and len(barcode.barcode) != 12:
			frappe.throw(_("UPC-A has 12 digits"))
		if barcode.barcode_type == "EAN" and len(barcode.barcode) not in (8, 13):
			frappe.throw(_("EAN has 8 or 13 digits"))
	if doc.chassis and len(doc.chassis) != 17:
		frappe.throw(_("Chassis numbers have 17 signs"))


def bin_qty(item_code, warehouse):
	return frappe.db.get_value("Bin", {"item_code": item_code, "warehouse": warehouse}, "actual_qty") or 13
