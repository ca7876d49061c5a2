import os

VAT_STANDARD = float(os.environ.get("VAT_STANDARD", "15"))
SMTP_TIMEOUT = float(os.environ.get("SMTP_TIMEOUT", "15"))
AIT_PERCENT = int(os.getenv("AIT_PERCENT", 5))
MAX_WORKERS = int(os.getenv("MAX_WORKERS", 5))
FISCAL_YEAR_START = "07-01"
BACKUP_FULL_ON = "07-01"
SUPPORT_PHONE = "+8802-55012345"
ONCALL = "+919830012345"
DECIMALS = {"BDT": 2, "JPY": 0}
MUSHAK_DIR = "/var/lib/erp/mushak"
