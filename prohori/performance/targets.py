"""What the operator lets `performance-profiler` measure: the setting `profile_targets`, name to target.

Targets come from the operator's settings and never from the ERP repository: they name commands and databases.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError, model_validator

from prohori.errors import SettingsError, UsageError
from prohori.model import Fact, Json
from prohori.performance.thresholds import DEFAULTS, Threshold

SETTING = "profile_targets"


def _absolute(path: str) -> str:
    if not path.startswith("/"):
        raise ValueError("the path must be absolute")
    return path


def _inside(path: str) -> str:
    if path.startswith("/") or ".." in path.split("/"):
        raise ValueError("the path must be inside the repository")
    return path


def _plain_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError("it is not an http or https URL without credentials")
    return url


Database = Annotated[str, AfterValidator(_absolute)]
RepositoryPath = Annotated[str, AfterValidator(_inside)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=64)]


class _Target(Fact):
    threshold_ms: float | None = Field(default=None, gt=0)
    """p95 above this is a finding."""
    limits: str | None = None
    """In the place of `threshold_ms`: a name of `thresholds.DEFAULTS`."""
    path: RepositoryPath | None = None
    """The repository's file that the finding points at."""
    timeout_seconds: float = Field(default=60, gt=0, le=3600)
    """Limit of one execution."""

    usual_limits: ClassVar[str] = ""

    @model_validator(mode="after")
    def _a_threshold_is_known(self) -> Self:
        if self.threshold_ms is not None and self.limits is not None:
            raise ValueError("give `threshold_ms` or `limits`, not both")
        if self.threshold_ms is None and (self.limits or self.usual_limits) not in DEFAULTS:
            raise ValueError(f"give `threshold_ms`, or as `limits` one of {', '.join(DEFAULTS)}")
        return self

    @property
    def threshold(self) -> Threshold:
        own = None if self.threshold_ms is None else (self.threshold_ms,)
        return Threshold(limits_ms=own or DEFAULTS[self.limits or self.usual_limits])

    def what_is_measured(self) -> dict[str, Json]:
        """What decides the number: not the threshold, and not where a finding points."""
        return self.model_dump(mode="json", exclude={"threshold_ms", "limits", "path"})


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

    usual_limits: ClassVar[str] = "database"

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


class HttpTarget(_Target):
    """A GET, one after another on one connection. A redirect is an answer like others, and is not followed."""

    usual_limits: ClassVar[str] = "api"

    kind: Literal["http"]
    url: Annotated[str, AfterValidator(_plain_url)]
    status: int = Field(default=200, ge=100, le=599)
    """Another one is counted as failed."""
    most_failed: float = Field(default=0.0, ge=0, lt=1)
    """Share of failed requests above which that is a finding."""
    timeout_seconds: float = Field(default=10, gt=0, le=3600)
    database: None = None
    reads: tuple[str, ...] = ()


Target = CommandTarget | SqlTarget | HttpTarget
_TARGETS: TypeAdapter[dict[str, Target]] = TypeAdapter(dict[Name, Annotated[Target, Field(discriminator="kind")]])


def chosen(targets: Mapping[str, Target], name: str) -> Mapping[str, Target]:
    """The one of that name. Raises `UsageError` where others are configured and this one is not."""
    if not name or not targets:
        return targets
    if name not in targets:
        raise UsageError(
            f"no target is named `{name}`", where=f"`{SETTING}`", why=f"there are {', '.join(targets)}", next="name one of them"
        )
    return {name: targets[name]}


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
