"""What the business-logic validator reports, rule by rule, and the right code that it leaves alone."""

# ruff: noqa: E501 - a case is one line of code

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from textwrap import dedent
from typing import Any, TypeVar

import pytest

from prohori.agents.business_logic_validator import run
from prohori.model import Confidence, Finding, Job, Report, Severity, Verdict
from prohori.snapshot.protocol import Analyser, Dated

T = TypeVar("T")
M = TypeVar("M")
NOVEMBER_2026 = date(2026, 11, 22)


class Folder:
    """`Reads` over a few files in memory; results pass through dump and load as from the memo."""

    def __init__(self, files: dict[str, bytes], today: date) -> None:
        self.files, self.today = files, today
        self.since, self.until = date.min, date.max
        self.rules: Any = None

    def glob(self, *patterns: str) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def setting(self, name: str) -> Any:
        return {"rules": self.rules}[name]

    def dated(self, lookup: Callable[[date], Dated[T]]) -> T:
        answer = lookup(self.today)
        self.since = max(self.since, answer.since or date.min)
        self.until = min(self.until, answer.until or date.max)
        return answer.value

    def analyse_all(self, paths: Iterable[str], analyser: Analyser[M]) -> Iterator[tuple[str, M]]:
        return ((path, analyser.load(analyser.dump(analyser.run(path, self.files[path])))) for path in paths)


def review(files: dict[str, str | bytes], today: date = NOVEMBER_2026) -> Report:
    reads: Any = Folder({path: text if isinstance(text, bytes) else dedent(text).encode() for path, text in files.items()}, today)
    return run(Job(agent="business-logic-validator"), reads)


def findings(code: str, path: str, today: date = NOVEMBER_2026) -> list[Finding]:
    return list(review({path: code}, today).findings)


def rules(code: str, path: str, today: date = NOVEMBER_2026) -> list[str]:
    return [f.rule for f in findings(code, path, today)]


TS, PY = "src/billing/invoice.ts", "billing/invoice.py"

