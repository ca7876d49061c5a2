"""The measurement of a target, on a machine, that later ones are held against: `performance/baselines.json`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from prohori.cache.lock import KeyLock
from prohori.errors import SettingsError
from prohori.observe.formats import write_whole
from prohori.performance.history import Measurement

LOCK_SECONDS = 30
_KEPT: TypeAdapter[dict[str, dict[str, Measurement]]] = TypeAdapter(dict[str, dict[str, Measurement]])


class Baselines:
    """Target → machine → measurement."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder / "baselines.json"

    def of(self, target: str, machine: str) -> Measurement | None:
        return self.all().get(target, {}).get(machine)

    def all(self) -> dict[str, dict[str, Measurement]]:
        """Raises `SettingsError` for a file that is damaged: without its baselines, a regression would pass unseen."""
        try:
            return _KEPT.validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValidationError) as error:
            why = str(error).splitlines()[0]
            raise SettingsError(
                "The baselines cannot be read", where=str(self._file), why=why, next="mend the file, or remove it"
            ) from None

    def keep(self, measurements: Iterable[Measurement]) -> None:
        for one in measurements:
            self._change(one.target, str(one.machine), one)

    def forget(self, targets: Iterable[str], machine: str) -> None:
        for target in targets:
            self._change(target, machine, None)

    def _change(self, target: str, machine: str, measurement: Measurement | None) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with KeyLock(self._folder, "baselines", timeout=LOCK_SECONDS):
            kept = self.all()
            of_target = {name: known for name, known in kept.get(target, {}).items() if name != machine}
            if measurement is not None:
                of_target[machine] = measurement
            write_whole(self._file, _KEPT.dump_json({**kept, target: of_target}, indent=1).decode())
