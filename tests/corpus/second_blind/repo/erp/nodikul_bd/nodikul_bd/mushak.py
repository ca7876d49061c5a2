import re

FORM_RE = re.compile(r"^(?:Mushak|মূসক)[- ](6\.[1-9]|6\.10|9\.[12])$")
SEMVER_RE = re.compile(r"^(6\.[1-9]|6\.10|9\.[12])$")
PRINT_FORMAT = {
    "Sales Invoice": "Mushak 6.3",
    "Stock Entry": "Mushak 6.5",
    "Delivery Trip": "Route 6.5",
}


def title(doctype, is_return=False):
    if is_return:
        return "মূসক-৬.৭"
    return PRINT_FORMAT.get(doctype, "মূসক-৬.৩")


def supplementary(item, value):
    """SD of 20 %."""
    supplementary_duty_rate = 20 if item.imported else 10
    sigma_sd = 20 if item.seasonal else 10
    return value * supplementary_duty_rate / 100, sigma_sd
