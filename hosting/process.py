"""One worker as the server sees it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from analysis.reference import ReferenceFault
from hosting import frames
from hosting.logs import event
from hosting.settings import ROOT
from hosting.work import Done, Failed, Job, Refused

if TYPE_CHECKING:
    from hosting.pool import Ticket


FAULT = "This could not be analysed, by a fault of the program. It was taken back."


class Ended(Exception):
    """The worker is gone."""


class Process:
    """A worker process.

    Args:
        megabytes: memory that it may use.
    """

    def __init__(self, megabytes: int) -> None:
        # Not multiprocessing: it would run the main module again, which is the dashboard's script.
        self._child = subprocess.Popen(
            [sys.executable, "-m", "hosting.worker", str(megabytes)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    @property
    def pid(self) -> int:
        """Its number in the system."""
        return self._child.pid

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._child.poll() is None

    def do(self, job: Job, ticket: Ticket) -> Done:
        """Has a job done, and tells the ticket how far it is.

        Raises:
            Refused, Failed, ReferenceFault: as `hosting.work.Benches.do`.
            Ended: the worker is gone.
        """
        from hosting import parcel

        self._send(parcel.of_job(job))
        while True:
            message = self._receive()
            kind = message[0]["kind"]
            if kind == "progress":
                ticket.part, ticket.words = message[0]["part"], message[0]["words"]
            elif kind == "done":
                return parcel.done_of(message, job.corrections)
            elif kind != "ready":
                if kind in ("memory", "fault"):
                    # What is left of it cannot be relied on; another is started.
                    self.stop()
                raise _fault(message[0])

    def forget(self, owner: str) -> None:
        """Has what a session brought forgotten.

        Raises:
            Ended: the worker is gone, and all that it held.
        """
        self._send(({"kind": "forget", "owner": owner}, []))

    def stop(self) -> None:
        """Ends it at once, whatever it is doing."""
        self._child.kill()
        self._child.wait()

    def _send(self, message: frames.Message) -> None:
        try:
            frames.write(self._stream(self._child.stdin), *message)
        except OSError as fault:
            self._close()
            raise Ended from fault

    def _receive(self) -> frames.Message:
        try:
            message = frames.read(self._stream(self._child.stdout))
        except (OSError, ValueError) as fault:
            self._close()
            raise Ended from fault
        if message is None:
            self._close()
            raise Ended
        return message

    def _close(self) -> None:
        self.stop()
        for stream in (self._child.stdin, self._child.stdout):
            with suppress(OSError):
                self._stream(stream).close()

    @staticmethod
    def _stream(stream: Any) -> BinaryIO:
        assert stream is not None
        found: BinaryIO = stream
        return found


def _fault(head: dict[str, Any]) -> Exception:
    """The error that a worker tells of."""
    kind = head["kind"]
    if kind == "refused":
        return Refused(head["why"])
    if kind == "failed":
        return Failed(head["why"])
    if kind == "reference":
        return ReferenceFault(head["faults"])
    if kind == "memory":
        return Failed(
            "The analysis needs more memory than one may use here. Nothing was changed; bring "
            "fewer articles, or analyse them with python -m analysis run."
        )
    event("analysis failed", error=head["sort"], places=head["places"])
    return Failed(FAULT)
