"""Comparison: every measure by group, with its counts, its interval and whether it is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis import tables as contract
from analysis.evidence import SHARES, Tables, all_rows
from analysis.perspectives import PERSPECTIVES
from analysis.selection import (
    PAIR,
    UNKNOWN_OUTLET,
    Selection,
    counted_articles,
    groups_of,
    keep_rows,
    perspective_column,
)
from analysis.tables import GROUPINGS, INCLUDES

# Perspectives that are listed even when nothing speaks for them: an absence is a finding.
ALWAYS_LISTED = ("Chinese", "Italian", "Western", "Russian")
MINIMUM_SENTENCES = 5
ARTICLES_TO_RESAMPLE = 5
DRAWS = 1000
SEED = 20220126
RESAMPLED = "95 % by resampling articles"
RANGE = "range of these articles"
# What is stored of the groupings that have many groups: what a chart shows, and no more.
STORED = {
    "publisher": ("voice_share", "voice_words", "voice_statements"),
    "speaker": (),
    "pair": ("framing",),
}


Rows = Mapping[str, pd.DataFrame]


def compare(
    tables: Tables, rows: Rows, selection: Selection, measures: Iterable[str]
) -> pd.DataFrame:
    """One row per measure, group and item, in the columns of the comparison table.

    A mean ("stance", "tone_around", "sentiment", "sentiment_course") is taken over the evidence
    rows of group and item; NaN without any. A share (all other measures) is the item's part of the
    group's rows, or of the words in them for "voice_words"; NaN when the group has none. `enough`
    is false when a mean rests on fewer than MINIMUM_SENTENCES sentences, or a share on a group of
    fewer.

    The interval: with ARTICLES_TO_RESAMPLE articles or more, the middle 95 % of DRAWS bootstrap
    draws of whole articles (seeded); with two to four, the smallest and largest value of the
    single articles; with one, none.

    Args:
        tables: the tables of an analysis.
        rows: its evidence rows, from analysis.evidence.all_rows.
        selection: what counts and how it is grouped.
        measures: names of measures.

    Raises:
        KeyError: no such measure (the known ones are named).
    """
    measures = list(measures)
    unknown = sorted(set(measures) - set(rows))
    if unknown:
        raise KeyError(f"no measure named {', '.join(unknown)}; known are {', '.join(rows)}")
    parts = [_compare_one(tables, rows[name], selection, name) for name in measures]
    if not parts:
        return contract.empty("comparison")
    return contract.conform("comparison", pd.concat(parts, ignore_index=True))


def compare_everything(tables: Tables) -> pd.DataFrame:
    """The comparison table of an analysis: measures, groupings and inclusions, unfiltered."""
    rows = all_rows(tables)
    parts = [
        compare(
            tables,
            rows,
            Selection(group_by=group_by, include=include),
            STORED.get(group_by, tuple(rows)),
        )
        for group_by in GROUPINGS
        for include in INCLUDES
    ]
    return contract.conform("comparison", pd.concat(parts, ignore_index=True))


def _compare_one(
    tables: Tables, rows: pd.DataFrame, selection: Selection, measure: str
) -> pd.DataFrame:
    articles = counted_articles(tables["articles"], selection)
    rows = keep_rows(rows, tables["articles"], selection)
    rows = rows.assign(group=groups_of(rows, tables["articles"], selection.group_by))
    groups = _groups(rows, articles, selection)
    items = _items(rows, tables, measure)
    cells = _cells(rows, groups, items, share=measure in SHARES)
    return cells.assign(
        **_about(cells["group"], rows, articles, selection.group_by),
        measure=measure,
        group_by=selection.group_by,
        include=selection.include,
    )


def _about(
    groups: pd.Series, rows: pd.DataFrame, articles: pd.DataFrame, group_by: str
) -> dict[str, object]:
    """The columns that say what a cell is about, from its group."""
    if group_by in ("voice", "outlet"):
        return {"perspective": groups, "article_id": None, "group": None}
    if group_by == "article":
        perspective = groups.map(articles.set_index("article_id")["perspective"])
        return {"perspective": perspective, "article_id": groups, "group": None}
    if group_by == "publisher":
        outlets = articles["outlet"].fillna(UNKNOWN_OUTLET)
        known = articles.groupby(outlets)["perspective"].first()
    else:
        known = rows.groupby("group")[perspective_column(group_by)].first()
    return {"perspective": groups.map(known), "article_id": None, "group": groups}


def _groups(rows: pd.DataFrame, articles: pd.DataFrame, selection: Selection) -> list[str]:
    """The groups in reading order; those of the perspectives that are always listed among them."""
    group_by = selection.group_by
    if group_by == "article":
        return list(articles["article_id"])
    if group_by == "speaker":
        return list(rows["group"].value_counts(sort=True).index)
    # Those with most articles first, else in the order of the articles.
    counts = articles["outlet"].fillna(UNKNOWN_OUTLET).value_counts(sort=False)
    outlets = list(counts.sort_values(ascending=False, kind="stable").index)
    if group_by == "publisher":
        return outlets if not selection.perspectives else _present(outlets, rows)
    if group_by == "pair":
        order = [*PERSPECTIVES, *sorted(set(rows["voice_perspective"]) - set(PERSPECTIVES))]
        return _present([f"{outlet}{PAIR}{name}" for outlet in outlets for name in order], rows)
    present = set(rows["group"]) | set(ALWAYS_LISTED)
    if selection.perspectives:
        present &= set(selection.perspectives)
    known = [name for name in PERSPECTIVES if name in present]
    return known + sorted(present - set(known))


def _present(groups: Iterable[str], rows: pd.DataFrame) -> list[str]:
    held = set(rows["group"])
    return [group for group in groups if group in held]


def _items(rows: pd.DataFrame, tables: Tables, measure: str) -> list[str]:
    """Items of the chart in reading order: topics as numbered, tenths in order, else by count."""
    counts = rows["item"].value_counts()
    present = sorted(counts.index, key=lambda item: (-counts[item], item))
    if measure == "sentiment_course":
        return sorted(present)
    if measure == "topic_share":
        named = dict.fromkeys(tables["topics"]["label"])
        labels = [label for label in named if label in counts.index]
        return labels + [item for item in present if item not in set(labels)]
    return present


def _cells(rows: pd.DataFrame, groups: list[str], items: list[str], *, share: bool) -> pd.DataFrame:
    """One row per group and item, in that order: value, counts, interval, enough."""
    group = pd.Index(groups).get_indexer(rows["group"])
    cell = group * len(items) + pd.Index(items).get_indexer(rows["item"])
    article = pd.factorize(rows["article_id"], sort=True)[0]
    sentence = pd.factorize(rows["sentence_id"])[0]
    sign, value = rows["sign"].to_numpy(dtype=int), rows["value"].to_numpy(dtype=float)
    n_cells = len(groups) * len(items)
    # What a value is a part of: all of its group for a share, else its own cell.
    whole = np.arange(n_cells) // max(len(items), 1) if share else np.arange(n_cells)
    part_of = group if share else cell
    # What a row counts for in its whole: a share of words weighs a row by its words.
    weight = value if share else np.ones(len(rows))
    with np.errstate(invalid="ignore"):
        total = np.bincount(cell, weights=value, minlength=n_cells)
        mean = total / np.bincount(part_of, weights=weight, minlength=n_cells)[whole]
    low, high, kind = _intervals(cell, part_of, whole, article, value, weight)
    return pd.DataFrame(
        {
            "group": np.repeat(groups, len(items)),
            "item": items * len(groups),
            "value": mean,
            "low": low,
            "high": high,
            "interval_kind": kind,
            "n_negative": np.bincount(cell[sign < 0], minlength=n_cells),
            "n_neutral": np.bincount(cell[sign == 0], minlength=n_cells),
            "n_positive": np.bincount(cell[sign > 0], minlength=n_cells),
            "n_sentences": _n_distinct(cell, sentence, n_cells),
            "n_articles": _n_distinct(cell, article, n_cells),
            "enough": _n_distinct(part_of, sentence, n_cells)[whole] >= MINIMUM_SENTENCES,
        }
    )


def _n_distinct(first: np.ndarray, second: np.ndarray, n: int) -> np.ndarray:
    """How many different numbers of `second` stand beside each number of `first` below n."""
    pairs = pd.DataFrame({"first": first, "second": second}).drop_duplicates()
    return np.bincount(pairs["first"], minlength=n)


def _intervals(
    cell: np.ndarray,
    part_of: np.ndarray,
    whole: np.ndarray,
    article: np.ndarray,
    value: np.ndarray,
    weight: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lower end, upper end and kind of the interval of every cell.

    Only cells with rows from two articles' wholes are worked out one by one: grouped by article
    there are none, however many articles there are.

    Args:
        cell: the cell of each row.
        part_of: the whole of each row.
        whole: the whole of each cell.
        article: the article of each row.
        value: the value of each row.
        weight: what each row counts for in its whole.
    """
    low, high = np.full(len(whole), np.nan), np.full(len(whole), np.nan)
    kind = np.full(len(whole), None, dtype=object)
    n_articles = _n_distinct(part_of, article, len(whole))[whole]
    kind[n_articles >= 2] = RANGE
    kind[n_articles >= ARTICLES_TO_RESAMPLE] = RESAMPLED
    # The share of what a group never does is 0 however its articles are drawn.
    low[n_articles >= 2] = high[n_articles >= 2] = 0.0
    rows = pd.DataFrame({"article": article, "value": value, "weight": weight})
    counts = rows.groupby([part_of, "article"])["weight"].sum()
    sums = rows.groupby([cell, "article"])["value"].sum()
    # In order of their number of articles, so that cells with as many share their draws.
    for number in sorted(sums.index.unique(level=0), key=lambda number: n_articles[number]):
        if n_articles[number] >= 2:
            below = counts[whole[number]]
            above = sums[number].reindex(below.index, fill_value=0.0)
            low[number], high[number] = _interval(above.to_numpy(), below.to_numpy())
    return low, high, kind


def _interval(above: np.ndarray, below: np.ndarray) -> tuple[float, float]:
    """The ends of the interval of sum(above) / sum(below), of two articles or more."""
    if len(below) < ARTICLES_TO_RESAMPLE:
        single = above / below
        return float(single.min()), float(single.max())
    drawn = _draws(len(below))
    values = (drawn @ above) / (drawn @ below)
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


@lru_cache(maxsize=2)
def _draws(n_articles: int) -> np.ndarray:
    """How often each article is drawn, one row per draw of as many articles as there are."""
    equal = np.full(n_articles, 1 / n_articles)
    drawn = np.random.default_rng(SEED).multinomial(n_articles, equal, size=DRAWS)
    return drawn.astype(float)