WRONG_IDENTIFIERS = [
    ("bd-tin-format", TS, "const Tin = { taxIdentificationNumber: z.string().length(10) };"),
    ("bd-tin-format", TS, "const schema = { tin: { type: 'string', minLength: 10, maxLength: 12 } };"),
    ("bd-tin-format", TS, "const form = { tin: ['', [Validators.required, Validators.minLength(10), Validators.maxLength(10)]] };"),
    ("bd-tin-format", TS, "const FIELDS = [{ field: 'tin', pattern: /^\\d{10}$/ }];"),
    ("bd-tin-format", TS, "const FORMATS = new Map([['tin', /^\\d{10}$/]]);"),
    ("bd-tin-format", TS, "function save(tin: string) { assert(tin.length === 10, 'TIN'); }"),
    ("bd-tin-format", TS, "const ok = (tin: string) => tin.search(/^\\d{10}$/) !== -1;"),
    ("bd-tin-format", TS, "const LENGTHS = { tin: 10, other: 3 };"),
    ("bd-tin-format", TS, "enum Format { Tin = '^\\\\d{3}-\\\\d{3}-\\\\d{4}$' }"),
    ("bd-tin-format", PY, "def is_tin(tin):\n    return len(tin) in range(10, 13)"),
    ("bd-tin-format", PY, "def is_tin(tin):\n    return tin.isascii() and all(c.isdigit() for c in tin) and len(tin) in (10, 12)"),
    ("bd-tin-format", PY, "def ok(text, *, pattern: str = r'[0-9]{10}'):\n    tin = text\n    return re.fullmatch(pattern, tin)"),
    ("bd-tin-format", PY, "class T:\n    def check(self, tin):\n        return re.compile(r'[0-9]{10}').fullmatch(tin) is not None"),
    (
        "bd-bin-format",
        TS,
        "function normaliseBin(t) { if (/^\\d{9}$/.test(t)) throw new Error('void'); if (!/^\\d{9}$/.test(t)) throw new Error('bad'); return t; }",
    ),
    ("bd-nid-format", TS, "class V { @Matches(/^(?:\\d{10}|\\d{13}|\\d{17})$/) nid: string; }"),
    ("bd-mobile-format", TS, "class V { @Matches(/^1[3-9]\\d{8}$/) mobile: string; }"),
    ("bd-mobile-format", TS, "const reachable = (mobile: string) => mobile.startsWith('01') && mobile.length === 10;"),
    ("bd-tin-format", TS, "class V { @Matches(/^\\d{10}$/) tin: string; }"),
    ("bd-tin-format", TS, "class V { @Length(10, 12)\n tin: string; }"),
    ("bd-tin-format", TS, "class V { @MaxLength(10) supplierTin: string; }"),
    ("bd-tin-format", TS, "class V { @Column({ length: 10 }) tin: string; }"),
    ("bd-tin-format", TS, "export const TIN_REGEX = /\\d{12}/;"),
    ("bd-tin-format", TS, "const TIN = new RegExp('^[0-9]{10,12}$');"),
    ("bd-tin-format", TS, "const schema = z.object({ tin: z.string().regex(/^\\d{11}$/) });"),
    ("bd-tin-format", TS, "const schema = yup.object({ tinNumber: yup.string().matches(/^[0-9]{13}$/) });"),
    ("bd-tin-format", TS, "function validateTin(value: string) { if (value.length !== 10) throw new Error('bad'); return value; }"),
    ("bd-tin-format", TS, "const isTin = (t: string) => t.length === 10 || t.length === 12;"),
    ("bd-tin-format", TS, "function isTin(tin) { switch (tin.length) { case 10: case 12: return true; default: return false; } }"),
    ("bd-tin-format", TS, "function tinError(control) { return /^\\d{10}$/.test(control.value) ? null : { tin: true }; }"),
    ("bd-tin-format", TS, "function check(dto, errors) { if (!/^\\d{10}$/.test(dto.tin)) errors.push('TIN'); }"),
    ("bd-tin-format", TS, "const TIN_LENGTH = 10;"),
    ("bd-tin-format", "web/vendor-form.tsx", 'const f = <input name="tin" pattern="[0-9]{10}" />;'),
    ("bd-tin-format", "web/vendor-form.tsx", "const f = () => register('tin', { pattern: /^\\d{10}$/ });"),
    ("bd-tin-format", "web/vendor.js", "router.post('/vendors', body('tin').matches(/^\\d{10}$/));"),
    ("bd-tin-format", "web/vendor.js", "class V { static TIN_RE = /^\\d{10}$/; }"),
    ("bd-tin-format", PY, "TIN_RE = re.compile(r'^[0-9]{10}$')"),
    ("bd-tin-format", PY, "def is_tin(s):\n    return bool(re.match(r'[0-9]{12}', s))"),
    ("bd-tin-format", PY, "def check(tin):\n    assert len(tin) in (10, 12)"),
    ("bd-tin-format", PY, "class V(BaseModel):\n    tin: constr(min_length=10, max_length=12)"),
    ("bd-tin-format", PY, "tin = models.CharField(max_length=10)"),
    ("bd-tin-format", PY, "tin = CharField(validators=[RegexValidator(r'^\\d{10}$')])"),
    ("bd-tin-format", PY, "TIN_PATTERN = r'^[0-9]{10}$'\ndef ok(tin):\n    return re.match(TIN_PATTERN, tin) is not None"),
    ("bd-bin-format", TS, "class V { @Matches(/^\\d{9}$/) bin: string; }"),
    ("bd-bin-format", TS, "class V { @Length(11, 11) buyerBin: string; }"),
    ("bd-bin-format", TS, "export const BIN_PATTERN = /^\\d{9}-\\d{3}$/;"),
    ("bd-bin-format", TS, "export const BIN_PATTERN = /^(\\d{9}|\\d{13})$/;"),
    ("bd-bin-format", TS, "const vatRegistrationNo = Joi.string().pattern(/^\\d{12}$/);"),
    ("bd-bin-format", PY, "def is_bin(value):\n    return len(value.replace('-', '')) == 9"),
    ("bd-bin-format", PY, "BIN_LENGTHS = (9, 13)"),
    ("bd-bin-format", PY, "class C(BaseModel):\n    supplier_bin: str = Field(pattern=r'^[0-9]{11}$')"),
    ("bd-bin-format", PY, "def check_bin(bin_no):\n    if not re.fullmatch(r'[0-9]{9,13}', bin_no):\n        raise ValueError(bin_no)"),
    ("bd-nid-format", TS, "class V { @Matches(/^\\d{10,17}$/) nid: string; }"),
    ("bd-nid-format", TS, "class V { @Matches(/^(\\d{13}|\\d{17})$/) nid: string; }"),
    ("bd-nid-format", TS, "const ok = (nid: string) => [10, 13, 16].includes(nid.length);"),
    ("bd-nid-format", TS, "function nidIsValid(nid) { return nid.length >= 10 && nid.length <= 17; }"),
    ("bd-nid-format", TS, "const NID_LENGTHS = [13, 17];"),
    ("bd-nid-format", PY, "NID_RE = re.compile(r'^[0-9]{17}$')"),
    ("bd-nid-format", PY, "def is_nid(text):\n    return text.isdigit() and len(text) in {10, 17, 18}"),
    ("bd-nid-format", PY, "class E(BaseModel):\n    nid: Annotated[str, StringConstraints(pattern=r'^\\d{10}$')]"),
    ("bd-mobile-format", TS, "class V { @Matches(/^01[0-9]{9}$/) mobile: string; }"),
    ("bd-mobile-format", TS, "class V { @Matches(/^01[5-9]\\d{8}$/) phone: string; }"),
    ("bd-mobile-format", TS, "export const MOBILE = /^\\+8801[3-9]\\d{7}$/;"),
    ("bd-mobile-format", TS, "const BD_PHONE = /^\\d{11}$/;"),
    ("bd-mobile-format", TS, "const isMobile = (m: string) => /01[3-9]\\d{8}/.test(m);"),
    ("bd-mobile-format", PY, "MSISDN = re.compile(r'^(\\+?88)?01[1-9][0-9]{8}$')"),
    ("bd-mobile-format", PY, "def is_mobile(phone):\n    return re.match(r'(?:\\+?880|0)1[3-9]\\d{8}', phone) is not None"),
    ("bd-mobile-format", PY, "class C(BaseModel):\n    mobile: str = Field(pattern=r'^(?:\\+880|0)1[6-9]\\d{8}$')"),
    ("bd-mobile-format", PY, "BANGLADESH_MOBILE = re.compile(r'^0[0-9]{10}$')"),
]

