"""What a worker does before each run: the pull step that `prefect.yaml` names. A new machine needs nothing by hand.

python -m blocks.worker does the same by itself.
"""

from __future__ import annotations

from prohori import prefect_environment  # isort: skip  # before Prefect, which reads its settings while it is imported

from pathlib import Path

from blocks.result_store import register
from prohori.settings import load

__all__ = ["prefect_environment", "prepare"]

PROJECT = Path(__file__).resolve().parent.parent


def prepare() -> dict[str, str]:
    """Registers this machine's result storage, and says where the project lies here: entrypoints are relative to it.

    Idempotent. Raises `SettingsError` where the state folder cannot hold a cache.
    """
    register(load().folder("cache"))
    return {"directory": str(PROJECT)}


if __name__ == "__main__":
    prepare()
