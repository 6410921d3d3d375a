"""The charts of the pages, drawn without a page: for the report and the command line.

Each has the key that its card has on the page, and is drawn from the same tables by the same
functions; the tests hold the two to each other, number by number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from analysis import phrases
from analysis.charts.course import tone_course
from analysis.charts.frame import framed
from analysis.charts.labels import ArticleWords, article_words
from analysis.charts.paper import WIDTH, on_paper
from analysis.charts.room import first_articles, first_groups, first_items
from analysis.charts.sentiment import tone_bars
from analysis.charts.shares import share_matrix
from analysis.charts.stance import COUNTS, stance_matrix
from analysis.charts.theme import Notes, perspective_colours
from analysis.charts.topics import share_ranges, topics_by_time
from analysis.charts.voices import share_bars
from analysis.charts.wording import typical_words
from analysis.charts.words import CUE_COLOURS, group_labels, voice_colours, words_of
from analysis.report import captions
from analysis.selection import Selection
from analysis.store import Analysis
from analysis.wording import views
from analysis.wording.words import WORD

MOST_ROWS, MOST_PAIRS, MOST_WORDS, MOST_ON_OVERVIEW = 14, 16, 8, 6
MOST_BARS = 10


@dataclass(frozen=True)
class Chart:
    """One chart with all that it rests on.

    Attributes:
        key: name of its card on the page, and of its files.
        page: stem of the page that it stands on.
        measure: name in the registry of measures.
        selection: what counts in it.
        table: the rows that it draws, whole.
        figure: as it is drawn on a light screen.
        said: paragraphs that go with it (see captions.paragraphs).
    """

    key: str
    page: str
    measure: str
    selection: Selection
    table: pd.DataFrame
    figure: go.Figure
    said: tuple[str, ...]

    @property
    def title(self) -> str:
        """What is seen, not escaped."""
        return framed(self.figure).title

    @property
    def has_evidence(self) -> bool:
        """Whether any sentence stands behind it."""
        return bool((self.table["n_sentences"] > 0).any())

    def image(self, width: int = WIDTH) -> go.Figure:
        """The chart as it leaves the building, with all its words."""
        return on_paper(self.figure, self.said, width)


@dataclass(frozen=True)
class Desk:
    """What the charts of an analysis are drawn from, under one selection.

    Attributes:
        analysis: what is shown.
        selection: what counts; grouped by voice or outlet.
        filters: the filters in words, by their field of Selection.
    """

    analysis: Analysis
    selection: Selection
    filters: Mapping[str, str]

    @cached_property
    def articles(self) -> ArticleWords:
        """All articles in words."""
        return article_words(self.analysis.articles())

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """The colour of each perspective of the corpus."""
        published = self.analysis.articles()["perspective"]
        return perspective_colours([*self.analysis.options().perspectives, *published])

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

    def notes(self, title: str, subtitle: str, selection: Selection | None = None) -> Notes:
        """The words in a figure."""
        selection = selection or self.selection
        totals = self.analysis.totals(selection)
        return captions.notes(
            self.analysis, selection, totals, title, subtitle, filters=self.filters
        )

    def chart(
        self,
        key: str,
        page: str,
        measure: str,
        table: pd.DataFrame,
        figure: go.Figure,
        selection: Selection | None = None,
    ) -> Chart:
        """A drawn chart with its words."""
        selection = selection or self.selection
        said = captions.paragraphs(self.analysis, selection, measure, table)
        return Chart(key, page, measure, selection, table, figure, tuple(said))


def charts_of(
    analysis: Analysis,
    selection: Selection | None = None,
    filters: Mapping[str, str] | None = None,
) -> list[Chart]:
    """The charts of all pages under a selection, in the order of the pages; empty ones left out.

    Those of Compare, the words near an actor and the map of the paragraphs are not among them:
    they answer a question that a person must put first.

    Args:
        analysis: what is shown.
        selection: what counts; everything by who speaks when None.
        filters: the filters in words, by their field of Selection.
    """
    desk = Desk(analysis, selection or Selection(), filters or {})
    return [chart for draw in _PAGES for chart in draw(desk) if chart.has_evidence]


def _overview(desk: Desk) -> Iterator[Chart]:
    yield who_speaks(desk)
    yield first_actors(desk)


def who_speaks(desk: Desk, most: int = MOST_BARS) -> Chart:
    """Who speaks in whose articles, of so many articles."""
    table, more = first_articles(desk.table("voice_share", desk.by_article), most=most)
    subtitle = f"sentences by who speaks in them{phrases.left_out(more)}"
    notes = desk.notes("Who speaks in whose articles", subtitle, desk.by_article)
    figure = share_bars(
        table, notes, "sentences", bars=desk.articles.axis, words=words_of("voice_share"),
        colours=voice_colours(desk.colours),
    )  # fmt: skip
    where = desk.by_article
    return desk.chart("voices-by-article", "overview", "voice_share", table, figure, where)


def first_actors(desk: Desk, most: int = MOST_ON_OVERVIEW) -> Chart:
    """The matrix of stance with the actors mentioned most."""
    table, _ = first_items(desk.table("stance"), most=most)
    figure = stance_matrix(table, desk.notes("Who portrays whom, and how", COUNTS))
    return desk.chart("stance-overview", "overview", "stance", table, figure)


def _stance(desk: Desk) -> Iterator[Chart]:
    table, _ = first_items(desk.table("stance"))
    figure = stance_matrix(table, desk.notes("Who portrays whom, and how", COUNTS))
    yield desk.chart("stance", "stance", "stance", table, figure)
    table, more = first_articles(first_items(desk.table("stance", desk.by_article))[0])
    subtitle = f"{COUNTS}{phrases.left_out(more)}"
    notes = desk.notes("Who portrays whom, article by article", subtitle, desk.by_article)
    figure = stance_matrix(table, notes, columns=desk.articles.axis)
    yield desk.chart("stance-by-article", "stance", "stance", table, figure, desk.by_article)


def _voices(desk: Desk) -> Iterator[Chart]:
    for key, measure, title, unit in (
        ("printed", "printed_share", "Where each perspective is printed", "sentences"),
        ("roles", "role_share", "In which role speakers are heard", "statements"),
    ):
        table = desk.table(measure)
        figure = share_bars(table, desk.notes(title, unit), unit, words=words_of(measure))
        yield desk.chart(key, "voices", measure, table, figure)
    shares = "statements, and their share of the column"
    table, _ = first_items(desk.table("framing"), most=MOST_ROWS)
    notes = desk.notes("How their words are introduced", shares)
    figure = share_matrix(table, notes, "statements", words=words_of("framing"))
    yield desk.chart("framing", "voices", "framing", table, figure)
    yield _pairs(desk)
    table, _ = first_items(desk.table("speech_act"), most=MOST_ROWS)
    notes = desk.notes("Who says what of whom", "statements, and share of the column")
    figure = share_matrix(table, notes, "statements", columns=group_labels(table), words={})
    yield desk.chart("acts", "voices", "speech_act", table, figure)


def _pairs(desk: Desk) -> Chart:
    where = desk.grouped("pair")
    table, more = first_groups(desk.table("framing", where), most=MOST_PAIRS)
    subtitle = f"statements by their cue{phrases.left_out(more, 'pair')}"
    notes = desk.notes("How each outlet introduces whom", subtitle, where)
    figure = share_bars(
        table, notes, "statements", bars=group_labels(table), words=words_of("framing"),
        colours=CUE_COLOURS,
    )  # fmt: skip
    return desk.chart("outlet-framing", "voices", "framing", table, figure, where)


def _topics(desk: Desk) -> Iterator[Chart]:
    words, table = words_of("topic_share"), desk.table("topic_share")
    notes = desk.notes("Who writes about what", "sentences, and their share of the column")
    figure = share_matrix(table, notes, "sentences", words=words)
    yield desk.chart("topics", "topics", "topic_share", table, figure)
    notes = desk.notes("How sure the shares are", "share of a group's sentences, with its range")
    figure = share_ranges(table, notes, colours=desk.colours, words=words)
    yield desk.chart("topic-ranges", "topics", "topic_share", table, figure)
    by_time = desk.analysis.topics_over_time(desk.selection)
    if len(by_time):
        notes = desk.notes(
            "Topics by perspective and time", "number of sentences in dated articles"
        )
        topics = list(dict.fromkeys(table["item"]))
        figure = topics_by_time(by_time, notes, topics=topics, colours=desk.colours, words=words)
        yield desk.chart("topics-by-time", "topics", "topic_share", by_time, figure)
    table, more = first_articles(desk.table("topic_share", desk.by_article))
    subtitle = f"sentences{phrases.left_out(more)}"
    notes = desk.notes("The same, article by article", subtitle, desk.by_article)
    figure = share_bars(table, notes, "sentences", bars=desk.articles.axis, words=words)
    yield desk.chart("topics-by-article", "topics", "topic_share", table, figure, desk.by_article)


def _sentiment(desk: Desk) -> Iterator[Chart]:
    yield tone(desk)
    table, more = first_articles(desk.table("sentiment", desk.by_article))
    subtitle = f"one row an article{phrases.left_out(more)}"
    notes = desk.notes("The same, article by article", subtitle, desk.by_article)
    figure = tone_bars(table, notes, bars=desk.articles.axis)
    yield desk.chart("sentiment-by-article", "sentiment", "sentiment", table, figure,
                     desk.by_article)  # fmt: skip
    table, more = first_articles(desk.table("sentiment_course", desk.by_article))
    subtitle = f"mean of each tenth{phrases.left_out(more)}"
    notes = desk.notes("Tone from first to last sentence", subtitle, desk.by_article)
    figure = tone_course(table, notes, desk.articles.options)
    yield desk.chart("course", "sentiment", "sentiment_course", table, figure, desk.by_article)


def tone(desk: Desk, most: int | None = None) -> Chart:
    """The tone of the wording by group; of the first groups only, when a number is given."""
    table = desk.table("sentiment")
    if most is not None:
        table, _ = first_groups(table, most=most)
    notes = desk.notes("How the wording sounds", "sentences by tone, and mean with range")
    return desk.chart("sentiment", "sentiment", "sentiment", table, tone_bars(table, notes))


def _wording(desk: Desk) -> Iterator[Chart]:
    table = views.of_sort(desk.analysis.wording(desk.selection), WORD)
    drawn = views.typical(table, MOST_WORDS)
    if drawn.empty:
        return
    groups = list(desk.analysis.word_groups(desk.selection)["group"])
    by = desk.selection.group_by
    names = {group: phrases.sentence_case(phrases.group(by, group)) for group in groups}
    subtitle = "more often than the rest · right: sentences, articles"
    figure = typical_words(drawn, desk.notes("Typical words of each", subtitle),
                           phrases.told_apart(names), desk.colours)  # fmt: skip
    yield desk.chart("word", "wording", "wording", table, figure)


_PAGES: tuple[Callable[[Desk], Iterator[Chart]], ...] = (
    _overview, _stance, _voices, _topics, _sentiment, _wording,
)  # fmt: skip
