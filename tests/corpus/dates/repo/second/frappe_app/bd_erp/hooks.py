app_name = "bd_erp"
app_version = "9.1.0"

scheduler_events = {
    "cron": {
        "0 1 1 7 *": ["bd_erp.fiscal.create_new_fiscal_year"],
        "0 8 12 * *": ["bd_erp.vat.remind_return"],
        "0 3 1 1 *": ["bd_erp.jobs.rotate_logs"],
    }
}
