"""What the operator lets `performance-profiler` measure: the setting `profile_targets`, name to target.

Targets come from the operator's settings and never from the ERP repository: they name commands and databases.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError, model_validator

from prohori.errors import SettingsError
from prohori.model import Fact, Json

SETTING = "profile_targets"


def _absolute(path: str) -> str:
    if not path.startswith("/"):
        raise ValueError("the path must be absolute")
    return path


def _inside(path: str) -> str:
    if path.startswith("/") or ".." in path.split("/"):
        raise ValueError("the path must be inside the repository")
    return path


Database = Annotated[str, AfterValidator(_absolute)]
RepositoryPath = Annotated[str, AfterValidator(_inside)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=64)]


class _Target(Fact):
    threshold_ms: float = Field(gt=0)
    """p95 above this is a finding."""
    path: RepositoryPath | None = None
    """The repository's file that the finding points at."""
    timeout_seconds: float = Field(default=60, gt=0, le=3600)
    """Limit of one execution."""

    def what_is_measured(self) -> dict[str, Json]:
        """What decides the number: not the threshold, and not where a finding points."""
        return self.model_dump(mode="json", exclude={"threshold_ms", "path"})


class CommandTarget(_Target):
    """A program run in a copy of the repository's files. `{database}` in an argument is a fresh copy of the
    database for every sample, `{python}` is this interpreter; there is no shell."""

    kind: Literal["command"]
    command: Annotated[tuple[str, ...], Field(min_length=1)]
    folder: RepositoryPath = ""
    """Where in the repository it runs."""
    reads: Annotated[tuple[str, ...], Field(min_length=1)] = ("**/*",)
    """Globs of the files that the command needs; a change in one of them makes the history's numbers old."""
    database: Database | None = None

    @model_validator(mode="after")
    def _a_database_is_used(self) -> CommandTarget:
        asked = any("{database}" in argument for argument in self.command)
        if asked and self.database is None:
            raise ValueError("`{database}` is used but `database` is not set")
        if self.database is not None and not asked:
            raise ValueError("`database` is set but no argument is `{database}`: the command would run on another one")
        return self


class SqlTarget(_Target):
    """One SELECT on a copy of a SQLite database, rows fetched."""

    kind: Literal["sql"]
    database: Database
    statement: Annotated[str, Field(min_length=1)]
    """A `.sql` file of the repository, or the statement itself."""
    parameters: dict[str, str | int | float | None] = {}
    """Bound by name (`:invoice`)."""
    reads: tuple[str, ...] = ()

    @property
    def statement_path(self) -> str | None:
        return self.statement if self.statement.endswith(".sql") and not any(c.isspace() for c in self.statement) else None


Target = CommandTarget | SqlTarget
_TARGETS: TypeAdapter[dict[str, Target]] = TypeAdapter(dict[Name, Annotated[Target, Field(discriminator="kind")]])


def parse(setting: Any) -> dict[str, Target]:
    """The targets by name, sorted; `SettingsError` names the target and the key that is wrong."""
    try:
        found = _TARGETS.validate_python(setting or {})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        parts = [str(part) for part in (first["loc"][:1] + first["loc"][2:])]  # without the union's tag
        raise SettingsError(
            "a performance target is wrong", where=f"`{'.'.join((SETTING, *parts))}`", why=first["msg"], next="correct the setting"
        ) from None
    return dict(sorted(found.items()))
