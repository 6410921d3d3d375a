"""What there is of a measure by group and item: all that a comparison asks of its rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.compare.counted import Counted
from analysis.compare.order import places
from analysis.compare.sums import Array, are_ones, summed, summed_and_counted
from analysis.compare.totals import Totals
from analysis.selection import Selection


@dataclass(frozen=True)
class Tally:
    """Counts and sums of one measure.

    Attributes:
        groups, items: the names that there are.
        by_sign: how many rows each group (first axis) and item has of each sign (last axis): below
            zero, zero, above.
        n_sentences: how many sentences each group and item has rows in.
        behind: how many sentences stand behind its value: for a share all those of the group.
        totals: sums by article; a cell is the place of its group * len(items) + that of its item.
        perspectives: for each speaker the perspective that most rows give; else empty.
    """

    groups: Sequence[str]
    items: Sequence[str]
    by_sign: Array
    n_sentences: Array
    behind: Array
    totals: Totals
    perspectives: Mapping[str, str]

    def rows_by_group(self) -> Array:
        """How many rows each group has."""
        found: Array = self.by_sign.sum(axis=(1, 2))
        return found

    def rows_by_item(self) -> Array:
        """How many rows each item has."""
        found: Array = self.by_sign.sum(axis=(0, 2))
        return found

    def listed(self, groups: Sequence[str], items: Sequence[str]) -> Tally:
        """The same in another order of groups and items, among which must be all that have rows."""
        at = np.ix_(places(groups, self.groups), places(items, self.items))
        counts = {
            # What is not known has the last place.
            name: np.pad(held, [(0, 1), (0, 1), (0, 0)][: held.ndim])[at]
            for name, held in (
                ("by_sign", self.by_sign),
                ("n_sentences", self.n_sentences),
                ("behind", self.behind),
            )
        }
        moved = places(self.groups, groups), places(self.items, items)
        totals = self.totals.listed(*moved, len(groups), len(items))
        return replace(self, groups=groups, items=items, totals=totals, **counts)


class Counting(ABC):
    """The evidence rows of an analysis that count themselves; iterates over its measures."""

    @abstractmethod
    def __iter__(self) -> Iterator[str]: ...

    @abstractmethod
    def count(self, selection: Selection, measure: str) -> Counted:
        """The rows of a measure that a selection keeps, by group and as numbers."""

    def tally(self, selection: Selection, measure: str) -> Tally:
        """The counts and sums of these rows."""
        return tally(self.count(selection, measure))

    @abstractmethod
    def articles(self, selection: Selection) -> pd.DataFrame:
        """The articles that count under a selection, in the order of their table."""


def tally(rows: Counted) -> Tally:
    """The counts and sums of rows."""
    behind = n_sentences = rows.n_sentences
    if rows.share:
        behind = np.broadcast_to(rows.sentences_of_groups[:, None], n_sentences.shape)
    return Tally(
        rows.groups,
        rows.items,
        rows.by_sign,
        n_sentences,
        behind,
        _totals(rows),
        rows.perspectives,
    )


def _totals(rows: Counted) -> Totals:
    """The sums of rows by article."""
    n_groups, n_items = len(rows.groups), len(rows.items)
    cell, article, value, number = summed_and_counted(rows.code, rows.article, rows.value)
    if rows.share:
        # What a row counts for in its group: a share of words weighs a row by its words.
        part, part_article, weight = summed(cell // max(1, n_items), article, value)
        whole_rows = are_ones(rows.value) or bool((rows.value == 1).all())
        lowest = highest = np.empty(0)
    else:
        part, part_article, weight = cell, article, number.astype(float)
        whole_rows = True
        lowest, highest = _ends_of_single(rows, cell)
    return Totals(
        rows.share, n_groups, n_items, cell, article, value, part, part_article, weight,
        whole_rows, lowest, highest,
    )  # fmt: skip


def _ends_of_single(rows: Counted, cell: Array) -> Array:
    """The lowest and the highest value of the rows of each cell that only one article has."""
    n_cells = len(rows.groups) * len(rows.items)
    single = np.bincount(cell, minlength=n_cells) == 1
    ends = np.full((2, n_cells), np.nan)
    if single.any():
        alone = single[rows.code]
        np.fmin.at(ends[0], rows.code[alone], rows.value[alone])
        np.fmax.at(ends[1], rows.code[alone], rows.value[alone])
    return ends
