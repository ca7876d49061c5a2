"""What the operator has trusted: one file a repository below `PROHORI_HOME/trust`, private, with a copy of what was trusted.

A record speaks of one real path and one content. One that is torn, altered, copied from another repository's or open to
others trusts nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from prohori.errors import SettingsError
from prohori.model import Fact
from prohori.settings import Settings
from prohori.snapshot.blobs import read_whole
from prohori.trust.files import DefinitionFiles

FORMAT: Literal["prohori-trust-1"] = "prohori-trust-1"


class TrustRecord(Fact):
    format: Literal["prohori-trust-1"] = FORMAT
    repository: str = Field(description="Real path of the target folder.")
    digest: str
    trusted_at: datetime
    files: dict[str, str]

    def contents(self) -> DefinitionFiles:
        return DefinitionFiles({path: text.encode() for path, text in sorted(self.files.items())})


def save(settings: Settings, repository: str, files: DefinitionFiles) -> TrustRecord:
    """Written whole or not at all. The files have been parsed, so they are UTF-8. `SettingsError` where it cannot be written."""
    texts = {path: content.decode() for path, content in files.contents.items()}
    record = TrustRecord(
        repository=repository, digest=files.digest, trusted_at=datetime.now(UTC).replace(microsecond=0), files=texts
    )  # fmt: skip
    path = _path(settings, repository)
    with _of_the_disk(path):
        _write(path, record.model_dump_json(indent=1))
    return record


def _write(path: Path, text: str) -> None:
    handle, part = tempfile.mkstemp(prefix=".part-", dir=path.parent)  # 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)


@contextmanager
def _of_the_disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise SettingsError(
            "A record of trust cannot be changed", where=str(path), why=why, next=f"look at `{path}`, and try again"
        ) from None


def load(settings: Settings, repository: str) -> TrustRecord | None:
    """None where nothing was trusted. `SettingsError` for a record that cannot be used."""
    path = _path(settings, repository)
    record = _read(path) if os.path.lexists(path) else None
    if record and record.repository != repository:
        raise _unusable(path, f"it speaks of `{record.repository}`", repository)
    return record


def remove(settings: Settings, repository: str) -> bool:
    """Whether there was a record, usable or not."""
    path = _path(settings, repository)
    found = os.path.lexists(path)
    with _of_the_disk(path):
        path.unlink(missing_ok=True)
    return found


def every(settings: Settings) -> Iterator[TrustRecord | SettingsError]:
    for path in sorted(settings.folder("trust").glob("*.json")):
        try:
            record = _read(path)
            yield record if path == _path(settings, record.repository) else _unusable(path, f"it speaks of `{record.repository}`")
        except SettingsError as error:
            yield error


def _path(settings: Settings, repository: str) -> Path:
    name = hashlib.sha256(repository.encode()).hexdigest()[:32]
    return settings.folder("trust") / f"{name}.json"


def _read(path: Path) -> TrustRecord:
    content = read_whole(path)
    status = path.lstat() if content is not None else None
    if content is None or status is None:
        raise _unusable(path, "it is no plain file that can be read")
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
        raise _unusable(path, f"its mode is {stat.S_IMODE(status.st_mode):04o}, owner {status.st_uid}: it must be yours alone")
    try:
        record = TrustRecord.model_validate_json(content)
    except ValidationError as error:
        raise _unusable(path, f"it is torn or altered ({error.errors(include_url=False)[0]['msg']})") from None
    if record.contents().digest != record.digest:
        raise _unusable(path, "its digest is not that of the files in it")
    return record


def _unusable(path: Path, why: str, repository: str = "") -> SettingsError:
    next_ = f"`prohori trust {repository or 'REPOSITORY'}` writes it anew; or delete it"
    return SettingsError("A record of trust cannot be used, so nothing is trusted by it", where=str(path), why=why, next=next_)
