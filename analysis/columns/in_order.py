"""Counted rows as columns hold them: those of one sentence stand together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.columns.base import Array
from analysis.compare.counted import Counted

# Rows before each that are looked at for all rows at once, which is sooner done than for a part.
_ALL_ROWS = 4


@dataclass(frozen=True)
class InOrder(Counted):
    """Counted rows of which those of one sentence stand together."""

    def _n_sentences(self, place: Array, n_rows: Array) -> Array:
        if self.own_sentences:
            return n_rows
        again = np.zeros(len(place), dtype=bool)
        for step in range(1, _ALL_ROWS):
            again[step:] |= self._together(step) & (place[step:] == place[:-step])
        near = _ALL_ROWS + np.flatnonzero(self._together(_ALL_ROWS))
        for step in range(_ALL_ROWS, len(place)):
            if not len(near):
                break
            again[near[place[near] == place[near - step]]] = True
            near = near[near > step]
            near = near[self.sentence[near] == self.sentence[near - step - 1]]
        return n_rows - np.bincount(place[again], minlength=len(n_rows))

    def _together(self, step: int) -> Array:
        """Which rows have the sentence of the row so many before; from the first that has one."""
        found: Array = self.sentence[step:] == self.sentence[:-step]
        return found
