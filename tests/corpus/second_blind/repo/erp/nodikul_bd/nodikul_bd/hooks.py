app_name = "nodikul_bd"
app_title = "Nodikul Bangladesh"
app_version = "9.1.0"
required_apps = ["erpnext"]
doc_events = {
    "Supplier": {"validate": "nodikul_bd.validations.supplier"},
    "Customer": {"validate": "nodikul_bd.validations.customer"},
    "Sales Invoice": {"validate": "nodikul_bd.vat.sales_invoice"},
    "Payment Entry": {"validate": "nodikul_bd.withholding.payment_entry"},
}
scheduler_events = {"cron": {"0 9 * * *": ["nodikul_bd.returns.remind"]}}
