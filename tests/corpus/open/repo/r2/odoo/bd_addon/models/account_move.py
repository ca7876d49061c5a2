from odoo import api, fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    vds_rate = fields.Float(default=10.0, string="VDS %")
    sd_rate = fields.Float(string="SD %", default=20.0)
    quality_rate = fields.Float(default=10.0, string="Quality %")
    tds_section = fields.Selection([("89", "Supply 5%"), ("90", "Service 10%")])

    @api.depends("amount_untaxed")
    def _compute_vds(self):
        for move in self:
            move.vds_amount = move.amount_untaxed * 0.10
            move.retention = move.amount_untaxed * 0.10

    def _get_vat(self):
        return self.env["account.tax"].search([("amount", "=", 15), ("type_tax_use", "=", "sale")], limit=1)
