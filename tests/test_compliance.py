"""`bangladesh-compliance`: what its auditor reports of any language, what it leaves alone, and what a commit makes run again."""

# ruff: noqa: E501 - a case is one line of code

from __future__ import annotations

import pytest

from prohori.agents.code_reviewer import run as review
from prohori.agents.registry import load_all
from prohori.agents.rule_auditor import run
from prohori.codebase.graph.analyser import in_graph
from prohori.codebase.registry.analyser import states_rules
from prohori.engine.run import run_workflow
from prohori.errors import UsageError
from prohori.model import Confidence, Job, Severity, StepOutcome, Verdict, WorkflowOutcome
from prohori.workflows import loader
from tests.conftest import repository_of_demo
from tests.inline import Inline, workspace
from tests.repositories import Repository
from tests.test_business_logic_validator import NOVEMBER_2026, Folder


def audited(files, look="statements", today=NOVEMBER_2026, rules=None):
    class Everything(Folder):
        def glob(self, *patterns):
            return tuple(path for path in super().glob() if states_rules(path) or in_graph(path))

    reads = Everything({path: text.encode() for path, text in files.items()}, today)
    reads.rules = rules
    return run(Job(agent="rule-auditor", parameters={"look": look}), reads)


DEPARTURES = {
    "a void TIN in Laravel": ("a.php", "<?php\nreturn ['tin' => 'required|digits:10'];", ("bd-tin-format", 2, "major"), "void from 1 January 2014"),
    "a pattern in Java": ("A.java", 'class A {\n @Pattern(regexp = "[0-9]{9}|[0-9]{13}") String bin; }', ("bd-bin-format", 2, "major"), "e-BIN of 2017"),
    "an attribute of C#": ("A.cs", "class A {\n [StringLength(12, MinimumLength = 12)] public string Bin { get; set; } }", ("bd-bin-format", 2, "major"), "no such BIN ever existed"),
    "a column that is too short": ("m.sql", "CREATE TABLE v (\n  nid VARCHAR(13)\n);", ("bd-nid-format", 2, "major"), "17 digits"),
    "a CHECK": ("m.sql", "CREATE TABLE v (\n  tin TEXT CHECK (length(tin) = 10)\n);", ("bd-tin-format", 2, "major"), "10 digits"),
    "a service in CSV": ("r.csv", "code,vat_rate\nS004.00,7.5\n", ("bd-vat-rate", 2, "critical"), "it is 10 % since 2025-07-01"),
    "a setting": (".env", "VAT_RATE=14\n", ("bd-vat-rate", 1, "major"), "the standard rate is 15 %"),
    "no rate in use": ("t.json", '{ "taxes": [\n { "vat_rate": 13 } ] }', ("bd-vat-rate", 2, "minor"), "none of the rates in use"),
    "tax at source in TypeScript": ("a.ts", "export const TDS_CONTRACTOR_RATE = 0.07;", ("bd-withholding-rate", 1, "minor"), "tds.rate.contractor is 5 %"),
    "supplementary duty": ("a.py", "SD_RATE_MOBILE = 15", ("bd-supplementary-duty", 1, "minor"), "it is 20 %"),
    "a form of the old law": ("a.ts", 'const title = "Mushak-11";', ("bd-mushak-form", 1, "minor"), "VAT Act 1991"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "text", "found", "says"), DEPARTURES.values(), ids=DEPARTURES.keys())
def test_what_departs_from_the_law_is_reported_with_its_source(path, text, found, says):
    [one] = audited({path: text}).findings
    assert (one.rule, one.line, one.severity.value) == found
    assert says in one.message
    assert one.source