RIGHT_IDENTIFIERS = [
    (TS, "const LEGACY_TIN = /^\\d{10}$/; const isVoidBin = (b: string) => /^\\d{9}$/.test(b);"),
    (TS, "const TIN_SHEET_COUNT = /^\\d{2}$/; const mobileCraneSerial = /^0\\d{10}$/;"),
    (
        TS,
        "function local(mobile: string) { const m = mobile.replace(/^(\\+?880|0)/, ''); if (!/^1[3-9]\\d{8}$/.test(m)) throw new Error('bad'); }",
    ),
    (TS, "const LENGTHS = { tin: 12, bin: 13 }; const NID_LENGTHS = [10, 13, 17];"),
    (PY, "def ok(text, *, pattern: str = r'[0-9]{12}'):\n    tin = text\n    return bool(re.fullmatch(pattern, tin))"),
    (PY, "class WarehouseBin(BaseModel):\n    bin: str = Field(pattern=r'^[0-9]{9}$')"),
    (TS, "class V { @Matches(/^\\d{12}$/) tin: string; }"),
    (TS, "class V { @IsNumberString() @Length(12, 12) tin: string; }"),
    (TS, "class V { @Matches(/^[0-9]+$/) @Length(12, 12) tin: string; }"),
    (TS, "class V { @MaxLength(20) tin: string; }"),
    (TS, "const TIN = /^\\d{4}[ -]?\\d{4}[ -]?\\d{4}$/;"),
    (TS, "const TIN = /^(?:\\d{12})?$/;"),
    (TS, "const TIN = /^(?=\\d)[0-9]{12}$/;"),
    (
        TS,
        "function tin(t) { if (t.length === 10) { throw new Error('void'); } if (!/^\\d{12}$/.test(t)) { throw new Error('bad'); } return t; }",
    ),
    (TS, "function tinKind(tin) { if (tin.length === 10) return 'legacy'; return 'current'; }"),
    (TS, "function formatTin(tin) { return tin.replace(/(\\d{4})(\\d{4})(\\d{2})/, '$1-$2-$3'); }"),
    (TS, "const scrub = (line: string, tin: string) => line.replace(/\\d{10,17}/g, '***');"),
    (TS, "const tinHeader = /^tin\\d?$/i;"),
    (TS, "const setting = /^\\d{10}$/; const routing = /^\\d{9}$/; const bank = { accountNumber: /^\\d{12}$/ };"),
    (TS, "// TIN: /^\\d{10}$/ until 2013\nconst message = 'TIN has /^\\d{10}$/ digits';"),
    (TS, "class V { @Matches(/^\\d{9}-?\\d{4}$/) bin: string; }"),
    (TS, "const warehouseBin = /^[A-F][0-9]{2}-[0-9]{2}$/; const cardBin = /^\\d{6}$/; const binPath = /^\\/usr\\/bin\\d{9}$/;"),
    (TS, "class V { @Matches(/^(?:\\d{10}|\\d{13}|(?:19|20)\\d{15})$/) nid: string; }"),
    (TS, "const nid = z.union([z.string().length(10), z.string().length(13), z.string().length(17)]);"),
    (TS, "const nodeId = /^\\d{11}$/; const NODE_NID = /^\\d{11}$/;"),
    (TS, "class V { @IsMobilePhone('bn-BD') mobile: string; }"),
    (TS, "class V { @Matches(/^\\+?[1-9]\\d{6,14}$/) phone: string; }"),
    (TS, "class V { @Matches(/^[2-9]\\d{2}-\\d{3}-\\d{4}$/) usPhone: string; @Matches(/^\\d{10}$/) phone: string; }"),
    (TS, "export const MOBILE = /^(?:\\+?88)?01[3-9]\\d{8}$/;"),
    (TS, "const mobileWidth = /^\\d{3}px$/; const mobileMenu01 = /^01\\d$/;"),
    ("src/vendor.spec.ts", "expect('1').toMatch(/^\\d{10}$/); const TIN = /^\\d{10}$/;"),
    (PY, "TIN = re.compile(r'[0-9]{12}')\ndef ok(tin):\n    return TIN.fullmatch(tin) is not None"),
    (
        PY,
        "def clean_tin(value):\n    d = re.sub(r'[\\s-]', '', value)\n    if not re.fullmatch(r'\\d{12}', d):\n        raise ValueError\n    return d",
    ),
    (PY, "def is_nid(nid):\n    return nid.isdigit() and len(nid) in (10, 13, 17)"),
    (PY, "class V(BaseModel):\n    tin: str = Field(min_length=12, max_length=14)\n    bin: str = Field(max_length=20)"),
    (PY, "def bins(values):\n    return len(values) == 9\ndef histogram_bin(bin):\n    return re.match(r'\\d{9}', bin)"),
    (PY, "def mask_nid(text):\n    return re.sub(r'\\d{10,17}', '***', text)"),
    (PY, "def is_mobile(m):\n    return re.fullmatch(r'(?:\\+?880|0)1[3-9][0-9]{8}', m) is not None"),
    (PY, "def is_tin(tin):\n    return looks_like_tin(tin)"),
]

