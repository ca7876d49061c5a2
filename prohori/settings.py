"""What the operator sets: environment variables `PROHORI_*`, or `settings.json` in `PROHORI_HOME`.

Nothing of the ERP repository is ever read as a setting.
"""

from __future__ import annotations

import json
import os
import stat
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from prohori.errors import SettingsError


def expanded(path: str | Path) -> Path:
    """Absolute, with `~` replaced. Raises `SettingsError` for an unknown user or a current folder that is gone."""
    try:
        return Path(path).expanduser().absolute()
    except (RuntimeError, FileNotFoundError) as error:
        raise SettingsError("A path cannot be resolved", where=str(path), why=str(error), next="give the whole path") from None


FailOn = Literal["critical", "major", "minor", "info", "never"]
Language = Literal["en", "bn"]
AbsolutePath = Annotated[Path, AfterValidator(lambda path: expanded(path))]


class RepositoryLimits(BaseModel):
    """The most that a definition in an ERP repository may ask for; above it, it is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    timeout: Annotated[float, Field(gt=0)] = 600
    attempts: Annotated[int, Field(ge=1)] = 3
    delay_seconds: Annotated[float, Field(ge=0)] = 60
    steps: Annotated[int, Field(ge=1)] = 50
    max_parallel: Annotated[int, Field(ge=1)] = 8
    max_turns: Annotated[int, Field(ge=1)] = 30
    max_usd: Annotated[float, Field(ge=0)] = 1

    def __str__(self) -> str:
        return self.model_dump_json()


class Settings(BaseSettings):
    """Every setting; the environment wins over the file. `prohori doctor` shows where the state lives."""

    model_config = SettingsConfigDict(env_prefix="PROHORI_", extra="forbid", frozen=True, env_ignore_empty=True)

    home: AbsolutePath = Field(
        Path("~/.prohori"), validate_default=True, description="State: cache, journal, runs, local server. Created 0700."
    )
    repo: AbsolutePath | None = Field(None, description="ERP repository that `prohori run` uses when `--repo` is not given.")
    fail_on: FailOn = Field("critical", description="Exit 5 when a finding is this severe or worse.")
    baseline: AbsolutePath | None = Field(None, description="Baseline (`--write-baseline`): its findings do not count for exit 5.")
    suppressions: AbsolutePath | None = Field(
        None, description="YAML file of findings that are accepted with a reason; they do not count for exit 5."
    )
    rules: AbsolutePath | None = Field(
        None, description="YAML file of a team's own rules, above the rulebook (see `docs/how-to/override-rules.md`)."
    )
    lang: Language = Field("en", description="Language of `report.md`: `en` or `bn`.")
    server_port: Annotated[int, Field(ge=1024, le=65535)] = Field(
        4269, description="Port of the local Prefect server, used where no `PREFECT_API_URL` is set."
    )
    server_start_seconds: Annotated[int, Field(ge=5, le=600)] = Field(90, description="How long to wait for the local Prefect server.")
    lock_timeout_seconds: Annotated[int, Field(ge=1, le=86400)] = Field(
        3600, description="How long to wait for another process that computes the same step."
    )
    analysis_processes: Annotated[int, Field(ge=1, le=64)] | None = Field(
        None, description="Processes that analyse files of the repository. Empty: as many as cores, at most 4."
    )
    analysis_seconds: Annotated[float, Field(gt=0, le=3600)] = Field(
        20,
        description="Processor time (by the clock four times as much) after which a file is given up, and listed as not evaluated.",
    )
    analysis_memory_mb: Annotated[int, Field(ge=512, le=1_000_000)] = Field(
        1024, description="Address space of an analysing process; a file that needs more is listed as not evaluated."
    )
    cache_max_mb: Annotated[int, Field(ge=10, le=1_000_000)] = Field(
        500, description="After a run, the results stored longest ago are removed above this size."
    )
    journal_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Lowest level that the journal keeps.")
    journal_max_mb: Annotated[int, Field(ge=1, le=10_000)] = Field(
        20, description="The journal starts a new file at this size; ten are kept."
    )
    profile_targets: dict[str, dict[str, Any]] = Field(
        {}, description="What `performance-profiler` measures: name to target (see `docs/how-to/measure.md`)."
    )

    probes: dict[str, dict[str, Any]] = Field(
        {}, description="What `api-integration-tester` probes: name to probe (see `docs/how-to/probe.md`)."
    )
    gateways: dict[str, dict[str, Any]] = Field(
        {}, repr=False, description="Merchant credentials and addresses of `bkash`, `nagad`, `sslcommerz` (see `docs/how-to/gateways.md`)."
    )
    health_holds_minutes: Annotated[float, Field(gt=0, le=10_080)] = Field(
        30, description="How long a check of a gateway speaks for it; after that its state is unknown. Three times your schedule is good."
    )
    repository_limits: RepositoryLimits = Field(
        RepositoryLimits(),
        description="JSON: the most that a definition in the ERP repository may ask for, once trusted (see `docs/how-to/trust.md`).",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings

    @cached_property
    def state(self) -> Path:
        """The home folder, made if it is missing, private to us."""
        return private_folder(self.home)

    def folder(self, *parts: str) -> Path:
        """A folder below the state, made if it is missing."""
        return private_folder(self.state.joinpath(*parts))

    def secrets(self) -> dict[str, Any]:
        """The settings that hold credentials, by name: for agents with `effects`, and in no record."""
        return {"gateways": self.gateways}

    def all_probes(self) -> dict[str, Any]:
        """The setting's, and those of the files below `probes/`. Raises `SettingsError` for a name that both have, and for a wrong file."""
        folder = self.home / "probes"
        if not folder.is_dir():
            return self.probes
        from prohori.gateways.kinds import of_files  # only who has such files pays for it

        files = of_files(folder)
        if both := sorted(files.keys() & self.probes.keys()):
            raise SettingsError(
                f"The probe `{both[0]}` is there twice", where=str(folder), why="and in `probes`", next="remove one of them"
            )
        return {**self.probes, **files}

    def answers(self) -> dict[str, Any]:
        """The settings that agents may ask for, by name. Asking is recorded, so a change is a miss."""
        return {"profile_targets": self.profile_targets, "probes": self.all_probes(), "state_dir": str(self.home)}


