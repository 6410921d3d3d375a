"""A division of passages into topics, and what a way of dividing has to offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import sparse

# Fits to parts of the texts: ten tell a stability to about .03, and more only cost time. Of a large
# corpus each tells more, and takes longer.
FITS, FITS_OF_MANY = 10, 5
# Of a passage that the largest topic must make up; one that has less of it is of no topic.
LEAST_SHARE = 1 / 3


@dataclass(frozen=True)
class Division:
    """Topics of some passages.

    Attributes:
        shares: a row per passage: what part of it each topic makes up; all zero for no topic.
        terms: a row of length 1 per topic: the weight of each term in it.
    """

    shares: np.ndarray
    terms: np.ndarray

    @property
    def member(self) -> np.ndarray:
        """The topic of each passage, -1 where none makes up LEAST_SHARE of it."""
        if not self.shares.size:
            return np.full(len(self.shares), -1)
        return np.where(self.shares.max(axis=1) >= LEAST_SHARE, self.shares.argmax(axis=1), -1)

    def by_size(self) -> Division:
        """The same with most passages first and without topics that have none."""
        member = self.member
        sizes = np.bincount(member[member >= 0], minlength=self.shares.shape[1])
        order = [at for at in np.argsort(-sizes, kind="stable") if sizes[at] > 0]
        return Division(self.shares[:, order], self.terms[order])


def shares_of(rows: np.ndarray | sparse.csr_matrix, topics: np.ndarray) -> np.ndarray:
    """What part each topic makes up of each row, by non-negative least squares.

    Args:
        rows: places in the space of the topics.
        topics: a row for each topic.
    """
    from scipy.optimize import nnls  # takes a while to load, and few runs need it

    axes, triangle = np.linalg.qr(topics.T)
    found = [nnls(triangle, place)[0] for place in rows @ axes]
    shares = np.array(found).reshape(-1, len(topics))
    totals = shares.sum(axis=1, keepdims=True)
    return shares / np.where(totals > 0, totals, 1)


class Divider(Protocol):
    """A way of dividing the passages of a corpus.

    Attributes:
        n_units: how many units can be drawn and left out: the passages, or the articles.
        n_tried: among how many of them the number of topics is looked for, for the sake of time.
        n_fits: to how many parts of the texts topics are fitted anew, to see whether they hold.
    """

    n_units: int
    n_tried: int
    n_fits: int

    def passages_of(self, units: np.ndarray) -> np.ndarray:
        """Numbers of the passages of some units, in order."""

    def groups(self, units: np.ndarray, counts: Sequence[int]) -> list[np.ndarray]:
        """Quick divisions of some units alone, one for each number of groups: the group of each."""

    def divide(self, passages: np.ndarray, count: int, *, rough: bool = False) -> Division:
        """The division of some passages, in their order, into at most so many topics."""