WRONG_RATES = [
    (TS, "export const vatPercentage = Number(process.env.VAT_PERCENTAGE ?? '12.5');"),
    (TS, "const VAT_BASIS_POINTS = 1400n;"),
    (TS, "const vat = share(valuePaisa, 14n, 100n);"),
    (TS, "const vatOf = (valuePaisa: bigint) => (valuePaisa * 1250n + 5_000n) / 10_000n;"),
    (TS, "const taxes = [{ name: 'VAT', rate: 14 }];"),
    (TS, "const schema = { vatRate: z.number().default(0.14) };"),
    (TS, "const vatRate = () => 0.14;"),
    (TS, "total = addVat(amount, 0.14);"),
    (PY, "VAT_RATE = Decimal(os.getenv('VAT_RATE', '0.14'))"),
    (
        PY,
        "def vat_rate(service):\n    match service:\n        case 'construction':\n            return Decimal('7.5')\n    return Decimal('15')",
    ),
    (PY, "def credit_note_with_vat(value):\n    return value + value * 16 / 100"),
    (TS, "export const VAT_RATE = 0.14;"),
    (TS, "const STANDARD_VAT = 14;"),
    (TS, "const vatPercent = new Decimal('17.5');"),
    (TS, "class C { private readonly vatRate = 0.175; }"),
    (TS, "enum VatRate { STANDARD = 14, EXEMPT = 0 }"),
    (TS, "const VAT_RATES = { construction: 7.5, standard: 15 };"),
    (TS, "const VAT_RATES = [{ service: 'construction', rate: 7.5, from: '2019-07-01' }];"),
    (TS, "const VAT_RATES = new Map([['construction', 7.5]]);"),
    (TS, "function vatRate(service: string) { if (service === 'construction') return 0.075; return 0.15; }"),
    (TS, "function vatRate(service) { switch (service) { case 'S004': return 7.5; default: return 15; } }"),
    (TS, "const vatRate = service === 'construction' ? 0.075 : 0.15;"),
    (TS, "function withVat(amount: number, vatRate = 0.125) { return amount * (1 + vatRate); }"),
    (TS, "const vat = amount * 0.14;"),
    (TS, "const vat = Math.round(amountPaisa * 14 / 100);"),
    (TS, "const vat = amount.times('0.145').toFixed(2);"),
    (TS, "function addVat(net: number) { return net * 1.16; }"),
    (TS, "const vatPaisa = (paisa * 14n) / 100n;"),
    (PY, "VAT_RATE = Decimal('0.14')"),
    (PY, "VAT_RATES = {'construction': Decimal('7.5')}"),
    (PY, "VDS_RATES = {'construction': Decimal('7.5')}"),
    (PY, "class VatRate:\n    STANDARD = Decimal('0.155')"),
    (PY, "def vat(amount):\n    return amount * Decimal('0.14')"),
    (PY, "vat_amount = round(subtotal * 14 / 100, 2)"),
    (PY, "def bill(amount, vat_rate=Decimal('0.16')):\n    return amount"),
    (PY, "net_of_vat = gross / Decimal('1.14')"),
    (PY, "CONSTRUCTION_VAT = [(date(2019, 7, 1), None, Decimal('7.5'))]"),
]

RIGHT_RATES = [
    (TS, "function vatRate(s: string) { let rate; if (s === 'construction') { rate = 0.10; } else { rate = 0.15; } return rate; }"),
    (TS, "const taxes = [{ name: 'GST', rate: 14 }, { name: 'VAT', rate: 15 }];"),
    (PY, "class S(BaseSettings):\n    vat_percent: Decimal = Field(default=Decimal('15'), ge=0, le=100, decimal_places=2)"),
    (TS, "export const VAT_RATE = 0.15; const STANDARD_VAT = 15; const vatPercent = '15%'; const vatBps = 1500;"),
    (TS, "let vat = 0; let vatRate = 0; const zeroVat = 0;"),
    (TS, "const discountRate = 0.14; const ALPHA = 0.14; const missRate = 0.14; const RETENTION = 0.14;"),
    (TS, "const VAT_DUE_DAY = 15; const VAT_DECIMALS = 2; const VAT_LATE_INTEREST_RATE = 0.01; const VAT_MAX_RATE = 100;"),
    (TS, "const UK_VAT_RATE = 0.2; const VAT_RATES = { GB: 20, DE: 19, BD: 15 };"),
    (
        TS,
        "const VAT = [{ service: 'construction', until: '2025-06-30', rate: 7.5 }, { service: 'construction', from: '2025-07-01', rate: 10 }];",
    ),
    (TS, "const CONSTRUCTION_VAT = { '2019-07-01': 7.5, '2025-07-01': 10 };"),
    (TS, "const CONSTRUCTION_VAT_RATE = { '2024-25': 7.5, '2025-26': 10, '2026-27': 10 };"),
    (TS, "function constructionVatRate(d: Date) { return d < new Date('2025-07-01') ? 7.5 : 10; }"),
    (TS, "function constructionVatRate(d: Date) { if (d < new Date('2025-07-01')) { return 7.5; } return 10; }"),
    (TS, "const VAT_RATES = { medicine: 2.4, furniture: 7.5, restaurant: 5, S037: 10 };"),
    (TS, "const vat = (amountPaisa * 15n) / 100n; const gross = net * 1.15; const inside = gross * 15 / 115;"),
    (TS, "const vatPenalty = vat * 0.05; const discount = price * 0.14; const vatRefundShare = vatPaid * 0.3;"),
    (TS, "const color = `rgba(0,0,0,${0.14})`; const activateRate = 0.14; const privateRate = 14;"),
    (PY, "VAT_RATE = Decimal('0.15')\nTURNOVER_TAX_RATE = Decimal('0.04')\nTDS_RATE = Decimal('0.05')"),
    (PY, "# VAT_RATE = 0.14\nHELP = 'VAT was 0.14 once'"),
    (PY, "def test_rate(vat_rate=Decimal('0.15')):\n    return vat_rate"),
    (PY, "CONSTRUCTION_VAT = [(date(2019, 7, 1), date(2025, 6, 30), Decimal('7.5')), (date(2025, 7, 1), None, Decimal('10'))]"),
    (
        PY,
        "VAT_RATES = [Rate('construction', Decimal('7.5'), until=date(2025, 6, 30)), Rate('construction', Decimal('10'), since=date(2025, 7, 1))]",
    ),
    ("tests/test_vat.py", "VAT_RATE = 0.14"),
]

