"""Evidence rows as numbers, and their totals by article: all that values and intervals need.

A group and an item make a *cell*. Its *whole* is what its value is a part of: all rows of the
group for a share, else the rows of the cell itself, whose mean the value is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.compare.sums import Array, are_ones, n_distinct, summed, summed_and_counted
from analysis.evidence import SHARES
from analysis.selection import Selection


@dataclass(frozen=True)
class Counted:
    """The evidence rows of one measure as places in sorted lists of names.

    Attributes:
        share: whether the measure is a share, else a mean.
        groups, items, kinds: the names that there are.
        group, item, kind, article, sentence: for each row the place of its own.
        value: what each row adds to its cell.
        sign: -1, 0 or 1 for each row.
        own_sentences: whether no two rows stand in one sentence, which need not be looked for then.
        perspectives: for each speaker the perspective that most rows give; else empty.
    """

    share: bool
    groups: Sequence[str]
    items: Sequence[str]
    kinds: Sequence[str]
    group: Array
    item: Array
    kind: Array
    article: Array
    sentence: Array
    value: Array
    sign: Array
    own_sentences: bool
    perspectives: Mapping[str, str]

    def only(self, kind: str) -> Counted:
        """The rows of one voice kind."""
        if kind not in self.kinds:
            kept = np.zeros(len(self.kind), dtype=bool)
        else:
            kept = self.kind == self.kinds.index(kind)
        names = ("group", "item", "kind", "article", "sentence", "value", "sign")
        return replace(self, **{name: getattr(self, name)[kept] for name in names})

    def n_sentences(self, place: Array, n: int) -> Array:
        """How many sentences stand at each place below n.

        Args:
            place: the place of each row, such as its cell.
            n: the number of places.
        """
        if self.own_sentences:
            return np.bincount(place, minlength=n)
        return n_distinct(place, self.sentence, n)

    def rows_by_group(self) -> Array:
        """How many rows each group has."""
        return np.bincount(self.group, minlength=len(self.groups))

    def rows_by_item(self) -> Array:
        """How many rows each item has."""
        return np.bincount(self.item, minlength=len(self.items))


class Counting(ABC):
    """The evidence rows of an analysis that count themselves; iterates over its measures."""

    @abstractmethod
    def __iter__(self) -> Iterator[str]: ...

    @abstractmethod
    def count(self, selection: Selection, measure: str) -> Counted:
        """The rows of a measure that a selection keeps, by group and as numbers."""


def counted(rows: pd.DataFrame, measure: str, group_by: str) -> Counted:
    """Evidence rows (see analysis.selection.grouped) as numbers."""
    return regrouped(numbered(rows, measure), rows, group_by)


def numbered(rows: pd.DataFrame, measure: str) -> Counted:
    """Evidence rows as numbers, all in one group."""
    names = {
        name: _places(rows[column])
        for name, column in (("item", "item"), ("kind", "voice_kind"), ("article", "article_id"))
    }
    sentence, sentences = pd.factorize(rows["sentence_id"])
    return Counted(
        share=measure in SHARES,
        groups=[""],
        items=names["item"][1],
        kinds=names["kind"][1],
        group=np.zeros(len(rows), dtype=np.int64),
        **{name: places for name, (places, _) in names.items()},
        sentence=sentence,
        own_sentences=len(sentences) == len(rows),
        value=rows["value"].to_numpy(dtype=float),
        sign=rows["sign"].to_numpy(dtype=np.int8),
        perspectives={},
    )


def regrouped(whole: Counted, rows: pd.DataFrame, group_by: str) -> Counted:
    """The same rows by another grouping.

    Args:
        whole: these rows as numbers.
        rows: evidence rows, each with its group.
        group_by: what they are grouped by.
    """
    group, groups = _places(rows["group"])
    known = _most_often(rows) if group_by == "speaker" else {}
    return replace(whole, group=group, groups=groups, perspectives=known)


def _places(column: pd.Series) -> tuple[Array, list[str]]:
    """The place of each row's name in the sorted names, as numbers no wider than need be."""
    places, names = pd.factorize(column, sort=True)
    return places.astype(np.min_scalar_type(-len(names) - 1)), [str(name) for name in names]


def _most_often(rows: pd.DataFrame) -> dict[str, str]:
    """The perspective that most rows of a group give; of equals the first by name."""
    found = rows.groupby(["group", "voice_perspective"], observed=True).size()
    found = found.sort_index().sort_values(ascending=False, kind="stable").reset_index()
    known = found.drop_duplicates("group")
    return dict(zip(known["group"], known["voice_perspective"], strict=True))


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
        return np.searchsorted(self.part * stride + self.part_article, wanted)

    @cached_property
    def n_rows(self) -> Array:
        """How many rows each cell has; only where every row weighs one."""
        counts = self.value if self.share else self.weight
        return np.bincount(self.cell, weights=counts, minlength=self.n_cells).astype(np.int64)

    def values(self) -> Array:
        """The value of each cell; NaN when its whole has no rows."""
        return self._values

    @cached_property
    def _values(self) -> Array:
        above = np.bincount(self.cell, weights=self.value, minlength=self.n_cells)
        below = np.bincount(self.part, weights=self.weight, minlength=self.n_wholes)
        with np.errstate(invalid="ignore", divide="ignore"):
            return above / below[self.wholes]

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


def cells_of_rows(rows: Counted, groups: Array, items: Array, n_items: int) -> Array:
    """The cell of each row; arguments as those of `totals_of`."""
    n_names = max(1, len(rows.items))
    cells = (groups[:, None] * n_items + items[None, :]).ravel().astype(np.int32)
    code = np.multiply(rows.group, n_names, dtype=np.int32, casting="unsafe")
    code += rows.item.astype(np.int32, copy=False)
    found: Array = cells.take(code)
    return found


def totals_of(rows: Counted, groups: Array, items: Array, n_groups: int, n_items: int) -> Totals:
    """The totals of counted rows.

    Args:
        rows: the rows.
        groups, items: for each name of rows.groups and rows.items its place in the table.
        n_groups, n_items: how many the table lists; some may have no rows.
    """
    return totals_by(cells_of_rows(rows, groups, items, n_items), rows, n_groups, n_items)


def totals_by(place: Array, rows: Counted, n_groups: int, n_items: int) -> Totals:
    """The totals of counted rows whose cells are known (see `cells_of_rows`)."""
    cell, article, value, number = summed_and_counted(place, rows.article, rows.value)
    if rows.share:
        # What a row counts for in its group: a share of words weighs a row by its words.
        part, part_article, weight = summed(cell // max(1, n_items), article, value)
        whole_rows = are_ones(rows.value) or bool((rows.value == 1).all())
        lowest = highest = np.empty(0)
    else:
        part, part_article, weight = cell, article, number.astype(float)
        whole_rows = True
        lowest, highest = np.full((2, n_groups * n_items), np.nan)
        alone = (np.bincount(cell, minlength=n_groups * n_items) == 1)[place]
        np.fmin.at(lowest, place[alone], rows.value[alone])
        np.fmax.at(highest, place[alone], rows.value[alone])
    return Totals(
        rows.share, n_groups, n_items, cell, article, value, part, part_article, weight,
        whole_rows, lowest, highest,
    )  # fmt: skip
