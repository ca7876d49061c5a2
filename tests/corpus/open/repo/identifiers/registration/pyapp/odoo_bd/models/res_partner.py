import phonenumbers
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    _inherit = "res.partner"

    l10n_bd_tin = fields.Char(string="TIN", size=12)
    l10n_bd_bin = fields.Char(string="BIN", size=13)
    l10n_bd_nid = fields.Char(string="NID", size=17)
    barcode_short = fields.Char(size=13)

    @api.constrains("vat")
    def _check_vat_bd(self):
        for partner in self:
            vat_number = (partner.vat or "").strip()
            if vat_number and len(vat_number) not in (12, 13):
                raise ValidationError("VAT number")

    @api.constrains("mobile")
    def _check_mobile(self):
        for partner in self:
            parsed = phonenumbers.parse(partner.mobile, "BD")
            if not phonenumbers.is_valid_number(parsed):
                raise ValidationError("mobile")
