"""Comparison: every measure by group, with its counts, its interval and whether it is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from analysis import tables as contract
from analysis.compare.intervals import intervals
from analysis.compare.merged import Merged, Sums
from analysis.compare.order import about, asks_articles, groups_in_order, items_in_order, places
from analysis.compare.totals import (
    Array,
    Counted,
    Counting,
    Totals,
    cells_of_rows,
    counted,
    numbered,
    regrouped,
    totals_by,
)
from analysis.evidence import ROWS, SHARES, Tables, all_rows
from analysis.selection import (
    MINIMUM_SENTENCES,
    Selection,
    counted_articles,
    grouped,
    keep_rows,
)
from analysis.tables import GROUPINGS, INCLUDES

__all__ = ["MINIMUM_SENTENCES", "compare", "compare_everything", "compare_parts"]

# What is stored of the groupings that have many groups: what a chart shows, and no more.
STORED: Mapping[str, tuple[str, ...]] = {
    "publisher": ("voice_share", "voice_words", "voice_statements"),
    "pair": ("framing",),
} | dict.fromkeys(("speaker", "country", "month", "topic", "actor"), ())

Frames = Mapping[str, pd.DataFrame]
# By measure, or what counts itself (see analysis.columns).
Rows = Frames | Counting
_Columns = dict[str, Array]


def compare(
    tables: Tables, rows: Rows, selection: Selection, measures: Iterable[str]
) -> pd.DataFrame:
    """One row per measure, group and item, in the columns of the comparison table.

    A mean ("stance", "tone_around", "sentiment", "sentiment_course") is taken over the evidence
    rows of group and item; NaN without any. A share (all other measures) is the item's part of the
    group's rows, or of the words in them for "voice_words"; NaN when the group has none. `enough`
    is false when a mean rests on fewer sentences than the selection's minimum, or a share on a
    group of fewer. How the interval comes about is told at `intervals.intervals`.

    Args:
        tables: the tables of an analysis.
        rows: its evidence rows, from analysis.evidence.all_rows.
        selection: what counts and how it is grouped.
        measures: names of measures.

    Raises:
        KeyError: no such measure (the known ones are named).
    """
    measures = list(measures)
    need_measures(measures, rows)
    articles = articles_asked(tables, selection)
    parts = [
        _table(tables, articles, count(tables, rows, selection, name), selection, name)
        for name in measures
    ]
    return _joined(parts)


def articles_asked(tables: Tables, selection: Selection) -> pd.DataFrame:
    """The articles that count, where the groups ask for them; of very many it takes a while."""
    articles = tables["articles"]
    return counted_articles(articles, selection) if asks_articles(selection) else articles[:0]


def compare_everything(tables: Tables) -> pd.DataFrame:
    """The comparison table of an analysis: measures, groupings and inclusions, unfiltered."""
    selection, articles = Selection(), tables["articles"]
    rows = {name: keep_rows(frame, articles, selection) for name, frame in all_rows(tables).items()}
    return _joined(list(_every_table(tables, counted_articles(articles, selection), rows)))


def compare_parts(
    tables: Tables,
    sums: Callable[[str, str, str], Iterable[Sums]],
    groupings: Iterable[str],
) -> pd.DataFrame:
    """What the comparison table of a corpus holds of some groupings, from sums of its parts.

    Args:
        tables: its tables of articles and topics.
        sums: gives those of each part by measure, grouping and inclusion, without the articles
            that do not count (see selection.counted_articles).
        groupings: some of GROUPINGS, none by which single speakers or articles are compared.
    """
    articles = counted_articles(tables["articles"], Selection())
    return _joined(
        [
            _table(
                tables,
                articles,
                Merged(measure in SHARES, sums(measure, group_by, include)),
                Selection(group_by=group_by, include=include),
                measure,
            )
            for group_by in groupings
            for measure in measures_stored(group_by)
            for include in INCLUDES
        ]
    )


def measures_stored(group_by: str) -> tuple[str, ...]:
    """The measures of which the comparison table of an analysis holds a grouping."""
    return STORED.get(group_by, tuple(ROWS))


def count(tables: Tables, rows: Rows, selection: Selection, measure: str) -> Counted:
    """The rows of a measure that a selection keeps, by group and as numbers."""
    if isinstance(rows, Counting):
        return rows.count(selection, measure)
    kept = keep_rows(rows[measure], tables["articles"], selection)
    return counted(grouped(kept, tables, selection.group_by), measure, selection.group_by)


def need_measures(measures: Iterable[str], rows: Rows) -> None:
    """Checks that the measures are known.

    Raises:
        KeyError: some are not; the known ones are named.
    """
    unknown = sorted(set(measures) - set(rows))
    if unknown:
        raise KeyError(f"no measure named {', '.join(unknown)}; known are {', '.join(rows)}")


def _every_table(tables: Tables, articles: pd.DataFrame, kept: Frames) -> Iterator[_Columns]:
    numbers = {measure: numbered(rows, measure) for measure, rows in kept.items()}
    for group_by in GROUPINGS:
        for measure in measures_stored(group_by):
            # None of the groupings that are stored counts a row twice, as that by actor would.
            rows = grouped(kept[measure], tables, group_by)
            whole = regrouped(numbers[measure], rows, group_by)
            for include in INCLUDES:
                selection = Selection(group_by=group_by, include=include)
                part = whole if include == "all" else whole.only(include)
                yield _table(tables, articles, part, selection, measure)


def _joined(parts: list[_Columns]) -> pd.DataFrame:
    if not parts:
        return contract.empty("comparison")
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return contract.conform("comparison", pd.DataFrame(whole))


def _table(
    tables: Tables,
    articles: pd.DataFrame,
    rows: Counted | Merged,
    selection: Selection,
    measure: str,
) -> _Columns:
    """The comparison of one measure: a row per group and item, in reading order."""
    groups = groups_in_order(rows, articles, selection)
    items = items_in_order(rows, tables, measure)
    cells = rows.cells if isinstance(rows, Merged) else partial(cells_of, rows)
    said = {"measure": measure, "group_by": selection.group_by, "include": selection.include}
    n_cells = len(groups) * len(items)
    return (
        {name: _repeated([value], n_cells) for name, value in said.items()}
        | {
            name: _repeated(column, len(items))
            for name, column in about(groups, rows, articles, selection.group_by).items()
        }
        | {"item": np.array(items * len(groups), dtype=object)}
        | cells(groups, items, selection.minimum)
    )


def _repeated(values: Sequence[str | None], times: int) -> Array:
    return np.repeat(np.array(values, dtype=object), times)


@dataclass(frozen=True)
class Cells:
    """What there is of each group and item, in that order.

    Attributes:
        totals: the sums by article.
        cell: of each row.
        n_sentences: of each cell.
        enough: whether enough of them stand behind it.
    """

    totals: Totals
    cell: Array
    n_sentences: Array
    enough: Array


def counted_cells(rows: Counted, groups: list[str], items: list[str], minimum: int) -> Cells:
    """What there is of each group and item."""
    group_place, item_place = places(rows.groups, groups), places(rows.items, items)
    cell = cells_of_rows(rows, group_place, item_place, len(items))
    totals = totals_by(cell, rows, len(groups), len(items))
    n_cells = totals.n_cells
    known = rows.own_sentences and totals.whole_rows
    n_sentences = totals.n_rows if known else rows.n_sentences(cell, n_cells)
    behind = n_sentences
    if rows.share and rows.own_sentences:
        behind = n_sentences.reshape(len(groups), len(items)).sum(axis=1)
    elif rows.share:
        behind = rows.n_sentences(group_place.take(rows.group), len(groups))
    return Cells(totals, cell, n_sentences, behind[totals.wholes] >= minimum)


def cells_of(rows: Counted, groups: list[str], items: list[str], minimum: int) -> _Columns:
    """For each group and item, in that order: value, counts, interval, enough."""
    cells = counted_cells(rows, groups, items, minimum)
    totals = cells.totals
    negative, neutral, positive = _by_sign(cells.cell, rows.sign, totals)
    low, high, kind = intervals(totals)
    return {
        "value": totals.values(),
        "low": low,
        "high": high,
        "interval_kind": kind,
        "n_negative": negative,
        "n_neutral": neutral,
        "n_positive": positive,
        "n_sentences": cells.n_sentences,
        "n_articles": np.bincount(totals.cell, minlength=totals.n_cells),
        "enough": cells.enough,
    }


def _by_sign(cell: Array, sign: Array, totals: Totals) -> Array:
    """How many rows of each sign every cell has: below zero, zero, above."""
    n_cells = totals.n_cells
    if sign.any():
        return np.bincount(3 * cell + 1 + sign, minlength=3 * n_cells).reshape(n_cells, 3).T
    none = np.zeros(n_cells, dtype=np.int64)
    known = totals.n_rows if totals.whole_rows else np.bincount(cell, minlength=n_cells)
    return np.array([none, known, none])