def load() -> Settings:
    """Settings of this process.

    Raises `SettingsError` that names each wrong variable, or the place in `settings.json`.
    """
    home = expanded(os.environ.get("PROHORI_HOME") or "~/.prohori")
    file = home / "settings.json"
    written = _from_file(file)
    from_environment = {
        name.removeprefix("PROHORI_").lower() for name, value in os.environ.items() if value and name.startswith("PROHORI_")
    }
    try:
        return Settings(**{name: value for name, value in written.items() if name not in from_environment})
    except ValidationError as error:
        raise _explain(error, file, written) from None
    except ValueError as error:  # a complex variable that is not JSON
        raise SettingsError(
            "A setting is not valid",
            where="environment",
            why=str(error),
            next="`profile_targets`, `probes`, `gateways` and `repository_limits` are JSON objects",
        ) from None


def _from_file(file: Path) -> dict[str, Any]:
    try:
        written = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):  # `state` says what is wrong with the folder
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError("The settings file cannot be read", where=str(file), why=str(error), next="mend or delete the file") from None
    if not isinstance(written, dict) or "home" in written:
        raise SettingsError(
            "The settings file must be a JSON object without `home`", where=str(file), next="set `PROHORI_HOME` in the environment"
        )
    return written


def _explain(error: ValidationError, file: Path, written: dict[str, Any]) -> SettingsError:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "?"
    where = f"{file}: `{name}`" if name in written else f"environment variable `PROHORI_{name.upper()}`"
    return SettingsError("A setting is not valid", where=where, why=first["msg"], next="see docs/reference/settings.md")


def private_folder(path: Path) -> Path:
    """The folder, created 0700 with its parents. Raises `SettingsError` where that cannot be, or where others could write."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = path.stat()
    except OSError as error:
        why = error.strerror or str(error)
        raise SettingsError(
            "The state folder cannot be made", where=str(path), why=why, next="set `PROHORI_HOME` to one you can write"
        ) from None
    if found.st_uid != os.getuid():
        raise SettingsError("The state folder belongs to another user", where=str(path), next="set `PROHORI_HOME` to a folder of your own")
    if os.statvfs(path).f_flag & os.ST_RDONLY:
        why, next_ = "its file system is read-only", "mount it writable, or set `PROHORI_HOME` to another"
        raise SettingsError("The state folder cannot be written", where=str(path), why=why, next=next_)
    if not os.access(path, os.W_OK | os.X_OK):
        raise SettingsError("The state folder cannot be written", where=str(path), next=f"run `chmod u+rwx {path}`, or set `PROHORI_HOME`")
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise SettingsError("The state folder can be written by others", where=str(path), next=f"run `chmod go-w {path}`")
    return path
