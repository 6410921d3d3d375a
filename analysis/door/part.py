"""Some of the articles, few enough to be read: their tables, and their rows among all rows."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from analysis.columns import BASES, Columns
from analysis.columns.base import between
from analysis.door.source import Source, Tables

Array = np.ndarray
_OF_ARTICLE = ("title", "outlet", "published", "published_basis", "translation", "kind")
_OF_ATTRIBUTION = ("cue", "source", "affiliation", "confidence")


class Part:
    """Articles that are read, and their evidence rows by the numbers that these have."""

    def __init__(self, source: Source, places: Array) -> None:
        """
        Args:
            source: where the tables lie.
            places: places of the articles in the order of their dates.
        """
        self._source, self._columns = source, source.columns
        self._places = np.unique(places)
        self._frames: dict[str, pd.DataFrame] = {}

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles, without their texts, in the order of their dates."""
        return self._columns.articles.iloc[self._places]

    @cached_property
    def tables(self) -> Tables:
        """Their rows in every table, in the order of the tables."""
        return self._source.some(self.articles["article_id"].tolist())

    def rows(self, measure: str) -> pd.DataFrame:
        """Their evidence rows, in the order of `numbers`."""
        if measure not in self._frames:
            rows = self._source.rows(measure, self.tables)
            order = np.argsort(self.place_of(rows["article_id"]), kind="stable")
            self._frames[measure] = rows.iloc[order].reset_index(drop=True)
        return self._frames[measure]

    def numbers(self, measure: str) -> Array:
        """The rising numbers of their rows among all rows of the measure."""
        return rows_of(self._columns, measure, self._places)

    def place_of(self, ids: pd.Series) -> Array:
        """The place of each article, by its id, in the order of `articles`."""
        found: Array = pd.Index(self.articles["article_id"]).get_indexer(ids)
        return found

    def at(self, measure: str, numbers: Array) -> pd.DataFrame:
        """The rows with these numbers, in this order; all must be of these articles."""
        place = np.searchsorted(self.numbers(measure), numbers)
        return self.rows(measure).iloc[place].reset_index(drop=True)

    def among(self, measure: str, numbers: Array) -> tuple[pd.DataFrame, Array]:
        """Those of its rows that are among some numbers, and where each stands among them.

        Args:
            measure: name of the measure.
            numbers: rising numbers of rows of the measure.
        """
        own = self.numbers(measure)
        if not len(numbers):
            return self.rows(measure).iloc[:0], own[:0]
        place = np.minimum(np.searchsorted(numbers, own), len(numbers) - 1)
        held = numbers[place] == own
        return self.rows(measure)[held].reset_index(drop=True), place[held]

    def with_context(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Evidence rows with what is known of their articles and of who speaks."""
        told = (
            ("article_id", self.articles, _OF_ARTICLE),
            ("attribution_id", self.tables["attributions"], _OF_ATTRIBUTION),
        )
        extra = [
            table.set_index(key)[list(names)].reindex(rows[key]).set_axis(rows.index)
            for key, table, names in told
        ]
        return rows.assign(**{name: part[name] for part in extra for name in part})


def rows_of(columns: Columns, measure: str, places: Array) -> Array:
    """The rising numbers of the rows of a measure that some articles have.

    Args:
        columns: all rows.
        measure: name of the measure.
        places: rising places of the articles in the order of their dates.
    """
    article = columns.bases[BASES[measure]].article
    ends = [np.searchsorted(article, places, side=side) for side in ("left", "right")]
    at = columns.measures[measure].at
    first, last = ends if at is None else (np.searchsorted(at, end) for end in ends)
    return between(first, last)
