"""Facts of the gateways' protocols, as they are written in code of any language: products, routes, and the words of an answer.

Sources: bKash's tokenized checkout v1.2.0-beta, five community clients of Nagad, SSLCommerz v4 (`docs/decisions/013-gateway-clients.md`).
"""

from __future__ import annotations

import re
from typing import Literal

Gateway = Literal["bkash", "nagad", "sslcommerz"]

TELLING = ("bka.sh", "bkash", "nagad", "sslcommerz", "sslwireless", "val_id")
"""One of them, in lower case, is in every file that talks to a gateway."""
MARKS: dict[Gateway, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "bkash": (
        re.compile(r"bka\.sh|tokenized[-/]checkout|bkash", re.IGNORECASE),
        re.compile(
            r"payment_?id|token/grant|tokenized[-/]checkout|checkout/payment/|/execute\b|transactionStatus|execute_?payment|grant_?token",
            re.IGNORECASE,
        ),
    ),
    "nagad": (
        re.compile(r"nagad", re.IGNORECASE),
        re.compile(r"sensitive_?data|check-out/|currency_?code|verify/payment|remote-payment-gateway|X-KM-", re.IGNORECASE),
    ),
    "sslcommerz": (
        re.compile(r"ssl_?commerz|sslwireless|\bval_id\b", re.IGNORECASE),
        re.compile(r"\bval_id\b|\btran_id\b|gwprocess|validationserverAPI|store_passwd|verify_sign", re.IGNORECASE),
    ),
}  # fmt: skip
"""The gateway's name, in the code or the path, and a word of its protocol."""

_END = r"(?=['\"`/?$){}]|$)"
GRANT = re.compile(r"token/grant\b|/grant[-_]?token\b|\bbkash_?(?:grant_?token|token_?grant)_?url\b", re.IGNORECASE)
EXECUTE = re.compile(rf"(?<=[/'\"`])execute{_END}|checkout/execute\b|\b(?i:bkash_?execute_?(?:payment_?)?url)\b", re.MULTILINE)
EXECUTE_CALL = re.compile(r"\bexecute_?(?:agreement_?)?payment\s*\(|bkash\w*(?:\(\))?(?:\.|->|::)execute\w*\s*\(", re.IGNORECASE)
QUERY = re.compile(
    r"payment/(?:status|query)\b|query/payment\b|\b(?:bkash_?)?(?:query|requery|recheck|check|get)_?(?:the_?)?(?:payment|transaction|status)\w*\s*\("
    r"|\b(?:payment|transaction)_?(?:status|query)\s*\(|(?:\.|->|::)(?:status|search)\s*\(|general/searchTran|\bbkash_?query_?(?:payment_?)?url\b"
    r"|(?<!db->)(?<!pdo->)(?<!conn->)(?<!stmt->)(?<!mysqli->)(?<!db\.)(?<!pool\.)(?<!client\.)(?<!connection\.)\bquery\s*\((?!\s*[\w:<\[]*\s*['\"`]\s*(?:SELECT|UPDATE|INSERT|DELETE|WITH)\b)",
    re.IGNORECASE,
)
CREATE = re.compile(rf"(?<=[/'\"`])create{_END}|checkout/create\b", re.MULTILINE)
VERIFY = re.compile(r"verify/payment\b", re.IGNORECASE)
VALIDATE = re.compile(r"validationserverAPI|merchantTransIDvalidationAPI", re.IGNORECASE)

