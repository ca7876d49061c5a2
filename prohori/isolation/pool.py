"""The analysing processes of one run, shared by its steps: started when there is work, killed when it ends or is cancelled."""

from __future__ import annotations

import contextlib
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
        self._waiting: deque[tuple[Job, ...]] = deque()
        self.expected: tuple[str, ...] = ()
        self._workers: list[_Worker] = []
        self._changed = threading.Condition()  # re-entrant: a signal's handler may stop what its thread is starting

    def expect(self, *analysers: str) -> None:
        """There will be work for these: a process that knows them already starts while nobody waits for it."""
        with self._changed:
            self.expected = analysers
            self._grow()

    def submit(self, *jobs: Job) -> None:
        """Several about one file go to one process, in this order: it parses the file once."""
        with self._changed:
            self._waiting.append(jobs)
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
            self._waiting = deque(left for jobs in self._waiting if (left := tuple(job for job in jobs if job not in unwanted)))
            for job in unwanted:
                job.end(Cancelled("Nobody waits for this analysis any more"))
            for worker in self._workers:  # held: one that goes on to another job must not be killed
                if worker.job in unwanted:
                    worker.kill()

    def stop(self) -> None:
        """Ends every job with `Cancelled`, at once, and every process. From any thread."""
        with self._changed:
            workers, self._workers = self._workers, []
            jobs = [job for waiting in self._waiting for job in waiting]
            jobs += [job for worker in workers for job in (worker.job, *worker.jobs) if job is not None]
            self._waiting.clear()
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
            while not worker.leaving:
                while worker.jobs:
                    worker.job = worker.jobs.popleft()
                    if not worker.job.is_over:
                        return worker.job
                if self._waiting:
                    worker.jobs.extend(self._waiting.popleft())
                else:
                    worker.job = None
                    self._changed.wait()
            return None

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
        self.jobs: deque[Job] = deque()
        """About one file, still to be begun."""
        self.job: Job | None = None
        self.leaving = False

    def run(self) -> None:
        if self._pool.expected:
            with contextlib.suppress(ProhoriError):  # whoever has work will hear of it
                self._alive()
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
            self._process = AnalysingProcess(self._pool.limits, self._pool.expected)
        if self.leaving:  # stopped while it started
            self._process.kill()
        return self._process

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
