import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prohori.codebase.review import FileReviewer
from prohori.codebase.stated_rules import StatedRules
from prohori.observe.redaction import excerpt, mask


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
        ("password = 'it\\'s a long secret'", "a long secret"),
        ("smtp_password: 'C:\\share\\'\n", "share"),
        ("redis://:s3cr3tpw@cache/0", "s3cr3tpw"),
        ("call 01712-345678", "345678"),
        ("call 01712 345 678.", "345"),
        ("+880 1712-345678", "345678"),
        ("017-1234-5678", "5678"),
        ("bin 000123456-0101", "123456"),
        ("tin: 1234-5678-9012, new", "5678"),
        ("tin 123-456-789-012", "456"),
        ("nid 123 456 7890", "456"),
        ("card 4111 1111 1111 1111", "1111 1111"),
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
        r"/^\d{4}-\d{4}-\d{4}$/",
        "2026-07-01 2027-06-30T12:30:00",
        "years 2024-2025-2026",
        "SRO 015-2026-07-01",
        "v1.2345-6789-0123",
        "00000000-0000-0000-0000-000000000001",
        "12345678-1234-1234-1234-123456789012",
        "0.1712-345678",
        "100 200 3000 400",
    ],
)
def test_code_that_holds_no_secret_stays_as_it_is(text):
    assert mask(text) == text


@given(st.text())
def test_masking_twice_changes_nothing_more(text):
    assert mask(mask(text)) == mask(text)


PIECES = ("password", "token", " = ", ": ", "'", '"', "abcd", "hunter2-secret", "\\", "\n", " ", "1234567890", "01712-345678", "-", "+880")
MORE_PIECES = ("://", "user", "@", "Bearer ", "-----BEGIN PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----", "*", "1234", "a", ".")


@given(st.lists(st.sampled_from(PIECES + MORE_PIECES), max_size=12).map("".join))
def test_masking_twice_what_looks_secret_changes_nothing_more(text):
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    "piece",
    [
        "a-", "token", "http+a", "http://", "a://b:", "eyJ-", "token='", "token: ", "token =", "token='\\", "-----BEGIN PRIVATE KEY",
        "1234-", "123 ", "+880", "Bearer ", "sk-", "SG.aaaaaaaaaaaaaaaa.", "private_", "token\t\t\t\t", "-----BEGIN PRIVATE KEY----- ***",
    ],
)  # fmt: skip
def test_a_hundred_kilobytes_of_hostile_text_take_well_under_a_second(piece):
    text = (piece * 100_000)[:100_000]
    before = time.process_time()
    mask(text)
    mask("token" + text)
    assert time.process_time() - before < 1


LONG_LINE = f'return db.query("SELECT {"x" * 300} FROM t WHERE id = " + x, {{ password: "hunter2-secret-77-abcdefghijklmnop" }});'


@pytest.mark.parametrize("longest", range(330, 400, 7))
def test_an_excerpt_that_ends_inside_a_secret_shows_nothing_of_it(longest):
    assert "hunter2" not in excerpt(LONG_LINE, longest)
    assert len(excerpt(LONG_LINE, longest)) <= longest


def test_a_text_that_was_clipped_inside_a_secret_is_masked_all_the_same():
    assert "hunter2" not in mask(LONG_LINE[:380])
    assert "hunter2" not in excerpt("x " * 2020 + "password='hunter2-secret " + "y" * 5000, 4000 + 96)


def test_an_excerpt_of_a_short_text_is_the_masked_text_and_of_a_long_one_ends_as_asked():
    assert excerpt("VAT_RATE = 0.15", 20, ending="…") == "VAT_RATE = 0.15"
    assert excerpt("VAT_RATE = 0.15", 10, ending="…") == "VAT_RATE …"


@pytest.mark.parametrize("agent", ["code-reviewer", "business-logic-validator"])
def test_evidence_of_a_long_line_holds_no_part_of_its_secrets(agent):
    if agent == "code-reviewer":
        review = FileReviewer().run("src/a.ts", f"async function f(x) {{\n{LONG_LINE}\n}}".encode())
        shown = [f.evidence for f in review.findings if f.rule == "injection.sql"]
    else:
        line = f"const VAT_RATE = 0.14; const note = '{'x' * 130}'; const password = 'hunter2-secret-77-abcdefghijklmnop';"
        shown = [c.evidence for c in StatedRules().run("src/a.ts", line.encode()).candidates]
    assert shown
    assert not any("hunter2" in evidence for evidence in shown)


def test_a_credential_under_a_name_that_masking_does_not_know_is_covered_before_the_line_is_clipped():
    line = f"const config = {{ note: '{'x' * 350}', signingKey: 'Zx81-kqPw-9931-77ab-0123456789-Lm2Qr8' }};"
    [found] = [f for f in FileReviewer().run("src/config.ts", line.encode()).findings if f.rule == "secret.hardcoded"]
    assert not any(part in found.evidence for part in ("kqPw", "9931", "Lm2Qr8"))
