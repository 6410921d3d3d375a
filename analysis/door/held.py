"""What every part of the door holds: rows to count, articles to read, and who can be doubted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import Counts, Picked, counted_pairs
from analysis.columns.held import Columns
from analysis.columns.kept import keeping
from analysis.door.part import Part
from analysis.door.source import InMemory, Source
from analysis.doubts import Doubts, doubts_in
from analysis.options import MOST_OFFERED
from analysis.reference import Reference, load_reference
from analysis.selection import Selection

Array = np.ndarray
# Selections of which it is remembered where their groups stand, for the questions of a page.
_MOST_SPREADS = 4


@dataclass(frozen=True)
class Spread:
    """In which articles the groups of a selection stand: each group and article once.

    Attributes:
        names: of the groups.
        group: place of the group in these.
        article: place of the article in the order of dates.
        n: how many sentences the group has there.
    """

    names: tuple[str, ...]
    group: Array
    article: Array
    n: Array

    def articles(self, n_articles: int, name: str | None = None) -> Array:
        """For each of so many articles whether a group stands there, or any of them."""
        held = np.zeros(n_articles, dtype=bool)
        found = self.article if name is None else self.article[self.group == self.names.index(name)]
        held[found] = True
        return held


@dataclass(frozen=True)
class Held:
    """One analysis, and the rows that a selection keeps of it."""

    _tables: Mapping[str, pd.DataFrame] | Source = field(repr=False)
    run: Mapping[str, Any]
    _given: Reference | None = field(default=None, repr=False)

    @cached_property
    def _source(self) -> Source:
        return self._tables if isinstance(self._tables, Source) else InMemory(self._tables)

    @property
    def _columns(self) -> Columns:
        return self._source.columns

    @cached_property
    def _counts(self) -> Counts:
        return Counts(self._columns, lambda: self._doubts.codes > 0, self._source.holding)

    @cached_property
    def _counted(self) -> dict[str, pd.DataFrame]:
        """What a comparison asks of the tables beside their rows."""
        return {"articles": self._source.articles, "topics": self._columns.topics}

    @cached_property
    def _reference(self) -> Reference:
        return self._given or load_reference()

    @cached_property
    def _doubts(self) -> Doubts:
        """Why the perspective of each attribution's speaker can be argued about."""
        told, names = self._columns.told, self._columns.names
        return doubts_in(
            told.speaker,
            told.affiliation,
            told.perspective,
            (names["voice"], names["affiliation"], names["perspective"]),
            self._reference,
        )

    def _picked(self, selection: Selection, measure: str) -> Picked:
        return self._counts.picked(selection, measure)

    def _part(self, places: Array) -> Part:
        return Part(self._source, places)

    def _behind(self, selection: Selection, measure: str, group: str | None) -> Picked:
        """The rows that a selection keeps, of one group when it is given."""
        picked = self._picked(selection, measure)
        if group is None:
            return picked
        return self._counts.of_group(picked, selection.group_by, group)

    def _spread(self, selection: Selection) -> Spread:
        """Where the groups of a selection stand."""
        by = selection.group_by
        return self._spreads(replace(keeping(selection), group_by=by))

    @cached_property
    def _spreads(self) -> Callable[[Selection], Spread]:
        @lru_cache(maxsize=_MOST_SPREADS)
        def spread(selection: Selection) -> Spread:
            picked = self._picked(selection, "voice_share")
            group, article, names = self._counts.by_group(picked, selection.group_by)
            return Spread(
                names, *counted_pairs(group, article, len(names), len(self._columns.articles))
            )

        return spread

    def articles(
        self, selection: Selection | None = None, *, first: int = 0, most: int | None = None
    ) -> pd.DataFrame:
        """Articles that the selection keeps, without their text, in order of their source path.

        Args:
            selection: whose filters on articles count; all articles when None.
            first: how many of a selection are passed over.
            most: how many of it are read; all when None.
        """
        articles = self._source.articles
        if selection is not None:
            articles = articles.iloc[self._listed(selection)[first:][:most]]
        return articles.reset_index(drop=True)

    def n_listed(self, selection: Selection) -> int:
        """How many articles the selection keeps, copies and what is not in English too."""
        return len(self._listed(selection))

    def keeping(self, selection: Selection) -> Selection:
        """A selection as far as it decides which rows are kept, whatever they are grouped by."""
        return keeping(selection)

    def _listed(self, selection: Selection) -> Array:
        """The articles that the filters leave, by their rows in the articles table."""
        return np.flatnonzero(self._columns.kept_articles(selection)[self._columns.given])

    def find(self, selection: Selection, words: str = "") -> tuple[str, ...]:
        """The ids of articles whose headline or outlet holds some words, MOST_OFFERED at most."""
        rows = self._listed(selection)
        articles = self._source.articles[["article_id", "title", "outlet"]]
        if words:
            articles = articles.iloc[rows]
            said = articles["title"].fillna("") + " " + articles["outlet"].fillna("")
            rows = np.flatnonzero(said.str.contains(words, case=False, regex=False))
        return tuple(articles["article_id"].iloc[rows[:MOST_OFFERED]])
