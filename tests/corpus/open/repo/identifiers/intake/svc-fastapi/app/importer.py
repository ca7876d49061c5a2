import csv

COLUMNS = [
    ("TIN", "tin", 12),
    ("BIN", "bin", 13),
    ("NID", "nid", 17),
    ("Mobile", "mobile", 11),
    ("Account No", "account_no", 13),
    ("Remarks", "remarks", 12),
]


def clean(row):
    row["tin"] = row["tin"].zfill(12)
    row["account_no"] = row["account_no"].zfill(13)
    if len(row["nid"]) == 13:
        row["nid"] = row["dob"][:4] + row["nid"]
    if len(row["account_no"]) == 13:
        row["branch"] = row["account_no"][:4]
    msisdn = row["mobile"]
    if not msisdn.startswith("8801"):
        msisdn = "88" + msisdn
    assert len(msisdn) == 13, row
    return row


def bins(values):
    return [v // 13 for v in values]
