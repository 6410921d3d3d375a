"""Topics: what the passages are about, who writes about it, and how firm the topics are."""

from __future__ import annotations

import streamlit as st

from analysis.explain import topic_structure
from analysis.report.catalogue import topics as matters
from pages.ui.cards import chart_card
from pages.ui.failing import part
from pages.ui.navigation import open_view
from pages.ui.switch import ask_cards
from pages.ui.topic_choice import choose_topics
from pages.ui.topic_names import name_topics
from pages.ui.topics import topic_cards
from pages.ui.topics_more import map_card, ranges_card, time_card
from pages.ui.view import View

HOW = (
    "Each cell holds a **count of sentences**, and under it their **share of the column**. Darker "
    "is a larger share. A hatched column has too little text to tell shares; a dash means none. "
    "Each sentence has the topic of its paragraph; “other” are paragraphs of no topic."
)


@part("topics")
def groups_card(view: View) -> None:
    chart_card(
        view,
        matters.topics(view.desk),
        how=HOW,
        alt="Matrix of topics by perspective: number of sentences and their share.",
        cell_key="topic_cell",
    )


@part("topics-by-article")
def articles_card(view: View) -> None:
    chart_card(
        view,
        matters.by_article(view.desk),
        how="Each bar is one article, divided by topic; the number in a part **counts sentences**.",
        alt="Stacked bars, one per article: number and share of sentences by topic.",
        names=view.article_names,
        cell_key="topic_article_cell",
    )


CARDS = {
    "groups": ("By group", groups_card),
    "ranges": ("How far articles lie apart", ranges_card),
    "times": ("By time", time_card),
    "articles": ("Article by article", articles_card),
    "map": ("Map of the paragraphs", map_card),
}

view = open_view()
topics = view.analysis.topics()
st.info(topic_structure(topics, view.analysis.topics_found), icon=":material/info:")
topic_cards(topics)
if view.corpus.can_correct:
    with st.expander("Change the topics: their names, how many, how they are looked for"):
        name_topics(view)
        choose_topics()

for draw in ask_cards(CARDS, one=view.is_large):
    draw(view)
