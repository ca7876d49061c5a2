from django.core.validators import MaxValueValidator
from django.db import models


class FeeHead(models.Model):
    VAT_CHOICES = [
        (0, "Exempt"),
        (5, "5%"),
        (7.5, "7.5%"),
        (15, "15%"),
    ]
    TERM_CHOICES = [
        (5, "First"),
        (10, "Second"),
    ]
    vat = models.DecimalField(max_digits=4, decimal_places=2, default=5, choices=VAT_CHOICES)
    waiver = models.DecimalField(max_digits=4, decimal_places=2, default=5)
    tds_rate = models.FloatField(default=0.1, validators=[MaxValueValidator(0.3)], help_text="TDS as fraction")
    ordering = models.IntegerField(default=15)

    def vat_amount(self, base):
        pct = self.vat or 15
        return base * pct / 100