WRONG_BASES = [
    (TS, "function f(dto) { const total = dto.inclusiveTotal; const vat = total * 0.15; return vat; }"),
    (TS, "class VatService { onGoods(value: Decimal, sd: Decimal) { return rounded(value.mul('0.15')); } }"),
    (TS, "const STANDARD = 0.15; const vat = grossAmount * STANDARD;"),
    (PY, "def vat_paisa(price_including_vat_paisa):\n    return (price_including_vat_paisa * 15 + 50) // 100"),
    (PY, "def vat_of(bill, tds):\n    return (bill - tds) * VAT_RATE"),
    (
        PY,
        "class Bill:\n    value: Decimal\n    sd: Decimal\n    @property\n    def vat(self):\n        return self.value * Decimal('0.15')",
    ),
    (TS, "const vat = grossAmount * 0.15;"),
    (TS, "const vat = totalInclusive * VAT_RATE;"),
    (TS, "function vatFromInclusive(amount: number) { return amount * 0.15; }"),
    (TS, "function withoutVat(inclusivePrice: number) { const netAmount = inclusivePrice * 0.85; return netAmount; }"),
    (TS, "function netOfVat(gross: number) { return gross - gross * 0.15; }"),
    (TS, "const vat = priceInclVat.mul(15).div(100);"),
    (TS, "function bill(value, sdRate) { const sd = value * sdRate; const vat = value * 0.15; return value + sd + vat; }"),
    (PY, "vat = gross_total * Decimal('0.15')"),
    (PY, "def split(inclusive_total):\n    vat = inclusive_total * 15 / 100\n    return inclusive_total - vat, vat"),
    (PY, "def totals(value, sd):\n    vat = value * VAT_RATE\n    return value + sd + vat"),
    (PY, "def pay(bill):\n    tds = bill * TDS_RATE\n    payable = bill - tds\n    vat = payable * VAT_RATE\n    return payable + vat"),
    (PY, "def vat_in(total_with_vat):\n    vat = round(total_with_vat * Decimal('0.10'), 2)\n    return vat"),
]

RIGHT_BASES = [
    (TS, "class VatService { retention(inclusiveTotal: Decimal) { return inclusiveTotal.mul('0.10'); } }"),
    (TS, "function f(net) { const vat = net * 0.15; const total = net + vat; return total; }"),
    (
        PY,
        "class Bill:\n    value: Decimal\n    sd: Decimal\n    @property\n    def vat(self):\n        return (self.value + self.sd) * Decimal('0.15')",
    ),
    (TS, "const vat = netAmount * 0.15; const vat2 = taxableValue * VAT_RATE;"),
    (TS, "const vat = grossAmount * 15 / 115; const net = grossAmount / 1.15;"),
    (TS, "const vat = gross - gross / 1.15;"),
    (TS, "const vat = gross * VAT_RATE / (1 + VAT_RATE);"),
    (TS, "function bill(value, sdRate) { const sd = value * sdRate; const vat = (value + sd) * 0.15; return value + sd + vat; }"),
    (TS, "function bill(value, sd) { const base = value + sd; const vat = base * 0.15; return base + vat; }"),
    (TS, "const retention = inclusiveTotal * 0.10; const discount = grossAmount * 0.15; const commission = gross * 0.05;"),
    (TS, "const grossProfit = revenue * 0.15; const vatOnGrossProfitFree = 0;"),
    (PY, "def split(inclusive):\n    vat = inclusive * 15 / 115\n    return inclusive - vat, vat"),
    (PY, "def totals(value, sd):\n    vat = (value + sd) * VAT_RATE\n    return value + sd + vat"),
    (PY, "def pay(bill):\n    vat = bill * VAT_RATE\n    tds = bill * TDS_RATE\n    return bill - tds + vat"),
    (PY, "def discount(inclusive_total):\n    return inclusive_total * Decimal('0.10')"),
]

