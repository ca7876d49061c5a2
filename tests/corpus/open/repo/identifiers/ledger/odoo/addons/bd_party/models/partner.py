import re

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

_re_tin = re.compile(r"^[0-9]{12}$")
_re_awb = re.compile(r"^[0-9]{12}$")


class Partner(models.Model):
    _inherit = "res.partner"
    bd_nid = fields.Char("National ID", size=17)
    bd_bin = fields.Char("Business Identification Number", size=13)
    dms_no = fields.Char("DMS", size=13)

    _sql_constraints = [
        ("bin_len", "CHECK(length(bd_bin) = 13)", "BIN must be 13 digits"),
        ("dms_len", "CHECK(length(dms_no) = 13)", "DMS must be 13 digits"),
    ]

    @api.constrains("bd_nid")
    def _constrains_nid(self):
        for rec in self:
            if rec.bd_nid and len(rec.bd_nid) not in [10, 13, 17]:
                raise ValidationError(_("NID: 10, 13 or 17 digits"))
