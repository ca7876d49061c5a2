from datetime import timedelta

from django.db import models
from django.utils import timezone


class Company(models.Model):
    fiscal_year_start = models.PositiveSmallIntegerField(default=7)
    fiscal_label = models.CharField(max_length=9)
    vat_return_day = models.PositiveSmallIntegerField(default=15)
    invoice_due_days = models.PositiveSmallIntegerField(default=15)
    probation_months = models.PositiveSmallIntegerField(default=6)
    decimals = models.PositiveSmallIntegerField(default=2)


class TdsChallan(models.Model):
    paid_on = models.DateField()

    @property
    def deposit_by(self):
        return self.paid_on + timedelta(days=14)

    @property
    def is_overdue(self):
        return (timezone.localdate() - self.paid_on).days > 14

    @property
    def purge_on(self):
        return self.paid_on + timedelta(days=60)


class LibraryBook(models.Model):
    lent_on = models.DateField()

    @property
    def return_due(self):
        return self.lent_on + timedelta(days=14)
