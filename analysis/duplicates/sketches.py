"""Which of many sets may have much in common, told from a few hundred bytes of each.

MinHash: of a set only the smallest values of many hash functions are kept; two sets agree in as
many of these as their Jaccard similarity tells. Locality-sensitive hashing: rows that agree in all
values of one band of them are paired, found by sorting, so nothing is held against everything.
Reference: Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

_HASHED_AT_ONCE = 1_000  # values of a set: memory does not grow with the length of a text
# Texts made from one form all agree with each other; of thousands of them the nearest before a text
# in order are enough, so that time stays linear and what is known of them can be kept at hand.
_NEAREST = 1_000


@dataclass(frozen=True)
class Bands:
    """How sketches are compared.

    Attributes:
        number: bands; more of them find more pairs.
        width: values in each; wider bands find fewer pairs.
        least: share of all values that must agree, 0 to 1; about the least Jaccard similarity.
    """

    number: int
    width: int
    least: float

    @property
    def size(self) -> int:
        return self.number * self.width


def sketch(values: np.ndarray, size: int) -> np.ndarray:
    """The smallest of each of `size` hashes of some uint32 values; the largest number for none."""
    factors, summands = _hash_functions(size)
    smallest = np.full(size, np.iinfo(np.uint32).max, dtype=np.uint32)
    for at in range(0, len(values), _HASHED_AT_ONCE):
        hashed = values[at : at + _HASHED_AT_ONCE].astype(np.uint64) * factors
        hashed += summands
        hashed >>= np.uint64(32)
        np.minimum(smallest, hashed.min(axis=1), out=smallest, casting="unsafe")
    return smallest


@lru_cache(maxsize=8)
def _hash_functions(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Factors and summands of multiply-shift hashes, the same in every run."""
    drawn = np.random.default_rng(1).integers(0, 2**64, (2, size, 1), dtype=np.uint64)
    return drawn[0] | np.uint64(1), drawn[1]


def alike(sketches: np.ndarray, bands: Bands, most: int) -> Iterator[tuple[int, int]]:
    """Pairs of rows that agree in a whole band, an earlier and a later one, by the later one.

    Args:
        sketches: a row of `bands.size` values for each set.
        bands: how rows are parted, and what they must have in common.
        most: earlier rows that one is paired with, those that it agrees with in most values.
    """
    rows, first, last, members = _meetings(sketches, bands)
    bounds = np.flatnonzero(np.diff(rows, prepend=-1, append=-1)).tolist()
    for begin, end in pairwise(bounds):
        at = rows[begin]
        found = np.unique(
            np.concatenate([members[first[one] : last[one]] for one in range(begin, end)])
        )
        agree = (sketches[found] == sketches[at]).mean(axis=1)
        enough = np.flatnonzero(agree >= bands.least)[-_NEAREST:]
        best = enough[np.argsort(-agree[enough], kind="stable")[:most]]
        yield from ((other, int(at)) for other in found[best].tolist())


def _meetings(
    sketches: np.ndarray, bands: Bands
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Every row and band in which it agrees with earlier rows, by row: the rows, and where those
    that each agrees with begin and end in a list of rows, and that list.

    Rows that agree with none, as nearly all do, take no room.
    """
    found, members, n_members = [], [], 0
    for band in range(bands.number):
        values = sketches[:, band * bands.width : (band + 1) * bands.width]
        order = np.lexsort(values.T)  # keeps the rows that agree in their own order
        ordered = values[order]
        same = np.zeros(len(order), dtype=bool)
        same[1:] = (ordered[1:] == ordered[:-1]).all(axis=1)
        # Of a stretch that agrees the first row, too.
        held = same.copy()
        held[:-1] |= same[1:]
        kept, later = order[held], np.flatnonzero(same[held])
        begins = np.maximum.accumulate(np.where(same[held], 0, np.arange(len(kept))))
        nearest = np.maximum(begins[later], later - _NEAREST)
        found.append(np.stack([kept[later], nearest + n_members, later + n_members]))
        members.append(kept)
        n_members += len(kept)
    rows, first, last = np.concatenate(found, axis=1)
    by_row = np.argsort(rows, kind="stable")
    return rows[by_row], first[by_row], last[by_row], np.concatenate(members)
