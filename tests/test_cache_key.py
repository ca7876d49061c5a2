"""The key changes with every input, and with nothing else."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prohori.cache.canonical import canonical
from prohori.cache.key import code_version, result_digest, step_key, tree_digest
from prohori.errors import UsageError
from prohori.model import Consumed, Cost, Coverage, Metric, Report, Severity, finding, report

FOUND = [
    finding("VAT-1", Severity.major, "wrong rate", path="a.ts", line=3),
    finding("TIN-1", Severity.minor, "too short", path="b.ts", line=9),
]
SCAN = report("scanner", "two findings", findings=FOUND, coverage=Coverage(files=2), metrics={"files": Metric(value=2, unit="files")})
INPUTS: dict[str, Any] = {
    "agent": "business-logic-validator", "definition": "d" * 64, "code": "c" * 64, "runner": "local", "model": "m-1",
    "description": "rates",
    "prompt": "Check the VAT rates. কর", "parameters": {"depth": "quick", "limits": [1, 2.5, None, True]},
    "upstream": {"scan": Consumed.of(SCAN)},
}  # fmt: skip
TEXTS = ("agent", "definition", "code", "runner", "model", "description", "prompt")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def key(**changes: Any) -> str:
    return step_key(**INPUTS | changes).digest


@given(st.sampled_from(TEXTS), st.data())
def test_any_flipped_byte_of_a_text_changes_the_key(name: str, data: st.DataObject):
    text = INPUTS[name].encode()
    place, bit = data.draw(st.integers(0, len(text) - 1)), data.draw(st.integers(0, 7))
    flipped = bytearray(text)
    flipped[place] ^= 1 << bit
    changed = step_key(**INPUTS | {name: flipped.decode("utf-8", "surrogateescape")})
    assert changed.digest != key()
    assert sum(changed.parts[part] != value for part, value in step_key(**INPUTS).parts.items()) == 1


@given(st.dictionaries(st.text(), JSON, max_size=5), st.dictionaries(st.text(), JSON, max_size=5))
def test_two_sets_of_parameters_share_a_key_only_where_they_are_the_same_json(one: dict[str, Any], other: dict[str, Any]):
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (key(parameters=one) == key(parameters=other)) == same


@given(JSON, st.data())
def test_any_changed_byte_of_a_canonical_parameter_changes_the_key(value: Any, data: st.DataObject):
    text = json.dumps(value)
    place = data.draw(st.integers(0, len(text) - 1))
    try:
        other = json.loads(text[:place] + data.draw(st.characters(codec="ascii")) + text[place + 1 :])
        changed = key(parameters={"p": other})
    except (ValueError, UsageError):
        return  # no JSON any more
    assert (changed == key(parameters={"p": value})) == (canonical(other) == canonical(value))


@given(st.dictionaries(st.text(), JSON, min_size=2, max_size=6), st.randoms())
def test_the_order_of_parameters_does_not_matter(parameters: dict[str, Any], random: Any):
    names = list(parameters)
    random.shuffle(names)
    assert key(parameters={name: parameters[name] for name in names}) == key(parameters=parameters)


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), (1, True), (0, False), (0, None), ("1", 1), ("", None), ([], {}), ([[]], []), (0.1 + 0.2, 0.3)]
)
def test_values_that_look_alike_are_told_apart(one: Any, other: Any):
    assert key(parameters={"p": one}) != key(parameters={"p": other})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1: "x"}, {"a": {None: 1}}, {1, 2}, b"bytes", object()])
def test_what_json_cannot_say_is_refused(value: Any):
    with pytest.raises(UsageError, match="cannot be written as JSON"):
        key(parameters={"p": value})


def test_a_value_does_not_slip_from_one_input_into_another():
    assert key(agent="ab", definition="c") != key(agent="a", definition="bc")
    assert key(runner="x", model="") != key(runner="", model="x")
    assert key(parameters={"a": 1, "b": 2}) != key(parameters={"a": 2, "b": 1})


def test_upstream_results_that_are_equal_give_equal_keys():
    again = SCAN.model_copy(
        update={
            "findings": tuple(reversed(SCAN.findings)), "cost": Cost(tokens=9, usd=1.5), "summary": "in other words",
            "measured_at": "2026-07-01T00:00:00Z", "metrics": {**SCAN.metrics, "p95": Metric(value=7, unit="ms", samples=20)},
        }
    )  # fmt: skip
    assert key(upstream={"scan": Consumed.of(again)}) == key()


CHANGES: list[dict[str, Any]] = [
    {"findings": SCAN.findings[:1]},
    {"findings": (SCAN.findings[0].model_copy(update={"line": 4}), SCAN.findings[1])},
    {"verdict": "not_evaluated"},
    {"metrics": {"files": Metric(value=3, unit="files")}},
    {"metrics": {"files": Metric(value=2, unit="folders")}},
    {"artifacts": {"manifest.md": "text"}},
    {"metrics": {"files": Metric(value=2, unit="files", samples=9)}},
]


@pytest.mark.parametrize("change", CHANGES)
def test_upstream_results_that_differ_give_other_keys(change: dict[str, Any]):
    other = Report.model_validate(SCAN.model_dump() | change)
    assert result_digest(Consumed.of(other)) != result_digest(Consumed.of(SCAN))
    assert key(upstream={"scan": Consumed.of(other)}) != key()


def test_the_name_of_the_upstream_step_is_part_of_the_key():
    assert key(upstream={"review": Consumed.of(SCAN)}) != key()


def test_the_parts_name_what_a_person_can_change():
    names = set(step_key(**INPUTS).parts)
    assert {"prompt", "agent definition", "code version", "parameter `depth`", "upstream report of `scan`", "model"} <= names


def test_the_code_version_follows_every_file_that_can_change_an_answer(tmp_path: Any):
    (tmp_path / "rulebook").mkdir()
    rule = tmp_path / "rulebook/vat.yaml"
    rule.write_text("rate: 15")
    before = tree_digest(tmp_path)
    rule.write_text("rate: 10")
    changed = tree_digest(tmp_path)
    rule.rename(tmp_path / "vat.yaml")
    moved = tree_digest(tmp_path)
    (tmp_path / "note.txt").write_text("answers nothing")
    assert len({before, changed, moved}) == 3
    assert tree_digest(tmp_path) == moved


def test_the_code_version_is_cheap():
    code_version.cache_clear()
    code_version()
    code_version.cache_clear()
    start = time.perf_counter()
    assert code_version() == code_version()
    assert time.perf_counter() - start < 0.05
