"""The topics that some passages told, held against others."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from analysis.topics.division import Division, shares_of
from analysis.topics.terms import FEWEST_TERMS, counted, rarity_in, weighted
from analysis.topics.words import WORD, Words, plain

_TERMS, _TOPICS = "terms.json", "topics.npy"


@dataclass(frozen=True)
class Rule:
    """What tells the topic of a passage that was not read when topics were looked for.

    Attributes:
        column_of: the term of each word in lower case, by its column; of other words none.
        rarity: the inverse document frequency of each term.
        furniture: terms of passages that several articles print alike.
        topics: a row of length 1 for each topic, the weight of each term in it.
    """

    column_of: Mapping[str, int]
    rarity: np.ndarray
    furniture: frozenset[tuple[int, ...]]
    topics: np.ndarray

    @classmethod
    def of(
        cls,
        words: Words,
        vocabulary: Sequence[str],
        matrix: sparse.csr_matrix,
        told: np.ndarray,
        topics: np.ndarray,
    ) -> Rule:
        """The rule that follows from passages that were read.

        Args:
            words: their words.
            vocabulary: the term of each column.
            matrix: the terms of the passages.
            told: numbers of the passages that tell a matter.
            topics: see the attribute.
        """
        place = {term: at for at, term in enumerate(vocabulary)}
        column_of = {word: place[term] for word, term in words.term_of.items() if term in place}
        columns = np.array([place.get(term, -1) for term in words.terms])
        long_enough = np.flatnonzero(np.diff(matrix.indptr) >= FEWEST_TERMS)
        furniture = frozenset(
            tuple(column for column in columns[words.codes_of(row)].tolist() if column >= 0)
            for row in np.setdiff1d(long_enough, told).tolist()
        )
        return cls(column_of, rarity_in(matrix), furniture, topics)

    def write(self, folder: Path) -> None:
        """Writes it into a folder that other processes read."""
        terms = {
            "column_of": self.column_of,
            "rarity": self.rarity.tolist(),
            "furniture": sorted(self.furniture),
        }
        (folder / _TERMS).write_text(json.dumps(terms), encoding="ascii")
        np.save(folder / _TOPICS, self.topics, allow_pickle=False)

    @classmethod
    def read(cls, folder: Path) -> Rule | None:
        """What `write` wrote; None where nothing is."""
        if not (folder / _TERMS).exists():
            return None
        terms = json.loads((folder / _TERMS).read_text(encoding="ascii"))
        furniture = frozenset(map(tuple, terms["furniture"]))
        topics = np.load(folder / _TOPICS)
        return cls(terms["column_of"], np.array(terms["rarity"]), furniture, topics)

    def tell(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """The topic of each passage, -1 for none, and what part of the passage it makes up."""
        known = _Columns(self.column_of)
        columns, starts = array("i"), array("q", [0])
        usable = np.zeros(len(texts), bool)
        for at, text in enumerate(texts):
            found = [column for column in map(known.__getitem__, WORD.findall(text)) if column >= 0]
            columns.extend(found)
            starts.append(len(columns))
            usable[at] = tuple(found) not in self.furniture
        counts = counted(np.array(columns), np.array(starts), len(self.rarity))
        usable &= np.diff(counts.indptr) >= FEWEST_TERMS
        shares = np.zeros((len(texts), len(self.topics)))
        shares[usable] = shares_of(weighted(counts[usable], self.rarity), self.topics)
        return Division(shares, self.topics).member, shares.max(axis=1)


class _Columns(dict[str, int]):
    """The column of each printed word, -1 for none; found when it is first asked for."""

    def __init__(self, column_of: Mapping[str, int]) -> None:
        super().__init__()
        self._column_of = column_of

    def __missing__(self, printed: str) -> int:
        self[printed] = self._column_of.get(plain(printed), -1)
        return self[printed]
