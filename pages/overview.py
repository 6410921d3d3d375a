"""Overview: the articles, who speaks in them, what stands out and what is missing."""

from __future__ import annotations

from analysis import findings, phrases
from analysis.charts.room import first_articles, first_items
from analysis.charts.stance import COUNTS, stance_matrix
from analysis.charts.voices import share_bars
from analysis.charts.words import voice_colours, words_of
from pages.ui.cards import article_cards, explore_card, metrics, missing
from pages.ui.found import standing_out
from pages.ui.navigation import open_view
from pages.ui.timeline import timeline_card
from pages.ui.tour import show_tour

view = open_view()
show_tour()
by_article = view.choose(group_by="article")
metrics(view.totals)

voices, left_out = first_articles(view.comparison("voice_share", selection=by_article))
subtitle = f"sentences by who speaks in them{phrases.left_out(left_out)}"
voice_notes = view.notes("Who speaks in whose articles", subtitle, by_article)
explore_card(
    view,
    "voices-by-article",
    voices,
    lambda cell: share_bars(
        voices,
        voice_notes,
        "sentences",
        bars=view.article_labels,
        words=words_of("voice_share"),
        colours=voice_colours(view.colours),
        chosen=cell,
    ),
    how="Each bar is one article, divided by who speaks: the outlet in its own words (grey), or "
    "the speakers it quotes and paraphrases, by their perspective. Numbers count sentences. A "
    "hatched bar rests on too little text to tell shares.",
    alt="Stacked bars, one per article: share of sentences by who speaks.",
    selection=by_article,
    cell_key="voice_cell",
    beside=lambda: missing(findings.missing(view.analysis.presence())),
)

stance = first_items(view.comparison("stance"), most=6)[0]
single = view.comparison("stance", selection=by_article)
stance_notes = view.notes("Who portrays whom, and how", COUNTS)
explore_card(
    view,
    "stance-overview",
    stance,
    lambda cell: stance_matrix(stance, stance_notes, chosen=cell),
    how="The six actors mentioned most. The Stance page explains the cells and shows more.",
    alt="Matrix of the six most mentioned actors by perspective.",
    beside=lambda: standing_out(
        view,
        stance,
        findings.stands_out(single, voices, view.article_names),
        group_by=view.selection.group_by,
    ),
)

timeline_card(view)
article_cards(view)
