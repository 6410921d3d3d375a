"""Comparisons of a corpus that no process holds, from sums that are made of its parts.

Every article lies in one part, so that the sums of parts stand beside each other and are never
added up: who makes them, and of how many articles at a time, changes no bit of a comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from analysis.compare.counted import Counted
from analysis.compare.intervals import intervals
from analysis.compare.order import places
from analysis.compare.sums import Array, n_distinct, summed
from analysis.compare.totals import Totals

# Sums of which intervals are made at once: some fifty megabytes.
AT_ONCE = 250_000
COUNTS = ("number", "negative", "positive", "sentences", "fresh")


@dataclass(frozen=True)
class Sums:
    """The rows of a measure in a part of a corpus, added up by group, item and article.

    Attributes:
        groups, items: the names that there are, sorted.
        group, item: places in these.
        article: its place among all articles by their ids.
        value: sum of what the rows add.
        lowest, highest: ends of what single rows add.
        number, negative, positive: rows, and those of either sign.
        sentences: in which they stand.
        fresh: those of the sentences that no row of an earlier item of the group stands in.
    """

    groups: Sequence[str]
    items: Sequence[str]
    group: Array
    item: Array
    article: Array
    value: Array
    lowest: Array
    highest: Array
    number: Array
    negative: Array
    positive: Array
    sentences: Array
    fresh: Array


def sums_of(rows: Counted, articles: Array) -> Sums:
    """The sums of counted rows.

    Args:
        rows: of the articles of a part.
        articles: the place among all of each article that the rows number.
    """
    n_items, n_articles = max(1, len(rows.items)), max(1, len(articles))
    cell = rows.group.astype(np.int64) * n_items + rows.item
    order = np.argsort(cell * n_articles + rows.article, kind="stable")
    cell, article, value, sign = (
        column[order] for column in (cell, rows.article, rows.value, rows.sign)
    )
    begins = np.ones(len(cell), dtype=bool)
    begins[1:] = (cell[1:] != cell[:-1]) | (article[1:] != article[:-1])
    first, of_row = np.flatnonzero(begins), np.cumsum(begins) - 1
    number = np.bincount(of_row, minlength=len(first))
    sentences = fresh = number
    if not rows.own_sentences:
        sentence = rows.sentence[order].astype(np.int64)
        sentences = n_distinct(of_row, sentence, len(first))
        both = cell // n_items * (1 + sentence.max(initial=0)) + sentence
        seen_first = np.unique(both, return_index=True)[1]
        fresh = np.bincount(of_row[seen_first], minlength=len(first))
    return Sums(
        rows.groups,
        rows.items,
        *np.divmod(cell[first], n_items),
        articles[article[first]],
        _by(np.add, value, first),
        _by(np.minimum, value, first),
        _by(np.maximum, value, first),
        number,
        np.bincount(of_row[sign < 0], minlength=len(first)),
        np.bincount(of_row[sign > 0], minlength=len(first)),
        sentences,
        fresh,
    )


def _by(how: np.ufunc, value: Array, first: Array) -> Array:
    # Without any row there is nothing that could be added up.
    return how.reduceat(value, first) if len(first) else np.empty(0)


class Merged:
    """The sums of all parts of a corpus for one measure, grouping and inclusion.

    Of each article and cell twenty-four bytes are held.

    Attributes:
        share: whether the measure is a share, else a mean.
        groups, items: names, as they came.
        perspectives: none, as for every grouping by which large corpora are compared.
    """

    def __init__(self, share: bool, parts: Iterable[Sums]) -> None:
        """
        Args:
            share: whether the measure is a share.
            parts: their sums, in any order.
        """
        self.share = share
        self.perspectives: Mapping[str, str] = {}
        self._groups, self._items = dict[str, int](), dict[str, int]()
        # For each group and item the counts, the number of articles, and the ends of the rows.
        self._counts = np.zeros((0, 0, len(COUNTS) + 1), dtype=np.int64)
        self._ends = np.full((0, 0, 2), np.nan)
        held: list[list[Array]] = [[], [], [], [], []]
        for part in parts:
            for column, array in zip(held, self._added(part), strict=True):
                column.append(array)
        self._group, self._item, self._article, self._value, self._number = (
            np.concatenate(column) if column else np.empty(0, dtype=np.int32) for column in held
        )

    @property
    def groups(self) -> Sequence[str]:
        return list(self._groups)

    @property
    def items(self) -> Sequence[str]:
        return list(self._items)

    def rows_by_group(self) -> Array:
        """How many rows each group has."""
        found: Array = self._counts[..., 0].sum(axis=1)
        return found

    def rows_by_item(self) -> Array:
        """How many rows each item has."""
        found: Array = self._counts[..., 0].sum(axis=0)
        return found

    def _added(self, part: Sums) -> tuple[Array, ...]:
        group = numbers_of(self._groups, part.groups)[part.group]
        item = numbers_of(self._items, part.items)[part.item]
        shape = len(self._groups), len(self._items)
        if shape != self._counts.shape[:2]:
            more = [(0, new - old) for new, old in zip(shape, self._counts.shape, strict=False)]
            self._counts = np.pad(self._counts, [*more, (0, 0)])
            self._ends = np.pad(self._ends, [*more, (0, 0)], constant_values=np.nan)
        told = [getattr(part, name) for name in COUNTS]
        np.add.at(self._counts, (group, item), np.column_stack([*told, np.ones(len(group), int)]))
        np.fmin.at(self._ends[..., 0], (group, item), part.lowest)
        np.fmax.at(self._ends[..., 1], (group, item), part.highest)
        # Copies, for these may be columns of a table that would stay in memory with them.
        columns = (part.article, np.int32), (part.value, np.float64), (part.number, np.int32)
        return group, item, *(column.astype(kind) for column, kind in columns)

    def cells(self, groups: Sequence[str], items: Sequence[str], minimum: int) -> dict[str, Array]:
        """For each group and item, in that order: value, counts, interval, enough.

        Args:
            groups, items: those to list; all that have rows are among them.
            minimum: sentences that must stand behind a value.
        """
        cell, counts, ends = self._listed(groups, items)
        number, negative, positive, sentences, fresh, articles = np.moveaxis(counts, -1, 0)
        value, low, high = np.full((3, *articles.shape), np.nan)
        kind = np.full(articles.shape, None, dtype=object)
        for at in _lots(articles):
            totals = self._totals(cell, at, len(items), ends[at].reshape(-1, 2))
            told = totals.values(), *intervals(totals)
            for array, cells in zip((value, low, high, kind), told, strict=True):
                array[at] = cells.reshape(array[at].shape)
        behind = fresh.sum(axis=1, keepdims=True) if self.share else sentences
        columns = {
            "value": value,
            "low": low,
            "high": high,
            "interval_kind": kind,
            "n_negative": negative,
            "n_neutral": number - negative - positive,
            "n_positive": positive,
            "n_sentences": sentences,
            "n_articles": articles,
            "enough": np.broadcast_to(behind >= minimum, articles.shape),
        }
        return {name: column.ravel() for name, column in columns.items()}

    def _listed(self, groups: Sequence[str], items: Sequence[str]) -> tuple[Array, Array, Array]:
        """The cell of each sum; and the counts of each cell, and the ends of its rows where one
        article alone has some."""
        at = places(self._groups, groups), places(self._items, items)
        cell = at[0][self._group] * len(items) + at[1][self._item]
        shape = len(groups), len(items)
        counts = np.zeros((*shape, self._counts.shape[2]), dtype=np.int64)
        ends = np.full((*shape, 2), np.nan)
        held = [np.flatnonzero(found >= 0) for found in at]
        to = np.ix_(*(found[rows] for found, rows in zip(at, held, strict=True)))
        counts[to], ends[to] = self._counts[np.ix_(*held)], self._ends[np.ix_(*held)]
        ends[counts[..., -1] != 1] = np.nan
        return cell, counts, ends

    def _totals(self, cell: Array, at: tuple[slice, slice], n_items: int, ends: Array) -> Totals:
        """The totals of some groups and items.

        Args:
            cell: of each sum its group * n_items + its item.
            at: the groups and the items.
            n_items: of all.
            ends: of the rows of each cell that one article alone has rows of.
        """
        groups, items = at
        rows = np.flatnonzero((cell >= groups.start * n_items) & (cell < groups.stop * n_items))
        group, item = np.divmod(cell[rows], max(1, n_items))
        group -= groups.start
        part: Array = np.empty(0)
        part_article = weight = part
        if self.share:
            part, part_article, weight = summed(group, self._article[rows], self._value[rows])
        n_wanted = items.stop - items.start
        wanted = np.flatnonzero((item >= items.start) & (item < items.stop))
        place = group[wanted] * n_wanted + item[wanted] - items.start
        order = np.lexsort((self._article[rows[wanted]], place))
        place, rows = place[order], rows[wanted[order]]
        article, value = self._article[rows], self._value[rows]
        if not self.share:
            part, part_article, weight = place, article, self._number[rows].astype(float)
        return Totals(
            self.share, groups.stop - groups.start, n_wanted, place, article, value,
            part, part_article, weight, self._whole_rows, *ends.T,
        )  # fmt: skip

    @cached_property
    def _whole_rows(self) -> bool:
        return not self.share or bool((self._value == self._number).all())


def numbers_of(known: dict[str, int], names: Sequence[str]) -> Array:
    """The number of each name; those that are new get the next ones."""
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int32)


def _lots(n_sums: Array) -> Iterator[tuple[slice, slice]]:
    """Groups and items whose intervals are made at once.

    Args:
        n_sums: how many sums there are of each group and item.
    """
    n_groups, n_items = n_sums.shape
    if n_sums.sum() <= AT_ONCE:
        yield slice(0, n_groups), slice(0, n_items)
        return
    for group in range(n_groups):
        lot = np.cumsum(n_sums[group]) // AT_ONCE
        bounds = [0, *(1 + np.flatnonzero(np.diff(lot))).tolist(), n_items]
        for first, last in pairwise(bounds):
            yield slice(group, group + 1), slice(first, last)
