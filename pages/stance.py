"""Stance: who portrays whom how, by perspective and by article."""

from __future__ import annotations

import streamlit as st

from analysis import findings
from analysis.report.catalogue import portraits
from pages.ui.cards import chart_card, explain
from pages.ui.failing import part
from pages.ui.found import BY_ARTICLE, described_list
from pages.ui.navigation import open_view
from pages.ui.prose import note
from pages.ui.stance_shares import shares_card
from pages.ui.stance_tone import tone_card
from pages.ui.switch import ask, ask_cards
from pages.ui.view import View

HOW = """
Each cell holds three counts of mentions: **unfavourable · neutral · favourable** (one above the
other where they are long). Read them first: a mean near neutral can hide a divided cell. The
colour is their mean, from orange (unfavourable) to blue (favourable), full at ±0.6. A hatched cell
rests on {too_few} and gets no colour; a dash means that no mention was found.
Mentions that only say which thing is meant (“the **Malta** summit”) count as neutral and are marked
so among the sentences. Few articles describe only themselves.
"""

NAMES = {"shown": "As written", "hidden": "Names hidden from the model"}


BESIDE = {
    "none": "Nothing",
    "tone": "Tone of the sentences",
    "shares": "Shares, corrected for errors",
}


@part("stance")
def groups_card(view: View, how: str) -> None:
    chart_card(
        view,
        portraits.stance(view.desk),
        how=how,
        alt="Matrix of actors by perspective with counts of unfavourable, neutral and favourable "
        "mentions, coloured by their mean.",
        beside=lambda: explain(view, "stance", portraits.stance(view.desk).left_out),
    )


def groups(view: View, how: str) -> None:
    """The matrix by group, and what is asked for beside it."""
    groups_card(view, how)
    beside = ask("Beside stance", "beside", BESIDE)
    if beside == "tone":
        tone_card(view, portraits.stance(view.desk).table)
    if beside == "shares":
        shares_card(view)


@part("stance-by-article")
def articles_card(view: View, how: str) -> None:
    def leanings() -> None:
        every_cell = view.comparison("stance", selection=view.desk.by_article)
        described_list(view, findings.leanings(every_cell, view.article_names))

    chart_card(
        view,
        portraits.stance_by_article(view.desk),
        how=how,
        alt="Matrix of actors by article with counts of unfavourable, neutral and favourable "
        "mentions.",
        cell_key="article_cell",
        beside=leanings,
    )


CARDS = {"groups": ("By group", groups), "articles": (BY_ARTICLE, articles_card)}

view = open_view()
if view.can_hide_names and ask("Mentions are judged", "names", NAMES) == "hidden":
    with st.spinner("Every mention is judged again…"):
        view = view.with_names_hidden()
    note(
        "Every name that is judged is hidden from the model here, so that no actor is judged "
        "better or worse for its name. It then also knows less: use this to compare actors, and "
        "the text as written to compare who speaks. The other pages show the text as written."
    )
how = HOW.format(too_few=view.too_few)
for draw in ask_cards(CARDS, one=view.is_large):
    draw(view, how)
