"""One bKash token for all processes of this state folder.

bKash blocks for an hour whoever asks for more than two tokens (grant or refresh) in one. So each question is written down before it
is asked, also if nobody hears the answer; a process that would be the third is told when it may. The file holds the token itself:
it is 0600, in a folder that is 0700, and is replaced whole.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from prohori.cache.lock import KeyLock
from prohori.errors import SettingsError
from prohori.gateways.calls import Throttled
from prohori.settings import private_folder

RENEWED_AFTER = 50 * 60
"""Seconds. A token lives for 3600; bKash asks for its renewal at the 50th to 55th minute."""
HOUR = 3600
A_HOUR = 2
"""Questions for a token."""
LOCK_SECONDS = 60


class Token(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id_token: SecretStr
    refresh_token: SecretStr
    granted_at: float
    lives: float
    """Seconds."""

    def fresh(self, now: float) -> bool:
        """A token of the future was granted by another clock: its age is not known."""
        return 0 <= now - self.granted_at < min(RENEWED_AFTER, self.lives - 60)

    def alive(self, now: float) -> bool:
        return 0 <= now - self.granted_at < self.lives - 60


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    token: dict[str, str | float] | None = None
    asked_at: tuple[float, ...] = ()


Ask = Callable[[SecretStr | None], Token]
"""Asks bKash for a token; given a refresh token, by refreshing."""


class SharedToken:
    def __init__(self, state: Path, account: str, clock: Callable[[], float] = time.time) -> None:
        """`account`: what the token is for (origin, application); only its digest is in the file's name."""
        self._folder = private_folder(state / "gateways")
        name = hashlib.sha256(account.encode()).hexdigest()[:24]
        self._path, self._name, self._clock = self._folder / f"bkash-token-{name}.json", name, clock

    def get(self, ask: Ask, *, worn: SecretStr | None = None) -> Token:
        """The shared token, asked for if there is none or it is old. `worn`: one that the gateway does not take any more.

        Raises `Throttled` where that would be the third question in an hour and no living token is left.
        """
        kept = self._read()
        token = _token(kept)
        if token and token.fresh(self._clock()) and not _same(token, worn):
            return token
        lock = KeyLock(self._folder, f"bkash-token {self._name}")
        if not lock.acquire(LOCK_SECONDS):
            raise Throttled("Another process has been asking bKash for a token", where=str(self._path), next="try again")
        try:
            return self._renewed(ask, worn)
        finally:
            lock.release()

    def _renewed(self, ask: Ask, worn: SecretStr | None) -> Token:
        kept, now = self._read(), self._clock()
        token = _token(kept)
        usable = token is not None and not _same(token, worn)
        if token and usable and token.fresh(now):
            return token  # another process was faster
        asked = tuple(moment for moment in kept.asked_at if abs(now - moment) < HOUR)
        if len(asked) >= A_HOUR:
            if token and usable and token.alive(now):
                return token
            raise _third(min(asked) + HOUR - now, str(self._path))
        self._write(_Kept(token=kept.token, asked_at=(*asked, now)))
        found = ask(token.refresh_token if token and usable else None)
        shown = {
            "id_token": found.id_token.get_secret_value(), "refresh_token": found.refresh_token.get_secret_value(),
            "granted_at": found.granted_at, "lives": found.lives,
        }  # fmt: skip
        self._write(_Kept(token=shown, asked_at=(*asked, now)))
        return found

    def _read(self) -> _Kept:
        try:
            return _Kept.model_validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return _Kept()
        except (ValidationError, UnicodeDecodeError):  # torn or foreign: when it was written is all that is known of the last question
            return _Kept(asked_at=(self._path.stat().st_mtime,))
        except OSError as error:
            raise SettingsError(
                "The bKash token cannot be read", where=str(self._path), why=error.strerror or "", next="delete it"
            ) from None

    def _write(self, kept: _Kept) -> None:
        replace(self._path, kept.model_dump_json().encode())


def replace(path: Path, content: bytes) -> None:
    """The file, 0600, whole or not at all, and on the disk when this returns. Raises `SettingsError`."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            os.write(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        new.replace(path)
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        why = error.strerror or str(error)
        raise SettingsError(
            "A file of the state cannot be written", where=str(path), why=why, next="make room, or mend its folder"
        ) from None


def _token(kept: _Kept) -> Token | None:
    try:
        return Token.model_validate(kept.token) if kept.token else None
    except ValidationError:
        return None


def _same(token: Token, worn: SecretStr | None) -> bool:
    return worn is not None and token.id_token.get_secret_value() == worn.get_secret_value()


def _third(seconds: float, where: str) -> Throttled:
    error = Throttled(
        "bKash gives two tokens an hour, and both were asked for", where=where,
        why="a third question blocks the merchant for an hour", next=f"try again in {seconds:.0f} s",
    )  # fmt: skip
    error.retry_after = max(0.0, seconds)
    return error
