from django.core.validators import MaxLengthValidator, MinLengthValidator, RegexValidator
from django.db import models

mobile_validator = RegexValidator(r"^(?:\+88)?01[3-9]\d{8}$", "Enter a mobile number of Bangladesh")
postal_validator = RegexValidator(r"^\d{4}$", "Post code has four digits")


class Employee(models.Model):
    name = models.CharField(max_length=140)
    e_tin = models.CharField("e-TIN", max_length=12, blank=True, validators=[MinLengthValidator(12)])
    nid = models.CharField(max_length=17, unique=True)
    mobile = models.CharField(max_length=14, validators=[mobile_validator])
    emergency_phone = models.CharField(max_length=11, validators=[RegexValidator(r"^01\d{9}$")])
    bank_account = models.CharField(max_length=13)
    routing = models.CharField(max_length=9, validators=[MinLengthValidator(9)])
    passport = models.CharField(max_length=9, blank=True)
    punch_id = models.CharField(max_length=10)
    mobile_allowance = models.PositiveIntegerField(default=11)
    probation_days = models.PositiveSmallIntegerField(default=15)
    tin_boxes_issued = models.PositiveSmallIntegerField(default=12)

    class Meta:
        constraints = [
            models.CheckConstraint(check=models.Q(e_tin__regex=r"^(\d{12})?$"), name="employee_tin"),
            models.CheckConstraint(check=models.Q(punch_id__regex=r"^\d{10}$"), name="employee_punch"),
        ]


class Contractor(models.Model):
    trade_name = models.CharField(max_length=200)
    bin = models.CharField("BIN", max_length=14, validators=[RegexValidator(r"^\d{9}-\d{4}$")])
    tin_number = models.CharField(max_length=12)
    owner_national_id = models.CharField(max_length=13, validators=[MaxLengthValidator(13)])
    mobile_bd = models.CharField(max_length=11)
    licence_no = models.CharField(max_length=13)
