"""What an analysis leaves behind, so that the next one of the same articles is quick."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Memory:
    """Parts of the last analysis of a corpus, taken again when what they come from is the same.

    A person who corrects one article so waits for one article. What an analysis did not use is
    forgotten when it is done.
    """

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}
        self._used: dict[Any, Any] = {}

    def copy(self) -> Memory:
        """Another that holds the same and from then on goes its own way."""
        new = Memory()
        new._kept, new._used = dict(self._kept), dict(self._used)
        return new

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """What `make` gives, or what it gave before under the same key."""
        for held in (self._used, self._kept):
            if key in held:
                self._used[key] = held[key]
                return held[key]
        self._used[key] = found = make()
        return found

    def done(self) -> None:
        """Forgets what has not been used since this was last called."""
        self._kept, self._used = self._used, {}
