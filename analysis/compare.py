"""Comparison: every measure by group, with its counts, its interval and whether it is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analysis import tables as contract
from analysis.evidence import SHARES, Tables, all_rows
from analysis.perspectives import PERSPECTIVES
from analysis.selection import Selection, group_column, keep_articles, keep_rows
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
    articles = keep_articles(tables["articles"], selection)
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
        labels = [label for label in tables["topics"]["label"] if label in counts.index]
        return labels + [item for item in present if item not in set(labels)]
    return present


def _cells(rows: pd.DataFrame, groups: list[str], items: list[str], *, share: bool) -> pd.DataFrame:
    grid = pd.MultiIndex.from_product([groups, items], names=["group", "item"])
    signs = {"negative": rows["sign"] < 0, "neutral": rows["sign"] == 0}
    by_cell = rows.assign(**signs, positive=rows["sign"] > 0).groupby(["group", "item"])
    counts = pd.DataFrame(
        {
            "n_negative": by_cell["negative"].sum(),
            "n_neutral": by_cell["neutral"].sum(),
            "n_positive": by_cell["positive"].sum(),
            "n_sentences": by_cell["sentence_id"].nunique(),
            "n_articles": by_cell["article_id"].nunique(),
        }
    )
    cells = counts.reindex(grid, fill_value=0).reset_index()
    above, below = _article_totals(rows, cells, share=share)
    with np.errstate(invalid="ignore", divide="ignore"):
        cells["value"] = above.sum(axis=1) / below.sum(axis=1)
    intervals = [_interval(a, b) for a, b in zip(above, below, strict=True)]
    cells[["low", "high", "interval_kind"]] = pd.DataFrame(
        intervals, columns=["low", "high", "interval_kind"], index=cells.index
    )
    if share:
        sentences = rows.groupby("group")["sentence_id"].nunique()
        basis = cells["group"].map(sentences).fillna(0)
    else:
        basis = cells["n_sentences"]
    cells["enough"] = basis >= MINIMUM_SENTENCES
    return cells


def _article_totals(
    rows: pd.DataFrame, cells: pd.DataFrame, *, share: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Numerator and denominator of each cell by article: two arrays, cells × articles."""
    articles = sorted(set(rows["article_id"]))
    keys = pd.MultiIndex.from_frame(cells[["group", "item"]])
    by_article = rows.groupby(["group", "item", "article_id"])["value"]
    above = by_article.sum().unstack("article_id", fill_value=0.0)
    above = above.reindex(index=keys, columns=articles, fill_value=0.0)
    if share:
        below = rows.groupby(["group", "article_id"]).size().unstack("article_id", fill_value=0)
        below = below.reindex(index=list(cells["group"]), columns=articles, fill_value=0)
    else:
        below = by_article.count().unstack("article_id", fill_value=0)
        below = below.reindex(index=keys, columns=articles, fill_value=0)
    return above.to_numpy(dtype=float), below.to_numpy(dtype=float)


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
