"""Every rule of the review reports exactly the marked lines of its own examples; a rule without examples of both kinds does not load."""

from __future__ import annotations

from pathlib import Path

import pytest

from prohori.codebase import review_rule
from prohori.codebase.review import RULES, FileReviewer, findings_between
from prohori.codebase.review_rule import Example, read
from prohori.errors import DefinitionError

EXAMPLES = [(rule.id, example) for rule in RULES.values() for example in rule.examples]


def found(rule: str, example: Example) -> set[tuple[str | None, int | None]]:
    reviews = {path: FileReviewer().run(path, text.encode()) for path, text in example.files}
    findings = [f for review in reviews.values() for f in review.findings]
    findings += findings_between({path: review.facts for path, review in reviews.items()})
    return {(f.path, f.line) for f in findings if f.rule == rule}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule}: {example.name}" for rule, example in EXAMPLES])
def test_a_rule_reports_the_marked_lines_of_its_examples_and_no_others(rule: str, example: Example) -> None:
    assert found(rule, example) == example.lines, example.where


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule}: {example.name}" for rule, example in EXAMPLES])
def test_an_example_is_code_that_the_grammar_understands(rule: str, example: Example) -> None:
    assert {path: FileReviewer().run(path, text.encode()).unread for path, text in example.files} == {path: "" for path, _ in example.files}


RULE = """---
id: money.float
severity: major
standards: [CWE-682]
---
What it is.

## Fails
### parsed
```ts src/a.ts
const a = parseFloat(b); ◆
```

## Passes
### a decimal
```ts src/a.ts
const a = new Decimal(b);
```
"""


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (RULE[: RULE.index("## Passes")], ":14", "has no example that passes"),
        (RULE.replace(RULE[RULE.index("### parsed") : RULE.index("## Passes")], ""), ":8", "has no example that fails"),
        (RULE.replace(" ◆", ""), ":9", "no line ends with"),
        (RULE.replace("Decimal(b);", "Decimal(b); ◆"), ":15", "a line ends with"),
        (RULE.replace("```ts src/a.ts\nconst a = new", "```ts\nconst a = new"), ":16", "needs a name and a path"),
        (RULE.removesuffix("```\n"), ":18", "does not end"),
        (RULE.replace("severity: major", "severity: awful"), ":3:1", "awful"),
        (RULE.replace("id: money.float", "id: money.double"), ":2:1", "money.float"),
        (RULE.replace("standards: [CWE-682]\n", ""), ":2:1", "standards"),
        ("What it is.\n", ":1", "begins with its keys"),
    ],
)
def test_a_rule_that_is_not_whole_does_not_load_and_says_where(tmp_path: Path, text: str, line: str, said: str) -> None:
    path = tmp_path / "money.float.md"
    path.write_text(text)
    with pytest.raises(DefinitionError) as raised:
        read(path)
    assert f"{path}{line}" in str(raised.value)
    assert said in str(raised.value)


def test_a_whole_rule_loads_with_its_examples(tmp_path: Path) -> None:
    (tmp_path / "money.float.md").write_text(RULE)
    [rule] = review_rule.load(tmp_path).values()
    assert (rule.id, rule.severity.value, rule.source, rule.says) == ("money.float", "major", "CWE-682", "What it is.")
    assert [(e.name, e.fails, e.lines) for e in rule.examples] == [("parsed", True, {("src/a.ts", 1)}), ("a decimal", False, frozenset())]
    assert rule.examples[0].files == (("src/a.ts", "const a = parseFloat(b);\n"),)