LEFT_ALONE = {
    "what the validator judges as a whole": ("a.ts", r"class A { @Matches(/^\d{10}$/) tin: string; }"),
    "right lengths": ("a.php", "<?php\nreturn ['tin' => 'digits:12', 'bin' => 'digits:13', 'nid' => ['regex:/^(\\d{10}|\\d{13}|(?:19|20)\\d{15})$/']];"),
    "room in a column": ("m.sql", "CREATE TABLE v (\n  tin VARCHAR(20),\n  bin VARCHAR(14),\n  nid VARCHAR(17)\n);"),
    "an entry with its own dates": ("r.csv", "code,vat_rate,valid_to\nS004.00,7.5,2025-06-30\n"),
    "a reduced rate in a list": ("t.json", '{ "taxes": [\n { "vat_rate": 5 }, { "vat_rate": 15 } ] }'),
    "the rate in force": ("r.csv", "code,vat_rate\nS004.00,10\n"),
    "a message": ("A.java", 'class A { String e = "TIN must have 10 digits"; }'),
    "a payment that the rulebook does not name": ("a.ts", "export const TDS_ASTROLOGY_RATE = 0.33;"),
    "a prefix": ("A.java", 'class A { Pattern binPrefix = Pattern.compile("^BIN-"); }'),
    "a number that is known to be old": ("A.java", 'class A { static final Pattern OLD_BIN = Pattern.compile("\\\\d{11}"); }'),
    "the pattern in a rule of Laravel": ("a.php", "<?php\nreturn ['bin' => 'nullable|regex:/^[0-9]{9}-[0-9]{4}$/'];"),
    "a payment with another nature": ("a.ts", "export const tdsRates = { contractor: 5 };"),
    "a pattern that Java applies elsewhere": ("A.java", 'class A { static final String TIN = "[0-9]{12}"; }'),
}  # fmt: skip


