"""What a page is to show: the data, what a reader has chosen, and the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import findings, phrases
from analysis.charts.labels import ArticleWords
from analysis.charts.theme import Notes
from analysis.explain import describes_only
from analysis.report import captions
from analysis.report.catalogue import Desk
from analysis.selection import Selection
from analysis.store import Analysis, Options
from pages.ui import data
from pages.ui.links import PLACE, address, place_words


@dataclass(frozen=True, kw_only=True)
class _RememberingDesk(Desk):
    """A desk whose answers are remembered as those of its corpus are."""

    corpus: data.Corpus

    @cached_property
    def articles(self) -> ArticleWords:
        return data.article_words(self.corpus)

    def perspectives(self) -> Sequence[str]:
        return data.options(self.corpus).perspectives

    def table(self, measure: str, selection: Selection | None = None) -> pd.DataFrame:
        return data.comparison(self.corpus, selection or self.selection, (measure,))

    def coverage(self, selection: Selection) -> pd.DataFrame:
        return data.coverage(self.corpus, selection)

    def totals(self, selection: Selection) -> Mapping[str, int]:
        return data.totals(self.corpus, selection)

    def word_groups(self, selection: Selection) -> pd.DataFrame:
        return data.word_groups(self.corpus, selection)

    def wording(
        self, selection: Selection, sort: str, pair: tuple[str, ...] = (), near: str | None = None
    ) -> pd.DataFrame:
        return data.wording(self.corpus, selection, sort, pair, near)


@dataclass(frozen=True)
class View:
    """The analysis under the reader's selection. Pages ask it for everything they show.

    Attributes:
        corpus: the analysis and its token.
        options: what the filters can be set to.
        selection: what the reader has chosen.
        filters: the active filters in words, by their field of Selection.
        dark: whether the reader's theme is dark.
    """

    corpus: data.Corpus
    options: Options
    selection: Selection
    filters: Mapping[str, str]
    dark: bool

    @property
    def analysis(self) -> Analysis:
        return self.corpus.analysis

    @cached_property
    def desk(self) -> Desk:
        """What the charts that the report holds too are drawn from."""
        return _RememberingDesk(
            self.analysis, self.selection, self.filters, self.dark, corpus=self.corpus
        )

    @property
    def can_hide_names(self) -> bool:
        """Whether stance can be judged anew with names hidden while the reader waits."""
        return self.analysis.can_hide_names

    def with_names_hidden(self) -> View:
        """The same view, stance judged anew without knowing whom a text mentions."""
        return replace(self, corpus=data.names_hidden(self.corpus))

    def choose(self, **changes: Any) -> Selection:
        """The reader's selection with some fields changed, as in choose(group_by="article").

        See captions.changed for what becomes of the perspectives filter.
        """
        return captions.changed(self.selection, **changes)

    def choose_period(self, period: str) -> Selection:
        """The reader's selection of articles of a day, month or year ("2022-01") alone."""
        whole = pd.Period(period)
        first, last = whole.start_time.date(), whole.end_time.date()
        asked = self.selection
        return self.choose(
            first_day=max(first, asked.first_day or first),
            last_day=min(last, asked.last_day or last),
        )

    def whole(self, group_by: str) -> Selection:
        """Everything, without the reader's filters: for what is said of the corpus itself."""
        return Selection(group_by=group_by, minimum=self.selection.minimum)

    def comparison(self, *measures: str, selection: Selection | None = None) -> pd.DataFrame:
        """Comparison rows of some measures, under the reader's selection or another."""
        return data.comparison(self.corpus, selection or self.selection, measures)

    def corrected_shares(self) -> pd.DataFrame:
        """Shares of unfavourable and favourable mentions, corrected for errors of the engine."""
        return data.corrected_shares(self.corpus, self.selection)

    def differences(
        self,
        *measures: str,
        selection: Selection | None = None,
        pair: tuple[str, str] | None = None,
        items: Mapping[str, Sequence[str]] | None = None,
    ) -> pd.DataFrame:
        """How groups differ in some measures (see analysis.compare.differences).

        Args:
            measures: names of measures.
            selection: when not the reader's own.
            pair: two groups; all pairs when None.
            items: of measures of which not all is on the screen, the items that are.
        """
        shown = tuple((name, tuple(held)) for name, held in (items or {}).items())
        pairs = None if pair is None else (pair,)
        return data.differences(self.corpus, selection or self.selection, measures, pairs, shown)

    def echoes(self, selection: Selection, groups: tuple[str, str]) -> pd.DataFrame:
        """Passages of two groups of a selection about the same matter, two rows for each pair."""
        return data.echoes(self.corpus, selection, groups)

    def differing(self) -> tuple[str, ...]:
        """In what else than the reader's grouping the groups differ: "Kind", "Date"."""
        return data.differing(self.corpus, self.selection)

    def group_names(self, group_by: str, groups: Iterable[str]) -> dict[str, str]:
        """Groups in words, for running text: "Russian voices", or an article by its author."""
        return self.desk.group_names(group_by, groups)

    def coverage(self, selection: Selection | None = None) -> pd.DataFrame:
        """How much text each group of the reader's selection, or of another, holds."""
        return data.coverage(self.corpus, selection or self.selection)

    @property
    def totals(self) -> dict[str, int]:
        """Sentences, mentions, attributions and articles that the selection holds."""
        return data.totals(self.corpus, self.selection)

    @property
    def whole_totals(self) -> dict[str, int]:
        """The same of everything, without the reader's filters."""
        return data.totals(self.corpus, self.whole("voice"))

    @property
    def is_small(self) -> bool:
        """Whether the articles that count are so few that they are only described."""
        return describes_only(self.totals["articles"])

    @property
    def is_large(self) -> bool:
        """Whether the articles are so many that not all are read for words.

        Of so many a page works out what stands first, and the rest where a reader asks for it.
        """
        read, whole = self.analysis.read_for_words
        return read < whole

    @property
    def remark(self) -> str:
        """How sentences on what stands out were chosen, from which text and articles."""
        return findings.how_chosen(self.selection)

    @property
    def too_few(self) -> str:
        """What counts as too little evidence, in words."""
        return phrases.too_few(self.selection.minimum)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles that the filters leave, without their text."""
        return self.analysis.articles(self.selection)

    @property
    def article_labels(self) -> Mapping[str, str]:
        """A short label for each article, as escaped lines for an axis."""
        return data.article_words(self.corpus).axis

    @property
    def article_names(self) -> Mapping[str, str]:
        """Each article in words, for running text."""
        return data.article_words(self.corpus).names

    @property
    def article_options(self) -> Mapping[str, str]:
        """A short name for each article, different for each, for lists to choose from."""
        return data.article_words(self.corpus).options

    @property
    def short_names(self) -> Mapping[str, str]:
        """Each article by its outlet and its author or day."""
        return data.article_words(self.corpus).short

    @property
    def colours(self) -> Mapping[str, str]:
        """The colour of each perspective of the corpus, the same under any filter."""
        return self.desk.colours

    def reading_address(self, article_id: str, place: tuple[int, int] | None = None) -> str:
        """Where to read an article: the address of the Articles page, not escaped.

        Args:
            article_id: the article.
            place: the stretch of its text that is shown at once; its beginning when None.
        """
        name = data.article_words(self.corpus).options[article_id]
        at = {PLACE: place_words(article_id, *place)} if place else {}
        return address("articles", read=phrases.sentence_case(name), **at)

    def notes(self, title: str, subtitle: str = "", selection: Selection | None = None) -> Notes:
        """The words that go into a figure: filters, counts and fingerprint under it."""
        return self.desk.notes(title, subtitle, selection)
