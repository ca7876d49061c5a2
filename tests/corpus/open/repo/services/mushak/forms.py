from enum import Enum


class MushakForm(str, Enum):
    TAX_INVOICE = "6.3"
    PURCHASE_BOOK = "6.1"
    VDS_CERTIFICATE = "Mushak-6.6"
    RETURN = "9.1"


FORM_NO = "MUSHAK 6.3"
TEMPLATES = {
    "mushak_6_3": "invoice.html",
    "mushak_9_1": "return.html",
}
API_VERSION = "6.3"
SCHEMA = {"version": "9.1"}
PYTHON = "3.11"
RATIO = "6.3:1"


def title(kind):
    if kind == "credit":
        return "Credit Note (Mushak-6.7)"
    return f"Mushak-{kind}"


def is_return(form):
    return form == "Mushak 9.1"


CHALLAN = {"form": "মূসক ৬.৫", "rows": 6.3}
# Mushak-6.10 is filed with the return
WIDTH_CM = 6.3
RELEASE_NOTES = "see 9.1"
PAPER = "form 6.3 of the lease"
