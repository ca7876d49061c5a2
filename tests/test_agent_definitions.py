"""An agent's file: its keys, what an error in it points at, and the registry of all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from prohori.agents.registry import Registry, load_all
from prohori.errors import AgentError, DefinitionError, UsageError

MINIMAL = "---\nname: reviewer\ndescription: d\n---\n"


def write(folder: Path, text: str, name: str = "reviewer") -> Path:
    path = folder / f"{name}.md"
    path.write_text(text)
    return path


def agent(folder: Path, name: str, extra: str = "") -> Path:
    return write(folder, f"---\nname: {name}\ndescription: d\n{extra}---\nAsk.\n", name)


def with_key(key: str) -> str:
    return f"---\nname: reviewer\ndescription: d\n{key}\n---\nAsk.\n"


WRONG = {
    "no front matter": ("# Reviewer\n", "1", ["front matter is missing"]),
    "front matter without an end": ("---\nname: reviewer\n", "3", ["does not end", "`---`"]),
    "empty front matter": ("---\n---\nAsk.\n", "2", ["the file is empty"]),
    "missing description": ("---\nname: reviewer\n---\nAsk.\n", "2:1", ["`description` is missing"]),
    "name other than the file's": (MINIMAL.replace("reviewer", "writer"), "2:1", ["its file's name", "`reviewer.md`"]),
    "mistyped key": (with_key("criticalty: high"), "4:1", ["`criticalty` is not a key of an agent", "did you mean `criticality`?"]),
    "prompt as a key": (with_key("prompt: Ask."), "4:1", ["`prompt` is not a key of an agent"]),
    "unknown tool": (with_key("tools: [Read, Grpe]"), "4:15", ["`tools[1]` cannot be `\"Grpe\"`", "did you mean `Grep`?"]),
    "unknown tool in a comma list": (with_key("tools: Read, Bash"), "4:1", ["`tools` cannot be", "'Glob'"]),
    "unknown effect": (with_key("effects: [proces]"), "4:11", ["did you mean `process`?"]),
    "wrong type": (with_key("timeout: soon"), "4:1", ["`timeout` cannot be `\"soon\"`", "valid number"]),
    "zero turns": (with_key("max_turns: 0"), "4:1", ["`max_turns` cannot be `0`"]),
    "more delays than retries": (with_key("retries: {attempts: 2, delay_seconds: [1, 2]}"), "4:1", ["2 delays for 2 attempts"]),
    "mistyped key inside": (with_key("retries: {atempts: 2}"), "4:11", ["is not a key of `retries`", "did you mean `attempts`?"]),
    "fallback that is no agent": (with_key("fallback: writer"), "4:1", ["the fallback `writer` is no agent", "`reviewer`"]),
    "fallback to itself": (with_key("fallback: reviewer"), "4:1", ["in a circle", "reviewer → reviewer"]),
    "degraded mode with an unknown parameter": (
        with_key("degraded: {dpth: 1}\nparameters: {depth: d}"), "4:12", ["unknown parameter `dpth`", "did you mean `depth`?"]
    ),
    "bad YAML": (with_key("reads: [a"), "5:1", ["not YAML"]),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_line(case: str, tmp_path: Path) -> None:
    text, position, said = WRONG[case]
    path = write(tmp_path, text)
    with pytest.raises(DefinitionError) as caught:
        load_all(tmp_path)
    assert caught.value.where == f"{path}:{position}"
    assert [part for part in said if part not in str(caught.value)] == []


def test_front_matter_as_coding_assistants_write_it_is_understood(tmp_path: Path) -> None:
    front = "tools: Read, Grep\nmodel: sonnet\nreads: ['**/*.ts']\nttl: 24\nmax_usd: 0.5\nretries: {attempts: 3, delay_seconds: [30, 60]}\n"
    agent(tmp_path, "reviewer", front)
    definition = load_all(tmp_path).get("reviewer")
    assert (definition.tools, definition.model, definition.ttl, definition.prompt) == (("Read", "Grep"), "sonnet", 24, "Ask.")
    assert definition.retries.delay_seconds == (30, 60)


def test_the_digest_ignores_layout_and_sees_keys_and_prompt(tmp_path: Path) -> None:
    def digest(text: str) -> str:
        write(tmp_path, text)
        return load_all(tmp_path).get("reviewer").digest

    plain = digest("---\nname: reviewer\ndescription: d\n---\n\nAsk.\n")
    assert digest("---\r\ndescription: 'd' # c\r\nname: reviewer\r\n---\r\nAsk.  \r\n\r\n") == plain
    assert digest("---\nname: reviewer\ndescription: d\n---\nAsk!\n") != plain
    assert digest("---\nname: reviewer\ndescription: d\nttl: 3\n---\nAsk.\n") != plain


def test_a_circle_of_fallbacks_is_shown_whole(tmp_path: Path) -> None:
    for name, fallback in (("a", "b"), ("b", "c"), ("c", "b")):
        agent(tmp_path, name, f"fallback: {fallback}\n")
    with pytest.raises(DefinitionError, match="a → b → c → b"):
        load_all(tmp_path)


def test_a_chain_of_fallbacks_is_fine(tmp_path: Path) -> None:
    agent(tmp_path, "a", "fallback: b\n")
    agent(tmp_path, "b")
    assert load_all(tmp_path).get("a").fallback == "b"


def test_an_alias_finds_its_agent(tmp_path: Path) -> None:
    agent(tmp_path, "reviewer", "aliases: [review]\n")
    assert load_all(tmp_path).get("review").name == "reviewer"


@pytest.mark.parametrize("alias", ["other", "taken", "reviewer"])
def test_an_alias_that_is_taken_is_refused(alias: str, tmp_path: Path) -> None:
    agent(tmp_path, "other", "aliases: [taken]\n")
    agent(tmp_path, "reviewer", f"aliases: [{alias}]\n")
    with pytest.raises(DefinitionError, match=f"the alias `{alias}` is taken"):
        load_all(tmp_path)


def test_an_unknown_agent_lists_the_known_ones_and_the_nearest(tmp_path: Path) -> None:
    agent(tmp_path, "reviewer", "aliases: [critic]\n")
    registry = load_all(tmp_path)
    with pytest.raises(UsageError) as caught:
        registry.get("reviwer")
    assert "the agents are `reviewer`" in str(caught.value)
    assert "did you mean `reviewer`?" in str(caught.value)
    with pytest.raises(UsageError, match="did you mean `critic`"):
        registry.get("critik")


def test_an_agent_without_code_is_an_agent_error(tmp_path: Path) -> None:
    agent(tmp_path, "nobody-wrote-this")
    with pytest.raises(AgentError, match=r"prohori\.agents\.nobody_wrote_this"):
        load_all(tmp_path).local("nobody-wrote-this")


def test_a_module_that_is_no_agent_is_an_agent_error(tmp_path: Path) -> None:
    agent(tmp_path, "registry")
    with pytest.raises(AgentError, match="has no local code"):
        load_all(tmp_path).local("registry")


def test_every_built_in_agent_has_code_and_a_prompt() -> None:
    registry: Registry = load_all()
    assert registry.names
    for name in registry.names:
        assert callable(registry.local(name))
        assert registry.get(name).prompt


@pytest.mark.parametrize("name", ["off", "degraded"])
def test_an_agent_cannot_have_the_name_of_a_word_that_ladders_use(tmp_path: Path, name: str) -> None:
    agent(tmp_path, name, "")
    with pytest.raises(DefinitionError, match=f"an agent cannot be named `{name}`"):
        load_all(tmp_path)
