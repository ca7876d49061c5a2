from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    fiscalyear_last_month = fields.Selection(selection_add=[("6", "June")], default="6")
    fiscalyear_last_day = fields.Integer(default=30)
    vat_return_due_day = fields.Integer(string="VAT return due day", default=15)
    mushak_form = fields.Selection([("6.3", "Mushak-6.3"), ("6.6", "Mushak-6.6")], default="6.3")
    reminder_day = fields.Integer(default=10)
    payslip_day = fields.Integer(default=25)
    tax_calculation_rounding_method = fields.Selection(default="round_globally")
