"""Which rows of a comparison a chart has room for; what is left out is named, never dropped."""

from __future__ import annotations

import pandas as pd

from analysis.charts.rows import group_keys


def first_items(table: pd.DataFrame, most: int = 10) -> tuple[pd.DataFrame, list[str]]:
    """The rows of the first items (a comparison lists them by count), and the items left out."""
    items = list(dict.fromkeys(table["item"]))
    return table[table["item"].isin(items[:most])].reset_index(drop=True), items[most:]


def first_articles(table: pd.DataFrame, most: int = 10) -> tuple[pd.DataFrame, int]:
    """The rows of the first articles of a comparison by article, and how many are left out.

    Of very many articles the comparison itself lists the first ones, and tells how many there are.
    """
    kept, more = first_groups(table, most)
    return kept, max(more, table.attrs.get("articles", 0) - most)


def first_groups(table: pd.DataFrame, most: int = 10) -> tuple[pd.DataFrame, int]:
    """The rows of the first groups of a comparison, and how many groups are left out."""
    keys = group_keys(table)
    groups = list(dict.fromkeys(keys))
    kept = table[keys.isin(groups[:most])].reset_index(drop=True)
    return kept, max(0, len(groups) - most)
