"""Worker processes, and the queue in front of them."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from analysis.reference import ReferenceFault
from hosting.logs import event, places
from hosting.process import FAULT, Ended, Process
from hosting.settings import Settings
from hosting.work import Done, Failed, Job, Refused

_ABANDONED_AFTER = 20.0  # seconds without anybody looking at a ticket
_TICK = 0.5
_PAUSE_BEFORE_START = 1.0  # seconds before another worker is started in place of one that ended
FULL = (
    "Too many analyses are waiting on this server already. Nothing was changed; try again in a "
    "few minutes."
)


class Ticket:
    """A job in the queue, in work or done. Whoever holds it looks at it again and again.

    Attributes:
        job: what is asked for.
        part: share of the work that is done.
        words: what is being done.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.part, self.words = 0.0, ""
        self.seen = time.monotonic()
        self.began: float | None = None
        self._finished = threading.Event()
        self._outcome: Done | Exception | None = None

    def wait(self, seconds: float) -> bool:
        """Waits for so long at most; whether the job is done, well or badly."""
        self.seen = time.monotonic()
        done = self._finished.wait(seconds)
        self.seen = time.monotonic()
        return done

    def result(self) -> Done:
        """What came of it.

        Raises:
            Refused: too much was brought.
            Failed: it could not be done; the message says why.
            ReferenceFault: the reference tables are broken.
        """
        self._finished.wait()
        if isinstance(self._outcome, Exception):
            raise self._outcome
        assert self._outcome is not None
        return self._outcome

    @property
    def is_finished(self) -> bool:
        """Whether there is an outcome."""
        return self._finished.is_set()

    def finish(self, outcome: Done | Exception) -> None:
        """Tells what came of it; the first that is told stands."""
        if not self._finished.is_set():
            self._outcome = outcome
            self.job = Job(self.job.owner, self.job.key)  # the files are needed no more
            self._finished.set()


class Pool:
    """Workers that do jobs in the order in which they were asked for, one of a session at a time.

    Args:
        settings: how many workers, how many may wait, how long and how large an analysis may be.
        start: starts a worker.
    """

    def __init__(self, settings: Settings, start: Callable[[int], Process] = Process) -> None:
        self._settings, self._start = settings, start
        self._changed = threading.Condition()
        self._waiting: deque[Ticket] = deque()
        self._keepers = [_Keeper(self) for _ in range(settings.concurrent_analyses)]
        # Filled by the garbage collector, which may come at any moment: a plain queue bears that.
        self._gone: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._open = True
        self._watch = threading.Thread(target=self._look_after, daemon=True)
        for thread in (*self._keepers, self._watch):
            thread.start()

    def ask(self, job: Job) -> Ticket:
        """Puts a job in the queue; what its session asked for before is given up.

        Raises:
            Failed: too many are waiting.
        """
        ticket = Ticket(job)
        with self._changed:
            for other in [*self._waiting, *self._at_work()]:
                if other.job.owner == job.owner:
                    self._give_up(other, "another was asked for")
            if len(self._waiting) >= self._settings.waiting_analyses and not self._is_idle():
                event("analysis refused", why="queue full", waiting=len(self._waiting))
                raise Failed(FULL)
            self._waiting.append(ticket)
            self._changed.notify_all()
        return ticket

    def place(self, ticket: Ticket) -> int:
        """How many jobs are to end before this one is worked on; 0 when it is."""
        with self._changed:
            if ticket not in self._waiting:
                return 0
            busy = sum(keeper.ticket is not None for keeper in self._keepers)
            free = len(self._keepers) - busy
            return max(0, self._waiting.index(ticket) + 1 - free)

    def cancel(self, ticket: Ticket) -> None:
        """Gives a job up, wherever it is."""
        with self._changed:
            self._give_up(ticket, "stopped by the reader")

    def forget(self, owner: str) -> None:
        """Has all workers forget what a session brought; may be called from anywhere."""
        self._gone.put(owner)

    def state(self) -> dict[str, int]:
        """How much is being done: workers, analyses at work, and waiting."""
        with self._changed:
            return {
                "workers": len(self._keepers),
                "working": len(self._at_work()),
                "waiting": len(self._waiting),
            }

    def close(self) -> None:
        """Ends all workers."""
        with self._changed:
            self._open = False
            for ticket in [*self._waiting, *self._at_work()]:
                self._give_up(ticket, "the server is ending")
            self._changed.notify_all()
        for keeper in self._keepers:
            keeper.join(timeout=5)

    def _at_work(self) -> list[Ticket]:
        return [keeper.ticket for keeper in self._keepers if keeper.ticket is not None]

    def _is_idle(self) -> bool:
        return len(self._at_work()) < len(self._keepers)

    def _give_up(self, ticket: Ticket, why: str, words: str = "") -> None:
        if ticket.is_finished:
            return
        event("analysis given up", why=why)
        ticket.finish(Failed(words or f"The analysis was given up: {why}."))
        if ticket in self._waiting:
            self._waiting.remove(ticket)
        for keeper in self._keepers:
            if keeper.ticket is ticket:
                keeper.stop()

    def next_for(self, keeper: _Keeper) -> Ticket | None:
        """Waits for something to do; the next job, or None when there is none yet."""
        with self._changed:
            if not self._waiting:
                self._changed.wait(_TICK)
            # Who has the articles of a session read does its next job, unless busy.
            for ticket in self._waiting:
                home = [k for k in self._keepers if ticket.job.owner in k.owners]
                if not home or keeper in home or all(k.ticket for k in home):
                    self._waiting.remove(ticket)
                    keeper.ticket, ticket.began = ticket, time.monotonic()
                    return ticket
        return None

    @property
    def is_open(self) -> bool:
        """Whether jobs are still taken."""
        return self._open

    def start(self) -> Process:
        """Starts a worker."""
        return self._start(self._settings.analysis_megabytes)

    def memory_words(self) -> str:
        """What a reader is told when a worker is gone."""
        return (
            "The analysis ended before it was done: its process was stopped, or needed more than "
            f"the {self._settings.analysis_megabytes:,} MB that one analysis may use here. Nothing "
            "was changed; try again, with fewer articles if it happens again."
        )

    def _look_after(self) -> None:
        most = self._settings.analysis_seconds
        while self._open:
            time.sleep(_TICK)
            now = time.monotonic()
            with self._changed:
                for ticket in [*self._waiting, *self._at_work()]:
                    if now - ticket.seen > _ABANDONED_AFTER:
                        self._give_up(ticket, "nobody waits for it")
                    elif ticket.began is not None and now - ticket.began > most:
                        words = (
                            f"The analysis took longer than the {most:,} seconds that one may take "
                            "here and was stopped. Bring fewer articles, or analyse them with "
                            "python -m analysis run."
                        )
                        self._give_up(ticket, "too long", words)
                while not self._gone.empty():
                    owner = self._gone.get_nowait()
                    for keeper in self._keepers:
                        keeper.owners.discard(owner)
                        keeper.to_forget.append(owner)


