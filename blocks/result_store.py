"""Prefect's result storage over the store: what Prefect writes becomes a record with its trace, and back.

Only the record is stored. The envelope in which Prefect names a serializer is opened and checked when it is written, and
made anew when it is read, so nothing in the store can choose how it is loaded.
"""

from __future__ import annotations

import asyncio
import atexit
import functools
import json
import re
from pathlib import Path
from typing import Any

import prefect
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound
from prefect.filesystems import WritableFileSystem
from pydantic import Field

from blocks.serializer import FAILURE, RecordSerializer
from prohori.cache.record import StepRecord
from prohori.cache.store import Store
from prohori.cache.trace import keep_for_run, load, remember

SLUG = "prohori-store"
_KEY = re.compile(r"[0-9a-f-]{32,64}")
_SERIALIZER = {"type": "prohori"}


class ResultStore(WritableFileSystem):
    """Use it as result storage of tasks that return a `StepRecord`, with `RecordSerializer`. It holds nothing else."""

    _block_type_name = "Prohori store"
    _block_type_slug = SLUG
    _description = "Step records with their traces, in the guarded cache of this machine."

    directory: str = Field(description="The cache folder: private, on a local disk.")

    def read_path(self, path: str, *, _sync: bool = True) -> bytes:
        """The record in Prefect's envelope. `ValueError` where it is not there or not sound, which Prefect takes as a miss."""
        record = load(opened(self.directory), _key(path))
        if record is None:
            raise ValueError(f"no sound record under `{path}`")
        metadata = {
            "storage_key": path, "expiration": None, "serializer": _SERIALIZER, "prefect_version": prefect.__version__,
            "storage_block_id": str(self._block_document_id) if self._block_document_id else None,
        }  # fmt: skip
        return json.dumps({"metadata": metadata, "result": record.to_json().decode()}).encode()

    async def aread_path(self, path: str) -> bytes:
        return await asyncio.to_thread(self.read_path, path)

    def write_path(self, path: str, content: bytes, *, _sync: bool = True) -> None:
        """Stores record, trace and index in one transaction; a write that fails is counted in the store, not raised.
        A record without a key of its own is kept for its run alone. What a failed run leaves is dropped.

        Raises `ValueError` for a result of another serializer or type, or for a record of another key.
        """
        if (record := _unwrapped(content)) is None:
            return
        if record.key not in (None, path):
            raise ValueError(f"a record of key `{record.key}` cannot be written as `{path}`")
        store = opened(self.directory)
        if record.key is None:
            keep_for_run(store, _key(path), record)
        else:
            remember(store, record)

    async def awrite_path(self, path: str, content: bytes) -> None:
        await asyncio.to_thread(self.write_path, path, content)


@functools.cache
def opened(directory: str) -> Store:
    """One store a folder and process, so that its counters are one; they are saved when the process ends."""
    store = Store.open(Path(directory))
    atexit.register(store.close)
    return store


def register(directory: Path, name: str = "default") -> ResultStore:
    """The saved block `prohori-store/<name>` for this folder. Costs one question to the API where it stands already.

    Hand the block itself to a task (`result_storage=block`): its name would be looked up again at every task run.
    """
    wanted = ResultStore(directory=str(directory.absolute()))
    found = _saved(name)
    if found is not None and found.directory == wanted.directory:
        return found
    wanted.save(name, overwrite=True, _sync=True)
    return wanted


def _saved(name: str) -> ResultStore | None:
    with get_client(sync_client=True) as client:
        try:
            document = client.read_block_document_by_name(name, SLUG)
        except ObjectNotFound:
            return None
    try:
        return ResultStore._from_block_document(document)
    except ValueError:  # saved by a version with other fields
        return None


def _unwrapped(content: bytes) -> StepRecord | None:
    """The record in Prefect's envelope; None for the exception of a failed run."""
    envelope: Any = json.loads(content)
    if not isinstance(envelope, dict) or envelope.keys() != {"metadata", "result"} or not isinstance(envelope["metadata"], dict):
        raise ValueError("this is not a result of Prefect")
    serializer = envelope["metadata"].get("serializer")
    if serializer != _SERIALIZER or not isinstance(envelope["result"], str):
        raise ValueError(f"results of serializer `{serializer}` are not stored: set `result_serializer=RecordSerializer()`")
    if envelope["result"].encode() == FAILURE:
        return None
    return RecordSerializer().loads(envelope["result"].encode())


def _key(path: str) -> str:
    if not _KEY.fullmatch(path):
        raise ValueError(f"`{path}` is not a key of a record")
    return path
