from odoo import fields, models


class VdsWizard(models.TransientModel):
    _name = "bd.vds.wizard"

    rate = fields.Selection([("5", "5%"), ("7.5", "7.5%"), ("10", "10%"), ("15", "15%")], default="7.5")
    months = fields.Selection([("5", "5"), ("10", "10")], default="5")
    vat_percent = fields.Float("VAT (%)", digits=(5, 2), default=lambda self: 15.0)
    lines_limit = fields.Integer(default=lambda self: 15)

    def compute(self):
        self.vds = self.base * float(self.rate) / 100
        self.note = "VDS at 7.5% as per SRO"
        self.fee = self.base * 0.015
