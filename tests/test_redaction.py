import pytest
from hypothesis import given
from hypothesis import strategies as st

from prohori.observe.redaction import mask


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("const password = 'correct horse battery'", "correct horse"),
        ('BKASH_APP_KEY: "4f6o0cjiki2rfm34kfdadl1eqq"', "4f6o0cjiki2rfm34kfdadl1eqq"),
        ("api_key: str = 'q8Zt0pLm3xVb'", "q8Zt0pLm3xVb"),
        ("postgres://erp:s3cr3tpw@db/erp", "s3cr3tpw"),
        ("Authorization: Bearer abcdefgh12345678", "abcdefgh12345678"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----", "MIIEow"),
        ("call 01712345678 now", "01712345678"),
        ("+8801712345678", "1712345678"),
        ("nid 19901234567890123", "19901234567890123"),
        ("nid: ১২৩৪৫৬৭৮৯০ / 1234567890", "1234567890"),
    ],
)
def test_what_is_secret_or_personal_is_masked(text, secret):
    assert secret not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        r"/^01[3-9]\d{8}$/",
        "const VAT_RATE = 0.15;",
        "@Length(12, 12) tin: string",
        "process.env.BKASH_APP_SECRET",
        "sha256:0a1b2c3d4e5f60718293",
    ],
)
def test_code_that_holds_no_secret_stays_as_it_is(text):
    assert mask(text) == text


@given(st.text())
def test_masking_twice_changes_nothing_more(text):
    assert mask(mask(text)) == mask(text)
