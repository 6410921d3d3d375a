"""Who is here: one object for each reader's session, which goes when the session does."""

from __future__ import annotations

import secrets
import threading
import weakref
from dataclasses import dataclass, field


@dataclass(eq=False)
class Session:
    """A reader's session.

    Attributes:
        name: random, so that nobody can guess that of somebody else.
        held_bytes: size of the files that the reader brought.
    """

    name: str = field(default_factory=lambda: secrets.token_hex(16))
    held_bytes: int = 0


class Sessions:
    """All sessions that there are. Holds none of them: what a session was is gone with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: weakref.WeakSet[Session] = weakref.WeakSet()

    def new(self) -> Session:
        """One more session."""
        session = Session()
        with self._lock:
            self._known.add(session)
        return session

    def held_bytes(self) -> int:
        """Size of the files of all readers."""
        with self._lock:
            return sum(session.held_bytes for session in self._known)

    def __len__(self) -> int:
        with self._lock:
            return len(self._known)
