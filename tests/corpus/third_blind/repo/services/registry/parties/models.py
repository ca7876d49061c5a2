from django.core.validators import MaxLengthValidator, MinLengthValidator, RegexValidator
from django.db import models

tin_validator = RegexValidator(r"^[0-9]{12}$", "A TIN has 12 digits")
bin_validator = RegexValidator(regex=r"^\d{9}-\d{4}$", message="BIN: 000123456-0101")
nid_validator = RegexValidator(r"^(\d{10}|\d{13}|\d{17})$")
mobile_validator = RegexValidator(r"^(?:\+?880|0)1[3-9][0-9]{8}$", "Enter a Bangladeshi mobile number")
account_validator = RegexValidator(r"^\d{13}$", "Account numbers have 13 digits")
slug_validator = RegexValidator(r"^[a-z0-9-]{10,17}$")


class Party(models.Model):
    name = models.CharField(max_length=160)
    tin = models.CharField("e-TIN", max_length=12, blank=True, validators=[tin_validator])
    bin_no = models.CharField("BIN", max_length=14, blank=True, validators=[bin_validator])
    nid = models.CharField(max_length=17, blank=True, validators=[nid_validator])
    mobile = models.CharField(max_length=14, validators=[mobile_validator])
    routing_no = models.CharField(max_length=9, blank=True)
    bank_account = models.CharField(max_length=17, blank=True, validators=[account_validator])
    short_code = models.CharField(max_length=12, unique=True)
    fax = models.CharField(max_length=11, blank=True)
    rating = models.PositiveSmallIntegerField(default=10)

    class Meta:
        constraints = [
            models.CheckConstraint(check=models.Q(tin__regex=r"^\d{12}$") | models.Q(tin=""), name="tin_form"),
            models.CheckConstraint(check=models.Q(mobile__regex=r"^\+8801[3-9]\d{8}$"), name="mobile_form"),
        ]


class Director(models.Model):
    party = models.ForeignKey(Party, on_delete=models.CASCADE)
    national_id = models.CharField(max_length=17, validators=[MinLengthValidator(10), MaxLengthValidator(17)])
    passport_no = models.CharField(max_length=9, blank=True)
    mobile_no = models.CharField(max_length=11)
    din = models.CharField(max_length=10, blank=True)
    shares = models.PositiveIntegerField(default=13)
