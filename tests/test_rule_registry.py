"""`prohori rules scan`: what code and data state as rules, whether it is reached, and where it disagrees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from prohori.codebase.registry.analyser import FileRulesAnalyser, states_rules
from prohori.codebase.registry.conflicts import conflicts_of, missing_of
from prohori.codebase.registry.model import Conflict, Coverage, Found, Judgement, Missing, Registry, Scope, Side
from prohori.model import Confidence
from tests.corpus import score
from tests.repositories import Repository

OPEN = Path(__file__).parent / "corpus" / "open"
ANALYSER = FileRulesAnalyser()


def stated(path: str, text: str) -> list[tuple[str, int, str]]:
    return [(one.kind, one.line, one.value) for one in ANALYSER.run(path, text.encode()).rules]


@pytest.fixture(scope="module")
def scored() -> score.Score:
    root = OPEN / "repo"
    found = []
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root).as_posix()
        if file.is_file() and states_rules(path):
            found += [{"kind": r.kind, "path": path, "line": r.line, "value": r.value} for r in ANALYSER.run(path, file.read_bytes()).rules]
    return score.score({"rules": found}, score.load(OPEN / "labels.yaml"))


@pytest.mark.parametrize(
    "kind",
    ["tin", "bin", "nid", "mobile", "vat_rate", "withholding", "supplementary_duty", "fiscal_year", "due_date", "mushak", "rounding"],
)
def test_rules_of_the_open_corpus_are_found_and_its_look_alikes_are_not(scored, kind):
    row = scored.by_kind[kind]
    wrong = [one for one in (*scored.missed, *scored.false) if one.kind == kind]
    assert (row.precision.value >= 0.97, row.recall.value >= 0.95, row.resisted.value >= 0.97) == (True, True, True), wrong
    assert row.values.value >= 0.9


STATEMENTS = {
    "a decorator": ("src/a.ts", r"class A { @Matches(/^\d{12}$/) tin: string; }", [("tin", 1, "12")]),
    "two decorators": (
        "src/a.ts",
        "class A {\n  @MinLength(10)\n  @MaxLength(17)\n  nid: string;\n}",
        [("nid", 2, "10"), ("nid", 3, "17")],
    ),
    "a chain": ("src/a.ts", r"const s = z.object({ bin: z.string().regex(/^\d{9}-\d{4}$/) });", [("bin", 1, "9-4")]),
    "a class of digits spelled otherwise": ("src/a.ts", r"const TIN = /^[0-9]{6}[0-9]{6}$/;", [("tin", 1, "12")]),
    "Bengali in Latin letters": ("a.ts", "const utsheKorHar = 5;", [("withholding", 1, "5")]),
    "a comment beside it": ("a.ts", "const soda = (p: number) => p * 0.3; // SD", [("supplementary_duty", 1, "30")]),
    "what a rate is multiplied with": (
        "a.py",
        "def due(rate, has_tin):\n    return rate if has_tin else rate * 1.5",
        [("withholding", 2, "1.5")],
    ),
    "basis points": ("a.ts", "const vat = (paisa * 1500) / 10000;", [("vat_rate", 1, "15")]),
    "a section": ("a.toml", "[tax.withholding]\nrent = 5\n", [("withholding", 2, "5")]),
    "a payment that tax is withheld from": ("a.ts", "const TDS = { COMMISSION: 10 };", [("withholding", 1, "10")]),
    "a file named after the tax": ("tds_sections.csv", "section,head,rate\n94,Commission,10\n", [("withholding", 2, "10")]),
    "unpacked values": ("a.py", "VAT_PCT, SD_PCT = 15, 20", [("vat_rate", 1, "15"), ("supplementary_duty", 1, "20")]),
    "the bound of a field": ("a.ts", "class A { @Max(15) vatRate: number; }", [("vat_rate", 1, "15")]),
    "a part of SQL's": ("a.sql", "SELECT COALESCE(vat_rate, 15) FROM items;", [("vat_rate", 1, "15")]),
    "a fraction": ("a.py", "VAT_RATE = 0.15", [("vat_rate", 1, "15")]),
    "a divisor": ("a.py", "def net(gross_with_vat):\n    return gross_with_vat / 1.15", [("vat_rate", 2, "15")]),
    "a part of the gross": ("a.js", "const vat = gross * 15 / 115;", [("vat_rate", 1, "15")]),
    "Laravel's rules": ("a.php", "<?php return ['tin' => 'required|digits:12'];", [("tin", 1, "12")]),
    "an annotation of Java": (
        "A.java",
        'class A { @Pattern(regexp = "\\\\d{10}|\\\\d{17}") String nid; }',
        [("nid", 1, "10|17")],
    ),
    "an attribute of C#": ("A.cs", "class A { [StringLength(13)] public string Bin { get; set; } }", [("bin", 1, "13")]),
    "SQL in code": ("m.ts", "await q(`ALTER TABLE v ADD COLUMN tin VARCHAR(12)`);", [("tin", 1, "12")]),
    "a CHECK": ("m.sql", "CREATE TABLE v (\n  x TEXT CHECK (length(nid) IN (10, 13, 17))\n);", [("nid", 2, "10|13|17")]),
    "Odoo's data": (
        "t.xml",
        '<odoo><record model="account.tax"><field name="name">VAT</field>\n<field name="amount">15</field></record></odoo>',
        [("vat_rate", 2, "15")],
    ),
    "a column of CSV": ("r.csv", "code,vat_rate\nS004.00,7.5\n", [("vat_rate", 2, "7.5")]),
    "a default of Spring": ("A.java", 'class A { @Value("${vat.rate:15}") double r; }', [("vat_rate", 1, "15")]),
    "Bengali": ("bn.json", '{ "e": "টিআইএন ১২ সংখ্যার" }', [("tin", 1, "12")]),
    "a component of Vue": ("A.vue", "<template>\n<input name='bin' maxlength='13' />\n</template>", [("bin", 2, "13")]),
    "an annotated comment": ("a.ts", "// @business-rule: B-1 - a TIN has 12 digits", [("tin", 1, "12")]),
    "an argument of the field's chain": ("a.js", "r.post('/', body('tin').isLength({ min: 12 }));", [("tin", 1, "12")]),
    "a label around": ("a.tsx", "const F = () => <label>BIN <input id='b' maxLength={13} /></label>;", [("bin", 1, "13")]),
    "a field registered": ("a.tsx", "const F = () => <input {...register('nid')} maxLength={17} />;", [("nid", 1, "17")]),
    "a row": ("a.py", 'COLUMNS = [("TIN", "tin", 12), ("Note", "note", 12)]', [("tin", 1, "12")]),
    "a part of a path": ("a.js", "app.get('/v/:tin(\\\\d{12})', f);", [("tin", 1, "12")]),
    "parts of a whole": ("a.ts", "export const BIN_PARTS = { base: 9, branch: 4 };", [("bin", 1, "9-4")]),
    "a region of a library": ("a.ts", "const ok = isValidPhoneNumber(raw, 'BD');", [("mobile", 1, "BD")]),
    "several operators": ("a.py", 'OPERATORS = {"013", "017", "018"}', [("mobile", 1, "013|017|018")]),
    "a prefix and a length": ("a.js", "const ok = phone.startsWith('01') && phone.length === 11;", [("mobile", 1, "11|01")]),
    "a pattern under no telling name": ("a.ts", r"const WALLET = /^01[3-9]\d{8}$/;", [("mobile", 1, r"^01[3-9]\d{8}$")]),
    "a length kept first": ("a.php", "<?php function is_nid($s) { $l = strlen($s); return $l == 10; }", [("nid", 1, "10")]),
    "a tax id of twelve digits": ("a.py", 'ok = re.match("^[0-9]{12}$", doc.tax_id)', [("tin", 1, "12")]),
    "a service called vendor": ("services/vendor/src/a.ts", "const TIN_LENGTH = 12;", [("tin", 1, "12")]),
    "days after a month under a duty": ("a.yaml", "vds_deposit:\n  days_after_month_end: 15\n", [("due_date", 2, "15")]),
    "days of a deposit, a likely percent": ("a.properties", "tax.vds.deposit.days=7\n", [("due_date", 1, "7")]),
    "a day that depends": (
        "a.py",
        "def vat_return_due(y, m, bank):\n    return date(y, m, 20 if bank else 15)\n",
        [("due_date", 2, "20|15")],
    ),
    "days added to an ordinal": ("A.cs", "class A { int VdsCertificateDue(DateOnly d) => d.DayNumber + 3; }", [("due_date", 1, "3")]),
    "what is said once the day is over": (
        "a.php",
        '<?php\nif ($today->day > 15) {\n  $warnings[] = "VAT return of last month is late";\n}',
        [("due_date", 2, "15")],
    ),
    "a step into the next month": (
        "a.py",
        "def tds_deposit_due(d):\n    end = (d.replace(day=28) + timedelta(days=4)).replace(day=1)\n    return end + timedelta(days=14)\n",
        [("due_date", 3, "14")],
    ),
    "the form of a label": ("a.json", '{"fiscalYear": {"format": "yyyy-yy"}}', [("fiscal_year", 1, "yyyy-yy")]),
    "a date whose type is declared": ("A.cs", "class A { DateOnly FyEnd(int y) => new(y, 6, 30); }", [("fiscal_year", 1, "6")]),
    "a year put into a text": ("a.php", '<?php $fiscalStart = "$year-07-01";', [("fiscal_year", 1, "07-01")]),
    "variables of a process": (
        "k8s.yaml",
        'env:\n  VAT_STANDARD: "15"\n  VDS_SUPPLY: "10"\n  SD_TOBACCO: "65"\n',
        [("vat_rate", 2, "15"), ("withholding", 3, "10"), ("supplementary_duty", 4, "65")],
    ),
    "a table of a section": ("a.py", 'AIT_SECTION_52 = {"contract": 7}', [("withholding", 1, "7")]),
    "payments in a file named after the tax": (
        "tds.yaml",
        'sections:\n  "94": { title: Commission, rate: 10 }\n',
        [("withholding", 2, "10")],
    ),
    "one percent": ("a.php", "<?php $ait = $export * 0.01;", [("withholding", 1, "1")]),
    "per mille": ("a.ts", "const vat = (net * 75) / 1000;", [("vat_rate", 1, "7.5")]),
    "a caption": ("a.php", "<?php echo 'Price: ' . $p * 1.15 . ' including VAT';", [("vat_rate", 1, "15")]),
    "where it is vatable": ("a.ts", "const extra = (n: number, isVatable: boolean) => isVatable ? n * 0.15 : 0;", [("vat_rate", 1, "15")]),
    "a union of literals": (
        "a.ts",
        "const s = z.object({ tdsRate: z.union([z.literal(3), z.literal(10)]) });",
        [("withholding", 1, "3|10")],
    ),
    "a rate of zero among rates": (
        "a.ts",
        "const sdRates = [\n { item: 'ott', sd: 10 },\n { item: 'net', sd: 0 },\n];",
        [("supplementary_duty", 2, "10"), ("supplementary_duty", 3, "0")],
    ),
    "VAT in Bengali": ("a.html", "<p>মূসক হার ৭.৫%</p>", [("vat_rate", 1, "7.5")]),
    "tax on interest": ("a.ts", "export const DEPOSIT_INTEREST_TDS = 10;", [("withholding", 1, "10")]),
    "a method of the tax's class": (
        "Vat.java",
        'class Vat { static BigDecimal onRoomCharge(BigDecimal charge) { return charge.multiply(new BigDecimal("0.15")); } }',
        [("vat_rate", 1, "15")],
    ),
    "a call after the check in its chain": (
        "a.js",
        r"const s = Joi.object({ tin_no: Joi.string().pattern(/^\d{12}$/).allow('', null) });",
        [("tin", 1, "12")],
    ),
    "a shelf beside the BIN of a company": (
        "a.ts",
        "const s = z.object({ companyBin: z.string().length(13), rackNo: z.string(), shelf: z.string() });",
        [("bin", 1, "13")],
    ),
    "a name that begins with the project's": ("acme-shop/tax.php", "<?php define('ACME_BIN_LEN', 13);", [("bin", 1, "13")]),
    "a field that a localisation adds": ("m/p.py", "l10n_bd_bin = fields.Char(size=14)", [("bin", 1, "14")]),
    "a field limited by a helper": (
        "A.java",
        "class F { JTextField tinField = limited(12), plateField = limited(12); }",
        [("tin", 1, "12")],
    ),
    "a table of the database": ("a.php", "<?php $table->string('mushak_form', 4)->default('6.3');", [("mushak", 1, "6.3")]),
    "a row of a table of rules": (
        "rules.csv",
        "field,rule,value\ntin,length,12\nnid,lengths,10|17\nlot,length,13\n",
        [("tin", 2, "12"), ("nid", 3, "10|17")],
    ),
    "an object of a table of rules": ("r.json", '[{"field": "tin", "rule": "length", "value": 12}]', [("tin", 1, "12")]),
    "a constraint of a route": ("A.cs", 'class C { [HttpGet("t/{tin:length(12)}/{seal:length(13)}")] int F() => 1; }', [("tin", 1, "12")]),
    "a constraint of a route of Laravel": ("a.php", "<?php Route::get('/t/{tin}', $f)->where('tin', '[0-9]{12}');", [("tin", 1, "12")]),
    "alternatives in a part of a path": ("a.py", r'p = re_path(r"^e/(?P<nid>\d{10}|\d{17})/$", f)', [("nid", 1, "10|17")]),
    "a pattern of forms": ("a.py", r'FORM = re.compile(r"^(?:Mushak|মূসক)[- ](6\.[1-3]|9\.1)$")', [("mushak", 1, "6.1|6.2|6.3|9.1")]),
    "a catalogue of .NET": ("E.resx", "<root><data name='T'><value>TIN must be 12 digits</value></data></root>", [("tin", 1, "12")]),
    "lengths of several identifiers": ("a.py", 'COLUMNS = {"tin": 12, "bin": 13, "locker": 12}', [("tin", 1, "12"), ("bin", 1, "13")]),
    "a message of the check": ("a.js", r"body('payeeRef').matches(/^\d{12}$/).withMessage('Give a TIN');", [("tin", 1, "12")]),
    "a pattern of forms in PHP": ("a.php", r"<?php $ok = preg_match('/^Mushak-(6\.3|6\.6)$/', $x);", [("mushak", 1, "6.3|6.6")]),
    "a mobile number beside a TIN": (
        "a.js",
        "r.patch('/', body('tin').isLength({ min: 12 }),\n body('contact').matches(/^8801[3-9]\\d{8}$/));",
        [("tin", 1, "12"), ("mobile", 2, r"^8801[3-9]\d{8}$")],
    ),
    "the step of a currency": (
        "c.xml",
        '<odoo><record id="base.BDT" model="res.currency"><field name="rounding">0.01</field></record>\n'
        '<record id="bag" model="uom.uom"><field name="rounding">0.01</field></record></odoo>',
        [("rounding", 1, "2")],
    ),
    "an amount rounded in SQL": (
        "u.sql",
        "UPDATE line SET net_kg = ROUND(gross_kg * 0.985, 2);\nUPDATE line SET net = ROUND(gross * 0.985, 2);",
        [("rounding", 2, "round 2")],
    ),
    "an arm": ("a.ts", "switch (nid.length) {\n  case 10: return 1;\n  case 17: return 2;\n}", [("nid", 2, "10"), ("nid", 3, "17")]),
}


@pytest.mark.parametrize(("path", "text", "expected"), STATEMENTS.values(), ids=STATEMENTS.keys())
def test_a_rule_is_found_however_it_is_written(path, text, expected):
    assert stated(path, text) == expected


NO_RULES = {
    "a comment": ("a.ts", "// a TIN has 12 digits\n/* VAT_RATE = 0.15 */"),
    "a docstring": ("a.py", '"""TIN must be 12 digits, VAT is 15%."""'),
    "an import": ("a.ts", "import { TIN_LENGTH } from './mushak-6.3';"),
    "a use": ("a.ts", "const vat = amount * VAT_RATE;"),
    "a generated file": ("a.ts", "// @generated\nexport const VAT_RATE = 15;"),
    "numbers that only tell members apart": ("a.ts", "enum VatType { STANDARD = 1, REDUCED = 2, ZERO = 3 }"),
    "a standard deviation": ("a.ts", "export const SD = 2.5; // standard deviation"),
    "a switch": ("a.py", "employee.is_salary_withheld = 1"),
    "another's percent beside a tax": ("a.yaml", "vat-worker:\n  queue_percent: 5\n"),
    "waste in a service of VAT": ("vat.service.ts", "class VatService { withWaste(qty: number) { return qty * 1.15; } }"),
    "the interest on late tax": ("a.ts", "export const TDS_INTEREST_PER_MONTH = 2;"),
    "another country's": ("a.ts", "const ukVatRate = 0.2; const rates = { GB: { vatRate: 20 } };"),
    "a shelf": ("a.ts", "class Shelf { @Length(9, 9) warehouseBin: string; }"),
    "an alpha channel": ("a.ts", "export const vatBadge = { opacity: 0.15 };"),
    "a tin of tinplate": ("a.json", '{"fieldname": "tin_plate_grade", "length": 12}'),
    "a member that is something else": ("a.py", "def check_nid(doc):\n    return len(doc.machine_id) == 10"),
    "a bin of a store": ("a.ts", "class Storage { @Length(13) bin: string; @Length(13) pickingBin: string; }"),
    "a number of another country": (
        "a.php",
        "<?php function is_malaysian_phone($s) { return preg_match('/^01[0-46-9]-?\\d{7,8}$/', $s); }",
    ),
    "a landline": ("a.ts", r"const phone = /^02\d{7,9}$/;"),
    "hidden digits": ("a.ts", "const maskNid = (nid: string) => nid.slice(0, 3) + '*'.repeat(10);"),
    "a binary number": ("a.ts", "const toBin = (n: number) => n.toString(2).padStart(13, '0');"),
    "a message about another number": ("a.ts", "const tinErrors = { account: 'Account number must be 12 digits' };"),
    "a BIN cut for print": ("a.ts", "const formatBin = (bin: string) => `${bin.slice(0, 9)}-${bin.slice(9)}`;"),
    "the width of a screen": ("a.ts", "class Mobile { static width = 11; static columns = 13; }"),
    "solids in water": ("a.csv", "plant,ph,tds\nnorth,6.3,15\n"),
    "a meter of solids": ("a.ts", "const waterTds = 0.05; const labels = { m: 'TDS meter, 5 % accuracy' };"),
    "virtual servers": ("a.py", 'VDS_HOSTS = {"web": 15, "db": 10}'),
    "a deviation of what is measured": ("a.py", 'HUMIDITY_SD = {"depot": 20}'),
    "a series of a printer": ("A.cs", 'class A { const string SerialPrefix = "SD-20"; }'),
    "another rate of a service": ("a.sql", "UPDATE service_rate SET rush_rate = 10 WHERE service_code = 'S004.00'; -- VAT"),
    "a number beside a certificate": (
        "a.ts",
        "function vdsCertificateCopies() { return 3; }\nfunction tdsChallanNo(n: number) { return n + 5; }",
    ),
    "the hundredth part of a rate": ("a.ts", "const tds = amount * tdsRate * 0.01;"),
    "zeros to begin with": ("a.ts", "let vat = 0;\nconst totals = { net: 0, vat: 0, sd: 0 };"),
    "another thing late": (
        "a.py",
        'def f(today):\n    if today.day > 25:\n        print("salaries are late")\n    print("the VAT return is late")\n',
    ),
    "another thing new": ("A.cs", "class A { Point FiscalYearMark(int x) => new(x, 7, 1); }"),
    "a code of taxes": ("t.sql", "CREATE TABLE vat_master (\n  tax_code VARCHAR(10)\n);"),
    "what is stored under a chained name": ("a.ts", "const s = z.object({ voucher: z.string().length(12).brand('tin') });"),
    "the rule of a finding": ("known.yaml", "- rule: bd.tin.length\n  before: '@Matches(/^\\d{10}$/)'\n"),
    "a waste bin": ("waste/waste.py", "WASTE_BIN_LEN = 13"),
    "places of columns": ("a.js", "const columnIndex = { tin: 12, bin: 13 };"),
    "a table of products": ("p.csv", "product,attribute,value\ntin plate,length,12\nbin liner,length,13\n"),
    "a pattern of versions": ("a.ts", r"const mushakVersion = /^(6\.3|6\.7)$/;"),
    "a pattern of any number": ("a.ts", r"const mushak = /^Mushak-(\d+)\.\d+$/;"),
    "a message of another number": ("a.js", r"body('meterRef').matches(/^\d{12}$/).withMessage('Not the TIN: the meter number');"),
    "a tracker's number": ("A.cs", 'var ok = Regex.IsMatch(d.Tracker, @"^01\\d{9}$"); var mobile = 1;'),
    "a landline with its area": ("a.py", r'ok = re.match(r"^0\d{1,3}-\d{5,8}$", doc.phone)'),
    "groups for print": ("a.ts", "const formatTin = (v: string) => v.match(/.{1,4}/g)?.join('-');"),
    "digits that count": ("A.java", "class S { BigDecimal net(BigDecimal fee) { return fee.round(new MathContext(12)); } }"),
    "stars in a view of VAT": ("v.sql", "CREATE VIEW monthly_vat AS\nSELECT ROUND(AVG(stars), 1) AS stars FROM x;"),
    "a routing number": ("a.ts", r"class Tin { @Matches(/^\d{9}$/) routingNumber: string; }"),
}


@pytest.mark.parametrize(("path", "text"), NO_RULES.values(), ids=NO_RULES.keys())
def test_what_only_looks_like_a_rule_is_none(path, text):
    assert stated(path, text) == []


def test_the_message_that_a_check_raises_is_no_rule_of_its_own():
    check = "def f(tin):\n    if len(tin) != 12:\n        raise ValueError('TIN must be 12 digits')\n"
    assert stated("a.py", check) == [("tin", 2, "12")]
    assert stated("a.py", "HINT = 'TIN must be 12 digits'") == [("tin", 1, "12")]


@pytest.mark.parametrize(
    "path",
    [
        "vendor/x/a.php",
        "public/vendor/a.js",
        "src/a.spec.ts",
        "tests/test_vat.py",
        "src/a.stories.tsx",
        "node_modules/x/a.js",
        "docs/vat.json",
        "a.min.js",
        "package.json",
        "A.md",
    ],
)
def test_tests_stories_vendored_and_generated_files_and_documentation_state_no_rules(path):
    assert not states_rules(path)


@pytest.mark.parametrize(
    ("path", "product"),
    [
        ("pay/src/main/java/test/acme/Tin.java", True),
        ("src/main/java/com/acme/testing/Lab.java", True),
        ("src/main/java/com/acme/docs/samples/Challan.java", True),
        ("src/main/resources/tests/rates.yml", True),
        ("pay/src/test/java/test/acme/Tin.java", False),
        ("src/main/java/com/acme/TinTest.java", False),
        ("tests/erp/src/main/java/acme/Tin.java", False),
        ("src/main/java/com/acme/generated/Tin.java", False),
        ("src/main/test/tin.ts", False),
    ],
)
def test_a_package_of_the_product_may_be_called_test(path, product):
    assert states_rules(path) is product


def test_what_an_analyser_stores_is_what_it_found():
    found = ANALYSER.run("a.ts", rb"const TIN_RE = /^\d{12}$/; const VAT_RATE = 0.15;")
    assert ANALYSER.load(ANALYSER.dump(found)) == found
    assert len(found.rules) == 2


def test_a_file_that_cannot_be_parsed_or_is_too_large_is_said_to_be_unread():
    assert ANALYSER.run("a.ts", b"const VAT_RATE = 0.15;\nclass {{{").unread == ("syntax error near line 2",)
    assert ANALYSER.run("a.ts", b"// vat\n" * 200_000).unread == ("larger than 1,000,000 bytes",)


PACKAGE = json.dumps({"name": "erp", "scripts": {"start": "node dist/main.js"}, "dependencies": {"express": "5"}})
ERP = {
    "package.json": PACKAGE,
    "src/main.ts": "import { isTin, vatOf } from './tax';\nimport express from 'express';\nconst app = express();\n"
    "app.get('/', (q, r) => r.json([isTin(q.query.tin), vatOf(1)]));\napp.listen(3000);\n",
    "src/tax.ts": "export const isTin = (tin: string) => /\\d{10,12}/.test(tin);\n"
    "export const vatOf = (net: number, vatRate?: number) => net * (vatRate || 15) / 100;\n",
    "src/old.ts": "export const isOldTin = (tin: string) => /^\\d{10}$/.test(tin);\n",
    "db/schema.sql": "CREATE TABLE vendors (\n  bin VARCHAR(9)\n);\n",
    "db/more.sql": "ALTER TABLE vendors ADD CONSTRAINT b CHECK (length(bin) = 13);\n",
}


@pytest.fixture
def erp(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "erp", ERP)


def scanned(prohori, repository: Repository, *more: str) -> dict:
    ran = prohori("rules", "scan", "--repo", repository.path, "--json", *more)
    assert (ran.returncode, ran.stderr) == (0, "")
    return json.loads(ran.stdout)


def test_the_scan_says_reach_scope_judgement_conflicts_and_coverage(prohori, erp):
    registry = scanned(prohori, erp)
    rules = {(one["path"], one["line"], one["kind"]): one for one in registry["rules"]}
    live, dead = rules["src/tax.ts", 1, "tin"], rules["src/old.ts", 1, "tin"]
    assert (registry["version"], live["reach"], live["role"]) == ("1.1", "wired", "pattern")
    assert dead["reach"] in ("dead", "uncalled", "unsure") and dead["because"]
    assert "10 digits: the TIN of before July 2013, void from 1 January 2014" in live["judgement"]["accepts"]
    assert live["scope"] == {"service": "", "module": "src"}
    titles = {one["title"]: one for one in registry["conflicts"]}
    assert "VAT rate: a rate of 0 % becomes 15 %" in titles
    stored = titles["BIN: 13 digits are let in, 9 are stored"]
    assert [(side["path"], side["line"]) for side in stored["sides"]] == [("db/more.sql", 1), ("db/schema.sql", 2)]
    assert registry["coverage"]["files"] == 5
    assert registry["coverage"]["unread"] == []


def found(kind: str, path: str, line: int, value: str, *, role: str = "length", reach: str = "wired", about: str = "") -> Found:
    return Found(
        kind=kind, path=path, line=line, end_line=line, value=value, role=role, about=about, reach=reach, because="it is", evidence=value,
        scope=Scope(service="", module=""), confidence=Confidence.high,
    )  # fmt: skip


CONFLICTS = {
    "two live lengths": ([found("tin", "a.ts", 1, "12"), found("tin", "b.ts", 1, "10")], [("major", "TIN: 10 and 12 digits")]),
    "one of them dead": (
        [found("tin", "a.ts", 1, "12"), found("tin", "b.ts", 1, "10", reach="dead")],
        [("minor", "TIN: 10 and 12 digits")],
    ),
    "two decorators of one field are one check": (
        [found("nid", "a.ts", 1, "10"), found("nid", "a.ts", 2, "17"), found("nid", "b.ts", 1, "10|13|17")],
        [],
    ),
    "two patterns of one file are two": (
        [found("tin", "a.ts", 1, "10", role="pattern"), found("tin", "a.ts", 2, "12", role="pattern")],
        [("major", "TIN: 10 and 12 digits")],
    ),
    "9-4 is 13": ([found("bin", "a.ts", 1, "13"), found("bin", "b.ts", 1, "9-4", role="pattern")], []),
    "a column with room": ([found("tin", "a.ts", 1, "12"), found("tin", "b.ts", 1, "14", role="column")], []),
    "rates of one service": (
        [found("vat_rate", "a.ts", 1, "10", role="rate", about="S004"), found("vat_rate", "r.csv", 2, "7.5", role="row", about="S004.00")],
        [("major", "VAT rate of S004: 7.5 % and 10 %")],
    ),
    "days of one return": (
        [
            found("due_date", "a.ts", 1, "15", role="day", about="vat.return"),
            found("due_date", "b.py", 1, "20", role="day", about="vat.return"),
        ],
        [("major", "vat return due: 15 and 20")],
    ),
    "July from 0 and from 1": (
        [found("fiscal_year", "a.ts", 1, "6", role="month"), found("fiscal_year", "b.py", 1, "7", role="month")],
        [],
    ),
    "another month": (
        [found("fiscal_year", "a.ts", 1, "3", role="month"), found("fiscal_year", "b.py", 1, "7", role="month")],
        [("major", "fiscal year: 3 and July")],
    ),
}


@pytest.mark.parametrize(("rules", "expected"), CONFLICTS.values(), ids=CONFLICTS.keys())
def test_rules_about_one_thing_conflict_by_what_they_let_through(rules, expected):
    assert [(one.severity.value, one.title) for one in conflicts_of(rules)] == expected


def test_a_stored_identifier_that_nothing_alive_checks_is_missing_a_rule():
    column = found("bin", "db/a.sql", 2, "13", role="column", reach="db")
    assert [one.line for one in missing_of([column])] == [2]
    assert [one.line for one in missing_of([column, found("bin", "b.ts", 1, "13", reach="dead")])] == [2]
    assert missing_of([column, found("bin", "b.ts", 1, "13")]) == ()


def test_a_changed_file_changes_the_answer_and_an_unchanged_tree_does_not(prohori, erp):
    first = scanned(prohori, erp)
    assert scanned(prohori, erp) == first
    erp.write({"src/tax.ts": ERP["src/tax.ts"] + "export const SD_RATE = 20;\n"})
    added = [one for one in scanned(prohori, erp)["rules"] if one not in first["rules"]]
    assert [(one["kind"], one["line"], one["value"]) for one in added] == [("supplementary_duty", 3, "20")]


def test_a_kind_narrows_the_answer_and_the_text_names_places(prohori, erp):
    assert {one["kind"] for one in scanned(prohori, erp, "--kind", "bin")["rules"]} == {"bin"}
    shown = prohori("rules", "scan", "--repo", erp.path).stdout
    assert "db/schema.sql:2  bin  9" in shown
    assert shown.splitlines()[-1].endswith("in 5 files")


def test_a_folder_that_is_not_there_is_a_clear_error(prohori, tmp_path):
    ran = prohori("rules", "scan", "--repo", tmp_path / "nowhere")
    assert ran.returncode == 2
    assert "there is no such folder" in ran.stderr


def test_the_reference_names_every_field_of_the_json():
    said = (Path(__file__).parents[1] / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")
    for model in (Registry, Found, Scope, Judgement, Conflict, Side, Missing, Coverage):
        for name in model.model_fields:
            assert f"`{name}`" in said, f"{model.__name__}.{name}"


SPELLINGS = {
    "an enum of TypeScript": ("a.ts", "export enum InvoiceStatus { Paid = 'PAID', Due = 'DUE' }", [("other", 1, "PAID|DUE")]),
    "a union of texts": ("a.ts", "export type VatKind = 'standard' | 'zero';", [("other", 1, "standard|zero")]),
    "an enum of Python": ("a.py", "class InvoiceStatus(str, Enum):\n    PAID = 'paid'\n    DUE = 'due'", [("other", 1, "paid|due")]),
    "an enum of PHP": ("a.php", "<?php enum PaymentStatus: string { case Paid = 'paid'; case Due = 'due'; }", [("other", 1, "paid|due")]),
    "a CHECK": (
        "a.sql",
        "CREATE TABLE i (\n  invoice_status TEXT CHECK (invoice_status IN ('paid', 'due'))\n);",
        [("other", 2, "paid|due")],
    ),
    "an enum of Prisma": ("a.prisma", "enum InvoiceStatus {\n  PAID\n  DUE\n}", [("other", 1, "PAID|DUE")]),
    "a made number": ("a.ts", "const invoiceNumber = `INV-${year}-${String(n).padStart(6, '0')}`;", [("other", 1, "INV-#-#")]),
    "a checked number": ("a.ts", r"const INVOICE_NO = /^INV-\d{4}-\d{6}$/;", [("other", 1, "INV-#-#")]),
    "a number of Python": ("a.py", "def challan_no(year, n):\n    return f'CH/{year}/{n:05d}'", [("other", 2, "CH/#/#")]),
    "a series of Frappe": ("a.json", '{"invoice_naming_series": "INV-.YYYY.-.#####"}', [("other", 1, "INV-#-#")]),
    "constants of Java": ("A.java", "enum InvoiceStatus { PAID, DUE }", []),
    "an enumeration of something else": ("a.ts", "// vat\nexport enum Colour { Red = 'red', Blue = 'BLUE' }", []),
    "the number of something else": ("a.ts", "class CreateInvoice { @Matches(/^PO-\\d{6}$/) poNumber: string; } // vat", []),
    "a path": ("a.ts", "const invoicePath = `invoices/${year}-${n}`; const vatRate = 15;", [("vat_rate", 1, "15")]),
    "a union of other types": ("a.ts", "export type VatInput = { kind: 'a' } | { kind: 'b' };", []),
}


@pytest.mark.parametrize(("path", "text", "expected"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_enumerations_and_numbers_of_documents_are_found(path, text, expected):
    assert stated(path, text) == expected


def titles(prohori, tmp_path, files) -> dict[str, tuple[str, str, list[str]]]:
    found = scanned(prohori, Repository.create(tmp_path / "other", files))["conflicts"]
    return {one["title"]: (one["what"], one["severity"], [f"{side['path']}:{side['line']}" for side in one["sides"]]) for one in found}


def test_values_that_differ_in_letter_case_and_forms_of_one_number_are_conflicts(prohori, tmp_path):
    files = {
        "a/status.ts": "export enum InvoiceStatus { Paid = 'PAID', Due = 'DUE' }\n",
        "b/status.py": "class InvoiceStatus(str, Enum):\n    PAID = 'paid'\n    DUE = 'DUE'\n    LOST = 'lost'\n",
        "c/status.php": "<?php enum InvoiceStatus: string { case Due = 'DUE'; case Paid = 'PAID'; }\n",
        "a/number.php": "<?php\n$invoiceNo = sprintf('INV-%s-%06d', $year, $n);\n",
        "b/number.py": "INVOICE_NO = re.compile(r'^INV/\\d{4}/\\d{6}$')\n",
        "b/purchase.py": "PURCHASE_INVOICE_NO = re.compile(r'^PINV-\\d{6}$')\n",
    }
    found = titles(prohori, tmp_path, files)
    assert found["invoice status: PAID and paid are one value"][0::2] == ("case", ["a/status.ts:1", "b/status.py:1"])
    assert found["invoice number: INV-#-# and INV/#/#"][0::2] == ("format", ["a/number.php:2", "b/number.py:1"])
    assert len(found) == 2


def test_enumerations_and_numbers_that_agree_are_none(prohori, tmp_path):
    files = {
        "a.ts": "export enum InvoiceStatus { Paid = 'paid' , Due = 'due' }\nconst invoiceNo = `INV-${year}-${n}`;\n// padStart\n",
        "b.py": "class InvoiceStatus(str, Enum):\n    PAID = 'paid'\n    OPEN = 'open'\n",
        "d.py": "INVOICE_NO = re.compile(r'^INV-\\d{4}-\\d{2}-\\d{6}$')\n",
        "c.ts": "export enum PaymentStatus { Paid = 'PAID', Due = 'DUE' }\n",
    }
    assert titles(prohori, tmp_path, files) == {}


def test_a_fraction_here_and_percent_there_is_a_conflict_of_units_and_a_zero_rate_that_becomes_15_is_one(prohori, tmp_path):
    files = {
        "a.php": "<?php\nconst VAT_RATE = 0.15;\n",
        "b.php": "<?php\nconst VAT_RATE = 15;\n",
        "c.py": "def vat(net, vat_rate=None):\n    return net * (vat_rate or 15) / 100\n",
        "d.php": "<?php\n$rate = $vatRate ?? 15;\n",
    }
    found = titles(prohori, tmp_path, files)
    assert found["VAT rate: a fraction in one place, percent in another"][:2] == ("unit", "minor")
    assert found["VAT rate: a rate of 0 % becomes 15 %"][0::2] == ("zero-rate", ["c.py:2"])
    assert titles(prohori, tmp_path / "same", {"a.php": files["a.php"], "b.php": files["a.php"]}) == {}


def test_an_entity_with_a_bin_and_no_live_check_in_its_service_is_a_missing_rule(prohori, tmp_path):
    service = {
        "vendors/package.json": PACKAGE,
        "vendors/vendor.entity.ts": "@Entity()\nexport class Vendor {\n  @Column({ length: 14 })\n  bin: string;\n}\n",
        "vendors/main.ts": "import { Vendor } from './vendor.entity';\n@Module({ imports: [TypeOrmModule.forFeature([Vendor])] })\n"
        "class AppModule {}\nNestFactory.create(AppModule);\n",
        "other/package.json": PACKAGE,
        "other/check.php": "<?php\nreturn ['bin' => 'digits:13'];\n",
    }
    repository = Repository.create(tmp_path / "erp", service)
    [gap] = scanned(prohori, repository)["missing"]
    assert (gap["kind"], gap["path"], gap["line"]) == ("bin", "vendors/vendor.entity.ts", 3)
    repository.write({"vendors/check.php": "<?php\nreturn ['bin' => 'digits:13'];\n"})
    assert scanned(prohori, repository)["missing"] == []