WRONG_FISCAL = [
    (TS, "const fiscalYear = (d) => dayjs(d).subtract(3, 'month').year();"),
    (TS, "const FISCAL_YEAR_START_MONTH = 7; const opening = (m: number, y: number) => m > FISCAL_YEAR_START_MONTH ? y : y - 1;"),
    (TS, "function fiscalQuarter(month: number) { return Math.floor((month - 1) / 3) + 1; }"),
    (TS, "const fiscalDay = 0; const fiscalYearFormat = new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC' });"),
    (
        PY,
        "def fiscal_month(d):\n    fiscal_year_month = (d.month + 8) % 12\n    return fiscal_year_month\ndef fiscal_year(d):\n    return d.year if d.month in (4, 5, 6, 7, 8, 9, 10, 11, 12) else d.year - 1",
    ),
    (PY, "def current_fiscal_year():\n    return fiscal_year(datetime.now(UTC).date())"),
    (TS, "const fiscalYear = (d: Date) => d.getMonth() >= 7 ? d.getFullYear() : d.getFullYear() - 1;"),
    (TS, "function fiscalYear(d: Date) { return d.getMonth() > 6 ? d.getFullYear() + 1 : d.getFullYear(); }"),
    (TS, "function getFinancialYear(date) { const month = date.getMonth() + 1; return month >= 4 ? 1 : 0; }"),
    (TS, "function fiscalYearStart(year: number) { return new Date(year, 3, 1); }"),
    (TS, "function fiscalYearStart(year: number) { return new Date(`${year}-01-01`); }"),
    (TS, "const fiscalStartDate = new Date(`01/01/${year}`);"),
    (TS, "export const FISCAL_YEAR_START_MONTH = 4;"),
    (TS, "const config = { fiscalYear: { startMonth: 1 } };"),
    (TS, "const FISCAL_YEAR_END = '03-31';"),
    (
        TS,
        "function currentFiscalYear() { const n = new Date(); return n.getUTCMonth() >= 6 ? n.getUTCFullYear() : n.getUTCFullYear() - 1; }",
    ),
    (PY, "def fiscal_year(d):\n    return d.year if d.month >= 6 else d.year - 1"),
    (PY, "def fiscal_year(d):\n    return d.year if d.month > 7 else d.year - 1"),
    (PY, "def fiscal_year_start(year):\n    return date(year, 4, 1)"),
    (PY, "def fiscal_year(d):\n    return d.year"),
    (PY, "FISCAL_YEAR_START_MONTH = 1"),
    (PY, "def fy_now():\n    now = datetime.utcnow()\n    return now.year if now.month >= 7 else now.year - 1"),
    (PY, "def fiscal_quarter(d):\n    if d.month >= 8:\n        return 1\n    return 2"),
]

RIGHT_FISCAL = [
    (TS, "const fiscalYear = (d) => dayjs(d).subtract(6, 'month').year();"),
    (TS, "const FISCAL_YEAR_START_MONTH = 7; const opening = (m: number, y: number) => m >= FISCAL_YEAR_START_MONTH ? y : y - 1;"),
    (TS, "const FISCAL_YEAR_START_MONTH_INDEX = 6; // as Date counts, from 0"),
    (PY, "def fiscal_year(d):\n    return d.year if d.month in range(7, 13) else d.year - 1"),
    (PY, "def fiscal_quarter(d):\n    return (d.month + 5) % 12 // 3 + 1"),
    (TS, "const fiscalYear = (d: Date) => d.getMonth() >= 6 ? d.getFullYear() : d.getFullYear() - 1;"),
    (TS, "function getFinancialYear(date) { const month = date.getMonth() + 1; return month >= 7 ? 1 : 0; }"),
    (TS, "function fiscalYearStart(year: number) { return new Date(year, 6, 1); }"),
    (TS, "function fiscalYearEnd(year: number) { return new Date(year, 5, 30); }"),
    (TS, "const FISCAL_YEAR_START_MONTH = 7; const FISCAL_YEAR_END = '06-30'; const FISCAL_YEAR_START = '07-01';"),
    (TS, "const FISCAL_YEAR_START_MONTH = 6; const start = new Date(y, FISCAL_YEAR_START_MONTH, 1);"),
    (TS, "const half = d.getMonth() >= 7 ? 2 : 1; const calendarYearStart = new Date(y, 0, 1);"),
    (TS, "const INDIAN_FISCAL_YEAR_START_MONTH = 4; const fiscalYearLabel = (y: number) => `${y}-${y + 1}`;"),
    (PY, "def fiscal_year(d):\n    return d.year if d.month >= 7 else d.year - 1"),
    (PY, "def fiscal_year(d):\n    return d.year - 1 if d.month < 7 else d.year"),
    (PY, "def fiscal_year(d):\n    return d.year if d.month > 6 else d.year - 1"),
    (
        PY,
        "def fiscal_quarter(d):\n    if d.month >= 10:\n        return 2\n    if d.month >= 7:\n        return 1\n    return 4 if d.month >= 4 else 3",
    ),
    (PY, "def current_fiscal_year():\n    return fiscal_year(datetime.now(ZoneInfo('Asia/Dhaka')).date())"),
    (PY, "def season(d):\n    return 'rain' if d.month >= 6 else 'dry'"),
]

WRONG_DUE = [
    (TS, "function tdsDepositDue(end: Date) { const due = new Date(end); due.setDate(due.getDate() + 21); return due; }"),
    (TS, "const vatReturnDue = (end: Date) => new Date(end.getTime() + 20 * 86_400_000);"),
    (TS, "const isVatReturnLate = (d: Date) => d.getDate() > 20;"),
    (TS, "const calendar = [{ name: 'VAT return', dueDay: 20 }];"),
    (TS, "const mushak91Due = (year: number, month: string) => `${year}-${month}-30`;"),
    (PY, "WITHHOLDING_RETURN_DUE_DAY = 30"),
    (PY, "def vat_return_due_day():\n    return 20"),
    (PY, "DEADLINES = [('vat_return', 20)]"),
    (TS, "const VAT_RETURN_DUE_DAY = 20;"),
    (TS, "const dueDays = { vatReturnDueDay: 10 };"),
    (TS, "function vatReturnDueDate(end: Date) { const due = new Date(end); due.setDate(25); return due; }"),
    (TS, "function mushak91DueDate(y: number, m: number) { return new Date(y, m + 1, 20); }"),
    (TS, "const vatReturnDeadline = addDays(periodEnd, 30);"),
    (TS, "const TDS_DEPOSIT_DUE_DAYS = 21;"),
    (PY, "VAT_RETURN_DUE_DAY = 18"),
    (PY, "def vat_return_due(period):\n    return date(period.year, period.month + 1, 20)"),
    (PY, "def vat_return_due(end):\n    return end + timedelta(days=20)"),
    (PY, "def tds_deposit_due(month_end):\n    return month_end + relativedelta(days=30)"),
    (PY, "def mushak_91_due(period):\n    return next_month(period).replace(day=10)"),
]

