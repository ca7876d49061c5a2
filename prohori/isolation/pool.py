"""The analysing processes of one run, shared by its steps: started when there is work, killed when it ends or is cancelled."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable

from prohori.errors import AgentError, Cancelled, ProhoriError
from prohori.isolation.process import AnalysingProcess, Limits

CROWD = 64
"""Files that wait for each process before another one is started: it costs as much as the analysis of about as many."""


END_SECONDS = 10
"""For a process that is just being started: it is killed as soon as it is there."""


class Job:
    """One file to be analysed. `wait` until it is over, then `result`."""

    def __init__(self, analyser: str, path: str, content: bytes) -> None:
        self.analyser, self.path, self.content, self.size = analyser, path, content, len(content)
        self._over = threading.Event()
        self._end: bytes | ProhoriError = b""

    @property
    def is_over(self) -> bool:
        return self._over.is_set()

    def wait(self, seconds: float) -> bool:
        """False where it is not over by then."""
        return self._over.wait(seconds)

    def result(self) -> bytes:
        """Raises `NotAnalysed`; `Cancelled`; `AgentError` where no process can be started."""
        if isinstance(self._end, ProhoriError):
            raise self._end
        return self._end

    def end(self, how: bytes | ProhoriError) -> None:
        """The first counts."""
        if not self._over.is_set():
            self._end, self.content = how, b""
            self._over.set()


class Pool:
    """Thread-safe. After `stop` or `close` it starts anew with the next job."""

    def __init__(self, size: int | None = None, limits: Limits | None = None) -> None:
        """At most `size` processes; None: as many as cores, at most four."""
        self.limits, self._size = limits or Limits(), size or min(4, os.cpu_count() or 1)
        self._waiting: deque[Job] = deque()
        self._workers: list[_Worker] = []
        self._changed = threading.Condition()  # re-entrant: a signal's handler may stop what its thread is starting

    def submit(self, job: Job) -> None:
        with self._changed:
            self._waiting.append(job)
            if not self._workers or len(self._waiting) > CROWD * len(self._workers):
                self._grow()
            self._changed.notify()

    def hurry(self) -> None:
        """Somebody waits long: what is behind a slow file gets a process of its own, as far as there are any."""
        with self._changed:
            if self._waiting:
                self._grow()

    def drop(self, jobs: Iterable[Job]) -> None:
        """Nobody waits for these any more; a process that works on one is killed."""
        with self._changed:
            unwanted = {job for job in jobs if not job.is_over}
            self._waiting = deque(job for job in self._waiting if job not in unwanted)
            for job in unwanted:
                job.end(Cancelled("Nobody waits for this analysis any more"))
            for worker in self._workers:  # held: one that goes on to another job must not be killed
                if worker.job in unwanted:
                    worker.kill()

    def stop(self) -> None:
        """Ends every job with `Cancelled`, at once, and every process. From any thread."""
        with self._changed:
            workers, self._workers = self._workers, []
            jobs, self._waiting = [*self._waiting, *(worker.job for worker in workers if worker.job)], deque()
            for worker in workers:
                worker.leaving = True
            self._changed.notify_all()
        for job in jobs:
            job.end(Cancelled("The run was cancelled"))
        for worker in workers:
            worker.kill()

    def close(self) -> None:
        """Also waits until the processes are gone."""
        workers = list(self._workers)
        self.stop()
        for worker in workers:
            worker.join(END_SECONDS)

    def next(self, worker: _Worker) -> Job | None:
        """Blocks. None: the worker is to leave."""
        with self._changed:
            worker.job = None
            while not self._waiting and not worker.leaving:
                self._changed.wait()
            worker.job = None if worker.leaving else self._waiting.popleft()
            return worker.job

    def _grow(self) -> None:
        if len(self._workers) < self._size:
            worker = _Worker(self)
            self._workers.append(worker)
            worker.start()


class _Worker(threading.Thread):
    """One process and the thread that talks to it: the kernel ends the process with the thread that started it."""

    def __init__(self, pool: Pool) -> None:
        super().__init__(name="analysis", daemon=True)
        self._pool = pool
        self._process: AnalysingProcess | None = None
        self.job: Job | None = None
        self.leaving = False

    def run(self) -> None:
        while (job := self._pool.next(self)) is not None:
            try:
                job.end(self._alive().ask(job.analyser, job.path, job.content))
            except ProhoriError as error:
                job.end(error)
            except Exception as error:  # noqa: BLE001  # whoever waits must hear of it
                job.end(
                    AgentError("A file could not be handed over for its analysis", where=job.path, why=f"{type(error).__name__}: {error}")
                )
        if self._process is not None:
            self._process.close()

    def _alive(self) -> AnalysingProcess:
        if self._process is not None and not self._process.alive:
            self._process.close()
            self._process = None
        if self._process is None:
            self._process = AnalysingProcess(self._pool.limits)
        if self.leaving:  # stopped while it started
            self._process.kill()
        return self._process

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
