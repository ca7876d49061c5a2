INVOICE = {
    "VAT_PERCENT": 5,
    "LATE_FINE_PERCENT": 5,
    "DUE_AFTER_DAYS": 15,
}
ENGLISH_MEDIUM_VAT = 0.05
SCHOLARSHIP = 0.15
CELERY_BEAT = {"vat-return-reminder": {"minute": 15, "hour": 5}}
AIT_ON_VEHICLES = [(1500, 25), (2000, 50)]
SUPPLEMENTARY_DUTY = {"phone": "0.05", "sim": "0.20"}
THROTTLE = {"vat": "15/min", "login": "5/min"}