RIGHT_DUE = [
    (TS, "const VAT_RETURN_DUE_DAY = 15; const TDS_DEPOSIT_DAYS = 14;"),
    (TS, "const GOVERNMENT_VAT_RETURN_DUE_DAY = 20; const BANK_VAT_RETURN_DUE_DAY = 20;"),
    (TS, "function vatReturnDue(end: Date, isGovernment: boolean) { return isGovernment ? addDays(end, 20) : addDays(end, 15); }"),
    (TS, "const INVOICE_DUE_DAYS = 20; const SALARY_DAY = 25; const PAYMENT_DUE_DAY = 20;"),
    (TS, "function supplierPaymentDue(d: Date) { d.setDate(20); return d; }"),
    (TS, "const VAT_RETURN_REMINDER_DAY = 10; const VAT_RETURN_RETRY_DAYS = 3; const VAT_RETURN_PAGE_SIZE = 20;"),
    (PY, "VAT_RETURN_DUE_DAY = 15\nWITHHOLDING_RETURN_DAY = 25"),
    (PY, "def vat_return_due(period):\n    return date(period.year, period.month + 1, 15)"),
    (PY, "def tds_deposit_due(month_end):\n    return month_end + timedelta(weeks=2)"),
    (PY, "def june_tds_deposit_due(day):\n    return day + timedelta(days=7)"),
]


@pytest.mark.parametrize(("rule", "path", "code"), WRONG_IDENTIFIERS)
def test_a_check_that_accepts_void_forms_or_refuses_current_ones_is_reported(rule: str, path: str, code: str) -> None:
    assert rules(code, path) == [rule]


@pytest.mark.parametrize(("path", "code"), RIGHT_IDENTIFIERS)
def test_a_right_check_and_what_is_no_identifier_are_left_alone(path: str, code: str) -> None:
    assert findings(code, path) == []


@pytest.mark.parametrize(("path", "code"), WRONG_RATES)
def test_a_rate_that_is_not_the_one_in_force_is_reported(path: str, code: str) -> None:
    assert rules(code, path) == ["bd-vat-rate"]


@pytest.mark.parametrize(("path", "code"), WRONG_BASES)
def test_vat_taken_from_the_wrong_base_is_reported(path: str, code: str) -> None:
    assert rules(code, path) == ["bd-vat-base"]


@pytest.mark.parametrize(("path", "code"), [*RIGHT_RATES, *RIGHT_BASES])
def test_right_rates_and_bases_and_other_rates_are_left_alone(path: str, code: str) -> None:
    assert findings(code, path) == []


@pytest.mark.parametrize(("path", "code"), WRONG_FISCAL)
def test_a_fiscal_year_that_does_not_begin_on_the_first_of_july_is_reported(path: str, code: str) -> None:
    assert set(rules(code, path)) == {"bd-fiscal-year"}


@pytest.mark.parametrize(("path", "code"), RIGHT_FISCAL)
def test_the_right_fiscal_year_and_other_years_are_left_alone(path: str, code: str) -> None:
    assert findings(code, path) == []


@pytest.mark.parametrize(("path", "code"), WRONG_DUE)
def test_a_wrong_due_day_is_a_warning(path: str, code: str) -> None:
    reported = findings(code, path)
    assert [(f.rule, f.severity, f.confidence) for f in reported] == [("bd-due-date", Severity.minor, Confidence.medium)]


@pytest.mark.parametrize(("path", "code"), RIGHT_DUE)
def test_right_due_days_and_other_days_are_left_alone(path: str, code: str) -> None:
    assert findings(code, path) == []


CONSTRUCTION = "VAT_RATES = {'construction': Decimal('7.5')}"


@pytest.mark.parametrize(("today", "reported"), [(date(2025, 6, 30), []), (date(2025, 7, 1), ["bd-vat-rate"])])
def test_the_rate_of_the_day_is_what_counts(today: date, reported: list[str]) -> None:
    assert rules(CONSTRUCTION, PY, today) == reported


def test_the_message_says_since_when_and_the_finding_says_by_which_law() -> None:
    [found] = findings(CONSTRUCTION, PY)
    assert "it is 10 % since 2025-07-01" in found.message
    assert "Finance Ordinance 2025" in found.source
    assert (found.severity, found.confidence) == (Severity.critical, Confidence.high)


def test_the_days_for_which_the_answer_holds_are_recorded() -> None:
    reads: Any = Folder({PY: CONSTRUCTION.encode()}, date(2026, 1, 5))
    run(Job(agent="business-logic-validator"), reads)
    assert (reads.since, reads.until) == (date(2025, 7, 1), date(2027, 7, 1))


def test_the_entry_in_force_is_judged_and_its_days_are_recorded() -> None:
    code = "VAT = [{'service': 'construction', 'rate': 10, 'from': '2026-09-01', 'until': '2026-12-31'}]"
    reads: Any = Folder({PY: code.encode()}, NOVEMBER_2026)
    assert not run(Job(agent="business-logic-validator"), reads).findings
    assert (reads.since, reads.until) == (date(2026, 9, 1), date(2027, 1, 1))