class _Keeper(threading.Thread):
    """Keeps one worker: starts it, gives it jobs, and starts another when it is gone."""

    def __init__(self, pool: Pool) -> None:
        super().__init__(daemon=True)
        self.ticket: Ticket | None = None
        self.owners: set[str] = set()
        self.to_forget: deque[str] = deque()
        self._pool = pool
        self._process: Process | None = None

    def run(self) -> None:
        """Works while the pool is open."""
        while self._pool.is_open:
            if self._process is None and not self._has_begun():
                time.sleep(_PAUSE_BEFORE_START)
                continue
            assert self._process is not None
            ticket = self._pool.next_for(self)
            try:
                while self.to_forget:
                    self._process.forget(self.to_forget.popleft())
                if ticket is not None and not ticket.is_finished:
                    self._do(self._process, ticket)
                elif not self._process.is_alive:
                    event("worker lost")
                    self._process = None
                    time.sleep(_PAUSE_BEFORE_START)
            except Ended:
                self._lost(ticket)
            self.ticket = None
        if self._process is not None:
            self._process.stop()

    def _has_begun(self) -> bool:
        try:
            self._process, self.owners = self._pool.start(), set()
        except OSError as fault:
            event("worker not started", error=type(fault).__name__)
        return self._process is not None

    def stop(self) -> None:
        """Ends the worker at once."""
        if self._process is not None:
            self._process.stop()

    def _do(self, process: Process, ticket: Ticket) -> None:
        began = time.monotonic()
        job = ticket.job
        self.owners.add(job.owner)
        try:
            outcome: Done | Exception = process.do(job, ticket)
        except (Refused, Failed, ReferenceFault) as fault:
            outcome = fault
        except Ended:
            raise
        except Exception as fault:  # noqa: BLE001 - a worker that sends nonsense is replaced
            event("worker not understood", error=type(fault).__name__, places=places(fault))
            process.stop()
            outcome = Failed(FAULT)
        ticket.finish(outcome)
        seconds = round(time.monotonic() - began, 1)
        event("analysis ended", seconds=seconds, **_told(job, outcome))

    def _lost(self, ticket: Ticket | None) -> None:
        self._process = None
        if ticket is not None and not ticket.is_finished:
            event("worker lost")
            ticket.finish(Failed(self._pool.memory_words()))


def _told(job: Job, outcome: Done | Exception) -> dict[str, Any]:
    told = {"files": len(job.files), "bytes": sum(len(content) for _, content in job.files)}
    if isinstance(outcome, Done):
        return told | {"outcome": "done", "articles": len(outcome.analysis.articles())}
    return told | {"outcome": type(outcome).__name__}
