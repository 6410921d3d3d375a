"""Topics by who speaks and when, counted from columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.columns.base import Array
from analysis.columns.counting import Counts
from analysis.periods import periods
from analysis.selection import Selection

COLUMNS = ("period", "group", "item", "n_sentences", "n_articles", "n_group", "share")


def over_time(counts: Counts, selection: Selection) -> pd.DataFrame:
    """How much each group says about each topic in each period.

    Args:
        counts: all rows.
        selection: what counts and how it is grouped.

    Returns:
        One row per period, group and topic of which there is any sentence, in order: period (a day,
        a month or a year, as "2022-01-31", "2022-01" or "2022", by the time that the articles
        span), group, item, n_sentences, n_articles, n_group (sentences of the group in the period)
        and share (of those). Sentences of articles without a date are left out.
    """
    told = counts.tally(selection, "topic_share")
    sums = told.totals
    n_articles, n_items = len(counts.columns.articles), max(1, len(told.items))
    days = np.empty(n_articles, dtype="datetime64[ns]")
    days[counts.columns.rank] = counts.columns.days
    behind = np.bincount(sums.article, minlength=n_articles) > 0
    dated = behind & ~np.isnat(days)
    if not dated.any():
        return pd.DataFrame(columns=list(COLUMNS))
    named, names = named_periods(days[dated])
    period = np.zeros(n_articles, dtype=np.int64)
    period[dated] = named
    n_cells = len(told.groups) * n_items
    kept = dated[sums.article]
    cell, article, sentences = sums.cell[kept], sums.article[kept], sums.value[kept]
    place = period[article] * n_cells + cell
    n_sentences = np.bincount(place, weights=sentences, minlength=len(names) * n_cells)
    n_behind = np.bincount(place, minlength=len(names) * n_cells)
    at = np.flatnonzero(n_behind)
    of_group = n_sentences.reshape(-1, n_items).sum(axis=1)[at // n_items]
    return pd.DataFrame(
        {
            "period": _named(names, at // n_cells),
            "group": _named(told.groups, at % n_cells // n_items),
            "item": _named(told.items, at % n_items),
            "n_sentences": n_sentences[at].astype(np.int64),
            "n_articles": n_behind[at],
            "n_group": of_group.astype(np.int64),
            "share": n_sentences[at] / of_group,
        }
    )


def _named(names: Sequence[str], places: Array) -> pd.Series:
    return pd.Series([names[at] for at in places.tolist()], dtype="str")


def named_periods(days: Array) -> tuple[Array, list[str]]:
    """The period of each day, as a place in a list in the order of time."""
    if not len(days):
        return np.empty(0, dtype=np.int64), []
    # Each day is written once, however many articles it has.
    unique, place = np.unique(days, return_inverse=True)
    code, names = pd.factorize(periods(pd.Series(unique)), sort=True)
    found: Array = code[place]
    return found, [str(name) for name in names]
