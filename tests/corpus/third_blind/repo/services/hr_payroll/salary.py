import math
import re

bhat_har = 15  # vat, percent
utshe_kor_har = 5  # contractors
retention_har = 5

tin_len, bin_len = 12, 13
card_len, phone_ext_len = 12, 4


def check(row):
    """Refuses a row whose NID is not of 10, 13 or 17 digits."""
    assert re.fullmatch("[0-9]{12}", row["tin"]), "TIN"
    assert len(row["nid"]) in {10, 13, 17}, "NID"
    assert re.fullmatch("01[3-9][0-9]{8}", row["mobile"]), "mobile"
    assert len(row["account"]) == 13, "account"
    assert len(row["desk_phone"]) == 11, "desk phone"
    assert 10 <= len(row["badge"]) <= 17, "badge"


def festival_bonus(basic):
    return round(basic * 0.5, 2)


def salary_tds(taxable, rate=0.1):
    return taxable * rate


def provident(basic, rate=0.1):
    return basic * rate


def hours(minutes):
    return round(minutes / 60, 2)


def taka_up(amount):
    return math.ceil(amount)


def seats(people):
    return math.ceil(people / 12)


def spread(samples):
    sd = 2.5
    return max(samples) > sd


def handset_supplementary_duty(price):
    return price * 20 / 100
