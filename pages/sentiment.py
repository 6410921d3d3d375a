"""Sentiment: the tone of the wording by who speaks or published, and through an article."""

from __future__ import annotations

import streamlit as st

from analysis.report.catalogue import portraits
from pages.ui.cards import chart_card
from pages.ui.failing import part
from pages.ui.navigation import open_view
from pages.ui.switch import ask_cards
from pages.ui.view import View

WARNING = (
    "This is the tone of the words, measured by the word list VADER. Words of war and threat count "
    "as negative whoever is meant, and whoever they are said against: it is no opinion of anybody. "
    "For how an actor is portrayed see Stance."
)
HOW = (
    "Left: sentences with **negative, neutral and positive** wording. Right: their **mean** from "
    "−1 to +1, and as a line its range in articles like these. Of few articles there is no such "
    "line: a small ring is a **single article**, the larger the more sentences it has. A mean near "
    "0 can hide sentences of both kinds, so read the counts first. Hatched: too little evidence "
    "for a mean."
)
ALT = "Bars with the number of sentences by tone, and a mark for the mean tone with its range, by "


@part("sentiment")
def groups_card(view: View) -> None:
    chart_card(
        view,
        portraits.tone(view.desk),
        how=HOW,
        alt=ALT + "perspective.",
        cell_key="tone",
    )


@part("sentiment-by-article")
def articles_card(view: View) -> None:
    chart_card(
        view,
        portraits.tone_by_article(view.desk),
        how=HOW,
        alt=ALT + "article.",
        names=view.article_names,
        cell_key="tone_article",
    )


@part("course")
def course_card(view: View) -> None:
    chart_card(
        view,
        portraits.course(view.desk),
        how="Each panel is one article from its first to its last sentence, in ten parts. The "
        "small **number counts the sentences** of a part. Hollow marks rest on "
        f"{view.too_few}, as most do in a short article: read the shape, not the single mark.",
        alt="A line for each article: the mean tone of each tenth of its sentences.",
        names=view.article_names,
        cell_key="tenth",
    )


CARDS = {
    "groups": ("By group", groups_card),
    "articles": ("Article by article", articles_card),
    "course": ("From first to last sentence", course_card),
}

view = open_view()
st.info(WARNING, icon=":material/info:")
for draw in ask_cards(CARDS, one=view.is_large):
    draw(view)
