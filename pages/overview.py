"""Overview: the articles, who speaks in them, what stands out and what is missing."""

from __future__ import annotations

from analysis import findings
from analysis.findings import Finding
from analysis.report.catalogue import portraits
from pages.ui.cards import article_cards, chart_card, metrics, missing
from pages.ui.failing import part
from pages.ui.found import standing_out
from pages.ui.navigation import open_view
from pages.ui.switch import ask_cards
from pages.ui.timeline import timeline_card
from pages.ui.tour import show_tour
from pages.ui.view import View


@part("voices-by-article")
def voices_card(view: View) -> None:
    chart_card(
        view,
        portraits.who_speaks(view.desk),
        how="Each bar is one article, divided by who speaks: the outlet in its own words (grey), "
        "or the speakers it quotes and paraphrases, by their perspective. Numbers count "
        "sentences. A hatched bar rests on too little text to tell shares.",
        alt="Stacked bars, one per article: share of sentences by who speaks.",
        cell_key="voice_cell",
        beside=lambda: missing(findings.missing(view.analysis.presence())),
    )


@part("stance-overview")
def stance_card(view: View) -> None:
    chart = portraits.first_actors(view.desk)

    def describe() -> list[Finding]:
        single = view.comparison("stance", selection=view.choose(group_by="article"))
        voices = portraits.who_speaks(view.desk).table
        return findings.stands_out(single, voices, view.article_names)

    chart_card(
        view,
        chart,
        how="The six actors mentioned most. The Stance page explains the cells and shows more.",
        alt="Matrix of the six most mentioned actors by perspective.",
        beside=lambda: standing_out(view, chart.table, describe, group_by=view.selection.group_by),
    )


CARDS = {
    "voices": ("Who speaks", voices_card),
    "stance": ("Who portrays whom", stance_card),
    "dates": ("When they were published", timeline_card),
    "articles": ("The articles", article_cards),
}

view = open_view()
show_tour()
metrics(view.totals)
for draw in ask_cards(CARDS, one=view.is_large):
    draw(view)
