"""Topics: what the passages are about, who writes about it, and how firm the topics are."""

from __future__ import annotations

import streamlit as st

from analysis import phrases
from analysis.charts.room import first_articles
from analysis.charts.shares import share_matrix
from analysis.charts.voices import share_bars
from analysis.charts.words import words_of
from analysis.explain import topic_structure
from pages.ui.cards import explore_card
from pages.ui.navigation import open_view
from pages.ui.topic_choice import choose_topics
from pages.ui.topic_names import name_topics
from pages.ui.topics import topic_cards
from pages.ui.topics_more import map_card, ranges_card, time_card

HOW = (
    "Each cell holds a **count of sentences**, and under it their **share of the column**. Darker "
    "is a larger share. A hatched column has too little text to tell shares; a dash means none. "
    "Each sentence has the topic of its paragraph; “other” are paragraphs of no topic."
)

view = open_view()
topics = view.analysis.topics()
st.info(topic_structure(topics, view.analysis.topics_found), icon=":material/info:")
topic_cards(topics)
if view.corpus.can_correct:
    with st.expander("Change the topics: their names, how many, how they are looked for"):
        name_topics(view)
        choose_topics()

words = words_of("topic_share")
table = view.comparison("topic_share")
notes = view.notes("Who writes about what", "sentences, and their share of the column")
explore_card(
    view,
    "topics",
    table,
    lambda cell: share_matrix(table, notes, "sentences", words=words, chosen=cell),
    how=HOW,
    alt="Matrix of topics by perspective: number of sentences and their share.",
    cell_key="topic_cell",
)
ranges_card(view, table)
time_card(view, list(dict.fromkeys(table["item"])))

by_article = view.choose(group_by="article")
single, more = first_articles(view.comparison("topic_share", selection=by_article))
single_notes = view.notes(
    "The same, article by article", f"sentences{phrases.left_out(more)}", by_article
)
explore_card(
    view,
    "topics-by-article",
    single,
    lambda cell: share_bars(
        single, single_notes, "sentences", bars=view.article_labels, words=words, chosen=cell
    ),
    how="Each bar is one article, divided by topic; the number in a part **counts sentences**.",
    alt="Stacked bars, one per article: number and share of sentences by topic.",
    names=view.article_names,
    selection=by_article,
    cell_key="topic_article_cell",
)
map_card(view)