@pytest.mark.parametrize(("path", "text"), LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_what_is_right_in_some_reading_is_left_alone(path, text):
    assert audited({path: text}).findings == ()


def test_an_entry_with_dates_is_listed_as_not_evaluated():
    [skipped] = audited({"r.csv": "code,vat_rate,valid_to\nS004.00,7.5,2025-06-30\n"}).coverage.not_evaluated
    assert skipped.subject == "r.csv:2 bd-vat-rate"
    assert "other days" in skipped.reason


def test_a_day_that_the_rulebook_does_not_reach_is_never_a_pass():
    late = audited({"a.php": "<?php\nreturn ['tin' => 'digits:12'];"}, today=NOVEMBER_2026.replace(year=2027))
    assert late.verdict is Verdict.not_evaluated
    assert "not reviewed for FY2027-28" in late.coverage.not_evaluated[0].reason
    assert audited({"README.md": "#"}).verdict is Verdict.not_evaluated


SIDES = {
    "a/package.json": "{}", "a/form.php": "<?php\nreturn ['tin' => 'digits:12'];",
    "b/package.json": "{}", "b/dto.php": "<?php\nreturn ['tin' => 'digits:10'];",
    "b/vendor.entity.ts": "@Entity()\nexport class Vendor {\n  @Column({ length: 14 })\n  bin: string;\n}\n",
    "b/app.module.ts": "@Module({ imports: [TypeOrmModule.forFeature([Vendor])] })\nexport class AppModule {}\nimport { Vendor } from './vendor.entity';\n",
    "b/main.ts": "import { AppModule } from './app.module';\nNestFactory.create(AppModule);\n",
}  # fmt: skip


def test_conflicts_and_missing_rules_are_findings_with_every_side_law_and_confidence():
    made = audited(SIDES, "agreement")
    found = {f.message.partition(":")[0]: f for f in made.findings}
    conflict = found["TIN"]
    assert (conflict.rule, conflict.severity, conflict.confidence) == ("bd-rule-conflict", Severity.major, Confidence.high)
    assert "12 at a/form.php:2" in conflict.message and "10 at b/dto.php:2" in conflict.message
    assert "National Board of Revenue e-TIN" in conflict.source
    assert made.verdict is Verdict.failed
    missing = [(f.rule, f.path, f.line, f.severity.value) for f in made.findings if f.rule == "bd-rule-missing"]
    assert missing == [("bd-rule-missing", "b/vendor.entity.ts", 3, "minor")]


def test_what_rests_on_a_source_of_low_confidence_only_warns():
    days = {"a.php": "<?php\n$vatReturnDueDay = 15;", "b/x.php": "<?php\n$vatReturnDueDay = 20;"}
    [conflict] = audited(days, "agreement").findings
    assert (conflict.severity, conflict.confidence) == (Severity.minor, Confidence.medium)
    certain = audited(SIDES, "agreement").findings
    override = {"reviewed_until": "2027-06-30", "facts": [{"id": "identifier.tin", "entries": [{
        "valid_from": "2026-07-01", "valid_to": None, "confidence": "low", "reason": "a rumour", "source": "hearsay",
        "value": {"name": "TIN", "canonical": "[0-9]{12}", "written": "NNNNNNNNNNNN", "lengths": [12]},
    }]}]}  # fmt: skip
    doubted = audited(SIDES, "agreement", rules=override).findings
    assert [f.severity.value for f in certain if f.message.startswith("TIN")] == ["major"]
    [one] = [f for f in doubted if f.message.startswith("TIN")]
    assert (one.severity, one.confidence, "override of the team" in one.source) == (Severity.minor, Confidence.low, True)


def test_a_part_cannot_be_asked_for_agreement():
    with pytest.raises(UsageError, match="the whole repository"):
        run(Job(agent="rule-auditor", parameters={"look": "agreement", "module": "a"}), Folder({}, NOVEMBER_2026))


def test_the_review_can_be_asked_for_some_rules_alone():
    files = {"a.ts": b"export const total = parseFloat(invoiceAmount) * 1.5;\nexport const f = (x: string) => eval(x);\n"}
    given = [f.rule for f in review(Job(agent="code-reviewer"), Folder(files, NOVEMBER_2026)).findings]
    made = review(Job(agent="code-reviewer", parameters={"rules": ["money.float", "fiscal.naive-date"]}), Folder(files, NOVEMBER_2026))
    assert "injection.eval" in given
    assert ({f.rule for f in made.findings}, made.coverage.rules) == ({"money.float"}, ("money.float", "fiscal.naive-date")[::-1])
    with pytest.raises(UsageError, match="did you mean"):
        review(Job(agent="code-reviewer", parameters={"rules": ["money.flaot"]}), Folder(files, NOVEMBER_2026))


COMPLIANCE = loader.find("bangladesh-compliance")


def ran(folder, state):
    steps = [step.model_dump(exclude_unset=True) for step in COMPLIANCE.steps]
    keys = {"pattern": COMPLIANCE.pattern, "on_verdict_fail": COMPLIANCE.on_verdict_fail}
    return run_workflow(workspace(folder, state, load_all(), steps, keys=keys, on=NOVEMBER_2026), Inline, "r", on_step=lambda _: None)


def test_the_demo_erp_is_not_lawful_and_a_commit_to_one_service_runs_the_shards_of_that_service(tmp_path):
    folder = repository_of_demo(tmp_path)
    first = ran(folder, tmp_path / "state")
    assert (first.outcome, first.reason) == (WorkflowOutcome.degraded, "checks failed: checks, money-and-days, agreement")
    steps = {step.name: step for step in first.steps}
    assert {step.outcome for step in first.steps} == {StepOutcome.ok}
    assert len(steps["checks"].report.findings) == 34
    assert {f.rule for f in steps["agreement"].report.findings} == {"bd-rule-conflict"}
    assert all(f.source for f in first.findings)

    (folder / "services/billing/rates.csv").write_text("code,vat_rate\nS004.00,7.5\n")
    (folder / "services/billing/billing/rates.py").write_text('STANDARD_VAT_RATE = "0.14"\n')
    second = {step.name: step for step in ran(folder, tmp_path / "state").steps}
    for name in ("checks", "statements", "money-and-days"):
        assert [shard.name for shard in second[name].shards if shard.cache.state != "hit"] == ["services/billing"], name
    [stated] = second["statements"].report.findings
    assert (stated.rule, stated.path, stated.severity.value) == ("bd-vat-rate", "services/billing/rates.csv", "critical")
    assert second["agreement"].cache.state == "miss"


def test_an_unchanged_repository_is_answered_from_the_cache(tmp_path):
    folder = Repository.create(tmp_path / "erp", SIDES).path
    ran(folder, tmp_path / "state")
    assert {step.cache.state for step in ran(folder, tmp_path / "state").steps} == {"hit"}
