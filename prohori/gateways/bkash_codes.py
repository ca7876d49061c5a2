"""bKash's codes, as its documentation lists them, and what a merchant does about each.

2071 to 2082 and 2127 are in the refund's reference, in other words than these. What to do is our advice and not bKash's; a code that
is in no group, or that nobody documented, is for a person. The texts are bKash's own, misspellings included.
"""

from __future__ import annotations

from enum import StrEnum

SUCCESS = "0000"


class Advice(StrEnum):
    query = "ask for its state"
    """It is settled already, or was asked for twice: not a failure."""
    retry = "try again later"
    credentials = "check the credentials"
    request = "mend the request"
    customer = "the customer must act"
    duplicate = "look for the first one"
    agreement = "check the agreement"
    person = "a person must look"


DOCUMENTED = {
    "0000": "Successful",
    "2001": "Invalid App Key",
    "2002": "Invalid Payment ID",
    "2003": "Process failed",
    "2004": "Invalid firstPaymentDate",
    "2005": "Invalid frequency",
    "2006": "Invalid amount",
    "2007": "Invalid currency",
    "2008": "Invalid intent",
    "2009": "Invalid Wallet",
    "2010": "Invalid OTP",
    "2011": "Invalid PIN",
    "2012": "Invalid Receiver MSISDN",
    "2013": "Resend Limit Exceeded",
    "2014": "Wrong PIN",
    "2015": "Wrong PIN count exceeded",
    "2016": "Wrong verification code",
    "2017": "Wrong verification limit exceeded",
    "2018": "OTP verification time expired",
    "2019": "PIN verification time expired",
    "2020": "Exception Occurred",
    "2021": "Invalid Mandate ID",
    "2022": "The mandate does not exist",
    "2023": "Insufficient Balance",
    "2024": "Exception occurred",
    "2025": "Invalid request body",
    "2026": "The reversal amount cannot be greater than the original transaction amount",
    "2027": "The mandate corresponding to the payer reference number already exists and cannot be created again",
    "2028": "Reverse failed because the transaction serial number does not exist",
    "2029": "Duplicate for all transactions",
    "2030": "Invalid mandate request type",
    "2031": "Invalid merchant invoice number",
    "2032": "Invalid transfer type",
    "2033": "Transaction not found",
    "2034": "The transaction cannot be reversed because the original transaction has been reversed",
    "2035": "Reverse failed because the initiator has no permission to reverse the transaction",
    "2036": "The direct debit mandate is not in Active state",
    "2037": "The account of the debit party is in a state which prohibits execution of this transaction",
    "2038": "Debit party identity tag prohibits execution of this transaction",
    "2039": "The account of the credit party is in a state which prohibits execution of this transaction",
    "2040": "Credit party identity tag prohibits execution of this transaction",
    "2041": "Credit party identity is in a state which does not support the current service",
    "2042": "Reverse failed because the initiator has no permission to reverse the transaction.",
    "2043": "The security credential of the subscriber is incorrect.",
    "2044": "Identity has not subscribed to a product that contains the expected service or the identity is not in Active status.",
    "2045": "The MSISDN of the customer does not exist.",
    "2046": "Identity has not subscribed to a product that contains requested service.",
    "2047": "TLV Data Format Error",
    "2048": "Invalid Payer Reference",
    "2049": "Invalid Merchant Callback URL",
    "2050": "Agreement already exists between payer and merchant",
    "2051": "Invalid Agreement ID",
    "2052": "Agreement is in incomplete state",
    "2053": "Agreement has already been cancelled",
    "2054": "Agreement execution pre-requisite hasn't been met",
    "2055": "Invalid Agreement State",
    "2056": "Invalid Payment State",
    "2057": "Not a bKash Account",
    "2058": "Not a Customer Wallet",
    "2059": "Multiple OTP request for a single session denied",
    "2060": "Payment execution pre-requisite hasn't been met",
    "2061": "This action can only be performed by the agreement or payment initiator party",
    "2062": "The payment has already been completed",
    "2063": "Mode is not valid as per request data",
    "2064": "This product mode currently unavailable",
    "2065": "Mendatory field missing",
    "2066": "Agreement is not shared with other merchant",
    "2067": "Invalid permission",
    "2068": "Transaction has already been completed",
    "2069": "Transaction has already been cancelled",
    "2071": "refund not allowed after N days",
    "2072": "refund amount not valid",
    "2073": "invalid SKU",
    "2074": "transaction cannot be reversed",
    "2075": "SKU length limit",
    "2076": "reason length limit",
    "2077": "invalid trxID",
    "2078": "invalid reason",
    "2079": "invalid app token",
    "2080": "refund not permitted / state",
    "2081": "refund not permitted / state",
    "2082": "refund not permitted / state",
    "2116": "The agreement execution has already been completed",
    "2117": "The payment execution has already been completed",
    "2118": "The Platform value is invalid",
    "2119": "The authorized payment has already been processed",
    "2127": "payment not yet completed",
    "503": "System is undergoing maintenance. Please try again later",
}

_GROUPS = {
    Advice.query: "2062 2068 2116 2117 2119",
    Advice.retry: "2003 2020 2024 503",
    Advice.credentials: "2001 2079",
    Advice.request: "2002 2006 2007 2008 2025 2031 2047 2048 2049 2051 2063 2065",
    Advice.customer: "2009 2010 2011 2014 2015 2023 2057 2058",
    Advice.duplicate: "2029",
    Advice.agreement: "2050 2052 2053 2054 2055 2066",
}
_ADVICE = {code: advice for advice, codes in _GROUPS.items() for code in codes.split()}


def advice(code: str) -> Advice:
    return _ADVICE.get(code, Advice.person)
