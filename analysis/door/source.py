"""Where the tables of an analysis lie, and those of their rows that somebody reads."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.columns import Columns, Maker
from analysis.evidence import ROWS, all_rows
from analysis.evidence.basis import Basis

Tables = Mapping[str, pd.DataFrame]
# Tables whose rows are of one article each.
OF_ARTICLES = ("articles", "removed", "passages", "sentences", "attributions", "mentions")


class Source(ABC):
    """The tables of an analysis, as columns to count and as rows of some articles to read."""

    @property
    @abstractmethod
    def columns(self) -> Columns:
        """All evidence rows as numbers."""

    @property
    @abstractmethod
    def articles(self) -> pd.DataFrame:
        """All articles without their texts, in the order of the table."""

    @abstractmethod
    def whole(self) -> dict[str, pd.DataFrame]:
        """Every table as it is, which may take much memory."""

    @abstractmethod
    def some(self, ids: Collection[str]) -> Tables:
        """The rows of some articles in every table that holds rows of articles, and the topics."""

    @abstractmethod
    def holding(self, words: str) -> np.ndarray:
        """For each sentence whether it holds some words, in any case."""

    @property
    @abstractmethod
    def skipped(self) -> pd.DataFrame:
        """What could not be read."""

    def rows(self, measure: str, tables: Tables) -> pd.DataFrame:
        """The evidence rows of a measure that `some` tables hold."""
        return ROWS[measure](tables)


class InMemory(Source, Mapping[str, pd.DataFrame]):
    """Tables that are held as they are."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    @cached_property
    def _rows(self) -> dict[str, pd.DataFrame]:
        return all_rows(self._tables)

    @cached_property
    def columns(self) -> Columns:
        made = Maker.of(self._rows, self._tables)
        return made.columns(self.articles, self._tables["topics"])

    @cached_property
    def articles(self) -> pd.DataFrame:
        return self._tables["articles"].drop(columns="text")

    def whole(self) -> dict[str, pd.DataFrame]:
        return dict(self._tables)

    def some(self, ids: Collection[str]) -> Tables:
        if len(set(ids)) == len(self.articles):
            return self._tables
        found = {
            name: self._tables[name][self._tables[name]["article_id"].isin(ids)]
            for name in OF_ARTICLES
        }
        return Basis({**found, "topics": self._tables["topics"]})

    def rows(self, measure: str, tables: Tables) -> pd.DataFrame:
        rows = self._rows[measure]
        if tables is self._tables:
            return rows
        return rows[rows["article_id"].isin(tables["articles"]["article_id"])]

    def holding(self, words: str) -> np.ndarray:
        texts = self._tables["sentences"]["text"]
        return texts.str.contains(words, case=False, regex=False).to_numpy(dtype=bool)

    @property
    def skipped(self) -> pd.DataFrame:
        return self._tables["skipped"].copy()
