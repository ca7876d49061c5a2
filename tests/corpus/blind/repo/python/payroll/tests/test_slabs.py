from decimal import Decimal

from payroll.slabs import withhold


def test_rent_is_ten_percent():
    assert withhold("rent", Decimal("1000")) == Decimal("1000") * Decimal("0.10")


def test_nid_sample():
    sample = {"nid": "1990123456789", "tin": "123456789012", "mobile": "01500000000"}
    assert len(sample["nid"]) == 13
