# ruff: noqa: E501
"""What a workflow file may say, and where an error in one points."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from prohori.agents.registry import Registry, load_all
from prohori.errors import DefinitionError, UsageError
from prohori.workflows import loader
from prohori.workflows.definition import Step, WorkflowDefinition
from prohori.workflows.reference import reference
from prohori.workflows.schema import schema

ROOT = Path(__file__).parent.parent
PARAMETERS = ", ".join(f"{name}: text" for name in ("on", *"abcdefg"))
AGENT = f"---\nname: {{name}}\ndescription: d\naliases: [{{name}}-alias]\nparameters: {{{{{PARAMETERS}}}}}\n---\nbody\n"
HEAD = "name: nightly\ndescription: d\npattern: sequential\nsteps:\n"
STEP = HEAD + "  - agent: reviewer\n"


@pytest.fixture
def agents(tmp_path: Path) -> Registry:
    folder = tmp_path / "agents"
    folder.mkdir()
    for name in ("reviewer", "profiler"):
        (folder / f"{name}.md").write_text(AGENT.format(name=name))
    return load_all(folder)


def write(tmp_path: Path, text: str | bytes, name: str = "nightly.yaml") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


# text of the file; line:column; what the message has; what it must not have
WRONG = {
    "tab": (HEAD + "\t- agent: reviewer\n", "5:1", ["not YAML", "indent with spaces"], "Traceback"),
    "unclosed quote": ('name: "nightly\n', "2:1", ["not YAML"], "did you mean"),
    "mistyped key, though one is missing": (HEAD.replace("pattern", "pattrn") + "  - agent: reviewer\n", "3:1", ["`pattrn` is not a key of a workflow", "did you mean `pattern`?"], "missing"),
    "missing description": ("name: nightly\npattern: sequential\nsteps: [{agent: reviewer}]\n", "1:1", ["`description` is missing"], "did you mean"),
    "mistyped key of a step": (STEP + "    promt: x\n", "6:5", ["`promt` is not a key of a step", "did you mean `prompt`?"], "too short"),
    "text for a number": (STEP + "    timeout: '3'\n", "6:5", ["`timeout` cannot be `\"3\"`", "valid number"], "Tuple"),
    "number for text": (HEAD.replace("description: d", "description: 3") + "  - agent: reviewer\n", "2:1", ["`description` cannot be `3`", "valid string"], "steps"),
    "unknown parameter": (STEP + "    parameters: {onn: 1}\n", "6:18", ["unknown parameter `onn`", "did you mean `on`?"], "Tuple"),
    "negative ttl": (STEP + "    ttl: -1\n", "6:5", ["`ttl` cannot be `-1`", "greater than 0"], "Tuple"),
    "unknown word for ttl": (STEP + "    ttl: never\n", "6:5", ["`ttl` cannot be `\"never\"`", "'off'"], "Tuple"),
    "unknown criticality": (STEP + "    criticality: hihg\n", "6:5", ["did you mean `high`?"], "Tuple"),
    "unknown pattern": (HEAD.replace("sequential", "sequental") + "  - agent: reviewer\n", "3:1", ["did you mean `sequential`?"], "available"),
    "pattern that is not built": (HEAD.replace("sequential", "conditional") + "  - agent: reviewer\n", "3:1", ["`conditional` is not available", "`sequential`"], "did you mean"),
    "empty value": ("name:\ndescription: d\npattern: sequential\nsteps: [{agent: reviewer}]\n", "1:1", ["`name` cannot be empty"], "null"),
    "name with spaces": (STEP + "    name: A B\n", "6:5", ["lower-case words joined by `-`"], "pattern '"),
    "no steps": (HEAD.replace("steps:", "steps: []"), "4:1", ["`steps` cannot be `[]`", "at least 1"], "did you mean"),
    "steps that are text": (HEAD.replace("steps:", "steps: x"), "4:1", ["it should be a list"], "tuple"),
    "a step that is text": (HEAD + "  - reviewer\n", "5:5", ["`steps[0]` cannot be `\"reviewer\"`", "it should be a mapping"], "Tuple"),
    "unknown agent": (HEAD + "  - agent: reviwer\n", "5:5", ["unknown agent `reviwer`", "`profiler`, `reviewer`", "did you mean `reviewer`?"], "Traceback"),
    "two steps of one name": (STEP + "  - agent: profiler\n    name: reviewer\n", "7:5", ["two steps are named `reviewer`", "line 5"], "unknown"),
    "two steps of one agent": (STEP + "  - agent: reviewer\n", "6:5", ["two steps are named `reviewer`", "another `name`"], "unknown"),
    "consumes itself": (STEP + "    consumes: [reviewer]\n", "6:16", ["cannot consume `reviewer`", "is this step"], "no such"),
    "consumes a later step": (STEP + "    consumes:\n      - profiler\n  - agent: profiler\n", "7:9", ["cannot consume `profiler`", "it comes later"], "no such"),
    "consumes what is no step": (STEP + "  - agent: profiler\n    consumes: [reviewr]\n", "7:16", ["no such step", "did you mean `reviewer`?"], "later"),
    "duplicate key": ("name: nightly\nname: other\n", "2:1", ["a second `name`", "first is in line 1"], "missing"),
    "duplicate key deep inside": (STEP + "    parameters:\n      a: {b: 1, b: 2}\n", "7:17", ["a second `b`"], "missing"),
    "anchor and alias": ("name: &n nightly\ndescription: *n\n", "1:7", ["anchor or alias `n`"], "missing"),
    "alias as a key": ("name: nightly\n*n : x\n", "2:1", ["anchor or alias `n`"], "missing"),
    "merge key": ("name: nightly\n<<: {description: d}\n", "2:1", ["the key `<<`"], "missing"),
    "key that is no text": ("name: nightly\ntrue: d\n", "2:1", ["the key `true`", "quoted"], "missing"),
    "tag": ("name: !!python/object/apply:os.system [ls]\n", "1:7", ["the tag `tag:yaml.org,2002:python/object/apply:os.system`"], "missing"),
    "deep nesting": ("name: " + "[" * 100_000, "1:39", ["nesting this deep"], "missing"),
    "second document": ("name: nightly\n---\nname: other\n", "2:1", ["a second document"], "missing"),
    "empty file": ("", "1", ["the file is empty"], "missing"),
    "only a comment": ("# nothing\n\n", "1", ["the file is empty"], "missing"),
    "a list": ("- agent: reviewer\n", "1:1", ["a workflow is a mapping"], "missing"),
    "control character": ("name: nightly\ndescription: \x07\n", "2", ["not YAML", "control characters"], "missing"),
    "not UTF-8": (b"name: nightly\ndescription: caf\xe9\n", "2:17", ["not UTF-8", "0xe9"], "Traceback"),
    "too large": (b"#" * 300_000, None, ["too large", "262144"], "Traceback"),
    "fallback that is no agent": (STEP + "    fallback: reviwer\n", "6:5", ["the fallback `reviwer` is no agent", "did you mean `reviewer`?"], "circle"),
    "fallback to itself": (STEP + "    fallback: reviewer\n", "6:5", ["in a circle", "reviewer → reviewer", "`off`"], "no agent"),
    "degraded mode with an unknown parameter": (STEP + "    degraded: {onn: 1}\n", "6:16", ["unknown parameter `onn`", "did you mean `on`?"], "Tuple"),
    "expression in a prompt": (STEP + "    prompt: '{{ 7 * 7 }}'\n", "6:5", ["placeholders, not expressions", "`{{ 7 * 7 }}`"], "49"),
    "name other than the file's": (STEP.replace("name: nightly", "name: daily"), "1:1", ["its file's name", "`nightly.yaml`"], "unknown"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_line(case: str, tmp_path: Path, agents: Registry) -> None:
    text, position, said, unsaid = WRONG[case]
    path = write(tmp_path, text)
    with pytest.raises(DefinitionError) as caught:
        loader.load(path, agents)
    message = str(caught.value)
    assert caught.value.where == (f"{path}:{position}" if position else str(path))
    assert [part for part in said if part not in message] == []
    assert unsaid not in message


def test_other_problems_are_named_by_their_lines(tmp_path: Path, agents: Registry) -> None:
    path = write(tmp_path, STEP + "    timeout: x\n    ttl: y\n    consumes: 3\n")
    with pytest.raises(DefinitionError, match="then see line 7, 8"):
        loader.load(path, agents)


def test_a_file_that_cannot_be_read_is_a_definition_error(tmp_path: Path, agents: Registry) -> None:
    (tmp_path / "nightly.yaml").mkdir()
    with pytest.raises(DefinitionError, match="cannot be read"):
        loader.load(tmp_path / "nightly.yaml", agents)


@pytest.mark.parametrize("text", [STEP, STEP.replace("\n", "\r\n"), "\ufeff" + STEP, "# c\n---\n" + STEP])
def test_line_ends_bom_and_comments_do_not_matter(text: str, tmp_path: Path, agents: Registry) -> None:
    plain = loader.load(write(tmp_path, STEP), agents).digest
    assert loader.load(write(tmp_path, text), agents).digest == plain


def test_a_json_file_is_a_workflow_file(tmp_path: Path, agents: Registry) -> None:
    value = {"name": "nightly", "description": "d/é", "pattern": "sequential", "steps": [{"agent": "reviewer", "ttl": 1.5}]}
    from_json = loader.load(write(tmp_path, json.dumps(value, indent="\t", ensure_ascii=False), "nightly.json"), agents)
    assert from_json == loader.load(write(tmp_path, yaml.safe_dump(value, allow_unicode=True)), agents)
    assert from_json.steps[0].ttl == 1.5


def test_words_that_yaml_1_1_would_convert_stay_text(tmp_path: Path, agents: Registry) -> None:
    path = write(
        tmp_path, STEP + "    ttl: off\n    parameters: {on: 2026-07-01, a: no, b: 1:30, c: 007, d: .nan, e: 1e3, f: null, g: true}\n"
    )
    step = loader.load(path, agents).steps[0]
    assert step.ttl == "off"
    assert step.parameters == {"on": "2026-07-01", "a": "no", "b": "1:30", "c": 7, "d": ".nan", "e": 1000.0, "f": None, "g": True}


def test_a_step_is_named_after_its_agent_and_an_alias_becomes_the_agents_name(tmp_path: Path, agents: Registry) -> None:
    steps = loader.load(write(tmp_path, STEP + "  - agent: profiler-alias\n    name: slow-paths\n"), agents).steps
    assert [(step.name, step.agent) for step in steps] == [("reviewer", "reviewer"), ("slow-paths", "profiler")]


def test_the_digest_ignores_layout_and_sees_every_value(tmp_path: Path, agents: Registry) -> None:
    plain = loader.load(write(tmp_path, STEP), agents).digest
    same = "steps: [{agent: 'reviewer'}] # c\npattern: sequential\nname: nightly\ndescription: d\n"
    assert loader.load(write(tmp_path, same), agents).digest == plain
    for other in (STEP + "    timeout: 3\n", STEP + "    parameters: {a: 1}\n", STEP.replace("description: d", "description: e")):
        assert loader.load(write(tmp_path, other), agents).digest != plain


def test_a_prompt_is_rendered_from_parameters_and_the_runs_come_first() -> None:
    step = Step(
        agent="reviewer",
        prompt="{{ module }} at {{level}}, {{ globs }}, { x }",
        parameters={"module": "vat", "level": 2, "globs": ["**/*.ts"]},
    )
    assert step.rendered_prompt({"module": "tds"}) == 'tds at 2, ["**/*.ts"], { x }'


def test_a_value_is_not_rendered_again() -> None:
    step = Step(agent="reviewer", prompt="{{ a }}", parameters={"a": "{{ b }}", "b": "secret"})
    assert step.rendered_prompt() == "{{ b }}"


def test_a_placeholder_without_a_value_is_a_usage_error() -> None:
    step = Step(agent="reviewer", prompt="{{ modul }}", parameters={"module": "vat"})
    with pytest.raises(UsageError, match="did you mean `module`"):
        step.rendered_prompt()


def test_workflows_are_found_by_name_and_by_path(tmp_path: Path, agents: Registry) -> None:
    path = write(tmp_path, STEP)
    assert loader.find("nightly", tmp_path, agents) == loader.find(str(path), tmp_path / "none", agents)


def test_an_unknown_workflow_lists_the_known_ones(tmp_path: Path, agents: Registry) -> None:
    write(tmp_path, STEP)
    with pytest.raises(UsageError) as caught:
        loader.find("nighly", tmp_path, agents)
    assert not isinstance(caught.value, DefinitionError)
    assert "the workflows are `nightly`" in str(caught.value)
    assert "did you mean `nightly`?" in str(caught.value)


def test_a_missing_path_is_a_usage_error(tmp_path: Path, agents: Registry) -> None:
    with pytest.raises(UsageError, match="there is no workflow file"):
        loader.find(str(tmp_path / "none.yaml"), tmp_path, agents)


def test_a_name_cannot_leave_the_folder(tmp_path: Path, agents: Registry) -> None:
    (tmp_path / "inside").mkdir()
    write(tmp_path, STEP)
    with pytest.raises(UsageError):
        loader.find("../nightly", tmp_path / "inside", agents)


def test_two_files_of_one_name_are_refused(tmp_path: Path, agents: Registry) -> None:
    write(tmp_path, STEP)
    write(tmp_path, "{}", "nightly.json")
    with pytest.raises(DefinitionError, match="two files for the workflow `nightly`"):
        loader.all(tmp_path, agents)


def test_all_lists_the_folder_by_name(tmp_path: Path, agents: Registry) -> None:
    write(tmp_path, STEP)
    write(tmp_path, STEP.replace("nightly", "daily"), "daily.yml")
    write(tmp_path, "not a workflow", "README.md")
    assert [workflow.name for workflow in loader.all(tmp_path, agents)] == ["daily", "nightly"]


def test_the_built_in_workflows_load() -> None:
    finance = loader.find("finance-feature")
    assert [step.name for step in finance.steps] == [
        "business-logic-validator",
        "context-gathering",
        "code-reviewer",
        "performance-profiler",
    ]
    assert finance.steps[0].criticality == "critical"
    assert finance in loader.all()


def test_the_published_schema_is_the_models() -> None:
    assert (ROOT / "prohori/workflows/schema.json").read_text() == schema(), "run `python -m prohori.workflows.schema`"


def test_the_reference_page_is_the_models() -> None:
    assert (ROOT / "docs/reference/workflow.md").read_text() == reference(), "run `python -m prohori.workflows.reference`"


@pytest.mark.parametrize("path", sorted((ROOT / "deployments/workflows").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_built_in_workflows_follow_the_schema_and_name_it(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text()), json.loads(schema()))
    first = path.read_text().splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("$schema=")[2]).resolve() == ROOT / "prohori/workflows/schema.json"


def test_the_schema_refuses_what_the_model_refuses() -> None:
    wrong = {"name": "nightly", "description": "d", "pattern": "sequential", "steps": [{"agent": "reviewer", "timeout": "3"}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json.loads(schema()))


def test_a_definition_survives_json() -> None:
    definition = WorkflowDefinition(name="w", description="d", pattern="sequential", steps=(Step(agent="reviewer"),))
    assert WorkflowDefinition.model_validate_json(definition.model_dump_json(), strict=True) == definition


def test_loading_imports_no_agent_and_nothing_heavy() -> None:
    code = "import sys; from prohori.workflows import loader; from prohori.agents.registry import load_all; load_all(); print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert loaded.isdisjoint({"prefect", "jinja2", "ast_grep_py", "rich", "prohori.agents.performance_profiler"})
