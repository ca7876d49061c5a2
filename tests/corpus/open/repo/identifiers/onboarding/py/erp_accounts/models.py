from django.core.validators import MaxLengthValidator, MinLengthValidator, RegexValidator
from django.db import models

bd_phone = RegexValidator(r"^(\+880|0)1[3-9]\d{8}$", "Enter a valid phone number")
swift = RegexValidator(r"^[A-Z]{6}[A-Z0-9]{2,5}$", "SWIFT")
account = RegexValidator(r"^\d{13}$", "account number")


class Supplier(models.Model):
    e_tin = models.CharField("e-TIN", max_length=12, validators=[MinLengthValidator(12)])
    vat_registration_no = models.CharField(max_length=14)
    owner_nid = models.CharField(max_length=17, blank=True)
    phone = models.CharField(max_length=11, validators=[bd_phone])
    iban = models.CharField(max_length=17)
    challan_no = models.CharField(max_length=12)
    cover_photo_nid = models.ImageField(max_length=13)
    dial_code = models.CharField(max_length=11)
    waste_bin = models.CharField(max_length=13)

    class Meta:
        constraints = [
            models.CheckConstraint(check=models.Q(owner_nid__regex=r"^([0-9]{10}|[0-9]{17})$"), name="nid_len"),
        ]
