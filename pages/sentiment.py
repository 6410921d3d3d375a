"""Sentiment: the tone of the wording by who speaks or published, and through an article."""

from __future__ import annotations

import streamlit as st

from analysis import phrases
from analysis.charts.course import tone_course
from analysis.charts.room import first_articles
from analysis.charts.sentiment import tone_bars
from pages.ui import data
from pages.ui.cards import explore_card
from pages.ui.navigation import open_view

WARNING = (
    "This is the tone of the words, measured by the word list VADER. Words of war and threat count "
    "as negative whoever is meant, and whoever they are said against: it is no opinion of anybody. "
    "For how an actor is portrayed see Stance."
)
HOW = (
    "Left: sentences with **negative, neutral and positive** wording. Right: their **mean** from "
    "−1 to +1, and as a line its range: thick where it tells of articles like these, thin where "
    "only of how far these few, or the sentences of one, lie apart. A mean near 0 can "
    "hide sentences of both kinds, so read the counts first. Hatched: too little evidence for a "
    "mean."
)
ALT = "Bars with the number of sentences by tone, and a mark for the mean tone with its range, by "

view = open_view()
st.info(WARNING, icon=":material/info:")
table = view.comparison("sentiment")
notes = view.notes("How the wording sounds", "sentences by tone, and mean with range")
explore_card(
    view,
    "sentiment",
    table,
    lambda cell: tone_bars(table, notes, chosen=cell),
    how=HOW,
    alt=ALT + "perspective.",
    cell_key="tone",
)

by_article = view.choose(group_by="article")
single, more = first_articles(view.comparison("sentiment", selection=by_article))
single_notes = view.notes(
    "The same, article by article", f"one row an article{phrases.left_out(more)}", by_article
)
explore_card(
    view,
    "sentiment-by-article",
    single,
    lambda cell: tone_bars(single, single_notes, bars=view.article_labels, chosen=cell),
    how=HOW,
    alt=ALT + "article.",
    names=view.article_names,
    selection=by_article,
    cell_key="tone_article",
)

course, more = first_articles(view.comparison("sentiment_course", selection=by_article))
course_notes = view.notes(
    "Tone from first to last sentence", f"mean of each tenth{phrases.left_out(more)}", by_article
)
titles = data.article_words(view.corpus).options
explore_card(
    view,
    "course",
    course,
    lambda cell: tone_course(course, course_notes, titles, chosen=cell),
    how="Each panel is one article from its first to its last sentence, in ten parts. The small "
    "**number counts the sentences** of a part. Hollow marks rest on "
    f"{view.too_few}, as most do in a short article: read the shape, not the single mark.",
    alt="A line for each article: the mean tone of each tenth of its sentences.",
    names=view.article_names,
    selection=by_article,
    cell_key="tenth",
)
