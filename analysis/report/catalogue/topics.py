"""The charts of the Topics page: who writes about what, how sure, when, and the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis import phrases
from analysis.charts.room import first_articles
from analysis.charts.shares import share_matrix
from analysis.charts.topics import share_ranges, topics_by_time
from analysis.charts.topics_map import passage_map
from analysis.charts.voices import share_bars
from analysis.charts.words import words_of
from analysis.compare.intervals import SURE
from analysis.report.catalogue.desk import Chart, Desk

MEASURE = "topic_share"
_WORDS = words_of(MEASURE)


def on_topics(desk: Desk) -> Iterator[Chart]:
    """The charts of the Topics page."""
    yield topics(desk)
    yield ranges(desk)
    yield by_time(desk)
    yield by_article(desk)
    yield map_of_passages(desk)


def topics(desk: Desk) -> Chart:
    """Who writes about what."""
    table = desk.table(MEASURE)
    notes = desk.notes("Who writes about what", "sentences, and their share of the column")
    return desk.chart(
        "topics", "topics", MEASURE, table,
        notes,
        lambda chosen: share_matrix(table, notes, "sentences", words=_WORDS, chosen=chosen),
    )  # fmt: skip


def ranges(desk: Desk) -> Chart:
    """The share of each topic by group, with its range."""
    table = desk.table(MEASURE)
    singles = desk.singles(table)
    title, subtitle = "How sure the shares are", "share of a group's sentences, with its range"
    if not table["interval_kind"].isin(SURE).any():
        title, subtitle = (
            "How far the articles lie apart",
            "share of a group's sentences · rings: articles",
        )
    notes = desk.notes(title, subtitle)
    return desk.chart(
        "topic-ranges", "topics", MEASURE, table,
        notes,
        lambda chosen: share_ranges(
            table, notes, colours=desk.colours, words=_WORDS, chosen=chosen, singles=singles
        ),
    )  # fmt: skip


def by_time(desk: Desk) -> Chart:
    """The topics by group and time; without rows where no article has a date."""
    table = desk.analysis.topics_over_time(desk.selection)
    notes = desk.notes("Topics by perspective and time", "number of sentences in dated articles")
    named: Sequence[str] = list(dict.fromkeys(desk.table(MEASURE)["item"]))
    return desk.chart(
        "topics-by-time", "topics", MEASURE, table,
        notes,
        lambda chosen: topics_by_time(
            table, notes, topics=named, colours=desk.colours, words=_WORDS, chosen=chosen
        ),
    )  # fmt: skip


def by_article(desk: Desk) -> Chart:
    """What each article writes about."""
    table, more = first_articles(desk.table(MEASURE, desk.by_article))
    subtitle = f"sentences{phrases.left_out(more)}"
    notes = desk.notes("The same, article by article", subtitle, desk.by_article)
    return desk.chart(
        "topics-by-article", "topics", MEASURE, table,
        notes,
        lambda chosen: share_bars(
            table, notes, "sentences", bars=desk.articles.axis, words=_WORDS, chosen=chosen
        ),
        desk.by_article,
    )  # fmt: skip


def map_of_passages(desk: Desk) -> Chart:
    """The paragraphs, those told in like words close together; without rows where they are few."""
    table = desk.analysis.passage_map(desk.selection)
    notes = desk.notes("Map of the paragraphs", "near: told in like words")
    return desk.chart(
        "passage-map", "topics", MEASURE, table,
        notes,
        lambda _chosen: passage_map(table, notes, colours=desk.colours),
    )  # fmt: skip
