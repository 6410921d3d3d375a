"""The last few answers to questions that are asked again soon, shared by all readers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Lately(Generic[T]):
    """Remembers so many answers, those that were asked for last."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._held: OrderedDict[Hashable, T] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def __call__(self, question: Hashable, answer: Callable[[], T]) -> T:
        """What is remembered of a question, or else its answer, which is worked out for it."""
        with self._lock:
            if question in self._held:
                self._held.move_to_end(question)
                return self._held[question]
        found = answer()
        with self._lock:
            self._held[question] = found
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return found
