import re

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

PHONE = re.compile(r"^(?:\+88|88)?01[3-9]\d{8}$")


class ResPartner(models.Model):
    _inherit = "res.partner"

    bd_tin = fields.Char("e-TIN", size=12)
    bd_nid = fields.Char("NID", size=17)
    bd_bin = fields.Char("BIN", size=14)
    rack_bin = fields.Char("Bin location", size=14)
    pos_card = fields.Char("Card", size=12)
    vds_percent = fields.Float(default=15.0)

    @api.constrains("bd_tin", "bd_bin", "bd_nid", "mobile")
    def _check_bd(self):
        for p in self:
            if p.bd_tin and not re.fullmatch("[0-9]{12}", p.bd_tin):
                raise ValidationError(_("e-TIN has 12 digits"))
            if p.bd_nid and not re.fullmatch(r"\d{10}|\d{13}|\d{17}", p.bd_nid):
                raise ValidationError(_("NID"))
            if p.bd_bin and not re.fullmatch(r"\d{13}", p.bd_bin.replace("-", "")):
                raise ValidationError(_("BIN"))
            if p.mobile and not PHONE.match(p.mobile):
                raise ValidationError(_("Mobile"))
            if p.zip and len(p.zip) != 4:
                raise ValidationError(_("Postcode"))
