"""An agent's definition: Markdown with YAML front matter, as coding assistants write it, plus our keys."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from prohori.definition_errors import Definition, validate
from prohori.errors import DefinitionError
from prohori.located_yaml import Located, parse, read_text
from prohori.model import Json

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
Criticality = Literal["critical", "high", "medium", "low"]
Tool = Literal["Read", "Grep", "Glob"]
Effect = Literal["process", "network"]
Hours = Annotated[float, Field(gt=0)]
Ttl = Hours | Literal["off"]
Seconds = Annotated[float, Field(gt=0)]
Glob = Annotated[str, Field(min_length=1)]


def _comma_separated(value: Json) -> Json:
    """`tools: Read, Grep` is how coding assistants write it; a list is the same."""
    words = [word.strip() for word in value.split(",")] if isinstance(value, str) else value
    return tuple(words) if isinstance(words, list) else words


class Retries(Definition):
    """Only errors whose class says that a retry can mend them are tried again."""

    attempts: int = Field(default=1, ge=1, le=10, description="How often the agent is started in all.")
    delay_seconds: tuple[Annotated[float, Field(ge=0, le=3600)], ...] = Field(
        default=(), description="The wait before the second, third, … attempt; the last one repeats."
    )

    @model_validator(mode="after")
    def _a_delay_needs_an_attempt(self) -> Retries:
        if len(self.delay_seconds) >= max(self.attempts, 1) and self.delay_seconds:
            raise ValueError(f"{len(self.delay_seconds)} delays for {self.attempts} attempts: there is one delay less than attempts")
        return self


class FrontMatter(Definition):
    """The keys of an agent's file."""

    name: Name = Field(description="The file's name without `.md`.")
    description: str = Field(min_length=1, description="What it reviews, in one sentence.")
    tools: Annotated[tuple[Tool, ...], BeforeValidator(_comma_separated)] = Field(
        default=("Read", "Grep", "Glob"), description="What a model runner may use; a list, or names with commas."
    )
    model: str | None = Field(default=None, description="The model a model runner uses; local agents have none.")
    reads: tuple[Glob, ...] = Field(default=(), description="What of the repository it looks at.")
    ttl: Ttl = Field(default=168, description="Hours for which a cached result may be used; `off`: nothing is cached.")
    criticality: Criticality = Field(default="medium", description="`critical` is never skipped.")
    fallback: Name | None = Field(
        default=None, description="The agent to use when this one fails; it is given those of the step's parameters that it declares."
    )
    degraded: dict[str, Json] = Field(
        default={}, description="Parameters of its degraded mode (a smaller scope), set over the step's and tried before the fallback."
    )
    parameters: dict[str, str] = Field(default={}, description="Name to what it does: a step or a run may set these, and no others.")
    timeout: Seconds = Field(default=120, description="Seconds.")
    max_turns: int | None = Field(default=None, ge=1, description="Turns of a model runner.")
    max_usd: float | None = Field(default=None, ge=0, description="What one run of a model runner may cost.")
    effects: tuple[Effect, ...] = Field(default=(), description="What it does beyond reading the snapshot.")
    aliases: tuple[Name, ...] = Field(default=(), description="Other names it is found by.")
    retries: Retries = Field(default=Retries(), description="Tries after an error that may mend by itself.")


class RepositoryFrontMatter(FrontMatter):
    """The keys of an agent's file in an ERP repository, which brings no code."""

    uses: Name | None = Field(
        default=None, description="The built-in agent whose code does the work. What this file does not say is as it is there."
    )
    preset: dict[str, Json] = Field(default={}, description="Values of that agent's parameters; a step or a run may replace them.")


class AgentDefinition(RepositoryFrontMatter):
    """One agent: its front matter, the text below it, and whose file it is."""

    prompt: str = ""
    origin: Literal["built-in", "repository"] = "built-in"

    @property
    def runner(self) -> str:
        """What executes it: asked here and nowhere else."""
        return "local"


F = TypeVar("F", bound=FrontMatter)


def read(path: Path) -> tuple[AgentDefinition, Located]:
    """The definition in one file, and where its keys stand (to report what only shows beside other files)."""
    front, body, located = parsed(read_text(path), path, FrontMatter)
    return AgentDefinition(**dict(front), prompt=body), located


def parsed(text: str, path: PurePath, model: type[F]) -> tuple[F, str, Located]:
    """Front matter, the text below it, and where its keys stand."""
    yaml, body = _split(text, str(path))
    located = parse(yaml, str(path), lines_before=1)
    front = validate(model, located, "agent")
    if front.name != path.stem:
        why = f"the file is `{path.name}`, the name `{front.name}`"
        raise located.error(("name",), "an agent's name is its file's name", why=why, next=f"rename one of them to `{path.stem}`")
    return front, body, located


def _split(text: str, file: str) -> tuple[str, str]:
    """Front matter and body."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise DefinitionError(
            "the front matter is missing", where=f"{file}:1", why="an agent starts with a line `---`", next="add `---`, the keys, `---`"
        )
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            body = "\n".join(kept.rstrip() for kept in lines[number + 1 :]).strip()
            return "\n".join(lines[1:number]), body
    raise DefinitionError(
        "the front matter does not end", where=f"{file}:{len(lines)}", why="its last line is `---`", next="add `---` below the keys"
    )
