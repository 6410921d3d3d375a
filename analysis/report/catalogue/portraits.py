"""The charts of Overview, Stance and Sentiment: who speaks, who portrays whom, in which tone."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import phrases
from analysis.charts.course import tone_course
from analysis.charts.room import first_articles, first_groups, first_items
from analysis.charts.sentiment import tone_bars
from analysis.charts.stance import COUNTS, stance_matrix
from analysis.charts.timeline import timeline
from analysis.charts.voices import share_bars
from analysis.charts.words import voice_colours, words_of
from analysis.report.catalogue.desk import Chart, Desk

MOST_BARS, MOST_ON_OVERVIEW, MOST_ACTORS = 10, 6, 10


def on_overview(desk: Desk) -> Iterator[Chart]:
    """The charts of the Overview page."""
    yield who_speaks(desk)
    yield first_actors(desk)
    yield by_date(desk)


def who_speaks(desk: Desk, most: int = MOST_BARS) -> Chart:
    """Who speaks in whose articles, of so many articles."""
    table, more = first_articles(desk.table("voice_share", desk.by_article), most=most)
    subtitle = f"sentences by who speaks in them{phrases.left_out(more)}"
    notes = desk.notes("Who speaks in whose articles", subtitle, desk.by_article)
    return desk.chart(
        "voices-by-article",
        "overview",
        "voice_share",
        table,
        notes,
        lambda chosen: share_bars(
            table,
            notes,
            "sentences",
            bars=desk.articles.axis,
            words=words_of("voice_share"),
            colours=voice_colours(desk.colours),
            chosen=chosen,
        ),
        desk.by_article,
    )


def first_actors(desk: Desk, most: int = MOST_ON_OVERVIEW) -> Chart:
    """The matrix of stance with the actors mentioned most."""
    return _stance(desk, "stance-overview", "overview", most)


def by_date(desk: Desk) -> Chart:
    """When the articles were published, by the perspective of the outlet."""
    table = desk.analysis.articles_by_date(desk.selection)
    notes = desk.notes("When the articles were published", "by perspective of the outlet")
    return desk.chart(
        "articles-by-date",
        "overview",
        "articles",
        table,
        notes,
        lambda chosen: timeline(table, notes, colours=desk.colours, chosen=chosen),
    )


def on_stance(desk: Desk) -> Iterator[Chart]:
    """The charts of the Stance page."""
    yield stance(desk)
    yield stance_by_article(desk)


def stance(desk: Desk) -> Chart:
    """Who portrays whom, and how."""
    return _stance(desk, "stance", "stance", MOST_ACTORS)


def _stance(desk: Desk, key: str, page: str, most: int) -> Chart:
    table, others = first_items(desk.table("stance"), most=most)
    notes = desk.notes("Who portrays whom, and how", COUNTS)
    return desk.chart(
        key, page, "stance", table,
        notes,
        lambda chosen: stance_matrix(table, notes, chosen=chosen), left_out=others,
    )  # fmt: skip


def stance_by_article(desk: Desk) -> Chart:
    """The same for each article."""
    table, others = first_items(desk.table("stance", desk.by_article))
    table, more = first_articles(table)
    subtitle = f"{COUNTS}{phrases.left_out(more)}"
    notes = desk.notes("Who portrays whom, article by article", subtitle, desk.by_article)
    return desk.chart(
        "stance-by-article", "stance", "stance", table,
        notes,
        lambda chosen: stance_matrix(table, notes, columns=desk.articles.axis, chosen=chosen),
        desk.by_article, others,
    )  # fmt: skip


def on_sentiment(desk: Desk) -> Iterator[Chart]:
    """The charts of the Sentiment page."""
    yield tone(desk)
    yield tone_by_article(desk)
    yield course(desk)


def tone(desk: Desk, most: int | None = None) -> Chart:
    """The tone of the wording by group; of the first groups only, when a number is given."""
    table = desk.table("sentiment")
    if most is not None:
        table, _ = first_groups(table, most=most)
    singles = desk.singles(table)
    apart = "" if singles.empty else " · rings: single articles"
    notes = desk.notes("How the wording sounds", f"sentences by tone, and mean{apart}")
    return desk.chart(
        "sentiment", "sentiment", "sentiment", table,
        notes,
        lambda chosen: tone_bars(table, notes, chosen=chosen, singles=singles),
    )  # fmt: skip


def tone_by_article(desk: Desk) -> Chart:
    """The same for each article."""
    table, more = first_articles(desk.table("sentiment", desk.by_article))
    subtitle = f"one row an article{phrases.left_out(more)}"
    notes = desk.notes("The same, article by article", subtitle, desk.by_article)
    return desk.chart(
        "sentiment-by-article", "sentiment", "sentiment", table,
        notes,
        lambda chosen: tone_bars(table, notes, bars=desk.articles.axis, chosen=chosen),
        desk.by_article,
    )  # fmt: skip


def course(desk: Desk) -> Chart:
    """The tone of each article from its first to its last sentence."""
    table, more = first_articles(desk.table("sentiment_course", desk.by_article))
    subtitle = f"mean of each tenth{phrases.left_out(more)}"
    notes = desk.notes("Tone from first to last sentence", subtitle, desk.by_article)
    return desk.chart(
        "course", "sentiment", "sentiment_course", table,
        notes,
        lambda chosen: tone_course(table, notes, desk.articles.options, chosen=chosen),
        desk.by_article,
    )  # fmt: skip
