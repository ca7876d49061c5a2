from frappe.utils import cint, flt

VAT_RATE = 15.0
trading_vat = 7.5
EXPORT_VAT_RATE = 0
SD_RATES = {
    "cosmetics": 20,
    "aerated water": 25,
    "streaming": 10,
}
STANDARD_DEVIATION_LIMIT = 20
CUSTOMS_DUTY = 25
REGULATORY_DUTY = 20
DYE_VAT_CAPACITY_KG = 15
YIELD_LOSS = 0.075


def sales_invoice(doc, method=None):
    for item in doc.items:
        rate = flt(item.get("vat_rate")) or 15
        item.vat = flt(item.net_amount * rate / 100, 2)
        if item.item_group == "Restaurant":
            item.vat = item.net_amount * 0.05
        if item.get("price_includes_vat"):
            item.vat = item.net_amount * 15 / 115
        item.weight = flt(item.weight_per_unit * item.qty, 2)
    doc.mushak_form = "6.3"
    if doc.is_return:
        doc.mushak_form = "6.7"
    doc.grand_total = round(doc.grand_total, 2)
    doc.round_off = round(doc.grand_total) - doc.grand_total
    doc.print_copies = cint(doc.print_copies) or 3


def supplementary_duty(kind, value):
    if kind == "talk_time":
        return value * 0.20
    if kind == "ott":
        return value * 0.10
    return value * SD_RATES[kind] / 100
