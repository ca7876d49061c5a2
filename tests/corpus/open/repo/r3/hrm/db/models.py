from sqlalchemy import CheckConstraint, Column, Float, Integer, Numeric


class Bill(Base):
    __tablename__ = "bills"
    vat_rate = Column(Numeric(5, 2), nullable=False, server_default="15")
    tds_rate = Column(Numeric(5, 2), default=5)
    sd_pct = Column(Float, default=0.0)
    copies = Column(Integer, default=5)
    z_score = Column(Float, default=2.5)
    __table_args__ = (
        CheckConstraint("vat_rate IN (0, 5, 7.5, 10, 15)", name="ck_bill_vat"),
        CheckConstraint("copies <= 15", name="ck_bill_copies"),
    )
