"""The words that a chart carries with it: under it on the screen, and more of them on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis import findings, phrases
from analysis.charts.rows import SURE
from analysis.charts.theme import Notes, shortened
from analysis.compare.intervals import ARTICLES_TO_RESAMPLE
from analysis.registry import measure_of
from analysis.selection import MINIMUM_SENTENCES, Selection, counted_articles, perspective_column
from analysis.store import Analysis

# So many articles are named under an image; the rest are counted.
MOST_ARTICLES = 20
_LONGEST_NAME = 60
# Measures whose method is named in run.json, and those that VADER makes.
_BY_MODEL = ("stance",)
_BY_VADER = ("sentiment", "sentiment_course", "tone_around")
ONLY_THESE = (
    "This describes these texts only: no outlet, country or perspective beyond them, and nothing "
    "is ranked."
)
PARTLY_THESE = (
    "Numbers without a range, or with one “within” some articles, describe these texts only."
)


def notes(
    analysis: Analysis,
    selection: Selection,
    totals: Mapping[str, int],
    title: str,
    subtitle: str = "",
    *,
    filters: Mapping[str, str] | None = None,
    dark: bool = False,
) -> Notes:
    """The words in a figure: title, subtitle with counts, and under it filters and fingerprint.

    Args:
        analysis: what is shown.
        selection: what counts in this figure.
        totals: what Analysis.totals gives for it.
        title, subtitle: see Notes.
        filters: the reader's filters in words, by their field of Selection.
        dark: whether it is drawn on a dark ground.
    """
    filters = filters or {}
    applied = [words for name, words in filters.items() if name in selection.restricted]
    held = (phrases.count(totals[f"{name}s"], name) for name in ("sentence", "article"))
    subtitle = " · ".join(
        [
            *filter(None, [subtitle]),
            " in ".join(held).replace(" ", "\u00a0"),
            *([phrases.count(len(applied), "filter")] if applied else []),
            *(["all perspectives"] if len(applied) < len(filters) else []),
        ]
    )
    by_hand = analysis.n_corrections
    footer = (
        phrases.sentence_case(phrases.questions(selection)),
        *(applied or ["no filters"]),
        *(
            [f"hatched: {phrases.too_few(selection.minimum)}"]
            if selection.minimum != MINIMUM_SENTENCES
            else []
        ),
        *(["reprints counted too"] if selection.count_duplicates else []),
        *([phrases.by_hand(by_hand)] if by_hand else []),
        f"Parallax {analysis.fingerprint}",
    )
    # Short parts are kept whole when the footer is broken into lines.
    whole = [part.replace(" ", "\u00a0") if len(part) < 30 else part for part in footer]
    return Notes(title, subtitle, "\u00a0· ".join(whole), dark)


def changed(selection: Selection, **changes: Any) -> Selection:
    """A selection with some fields changed, as in changed(selection, group_by="article").

    The perspectives filter means those of the grouping that it was set for. Where the changed
    grouping would take it for another ("Russian" for outlets instead of voices), it is left out,
    and `notes` says so.
    """
    chosen = replace(selection, **changes)
    same = perspective_column(chosen.group_by) == perspective_column(selection.group_by)
    return chosen if same else replace(chosen, perspectives=())


def method(analysis: Analysis, measure: str) -> str:
    """The name of the method that made the numbers of a measure; empty when they are counted."""
    if measure in _BY_MODEL:
        return str(analysis.run["models"].get(measure, ""))
    return "VADER" if measure in _BY_VADER else ""


def paragraphs(
    analysis: Analysis, selection: Selection, measure: str, table: pd.DataFrame
) -> list[str]:
    """What stands under an image so that it keeps its meaning on its own, not escaped.

    These are measure, method and ranges, how little is too little, the articles with their date,
    kind and translation, what is missing, and version and fingerprint.

    Args:
        analysis: what is shown.
        selection: what counts in the chart.
        measure: name in the registry of measures.
        table: the rows that the chart draws.
    """
    articles = analysis.articles(selection)
    counted = counted_articles(articles, selection)
    said = [
        _measured(analysis, selection, measure, table),
        reach(table, len(counted)),
        f"Articles: {listed(counted)}.",
        _not_counted(len(articles) - len(counted)),
        " ".join(["Missing in this corpus:", *gaps]) if (gaps := missing(analysis)) else "",
        f"Parallax {analysis.run['version']} · corpus fingerprint {analysis.fingerprint}",
    ]
    return [words for words in said if words]


def reach(table: pd.DataFrame, n_articles: int) -> str:
    """Whether rows tell of these texts only, in a sentence; empty when all tell of others too.

    Args:
        table: the rows that a chart draws.
        n_articles: articles that count in them.
    """
    if n_articles < 2 * ARTICLES_TO_RESAMPLE:
        return ONLY_THESE
    kinds = table["interval_kind"][table["enough"]] if "interval_kind" in table else pd.Series()
    if kinds.isin(SURE).all():
        return ""
    return PARTLY_THESE if kinds.isin(SURE).any() else ONLY_THESE


def missing(analysis: Analysis) -> list[str]:
    """Which perspectives publish nothing in the whole corpus, or are not quoted."""
    return findings.missing(analysis.presence())


def listed(articles: pd.DataFrame) -> str:
    """Articles in a line: outlet, date, kind and translation of each, the first ones named."""
    named = [_article(row) for row in articles.head(MOST_ARTICLES).to_dict("records")]
    more = len(articles) - len(named)
    return "; ".join([*named, *([f"and {more:,} more"] if more else [])]) or "none"


def _article(row: Mapping[str, object]) -> str:
    when = "no date" if pd.isna(row["published"]) else phrases.day(row["published"])
    when += " (repost)" if row["published_basis"] == "reposted" else ""
    parts = (
        shortened(phrases.outlet(row), _LONGEST_NAME),
        when,
        phrases.KINDS[str(row["kind"])],
        phrases.TRANSLATIONS[str(row["translation"])],
    )
    return ", ".join(parts)


def _measured(analysis: Analysis, selection: Selection, measure: str, table: pd.DataFrame) -> str:
    entry = measure_of(measure)
    said = [f"{entry.title}: {entry.definition}"]
    if by := method(analysis, measure):
        said.append(f"Judged by: {by}.")
    if "interval_kind" in table:
        kinds = list(dict.fromkeys(table.loc[table["enough"], "interval_kind"].dropna()))
        said += [f"Ranges: {'; '.join(kinds)}."] if kinds else []
    elif {"low", "high"} <= set(table.columns):
        said.append("Ranges: the middle 95 % of what the counts allow.")
    said.append(f"Too little evidence: {phrases.too_few(selection.minimum)}.")
    return " ".join(said)


def _not_counted(number: int) -> str:
    return f"{phrases.count(number, 'article')} not counted: reprints, or not in English." * bool(
        number
    )
