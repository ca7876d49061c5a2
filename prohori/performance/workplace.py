"""Where targets are measured: history serves what was measured before for the same content, the rest is measured now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from prohori.errors import AgentError
from prohori.performance.history import FACTS, History, Measurement, key_of, now
from prohori.performance.http import http_samples
from prohori.performance.machine import this_machine
from prohori.performance.measure import Samples, command_samples, copy_database, materialise, scratch_in, sql_samples
from prohori.performance.remedies import Remedy, apply
from prohori.performance.samples import Limits
from prohori.performance.targets import SETTING, HttpTarget, SqlTarget, Target
from prohori.snapshot.protocol import Reads

FOLDER = "performance"


class Workplace:
    """Where the targets of one run are measured, and what they read on the way."""

    def __init__(
        self, reads: Reads, limits: Limits, *, from_history: bool, commit: str = "", tree: str = "", remedies: Sequence[Remedy] = ()
    ) -> None:
        self._reads, self._limits, self._from_history, self._commit, self._tree = reads, limits, from_history, commit, tree
        self._folder = Path(str(reads.setting("state_dir"))) / FOLDER
        self._history = History(self._folder)
        self._facts = facts_of(reads)
        self._remedies = remedies
        """Applied to the copies that are measured; what is measured with them is in no history."""
        self.files: set[str] = set()

    def measurement(self, name: str, target: Target) -> Measurement:
        statement = self._statement(target)
        content = self._content(target)
        if target.path is not None and not self._reads.exists(target.path):
            raise AgentError(f"the `path` of target `{name}` does not exist", where=target.path, next=f"correct it in `{SETTING}`")
        database = self._facts["databases"].get(name)
        key = key_of([target.what_is_measured(), statement], content, database, self._facts["machine"])
        known = self._history.newest(key) if self._from_history and not self._remedies and not isinstance(target, HttpTarget) else None
        if known is not None:
            return known.model_copy(update={"target": name})
        samples = self._samples(name, target, statement, database)
        found = Measurement(
            target=name,
            key=key,
            measured_at=now(),
            samples_ms=samples.milliseconds,
            machine=this_machine(),
            rows=samples.rows,
            plan=samples.plan,
            processor_ms=samples.processor_ms,
            peak_mib=samples.peak_mib,
            failed=samples.failed,
            commit=self._commit,
            tree=self._tree,
        )
        if not self._remedies:
            self._history.append(found)
        return found

    def _statement(self, target: Target) -> str:
        if not isinstance(target, SqlTarget):
            return ""
        if target.statement_path is None:
            return target.statement
        try:
            text = self._reads.text(target.statement_path)
        except FileNotFoundError:
            raise AgentError(
                "the statement's file does not exist", where=target.statement_path, next="correct the target's `statement`"
            ) from None
        self.files.add(target.statement_path)
        return text

    def _content(self, target: Target) -> dict[str, str]:
        paths = self._reads.glob(*target.reads) if target.reads else ()
        self.files.update(paths)
        return {path: hashlib.sha256(self._reads.content(path)).hexdigest() for path in paths}

    def _samples(self, name: str, target: Target, statement: str, database: str | None) -> Samples:
        if isinstance(target, HttpTarget):
            return http_samples(name, target, self._limits, self._reads.allowance)
        with scratch_in(self._folder) as scratch:
            if target.database is not None:
                copy_database(Path(target.database), scratch / "pristine.sqlite", database)
                apply(self._remedies, scratch / "pristine.sqlite")
            if isinstance(target, SqlTarget):
                return sql_samples(name, target, statement, scratch / "pristine.sqlite", self._limits, self._reads.allowance)
            tree = scratch / "tree"
            tree.mkdir()
            materialise(self._reads, target.reads, tree)
            return command_samples(name, target, tree, scratch, self._limits, self._reads.allowance)


def facts_of(reads: Reads) -> Mapping[str, Any]:
    facts = reads.setting(FACTS)
    if not isinstance(facts, dict) or not {"machine", "databases"} <= set(facts):
        why = "without it, a cached result would not notice another database or machine"
        raise AgentError(f"the setting `{FACTS}` was not given", where=f"`{SETTING}`", why=why, next="pass `target_facts(profile_targets)`")
    if facts["machine"] != str(this_machine()):
        raise AgentError(
            "the facts are of another machine", where=f"`{FACTS}`", why=str(facts["machine"]), next="compute them where the agent runs"
        )
    return facts
