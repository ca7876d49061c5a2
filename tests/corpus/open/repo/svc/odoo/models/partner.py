from odoo import api, fields, models
from odoo.exceptions import ValidationError


class Partner(models.Model):
    _inherit = "res.partner"

    tin = fields.Char(string="TIN", size=12)
    bin_no = fields.Char("BIN", size=13)
    nid = fields.Char("NID", size=17)
    memo = fields.Char("Memo", size=12)
    tds_percent = fields.Float(default=5.0)
    credit_limit_days = fields.Integer(default=15)

    @api.constrains("tin")
    def _check_tin(self):
        for rec in self:
            if rec.tin and (len(rec.tin) != 12 or not rec.tin.isdigit()):
                raise ValidationError("TIN must contain exactly 12 digits.")

    @api.constrains("bin_no")
    def _check_bin(self):
        for rec in self:
            if rec.bin_no and len(rec.bin_no.replace("-", "")) != 13:
                raise ValidationError("Invalid BIN")

    @api.depends("amount_untaxed")
    def _compute_vat(self):
        for rec in self:
            rec.vat = rec.amount_untaxed * 0.15
            rec.commission = rec.amount_untaxed * 0.05
            rec.amount_words_width = 15
