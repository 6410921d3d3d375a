"""Totals by article: all that values and intervals need.

A group and an item make a *cell*. Its *whole* is what its value is a part of: all rows of the
group for a share, else the rows of the cell itself, whose mean the value is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from analysis.compare.sums import MOST_COUNTED, Array, summed


@dataclass(frozen=True)
class Totals:
    """Sums of one measure by cell and article, which are what is drawn anew and permuted.

    Attributes:
        share: whether the values are shares of their groups.
        n_groups, n_items: a cell is group * n_items + item.
        cell, article, value: the sum of each cell in each article that it has rows in, in order.
        part, part_article, weight: what the rows of each whole weigh in each article, in order.
        whole_rows: whether every row weighs one, so that a weight is a number of rows.
        lowest, highest: of the rows of each cell that one article alone has rows of, else NaN.
            Empty for shares.
    """

    share: bool
    n_groups: int
    n_items: int
    cell: Array
    article: Array
    value: Array
    part: Array
    part_article: Array
    weight: Array
    whole_rows: bool = True
    lowest: Array = field(default_factory=lambda: np.empty(0))
    highest: Array = field(default_factory=lambda: np.empty(0))

    @property
    def n_cells(self) -> int:
        return self.n_groups * self.n_items

    @property
    def n_wholes(self) -> int:
        return self.n_groups if self.share else self.n_cells

    @cached_property
    def wholes(self) -> Array:
        """The whole of each cell."""
        cells = np.arange(self.n_cells)
        return cells // max(1, self.n_items) if self.share else cells

    @cached_property
    def articles_behind(self) -> Array:
        """How many articles each whole has rows in."""
        # They are in order, so that to look for their ends is sooner done than to count.
        return np.diff(np.searchsorted(self.part, np.arange(self.n_wholes + 1)))

    @cached_property
    def part_of_cell(self) -> Array:
        """For each sum of a cell in an article, which weight it is a part of."""
        if not self.share:
            return np.arange(len(self.cell))
        stride = 1 + max(self.article.max(initial=0), self.part_article.max(initial=0))
        wanted = self.wholes[self.cell] * stride + self.article
        known = self.part * stride + self.part_article
        if self.n_wholes * stride > MOST_COUNTED:
            return np.searchsorted(known, wanted)
        # A place for each that there could be is sooner looked up.
        place = np.empty(self.n_wholes * stride, dtype=np.int32)
        place[known] = np.arange(len(known), dtype=np.int32)
        return place[wanted]

    def values(self) -> Array:
        """The value of each cell; NaN when its whole has no rows."""
        return self._values

    @cached_property
    def _values(self) -> Array:
        above = np.bincount(self.cell, weights=self.value, minlength=self.n_cells)
        below = np.bincount(self.part, weights=self.weight, minlength=self.n_wholes)
        with np.errstate(invalid="ignore", divide="ignore"):
            return above / below[self.wholes]

    def listed(self, groups: Array, items: Array, n_groups: int, n_items: int) -> Totals:
        """The same totals as a table lists its groups and items.

        Args:
            groups, items: the place in the table of each group and item; all that have rows must
                have one.
            n_groups, n_items: how many the table lists.
        """
        cells = (groups[:, None] * n_items + items).ravel()
        if self.share:
            cell, article, value = _moved(cells, self.cell, self.article, self.value)
            part, part_article, weight = _moved(groups, self.part, self.part_article, self.weight)
            return Totals(
                True, n_groups, n_items, cell, article, value, part, part_article, weight,
                self.whole_rows,
            )  # fmt: skip
        cell, article, value, weight = _moved(
            cells, self.cell, self.article, self.value, self.weight
        )
        ends = np.full((2, n_groups * n_items), np.nan)
        known = ((groups[:, None] >= 0) & (items >= 0)).ravel()
        ends[:, cells[known]] = self.lowest[known], self.highest[known]
        return Totals(
            False, n_groups, n_items, cell, article, value, cell, article, weight, True, *ends
        )

    def of_items(self, wanted: Array) -> Totals:
        """The same totals, of the items that are wanted alone.

        Args:
            wanted: which items are.
        """
        kept = wanted[self.cell % self.n_items]
        sums = {name: getattr(self, name)[kept] for name in ("cell", "article", "value")}
        if self.share:
            return replace(self, **sums)
        parts = {name: getattr(self, name)[kept] for name in ("part", "part_article", "weight")}
        return replace(self, **sums, **parts)

    def merged(self, side: Array) -> Totals:
        """The totals of the two sides of a difference.

        Args:
            side: for each group 0 or 1, or -1 when it is on neither.
        """
        n = self.n_items
        if not self.share:
            cell, article, value, weight = self._by_side(
                side, n, self.cell, self.article, self.value, self.weight
            )
            return Totals(self.share, 2, n, cell, article, value, cell, article, weight)
        cell, article, value = self._by_side(side, n, self.cell, self.article, self.value)
        part, part_article, weight = self._by_side(
            side, 1, self.part, self.part_article, self.weight
        )
        return Totals(self.share, 2, n, cell, article, value, part, part_article, weight)

    def _by_side(
        self, side: Array, wide: int, place: Array, article: Array, *values: Array
    ) -> tuple[Array, ...]:
        """Sums by side instead of group, of which each has so many places, and article."""
        found = []
        for number in (0, 1):
            groups = np.flatnonzero(side == number)
            ends = np.searchsorted(place, np.array([groups, groups + 1]) * wide).T.tolist()
            held = [
                np.concatenate([column[first:last] for first, last in ends] or [column[:0]])
                for column in (place, article, *values)
            ]
            held[0] = held[0] % max(1, wide)
            # What is of one group alone is in order, and each article of it stands there once.
            at, *rest = held if len(groups) < 2 else summed(*held)
            found.append((at + number * wide, *rest))
        return tuple(np.concatenate(both) for both in zip(*found, strict=True))


def _moved(to: Array, place: Array, *columns: Array) -> tuple[Array, ...]:
    """Rows in the order of new places: these, and what stands in some columns beside them.

    Args:
        to: the new place of each old one.
        place: the old place of each row, rising.
        columns: what goes with them.
    """
    ends = np.searchsorted(place, np.arange(len(to) + 1))
    first, sizes = ends[:-1], np.diff(ends)
    held = np.flatnonzero(sizes)
    order = held[np.argsort(to[held])]
    first, sizes = first[order], sizes[order]
    rows = np.arange(len(place)) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
    return np.repeat(to[order], sizes), *(column[rows] for column in columns)
