from django.core.validators import MaxLengthValidator, MinLengthValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

validate_nid = RegexValidator(r"^(\d{10}|\d{13}|\d{17})$", _("Enter a valid NID"))
validate_cheque = RegexValidator(r"^\d{10}$", _("Enter a valid cheque"))


class Dealer(models.Model):
    tin = models.CharField(_("TIN"), max_length=12, blank=True)
    bin = models.CharField(_("BIN"), max_length=14, blank=True)
    nid = models.CharField(_("NID"), max_length=17, validators=[validate_nid])
    mobile = models.CharField(_("Mobile"), max_length=11, validators=[MinLengthValidator(11)])
    code = models.CharField(_("Code"), max_length=12, unique=True)
    account = models.CharField(_("A/C"), max_length=17)
    gps = models.CharField(_("GPS"), max_length=13)
    phone_model = models.CharField(_("Handset"), max_length=11)

    def clean(self):
        if self.tin and len(self.tin) != 12:
            raise ValidationError({"tin": _("TIN must have exactly 12 digits")})
        if self.mobile and self.mobile[:2] != "01":
            raise ValidationError({"mobile": _("must start with 01")})
        if self.code and self.code[:2] != "01":
            raise ValidationError({"code": _("must start with 01")})


class StorageBin(models.Model):
    bin = models.CharField(max_length=13)
    label = models.CharField(max_length=9)
