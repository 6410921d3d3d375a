"""The single articles of groups that have few: what their values lie between, article by article.

Of so few nothing is said that would hold of others, and a line between the lowest and the highest
looks as if it did.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.compare import Rows, need_measures, tallied
from analysis.compare.intervals import ARTICLES_TO_RESAMPLE
from analysis.compare.sums import Array
from analysis.compare.totals import Totals
from analysis.evidence import Tables
from analysis.selection import Selection

COLUMNS = ("group", "item", "value", "n_rows")


def single_articles(tables: Tables, rows: Rows, selection: Selection, measure: str) -> pd.DataFrame:
    """One row per group, item and article, of values that rest on two to four articles: COLUMNS.

    `value` is what the measure would be were the article the group's only one; the least and the
    highest are the ends of the value's interval. `n_rows` is what that rests on: rows of the item
    in the article for a mean, all rows of the group in the article for a share (its words for
    "voice_words").

    Args:
        tables: the tables of an analysis.
        rows: its evidence rows.
        selection: what counts and how it is grouped.
        measure: name of a measure.

    Raises:
        KeyError: no such measure (the known ones are named).
    """
    need_measures([measure], rows)
    made = tallied(tables, rows, selection, measure)
    groups, items = list(made.groups), list(made.items)
    totals = made.totals
    cell, value, weight = _of_shares(totals) if totals.share else _of_means(totals)
    return pd.DataFrame(
        {
            "group": np.array(groups, dtype=object)[cell // max(1, len(items))],
            "item": np.array(items, dtype=object)[cell % max(1, len(items))],
            "value": value / weight,
            "n_rows": weight.astype(int),
        }
    )[list(COLUMNS)]


def _few(totals: Totals) -> Array:
    """Which wholes rest on several articles, and on few."""
    behind = totals.articles_behind
    few: Array = (behind > 1) & (behind < ARTICLES_TO_RESAMPLE)
    return few


def _of_means(totals: Totals) -> tuple[Array, Array, Array]:
    """Cells, sums and numbers of rows of each article."""
    kept = _few(totals)[totals.cell]
    return totals.cell[kept], totals.value[kept], totals.weight[kept]


def _of_shares(totals: Totals) -> tuple[Array, Array, Array]:
    """The same for shares: of an item that an article of the group has not the sum is nought."""
    few = np.flatnonzero(_few(totals)[totals.part])
    part = np.repeat(few, totals.n_items)
    cell = totals.part[part] * totals.n_items + np.tile(np.arange(totals.n_items), len(few))
    article = totals.part_article[part]
    held = pd.Series(totals.value, index=pd.MultiIndex.from_arrays([totals.cell, totals.article]))
    value = held.reindex(pd.MultiIndex.from_arrays([cell, article]), fill_value=0.0).to_numpy()
    return cell, value, totals.weight[part]
