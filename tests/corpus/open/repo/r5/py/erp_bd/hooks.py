doc_events = {"Sales Invoice": {"validate": "erp_bd.vat.validate"}}
scheduler_events = {"cron": {"0 9 15 * *": ["erp_bd.vat.remind"]}}
boot_session = {"vat_default": 15, "tds_default": 5, "session_minutes": 15}
