"""What every part of the door holds: the tables, their evidence rows, and what narrows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.doubts import doubts_of
from analysis.evidence import all_rows
from analysis.reference import Reference, load_reference
from analysis.selection import Selection, grouped, keep_articles, keep_rows


@dataclass(frozen=True)
class Held:
    """One analysis, and the rows that a selection keeps of it."""

    _tables: Mapping[str, pd.DataFrame] = field(repr=False)
    run: Mapping[str, Any]
    _given: Reference | None = field(default=None, repr=False)

    @cached_property
    def _rows(self) -> dict[str, pd.DataFrame]:
        return all_rows(self._tables)

    @cached_property
    def _judged_rows(self) -> dict[str, pd.DataFrame]:
        """The rows with whether the perspective of who speaks can be argued about."""
        doubts = self._doubts
        doubted = set(doubts.index[doubts != ""])
        return {
            measure: rows.assign(arguable=rows["attribution_id"].isin(doubted))
            for measure, rows in self._rows.items()
        }

    @cached_property
    def _reference(self) -> Reference:
        return self._given or load_reference()

    @cached_property
    def _doubts(self) -> pd.Series:
        return doubts_of(self._tables["attributions"], self._reference)

    def _rows_for(self, selection: Selection) -> dict[str, pd.DataFrame]:
        return self._judged_rows if selection.plain_only else self._rows

    def _kept(self, selection: Selection, measure: str) -> pd.DataFrame:
        return keep_rows(self._rows_for(selection)[measure], self._tables["articles"], selection)

    def _grouped(self, selection: Selection, measure: str) -> pd.DataFrame:
        return grouped(self._kept(selection, measure), self._tables, selection.group_by)

    def _with_context(self, rows: pd.DataFrame) -> pd.DataFrame:
        articles = self._tables["articles"].set_index("article_id")
        attributions = self._tables["attributions"].set_index("attribution_id")
        extra = {
            name: rows["article_id"].map(articles[name])
            for name in ("title", "outlet", "published", "published_basis", "translation", "kind")
        }
        extra |= {
            name: rows["attribution_id"].map(attributions[name])
            for name in ("cue", "source", "affiliation", "confidence")
        }
        return rows.assign(**extra)

    def articles(self, selection: Selection | None = None) -> pd.DataFrame:
        """Articles that the selection keeps, without their text, in order of their source path."""
        articles = self._tables["articles"]
        if selection is not None:
            articles = keep_articles(articles, selection)
        return articles.drop(columns="text").reset_index(drop=True)
