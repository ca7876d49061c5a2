from django.core.validators import MinLengthValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Party(models.Model):
    name = models.CharField(max_length=128)
    tin = models.CharField(_("TIN"), max_length=12, validators=[MinLengthValidator(12)], blank=True)
    bin = models.CharField(_("BIN"), max_length=13, validators=[RegexValidator(r"^\d{13}$")], blank=True)
    nid = models.CharField(max_length=17, unique=True, null=True)
    mobile = models.CharField(max_length=14, validators=[RegexValidator(r"^\+8801[3-9]\d{8}$")])
    token = models.CharField(max_length=12, editable=False)
    sku = models.CharField(max_length=13)
    locker = models.CharField(max_length=17, blank=True)
    intercom = models.CharField(max_length=11, blank=True)
    vat_rate = models.DecimalField(max_digits=4, decimal_places=2, default=15)
    reorder_percent = models.DecimalField(max_digits=4, decimal_places=2, default=15)
    tds_percent = models.FloatField(default=7)
    shelf_life = models.FloatField(default=7)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(tin__regex=r"^[0-9]{12}$") | models.Q(tin=""), name="tin_12"),
            models.CheckConstraint(condition=models.Q(nid__regex=r"^([0-9]{10}|[0-9]{17})$"), name="nid_ok"),
        ]


class Bin(models.Model):
    """A storage place in a rack."""

    code = models.CharField(max_length=13, unique=True)
    volume = models.FloatField(default=9.0)
