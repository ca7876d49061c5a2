import re

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    _inherit = "res.partner"

    l10n_bd_tin = fields.Char("TIN", size=12)
    l10n_bd_bin = fields.Char("BIN", size=14)
    l10n_bd_nid = fields.Char("NID", size=17)
    shelf_code = fields.Char("Shelf", size=12)
    bin_colour = fields.Char("Colour of the bin", size=13)

    _sql_constraints = [
        ("tin_len", "CHECK (char_length(l10n_bd_tin) = 12)", "A TIN has 12 digits"),
        ("shelf_len", "CHECK (char_length(shelf_code) = 12)", "A shelf has 12 characters"),
    ]

    @api.constrains("l10n_bd_bin", "l10n_bd_nid", "mobile")
    def _check_bd_identifiers(self):
        for partner in self:
            if partner.l10n_bd_bin and not re.fullmatch(r"[0-9]{9}-[0-9]{4}", partner.l10n_bd_bin):
                raise ValidationError(_("A BIN is nine digits, a hyphen and four digits"))
            if partner.l10n_bd_nid and len(partner.l10n_bd_nid) not in {10, 13, 17}:
                raise ValidationError(_("NID"))
            if partner.mobile and not re.fullmatch(r"(\+880|0)1[3-9][0-9]{8}", partner.mobile.replace(" ", "")):
                raise ValidationError(_("Mobile"))
            if partner.ref and not re.fullmatch(r"[0-9]{9}-[0-9]{4}", partner.ref):
                raise ValidationError(_("Reference"))