def test_beyond_the_reviewed_days_nothing_passes_and_the_report_says_why() -> None:
    report = review({PY: "VAT_RATE = Decimal('0.14')"}, date(2027, 7, 1))
    assert report.findings == ()
    [skipped] = report.coverage.not_evaluated
    assert skipped.reason == "rulebook not reviewed for FY2027-28: vat.standard-rate was reviewed until 2027-06-30"
    assert report.verdict is Verdict.not_evaluated


def test_before_july_2026_the_fifteenth_was_certain_and_weighs_more() -> None:
    [found] = findings("const VAT_RETURN_DUE_DAY = 20;", TS, date(2026, 6, 30))
    assert (found.severity, found.confidence) == (Severity.major, Confidence.high)


def test_no_product_code_is_not_a_pass() -> None:
    assert review({"tests/test_tin.py": "TIN = re.compile(r'^[0-9]{10}$')"}).verdict is Verdict.not_evaluated


def test_code_that_states_no_rule_passes_and_is_counted() -> None:
    report = review({PY: "print('hello')", TS: "export const x = 1;"})
    assert (report.verdict, report.coverage.files) == (Verdict.passed, 2)


def test_files_that_could_not_be_read_are_named_and_not_counted_and_alone_they_are_no_pass() -> None:
    broken = b"export const greeting = '\xff\xfe\xfa';"
    report = review({"a.ts": broken})
    assert (report.verdict, report.coverage.files, report.coverage.rules) == (Verdict.not_evaluated, 0, ())
    assert [(s.subject, "not text" in s.reason) for s in report.coverage.not_evaluated] == [("a.ts", True)]
    assert "None of 1 files" in report.summary
    assert review({"a.ts": broken, TS: "const f = (((; const VAT_RATE = 0.15;"}).coverage.files == 1


def test_a_file_whose_name_is_not_unicode_is_named_as_it_can_be_written() -> None:
    report = review({"src/\udcff.ts": "const VAT_RATE = 0.14;", "src/\udcfe.py": b"\xff\xfa"})
    assert [f.path for f in report.findings] == [r"src/\xff.ts"]
    assert [s.subject for s in report.coverage.not_evaluated] == [r"src/\xfe.py"]


def test_scores_are_no_measurements() -> None:
    metrics = review({TS: "const VAT_RATE = 0.14;"}).metrics
    assert {"regulatory", "documentation", "score"} <= metrics.keys()
    assert not [name for name, metric in metrics.items() if metric.samples is not None or metric.spread is not None]


def test_a_pattern_that_cannot_be_run_safely_is_named_and_never_run() -> None:
    report = review({TS: r"const TIN = /^(?=(\d+)+$)(\d+)+$/;"})
    assert report.findings == ()
    [skipped] = report.coverage.not_evaluated
    assert skipped.subject == f"{TS}:1 bd-tin-format `TIN`"
    assert "exponential" in skipped.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfa TIN = /^[0-9]{10}$/", "not text"),
        (b"const TIN = /^[0-9]{10}$/;" + b" " * 1_000_000, "larger than"),
        (b"const TIN = /^[0-9]{12}$/; const f = (((;", "syntax error near line 1"),
        (b"const vatRate = " + b"(" * 3000 + b"1" + b")" * 3000 + b" + a".join([b""] * 3000) + b";", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(content: bytes, reason: str) -> None:
    report = review({"src/a.ts": content, TS: "const VAT_RATE = 0.14;"})
    assert [f.path for f in report.findings] == [TS]
    assert not reason or [(s.subject, reason in s.reason) for s in report.coverage.not_evaluated] == [("src/a.ts", True)]


def test_text_with_a_byte_order_mark_or_in_utf_16_is_read() -> None:
    code = "const VAT_RATE = 0.14;"
    report = review({"a.ts": b"\xef\xbb\xbf" + code.encode(), "b.ts": code.encode("utf-16")})
    assert [f.path for f in report.findings] == ["a.ts", "b.ts"]


def test_a_mobile_of_no_country_is_judged_only_where_the_repository_is_bangladeshi() -> None:
    code = "class V { @Length(10, 10) mobile: string; }"
    assert rules(code, TS) == []
    assert [f.rule for f in review({TS: code, "src/bin.ts": "const BIN_PATTERN = /^\\d{13}$/;"}).findings] == ["bd-mobile-format"]


def test_the_line_is_that_of_the_constraint_that_is_wrong() -> None:
    code = "class V {\n  @IsString()\n  @Matches(/^\\d{10}$/)\n  @IsOptional()\n  tin?: string;\n}"
    [found] = findings(code, TS)
    assert (found.line, found.evidence) == (3, r"@Matches(/^\d{10}$/)")


def test_scores_fall_with_findings_and_only_for_categories_that_were_seen() -> None:
    good, bad = review({TS: "const VAT_RATE = 0.15; const a = 1;"}), review({TS: "const VAT_RATE = 0.14; const a = 1;"})
    assert good.metrics["regulatory"].value == 100
    assert bad.metrics["regulatory"].value == 0
    assert "data_integrity" not in bad.metrics
    assert good.metrics["score"].value > bad.metrics["score"].value


def test_a_comment_that_names_the_law_counts_as_documentation() -> None:
    said = review({TS: "// VAT and SD Act 2012 s.15(3)\nconst VAT_RATE = 0.15;"})
    assert said.metrics["documentation"].value == 100
    assert review({TS: "// the rate\nconst VAT_RATE = 0.15;"}).metrics["documentation"].value == 0
