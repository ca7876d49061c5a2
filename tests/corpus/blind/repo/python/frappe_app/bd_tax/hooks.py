app_name = "bd_tax"
app_title = "Bangladesh Taxes"
app_version = "6.3.0"
app_color = "#0015a0"

doc_events = {
    "Supplier": {"validate": "bd_tax.overrides.supplier.validate"},
    "Employee": {"validate": "bd_tax.overrides.employee.check_nid"},
}

scheduler_events = {
    "cron": {
        "0 9 10 * *": ["bd_tax.tasks.remind_vat_return"],  # 5 days before the 15th
        "0 2 * * *": ["bd_tax.tasks.empty_recycle_bin"],
    }
}

fixtures = [{"dt": "Custom Field", "filters": [["fieldname", "in", ["tin", "bin_no", "nid"]]]}]
