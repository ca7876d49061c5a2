"""The documents say what is true: generated pages, links, commands, tables."""

import importlib.util
import re

import pytest

from prohori.model import WorkflowOutcome
from prohori.patterns.outcome import EXIT, FINDINGS_EXIT
from tests.conftest import PROJECT

DOCUMENTS = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")])


def generated():
    spec = importlib.util.spec_from_file_location("generate", PROJECT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PAGES


@pytest.mark.parametrize("name", ["settings.md", "cli.md", "rulebook.md", "review.md"])
def test_a_reference_page_is_what_the_code_generates(name):
    page = (PROJECT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert page == generated()[name](), "run `python docs/generate.py`"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_every_link_to_a_file_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_readme_lists_the_exit_codes_of_the_code():
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert listed == {*EXIT.values(), FINDINGS_EXIT, 2}
    assert set(EXIT) == set(WorkflowOutcome)


def test_the_first_screen_of_the_readme_has_the_two_commands_that_ci_runs():
    first_screen = "\n".join((PROJECT / "README.md").read_text(encoding="utf-8").splitlines()[:20])
    ci = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    for command in ("python3 dev.py demo", "python3 dev.py test"):
        assert command in first_screen
        assert command in ci
    assert "docs/images/report.svg" in first_screen


def test_a_decision_is_at_most_forty_lines():
    long = {path.name: lines for path in PROJECT.glob("docs/decisions/*.md") if (lines := len(path.read_text().splitlines())) > 40}
    assert long == {}


def test_the_lock_has_versions_only():
    lines = (PROJECT / "requirements.lock").read_text().splitlines()
    assert [line for line in lines if not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[A-Za-z0-9.+!_-]+", line)] == []