JUDGED = re.compile(
    r"['\"]0000['\"]|['\"]Completed['\"]|transaction_?status\b|['\"]VALID(?:ATED)?['\"]|['\"]Success['\"]|['\"]000['\"]|['\"]00_0000_000['\"]"
    r"|status_?code['\"\])]*\s*(?:[!=]==?|\)|\?\?|,|in\b|not in\b)(?!\s*(?:\w+\.)?(?:200|2\d\d|HTTP|Response))|is_?successful_?payment",
    re.IGNORECASE,
)
"""The answer's own word is looked at."""
HTTP_SUCCESS = re.compile(
    r"\bif\b[^;{}\n]*?(?:(?<!\w)\w+\.ok\b(?!\()|->(?:successful|ok)\(\)|\.is_success\b|\b(?:status|status_?code|http_?code|http_?status|code)\b(?:\(\))?"
    r"\s*(?:===?\s*(?:200|2\d\d|HttpStatus\.\w+|HTTPStatus\.OK|status\.HTTP_200_OK|requests\.codes\.ok|httpx\.codes\.OK|Response::HTTP_OK)|>=\s*200|<\s*[34]00)"
    r"|getStatusCode\(\)\s*===?\s*200|CURLINFO_(?:HTTP_CODE|RESPONSE_CODE)\)\s*===?\s*200)|\braise_for_status\(\)|->throw\(\)",
    re.IGNORECASE,
)
PAID = re.compile(
    r"['\"](?:paid|completed?|success(?:ful)?|confirmed|processing|settled)['\"]"
    r"|\b(?:mark|set|make)_?(?:\w+_?)?(?:as_?)?paid\b|\bis_?paid\b['\"]?\s*(?:=>|=|:)\s*true|\.paid\s*=\s*true|(?:\.|->)(?:pay|paid|mark_?paid|fulfil\w*|deliver|confirm)\s*\("
    r"|\b(?:fulfil|deliver|complete|confirm|finali[sz]e)_?(?:the_?)?(?:order|invoice|sale|booking|payment)\s*\(|\b(?-i:PAID|COMPLETED)\b|payment_complete\s*\(|\bdocstatus\b"
    r"|submit\(\)",
    re.IGNORECASE,
)  # fmt: skip
"""An order is told that it has been paid. Not what is compared with the same word: `decided` leaves those out."""
COMPARED = re.compile(
    r"(?:[=!]==?\s*|\bin\s*[\[(][^\])]*|in_array\([^)]*|includes\(\s*|\b(?:get|where\w*|filter\w*|exclude|find\w*)\([^)]*)$"
)
_MONEY = r"(?:amount|total|price|payable|due)\w*"
AMOUNT_COMPARED = re.compile(
    rf"(?i:{_MONEY}['\"\])(\s]*[^\n;{{}}&|]{{0,60}}?(?:[!=]==?|<>|(?<![-=])[<>]=?(?!\w)|\b(?:eq|equals?|compare\w*|cmp|is_?equal_?to|ne)\()"
    rf"|(?:[!=]==?|<>|(?<![-=])[<>]=?)\s*[^\n;{{}}&|]{{0,60}}?{_MONEY}|(?:bccomp|cmp|compare\w*|equals?|isclose|abs|fabs)\([^;\n]{{0,80}}?{_MONEY}"
    rf"|(?:verify|check|match|same|valid)\w*\([^;\n]{{0,120}}?{_MONEY}|{_MONEY}_?(?:match|mismatch|differs|equal)|(?:match|mismatch|check|verify|same|compare)_?(?:\w{{1,40}}_)?amount"
    rf"|\b(?:where|filter|get|find\w*)\([^;\n)]{{0,120}}?{_MONEY}|\bamount\s*=\s*(?:\?|:|%s|\$\d))"
)
CURRENCY_COMPARED = re.compile(
    r"currency\w*['\"\])]*[^\n;{}]{0,50}?(?:[!=]==?|\.(?:eq|equals)\(|\bin\b)|(?:[!=]==?|in_array\()\s*[^\n;{}]{0,50}?currency|(?:valid|verify|check|match)\w*\([^;\n]{0,200}(?:currency|['\"]BDT)",
    re.IGNORECASE,
)
VERIFIED_SIGN = re.compile(
    r"verify_sign|verify_key|order_?validate\s*\(|(?:verif\w*|(?<!password_)hash\w*|sign(?:ature)?\w*)\s*\(", re.IGNORECASE
)
VALIDATED = re.compile(
    r"validationserverAPI|merchantTransID|(?<!request->)(?<!this->)(?<!request\.)valid\w*\s*\((?!\s*\[|\$request)", re.IGNORECASE
)
FAILED = re.compile(
    r"['\"]\w*(?:fail|cancel|declin|reject)\w*['\"]|\b(?-i:FAILED|CANCELLED|DECLINED)\b|mark_?(?:as_?)?failed|\.fail\(|return\s+(?:false|False)\b|success['\"]?\s*(?:=>|=|:)\s*(?:false|False)",
    re.IGNORECASE,
)
ASKED_AGAIN = re.compile(
    r"query|payment/status|status\s*\(|settle|verif|reconcil|re_?check|pending|unknown|retr(?:y|ies)|queue|dispatch|delay|schedul|later|\bthrow\b|\braise\b|\.rethrow",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"cache|redis|expir|memo|lru_|\bttl\b|session|transient|update_option|file_(?:put|get)_contents|localStorage|\bglobal\b|\bstatic\s+\$|refresh|upsert"
    r"|update_?or_?create|save\w*\(|(?:this\.|self\.|->)_?\w*token\w*\s*\|?\|?\??\??=(?!=)|until\b|not_after|shared|Date\.now\(|\btime\(\)|monotonic",
    re.IGNORECASE,
)
