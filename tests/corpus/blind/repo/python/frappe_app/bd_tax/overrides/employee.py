import frappe

NID_LENGTHS = frozenset([10, 13, 17])
PIN_LENGTHS = frozenset([4, 6])


def check_nid(doc, _method):
    nid = "".join(c for c in (doc.nid or "") if c.isdigit())
    if nid and len(nid) not in NID_LENGTHS:
        frappe.throw("জাতীয় পরিচয়পত্র নম্বর ১০, ১৩ বা ১৭ সংখ্যার হতে হবে")
    if len(nid) == 17 and nid[:4] != str(doc.date_of_birth.year):
        frappe.throw("NID-র প্রথম চার সংখ্যা জন্মসাল হতে হবে")
    if len(doc.cell_number or "") != 11:
        frappe.throw("Cell number 11 digit")
    if doc.machine_id and len(str(doc.machine_id)) > 10:
        frappe.throw("device")
    if doc.pf_account and len(doc.pf_account) == 13:
        doc.pf_scheme = "old"
