"""Comparison: every measure by group, with its counts, its interval and whether it is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analysis import tables as contract
from analysis.evidence import SHARES, Tables, all_rows
from analysis.perspectives import PERSPECTIVES
from analysis.selection import Selection, counted_articles, group_column, keep_rows
from analysis.tables import GROUPINGS, INCLUDES

# Perspectives that are listed even when nothing speaks for them: an absence is a finding.
ALWAYS_LISTED = ("Chinese", "Italian", "Western", "Russian")
MINIMUM_SENTENCES = 5
ARTICLES_TO_RESAMPLE = 5
DRAWS = 1000
SEED = 20220126
RESAMPLED = "95 % by resampling articles"
RANGE = "range of these articles"


Rows = Mapping[str, pd.DataFrame]


def compare(
    tables: Tables, rows: Rows, selection: Selection, measures: Iterable[str]
) -> pd.DataFrame:
    """One row per measure, group and item, in the columns of the comparison table.

    A mean ("stance", "sentiment", "sentiment_course") is taken over the evidence rows of group
    and item; NaN without any. A share (all other measures) is the item's part of the group's
    rows; NaN when the group has none. `enough` is false when a mean rests on fewer than
    MINIMUM_SENTENCES sentences, or a share on a group of fewer.

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
    """The comparison table of an analysis: all measures, groupings and inclusions, unfiltered."""
    rows = all_rows(tables)
    parts = [
        compare(tables, rows, Selection(group_by=group_by, include=include), rows)
        for group_by in GROUPINGS
        for include in INCLUDES
    ]
    return contract.conform("comparison", pd.concat(parts, ignore_index=True))


def _compare_one(
    tables: Tables, rows: pd.DataFrame, selection: Selection, measure: str
) -> pd.DataFrame:
    articles = counted_articles(tables["articles"], selection)
    rows = keep_rows(rows, tables["articles"], selection)
    rows = rows.assign(group=rows[group_column(selection.group_by)])
    groups = _groups(rows, articles, selection)
    items = _items(rows, tables, measure)
    cells = _cells(rows, groups, items, share=measure in SHARES)
    if selection.group_by == "article":
        perspective = articles.set_index("article_id")["perspective"]
        cells["article_id"] = cells["group"]
        cells["perspective"] = cells["group"].map(perspective)
    else:
        cells["article_id"] = None
        cells["perspective"] = cells["group"]
    return cells.assign(measure=measure, group_by=selection.group_by, include=selection.include)


def _groups(rows: pd.DataFrame, articles: pd.DataFrame, selection: Selection) -> list[str]:
    if selection.group_by == "article":
        return list(articles["article_id"])
    present = set(rows["group"]) | set(ALWAYS_LISTED)
    if selection.perspectives:
        present &= set(selection.perspectives)
    known = [name for name in PERSPECTIVES if name in present]
    return known + sorted(present - set(known))


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
    articles, article = np.unique(rows["article_id"].to_numpy(dtype=str), return_inverse=True)
    sentences, sentence = np.unique(rows["sentence_id"].to_numpy(dtype=str), return_inverse=True)
    group = pd.Index(groups).get_indexer(rows["group"])
    cell = group * len(items) + pd.Index(items).get_indexer(rows["item"])
    sign, value = rows["sign"].to_numpy(dtype=int), rows["value"].to_numpy(dtype=float)
    n_cells = len(groups) * len(items)

    def by_article(first: np.ndarray, n: int, weights: np.ndarray | None = None) -> np.ndarray:
        counted = np.bincount(
            first * len(articles) + article, weights=weights, minlength=n * len(articles)
        )
        return counted.reshape(n, len(articles))

    def n_distinct_sentences(first: np.ndarray, n: int) -> np.ndarray:
        pairs = np.unique(first * len(sentences) + sentence)
        return np.bincount(pairs // max(len(sentences), 1), minlength=n)

    rows_by_article = by_article(cell, n_cells)
    above = by_article(cell, n_cells, value)
    if share:
        below = by_article(group, len(groups)).repeat(len(items), axis=0)
        basis = n_distinct_sentences(group, len(groups)).repeat(len(items))
    else:
        below = rows_by_article
        basis = n_distinct_sentences(cell, n_cells)
    with np.errstate(invalid="ignore"):
        mean = above.sum(axis=1) / below.sum(axis=1)
    intervals = [_interval(a, b) for a, b in zip(above, below, strict=True)]
    return pd.DataFrame(
        {
            "group": np.repeat(groups, len(items)),
            "item": items * len(groups),
            "value": mean,
            "low": [low for low, _, _ in intervals],
            "high": [high for _, high, _ in intervals],
            "interval_kind": [kind for _, _, kind in intervals],
            "n_negative": np.bincount(cell[sign < 0], minlength=n_cells),
            "n_neutral": np.bincount(cell[sign == 0], minlength=n_cells),
            "n_positive": np.bincount(cell[sign > 0], minlength=n_cells),
            "n_sentences": n_distinct_sentences(cell, n_cells),
            "n_articles": (rows_by_article > 0).sum(axis=1),
            "enough": basis >= MINIMUM_SENTENCES,
        }
    )


def _interval(above: np.ndarray, below: np.ndarray) -> tuple[float, float, str | None]:
    held = below > 0
    n_articles = int(held.sum())
    if n_articles < 2:
        return np.nan, np.nan, None
    above, below = above[held], below[held]
    if n_articles < ARTICLES_TO_RESAMPLE:
        single = above / below
        return float(single.min()), float(single.max()), RANGE
    drawn = np.random.default_rng(SEED).multinomial(
        n_articles, np.full(n_articles, 1 / n_articles), size=DRAWS
    )
    values = (drawn @ above) / (drawn @ below)
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high), RESAMPLED
