"""Overview: the articles, who speaks in them, what stands out and what is missing."""

from __future__ import annotations

from analysis import findings
from analysis.report.catalogue import portraits
from pages.ui.cards import article_cards, chart_card, metrics, missing
from pages.ui.found import standing_out
from pages.ui.navigation import open_view
from pages.ui.timeline import timeline_card
from pages.ui.tour import show_tour

view = open_view()
show_tour()
by_article = view.choose(group_by="article")
metrics(view.totals)

voices = portraits.who_speaks(view.desk)
chart_card(
    view,
    voices,
    how="Each bar is one article, divided by who speaks: the outlet in its own words (grey), or "
    "the speakers it quotes and paraphrases, by their perspective. Numbers count sentences. A "
    "hatched bar rests on too little text to tell shares.",
    alt="Stacked bars, one per article: share of sentences by who speaks.",
    cell_key="voice_cell",
    beside=lambda: missing(findings.missing(view.analysis.presence())),
)

stance = portraits.first_actors(view.desk)
single = view.comparison("stance", selection=by_article)
chart_card(
    view,
    stance,
    how="The six actors mentioned most. The Stance page explains the cells and shows more.",
    alt="Matrix of the six most mentioned actors by perspective.",
    beside=lambda: standing_out(
        view,
        stance.table,
        findings.stands_out(single, voices.table, view.article_names),
        group_by=view.selection.group_by,
    ),
)

timeline_card(view)
article_cards(view)
