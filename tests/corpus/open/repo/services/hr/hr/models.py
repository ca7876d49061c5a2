from django.core.validators import MinLengthValidator, RegexValidator
from django.db import models
from sqlalchemy import CheckConstraint, Column, Integer, Numeric, String


class Vendor(models.Model):
    name = models.CharField(max_length=255)
    tin = models.CharField(max_length=12, unique=True)
    bin = models.CharField(max_length=13, validators=[MinLengthValidator(13)])
    owner_nid = models.CharField(
        max_length=17,
        validators=[RegexValidator(r"^\d{10}(\d{3})?(\d{4})?$")],
    )
    phone = models.CharField(max_length=11, help_text="01XXXXXXXXX")
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, default=15)
    tds_rate = models.DecimalField(max_digits=5, decimal_places=2, default="5.00")
    credit_days = models.IntegerField(default=15)
    voucher_no = models.CharField(max_length=12)
    batch = models.CharField(max_length=13)


class Party(Base):
    __tablename__ = "party"
    id = Column(Integer, primary_key=True)
    tin = Column(String(12))
    e_bin = Column(String(9))
    nid = Column(String(length=17), nullable=False)
    mobile_no = Column(String(14))
    vat_percent = Column(Numeric(5, 2), server_default="15")
    iban = Column(String(13))
    fax = Column(String(11))
    __table_args__ = (
        CheckConstraint("tin ~ '^[0-9]{12}$'", name="tin_format"),
        CheckConstraint("length(bin) = 13"),
        CheckConstraint("length(reference) = 13"),
    )
