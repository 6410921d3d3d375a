"""What charts are drawn from, and a chart with all that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import phrases
from analysis.charts.labels import ArticleWords, article_words
from analysis.charts.paper import WIDTH, on_paper
from analysis.charts.theme import Notes, perspective_colours
from analysis.compare.intervals import SURE
from analysis.compare.singles import COLUMNS
from analysis.report import captions
from analysis.selection import Selection
from analysis.store import Analysis
from analysis.wording.views import of_sort


@dataclass(frozen=True)
class Chart:
    """One chart, the same on a page, in an image, in the report and from the command line.

    Attributes:
        key: name of its card on the page, and of its files.
        page: stem of the page that it stands on.
        measure: name in the registry of measures.
        title: what is seen, not escaped.
        selection: what counts in it.
        table: the rows that it draws, whole.
        draw: makes the figure, given the mark to outline: (group, item), for words the word; None
            for none.
        analysis: what it shows.
        left_out: the items that it has no room for.
    """

    key: str
    page: str
    measure: str
    title: str
    selection: Selection
    table: pd.DataFrame
    draw: Callable[[Any], go.Figure]
    analysis: Analysis
    left_out: Sequence[str] = ()

    @cached_property
    def figure(self) -> go.Figure:
        """As it is drawn on a light screen."""
        return self.draw(None)

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The paragraphs that go with it (see captions.paragraphs)."""
        return tuple(captions.paragraphs(self.analysis, self.selection, self.measure, self.table))

    @property
    def has_evidence(self) -> bool:
        """Whether any sentence stands behind it."""
        if "n_sentences" not in self.table:
            return not self.table.empty
        return bool((self.table["n_sentences"] > 0).any())

    def image(self, width: int = WIDTH) -> go.Figure:
        """The chart as it leaves the building, with all its words."""
        return on_paper(self.figure, self.said, width)


@dataclass(frozen=True)
class Desk:
    """What the charts of an analysis are drawn from, under one selection.

    A page has a desk that remembers answers; it draws the same.

    Attributes:
        analysis: what is shown.
        selection: what counts; grouped by voice or outlet.
        filters: the filters in words, by their field of Selection.
        dark: whether charts are drawn on a dark ground.
    """

    analysis: Analysis
    selection: Selection
    filters: Mapping[str, str] = field(default_factory=dict)
    dark: bool = False

    @cached_property
    def articles(self) -> ArticleWords:
        """All articles in words."""
        return article_words(self.analysis.articles())

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """The colour of each perspective of the corpus, the same under any filter."""
        published = self.analysis.articles()["perspective"].unique()
        return perspective_colours([*self.perspectives(), *published])

    def perspectives(self) -> Sequence[str]:
        """The perspectives that speak or publish anywhere in the corpus."""
        return self.analysis.options().perspectives

    @property
    def by_article(self) -> Selection:
        """The selection, grouped by article."""
        return self.grouped("article")

    def grouped(self, group_by: str) -> Selection:
        """The selection in another grouping (see captions.changed)."""
        return captions.changed(self.selection, group_by=group_by)

    def table(self, measure: str, selection: Selection | None = None) -> pd.DataFrame:
        """The comparison rows of a measure."""
        return self.analysis.comparison(selection or self.selection, measure)

    def singles(self, table: pd.DataFrame, selection: Selection | None = None) -> pd.DataFrame:
        """The single articles behind the values of a measure that rest on a few.

        Args:
            table: comparison rows of one measure.
            selection: that of the table; the desk's own when None.
        """
        few = table["interval_kind"].notna() & ~table["interval_kind"].isin(SURE)
        if not few.any():
            return pd.DataFrame(columns=COLUMNS)
        return self.analysis.single_articles(selection or self.selection, table["measure"].iloc[0])

    def coverage(self, selection: Selection) -> pd.DataFrame:
        """How much text each group of a selection has."""
        return self.analysis.coverage(selection)

    def totals(self, selection: Selection) -> Mapping[str, int]:
        """How much text a selection has in all."""
        return self.analysis.totals(selection)

    def word_groups(self, selection: Selection) -> pd.DataFrame:
        """How many words each group of a selection has."""
        return self.analysis.word_groups(selection)

    def wording(
        self, selection: Selection, sort: str, pair: tuple[str, ...] = (), near: str | None = None
    ) -> pd.DataFrame:
        """The words of a sort of each group (see Analysis.wording and wording.views.of_sort)."""
        return of_sort(self.analysis.wording(selection, sort=sort, pair=pair, near=near), sort)

    def group_names(self, group_by: str, groups: Iterable[str]) -> dict[str, str]:
        """Groups in words, for running text: "Russian voices", or an article by its author."""
        if group_by == "article":
            return {group: self.articles.names[group] for group in groups}
        return {group: phrases.group(group_by, group) for group in groups}

    def notes(self, title: str, subtitle: str = "", selection: Selection | None = None) -> Notes:
        """The words in a figure: filters, counts and fingerprint among them."""
        selection = selection or self.selection
        return captions.notes(
            self.analysis,
            selection,
            self.totals(selection),
            title,
            subtitle,
            filters=self.filters,
            dark=self.dark,
        )

    def chart(
        self,
        key: str,
        page: str,
        measure: str,
        table: pd.DataFrame,
        notes: Notes,
        draw: Callable[[Any], go.Figure],
        selection: Selection | None = None,
        left_out: Sequence[str] = (),
    ) -> Chart:
        """A chart, with what all charts of this desk share."""
        where = selection or self.selection
        return Chart(
            key, page, measure, notes.title, where, table, draw, self.analysis, tuple(left_out)
        )
