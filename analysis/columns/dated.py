"""Articles by date and perspective of their outlet, counted from columns."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.columns.base import Array
from analysis.columns.held import Columns
from analysis.columns.times import named_periods
from analysis.selection import UNDATED, Selection


def by_date(columns: Columns, selection: Selection) -> pd.DataFrame:
    """How many articles there are of each perspective and period.

    Args:
        columns: all rows.
        selection: whose filters on articles count.

    Returns:
        One row per period and perspective of the outlet with any article, in order: group (the
        perspective), item (a day, a month or a year, or "undated"), outlets (their names, joined
        by "; "), n_articles, n_sentences, n_reposts (articles of which only the date of a repost
        is known).
    """
    places, cell, periods = _cells(columns, selection)
    perspectives, outlets, bases = (
        columns.of_articles[name] for name in ("perspective", "publisher", "published_basis")
    )
    n = len(perspectives.names)
    sentences = columns.articles["n_sentences"].to_numpy()[places]
    reposted = bases.among(("reposted",))[places]
    counts = np.bincount(cell, minlength=len(periods) * n)
    held = np.flatnonzero(counts)
    both = np.flatnonzero(np.bincount(cell * len(outlets.names) + outlets.codes[places]))
    first = np.searchsorted(both, held * len(outlets.names))
    named = [
        "; ".join(outlets.names[at] for at in some.tolist())
        for some in np.split(both % max(1, len(outlets.names)), first[1:])
    ]
    return pd.DataFrame(
        {
            "item": pd.Series([periods[at // n] for at in held.tolist()], dtype="str"),
            "group": pd.Series([perspectives.names[at % n] for at in held.tolist()], dtype="str"),
            "outlets": pd.Series(named[: len(held)], dtype="str"),
            "n_articles": counts[held],
            "n_sentences": np.bincount(cell, weights=sentences)[held].astype(np.int64),
            "n_reposts": np.bincount(cell, weights=reposted)[held].astype(np.int64),
        }
    )


def of_date(columns: Columns, selection: Selection, group: str, item: str) -> Array:
    """The articles that one row of `by_date` counts, by their row in the articles table.

    In the order of the names of their outlets.
    """
    places, cell, periods = _cells(columns, selection)
    names = columns.of_articles["perspective"].names
    if item not in periods or group not in names:
        return places[:0]
    kept = places[cell == periods.index(item) * len(names) + names.index(group)]
    order = np.lexsort([columns.number[kept], columns.of_articles["publisher"].codes[kept]])
    found: Array = columns.number[kept[order]]
    return found


def _cells(columns: Columns, selection: Selection) -> tuple[Array, Array, list[str]]:
    """The articles that the filters leave, the period and perspective of each, and the periods."""
    places = np.flatnonzero(columns.kept_articles(selection))
    days, perspectives = columns.days[places], columns.of_articles["perspective"]
    dated = ~np.isnat(days)
    known, names = named_periods(days[dated])
    period = np.full(len(places), len(names))
    period[dated] = known
    cell = period * len(perspectives.names) + perspectives.codes[places]
    return places, cell, [*names, UNDATED]
