"""The report: one page of HTML with charts, tables, findings, methods and the list of articles.

It needs no network, holds no article text but short quotations, and prints on A4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import about, explain, findings, phrases
from analysis.charts.labels import article_words
from analysis.charts.paper import on_paper
from analysis.charts.room import first_articles
from analysis.explain import WAYS
from analysis.registry import MEASURES
from analysis.report import captions
from analysis.report.catalogue import Chart, Desk, charts_of
from analysis.report.catalogue.portraits import first_actors, tone, who_speaks
from analysis.report.codebook import codebook
from analysis.report.quotes import quotes_of
from analysis.report.web import rendered
from analysis.selection import Selection, counted_articles
from analysis.store import Analysis

# Pixels across: what A4 has between its margins, and half of that.
WIDTH, HALF = 690, 340
MOST_ROWS = 40
_WHOLE_TEXTS = ["text"]  # of passages, which belong to their publishers
_ONE_PAGE_ROWS, _ONE_PAGE_QUOTES = 6, 4
_HEADS = {
    "overview": "At a glance",
    "stance": "Stance: who portrays whom, and how",
    "voices": "Voices: who speaks, and how they are introduced",
    "topics": "Topics",
    "sentiment": "Sentiment: the tone of the wording",
    "wording": "Wording",
    "compare": "The two sides with most text, compared",
}


def report(
    analysis: Analysis,
    selection: Selection | None = None,
    filters: Mapping[str, str] | None = None,
) -> str:
    """The whole report as HTML.

    Args:
        analysis: what is shown.
        selection: what counts; everything by who speaks when None.
        filters: the filters in words, by their field of Selection.
    """
    selection, filters = selection or Selection(), filters or {}
    charts = charts_of(analysis, selection, filters)
    names = article_words(analysis.articles()).short
    return rendered(
        "report.html.j2",
        {chart.key: on_paper(chart.figure, width=WIDTH) for chart in charts},
        sections=_sections(charts),
        tables=[_shown(chart, names) for chart in charts],
        columns=codebook(chart.table for chart in charts),
        measures=[MEASURES[name] for name in dict.fromkeys(chart.measure for chart in charts)],
        limits=explain.cannot_show(len(analysis.articles())),
        rules=explain.counting_rules(),
        libraries=about.libraries().to_numpy().tolist(),
        materials=about.materials().to_numpy().tolist(),
        no_licence=about.NO_LICENCE,
        most_rows=MOST_ROWS,
        **_shared(analysis, selection, filters),
    )


def one_page(
    analysis: Analysis,
    selection: Selection | None = None,
    filters: Mapping[str, str] | None = None,
) -> str:
    """Three charts and a few quotations on one page of A4; arguments as those of `report`."""
    selection, filters = selection or Selection(), filters or {}
    desk = Desk(analysis, selection, filters)
    drawn = (
        who_speaks(desk, _ONE_PAGE_ROWS), tone(desk, _ONE_PAGE_ROWS),
        first_actors(desk, _ONE_PAGE_ROWS),
    )  # fmt: skip
    charts = [chart for chart in drawn if chart.has_evidence]
    words = _shared(analysis, selection, filters)
    return rendered(
        "one_page.html.j2",
        {chart.key: on_paper(chart.figure, width=HALF, footer=False) for chart in charts},
        charts=charts,
        reach=captions.reach(pd.concat([c.table for c in charts]), len(words["articles"]))
        if charts
        else captions.ONLY_THESE,
        **words | {"quotes": words["quotes"][:_ONE_PAGE_QUOTES]},
    )


def _shared(analysis: Analysis, selection: Selection, filters: Mapping[str, str]) -> dict[str, Any]:
    """What both forms of the report say."""
    articles = analysis.articles(selection)
    notes = captions.notes(analysis, selection, analysis.totals(selection), "", filters=filters)
    return {
        "title": "How these articles tell it",
        "shown": f"{notes.subtitle} · {notes.footer}",
        "found": [one.text for one in _found(analysis, selection)],
        "chosen": findings.how_chosen(selection),
        "missing": captions.missing(analysis),
        "quotes": quotes_of(analysis, selection),
        "articles": [_article(row) for row in articles.to_dict("records")],
        "not_counted": len(articles) - len(counted_articles(articles, selection)),
        "methods": methods(analysis, selection),
        "citation": about.citation(analysis.fingerprint),
        "fingerprint": analysis.fingerprint,
        "version": analysis.run["version"],
    }


def _found(analysis: Analysis, selection: Selection) -> list[findings.Finding]:
    where = captions.changed(selection, group_by="article")
    names = article_words(analysis.articles()).names
    voices, _ = first_articles(analysis.comparison(where, "voice_share"))
    return findings.stands_out(analysis.comparison(where, "stance"), voices, names)


def methods(analysis: Analysis, selection: Selection) -> str:
    """How the numbers were made, as a paragraph to cite."""
    totals, run = analysis.totals(selection), analysis.run
    models = run["models"]
    days = analysis.articles(selection)["published"].dropna()
    dated = (
        f", published {phrases.day(days.min())} to {phrases.day(days.max())}" if len(days) else ""
    )
    way = analysis.topics_found.get("method")
    return " ".join(
        [
            f"{phrases.count(totals['articles'], 'article')} in English ("
            f"{phrases.count(totals['sentences'], 'sentence')}{dated}) were analysed with "
            f"Parallax {run['version']}, corpus fingerprint {analysis.fingerprint}.",
            f"Counted was {phrases.questions(selection)}.",
            f"Who says what was found by {models['attribution']}."
            if "attribution" in models
            else "",
            f"How favourably each mention of an actor portrays it was judged by {models['stance']}."
            if "stance" in models
            else "",
            "The tone of each sentence is the compound score of VADER (Hutto and Gilbert 2014).",
            f"Topics were looked for {WAYS[way]}." if way in WAYS else "",
            f"Numbers that rest on {phrases.too_few(selection.minimum)} are marked as too little "
            "evidence. Ranges are told with each number; how they are made stands under “How the "
            "numbers are counted” in the report and on the Methods page.",
            f"{phrases.by_hand(analysis.n_corrections)} are included."
            if analysis.n_corrections
            else "",
        ]
    ).replace("  ", " ")


def _sections(charts: Sequence[Chart]) -> list[tuple[str, list[Chart]]]:
    """The charts under the headings of their pages."""
    return [
        (head, held)
        for page, head in _HEADS.items()
        if (held := [chart for chart in charts if chart.page == page])
    ]


@dataclass(frozen=True)
class Shown:
    """The first rows of a table, as a report prints them.

    Attributes:
        chart: the chart that draws them.
        alike: what all rows have in common: columns with their one value.
        columns: the names of the other columns that hold anything.
        rows: their cells.
        number: how many rows there are in all.
    """

    chart: Chart
    alike: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    number: int


def _shown(chart: Chart, names: Mapping[str, str]) -> Shown:
    table = chart.table.dropna(axis=1, how="all").drop(columns=_WHOLE_TEXTS, errors="ignore")
    if "article_id" in table:
        table = table.assign(article_id=table["article_id"].map(names))
    same = [name for name in table.columns if table[name].nunique(dropna=False) == 1]
    kept = table.drop(columns=same)
    return Shown(
        chart,
        ", ".join(f"{name}: {_cell(table[name].iloc[0])}" for name in same),
        list(kept.columns),
        [[_cell(value) for value in row] for row in kept.head(MOST_ROWS).itertuples(index=False)],
        len(kept),
    )


def _cell(value: Any) -> str:
    if value is None or value is pd.NaT or value != value:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _article(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "title": phrases.title(row),
        "outlet": phrases.outlet(row),
        "by": phrases.by_line(row),
        "perspective": str(row["perspective"]),
        "dated": phrases.dated(row),
        "kind": phrases.KINDS[row["kind"]],
        "translation": phrases.TRANSLATIONS[row["translation"]],
        "size": phrases.count(row["n_words"], "word"),
        "url": phrases.known(row["url"], ""),
        "id": str(row["article_id"]),
    }
