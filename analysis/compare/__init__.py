"""Comparison: every measure by group, with its counts, its interval and whether it is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from analysis import tables as contract
from analysis.compare.counted import counted, numbered, regrouped
from analysis.compare.intervals import intervals
from analysis.compare.merged import Merged, Sums
from analysis.compare.order import about, asks_articles, groups_in_order, items_in_order
from analysis.compare.sums import Array
from analysis.compare.tally import Counting, Tally, tally
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
    articles = articles_asked(tables, rows, selection)
    parts = [
        _table(tables, articles, tallied(tables, rows, selection, name), selection, name)
        for name in measures
    ]
    return _joined(parts)


def articles_asked(tables: Tables, rows: Rows, selection: Selection) -> pd.DataFrame:
    """The articles that count, where the groups ask for them."""
    if not asks_articles(selection):
        return tables["articles"][:0]
    if isinstance(rows, Counting):
        return rows.articles(selection)
    return counted_articles(tables["articles"], selection)


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


def tallied(tables: Tables, rows: Rows, selection: Selection, measure: str) -> Tally:
    """The counts and sums of the rows of a measure that a selection keeps."""
    if isinstance(rows, Counting):
        return rows.tally(selection, measure)
    kept = keep_rows(rows[measure], tables["articles"], selection)
    return tally(counted(grouped(kept, tables, selection.group_by), measure, selection.group_by))


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
                of_kind = (rows["voice_kind"] == include).to_numpy(dtype=bool)
                part = whole if include == "all" else whole.only(of_kind)
                yield _table(tables, articles, tally(part), selection, measure)


def _joined(parts: list[_Columns]) -> pd.DataFrame:
    if not parts:
        return contract.empty("comparison")
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return contract.TABLES["comparison"].of_arrays(whole)


def _table(
    tables: Tables,
    articles: pd.DataFrame,
    rows: Tally | Merged,
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


def cells_of(rows: Tally, groups: list[str], items: list[str], minimum: int) -> _Columns:
    """For each group and item, in that order: value, counts, interval, enough."""
    made = rows.listed(groups, items)
    totals = made.totals
    negative, neutral, positive = made.by_sign.reshape(-1, 3).T
    low, high, kind = intervals(totals)
    return {
        "value": totals.values(),
        "low": low,
        "high": high,
        "interval_kind": kind,
        "n_negative": negative,
        "n_neutral": neutral,
        "n_positive": positive,
        "n_sentences": made.n_sentences.ravel(),
        "n_articles": np.bincount(totals.cell, minlength=totals.n_cells),
        "enough": (made.behind >= minimum).ravel(),
    }
