"""Which rows of a comparison a chart has room for; what is left out is named, never dropped."""

from __future__ import annotations

import pandas as pd


def first_items(table: pd.DataFrame, most: int = 10) -> tuple[pd.DataFrame, list[str]]:
    """The rows of the first items (a comparison lists them by count), and the items left out."""
    items = list(dict.fromkeys(table["item"]))
    return table[table["item"].isin(items[:most])].reset_index(drop=True), items[most:]


def first_articles(table: pd.DataFrame, most: int = 10) -> tuple[pd.DataFrame, int]:
    """The rows of the first articles of a comparison by article, and how many are left out."""
    articles = list(dict.fromkeys(table["article_id"]))
    kept = table[table["article_id"].isin(articles[:most])].reset_index(drop=True)
    return kept, max(0, len(articles) - most)
