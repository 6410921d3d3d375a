"""Which groups and items a comparison lists, in reading order, and what each group is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
import pandas as pd

from analysis.evidence import Tables
from analysis.perspectives import PERSPECTIVES
from analysis.selection import OTHER_TOPIC, PAIR, Selection, published_by

# Perspectives that are listed even when nothing speaks for them: an absence is a finding.
ALWAYS_LISTED = ("Chinese", "Italian", "Western", "Russian")


# Groupings of which the articles that count tell which groups there are, or what they are.
_OF_ARTICLES = ("article", "publisher", "country", "pair")


class Tallied(Protocol):
    """Rows of a measure, counted."""

    @property
    def groups(self) -> Sequence[str]:
        """Names of groups."""

    @property
    def items(self) -> Sequence[str]:
        """Names of items."""

    @property
    def perspectives(self) -> Mapping[str, str]:
        """For each speaker the perspective that most rows give; of other groups nothing."""

    def rows_by_group(self) -> np.ndarray:
        """How many rows each group has."""

    def rows_by_item(self) -> np.ndarray:
        """How many rows each item has."""


def asks_articles(selection: Selection) -> bool:
    """Whether `groups_in_order` and `about` look at the articles."""
    return selection.group_by in _OF_ARTICLES


def groups_in_order(rows: Tallied, articles: pd.DataFrame, selection: Selection) -> list[str]:
    """The groups to list; the perspectives that are always listed among them, empty or not.

    Args:
        rows: what is counted.
        articles: the articles that count.
        selection: what the reader chose.
    """
    group_by, n_rows = selection.group_by, rows.rows_by_group()
    held = {rows.groups[place] for place in np.flatnonzero(n_rows).tolist()}
    if group_by == "article":
        return list(articles["article_id"])
    if group_by in ("speaker", "actor"):
        return _most_first(rows.groups, n_rows)
    if group_by == "month":
        return sorted(held)
    if group_by == "topic":
        return sorted(held - {OTHER_TOPIC}) + [name for name in (OTHER_TOPIC,) if name in held]
    if group_by in ("publisher", "country"):
        listed = _most_articles_first(articles, group_by)
        return listed if not selection.perspectives else [name for name in listed if name in held]
    if group_by == "pair":
        outlets = _most_articles_first(articles, "publisher")
        seen = {name.rpartition(PAIR)[2] for name in held}
        order = [*PERSPECTIVES, *sorted(seen - set(PERSPECTIVES))]
        pairs = (f"{outlet}{PAIR}{name}" for outlet in outlets for name in order)
        return [pair for pair in pairs if pair in held]
    present = held | set(ALWAYS_LISTED)
    if selection.perspectives:
        present &= set(selection.perspectives)
    known = [name for name in PERSPECTIVES if name in present]
    return known + sorted(present - set(known))


def items_in_order(rows: Tallied, tables: Tables, measure: str) -> list[str]:
    """Items in reading order: topics as numbered, tenths in order, else most rows first."""
    present = _most_first(rows.items, rows.rows_by_item())
    if measure == "sentiment_course":
        return sorted(present)
    if measure == "topic_share":
        held, named = set(present), dict.fromkeys(tables["topics"]["label"])
        return [label for label in named if label in held] + [
            item for item in present if item not in named
        ]
    return present


def about(
    groups: Sequence[str], rows: Tallied, articles: pd.DataFrame, group_by: str
) -> dict[str, list[str | None]]:
    """For each group the columns that say what it is: perspective, article_id and group."""
    none: list[str | None] = [None] * len(groups)
    if group_by in ("voice", "outlet"):
        return {"perspective": list(groups), "article_id": none, "group": none}
    known = _perspectives(groups, rows, articles, group_by)
    perspectives = [known.get(group) for group in groups]
    if group_by == "article":
        return {"perspective": perspectives, "article_id": list(groups), "group": none}
    return {"perspective": perspectives, "article_id": none, "group": list(groups)}


def _perspectives(
    groups: Sequence[str], rows: Tallied, articles: pd.DataFrame, group_by: str
) -> Mapping[str, str]:
    """The perspective of each group that has one."""
    if group_by == "article":
        return dict(zip(articles["article_id"], articles["perspective"], strict=True))
    if group_by in ("publisher", "country"):
        published = published_by(articles, group_by)
        first: dict[str, str] = {}
        for name, perspective in zip(published, articles["perspective"], strict=True):
            first.setdefault(name, perspective)
        return first
    if group_by == "pair":
        return {pair: pair.rpartition(PAIR)[2] for pair in groups}
    return rows.perspectives


def places(names: Iterable[str], listed: Sequence[str]) -> np.ndarray:
    """The place of each name in a list, -1 for those that it does not hold."""
    known = {name: place for place, name in enumerate(listed)}
    return np.array([known.get(name, -1) for name in names], dtype=np.int64)


def _most_first(names: Sequence[str], n_rows: np.ndarray) -> list[str]:
    """The names that have rows, those with most first, equal ones in the order of the alphabet."""
    held = [(-number, name) for name, number in zip(names, n_rows.tolist(), strict=True) if number]
    return [name for _, name in sorted(held)]


def _most_articles_first(articles: pd.DataFrame, group_by: str) -> list[str]:
    """Outlets or countries, those with most articles first, else in the order of the articles."""
    counts = published_by(articles, group_by).value_counts(sort=False)
    return list(counts.sort_values(ascending=False, kind="stable").index)
