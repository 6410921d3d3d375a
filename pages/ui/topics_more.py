"""Topics in other lights: with ranges, by time, and as a map of the paragraphs."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis import phrases
from analysis.charts.topics import share_ranges, topics_by_time
from analysis.charts.topics_map import passage_map
from analysis.charts.words import words_of
from pages.ui import data
from pages.ui.cards import explore_card, plot
from pages.ui.downloads import csv_button
from pages.ui.prose import heading, note
from pages.ui.reader import visible
from pages.ui.view import View

MEASURE = "topic_share"
_MAP = "passage-map"
RANGES = (
    "Each dot is the **share of a group's sentences** that are about the topic; the line is its "
    "**range** (point at it to see what kind: how it is made is told on Methods). Where lines "
    "overlap widely, these texts cannot tell the groups apart. Groups with too little text have "
    "no dot."
)
TIME = (
    "The **number counts sentences**; larger dots are more of them. Each column is a day, a month "
    "or a year, by the time that the articles span. A group without a dot wrote or said nothing "
    "about the topic *in these texts*; articles without a date are left out. To read the "
    "sentences set the dates in the filters and use the chart above."
)
MAP = (
    "Each dot is a **paragraph**, in the colour of its outlet's perspective. Paragraphs told in "
    "like words lie **close together**; neither the axes nor the distance between far dots mean "
    "anything. Pale dots fit no topic. Click a dot to read it."
)


def ranges_card(view: View, table: pd.DataFrame) -> None:
    """A card with the share of each topic by group, with its range."""
    notes = view.notes("How sure the shares are", "share of a group's sentences, with its range")
    words = words_of(MEASURE)
    explore_card(
        view,
        "topic-ranges",
        table,
        lambda cell: share_ranges(table, notes, colours=view.colours, words=words, chosen=cell),
        how=RANGES,
        alt="Dots with lines: share of each topic by group, and its range.",
        cell_key="topic_range_cell",
    )


def time_card(view: View, topics: Sequence[str]) -> None:
    """A card with the topics by group and time; nothing where no article has a date."""
    table = view.analysis.topics_over_time(view.selection)
    if table.empty:
        return
    notes = view.notes("Topics by perspective and time", "number of sentences in dated articles")
    with st.container(border=True, key="card-topics-by-time"):
        figure = topics_by_time(
            table, notes, topics=topics, colours=view.colours, words=words_of(MEASURE)
        )
        plot(view, "topics-by-time", figure, "Dots: sentences by topic, group and time.")
        _foot(table, "topics-by-time", TIME)


def map_card(view: View) -> None:
    """A card with the map, drawn when it is asked for: it takes a while."""
    with st.container(border=True, key="card-passage-map"):
        heading("Map of the paragraphs")
        if not st.toggle("Draw the map", key="draw_map", bind="query-params"):
            note("Which paragraphs are told in like words, whatever topic they were put into.")
            return
        table = view.analysis.passage_map(view.selection)
        if table.empty:
            note("Too few paragraphs for a map.")
            return
        notes = view.notes("Map of the paragraphs", "near: told in like words")
        figure = passage_map(table, notes, colours=view.colours)
        left, right = st.columns([3, 2], gap="medium")
        with left:
            plot(
                view,
                _MAP,
                figure,
                "A dot per paragraph; those told in like words lie close together.",
                on_select="rerun",
                selection_mode="points",
            )
            _foot(table, "passage-map", MAP)
        with right:
            _read(view, table)


def _read(view: View, table: pd.DataFrame) -> None:
    """The paragraph of the dot that was clicked."""
    points = st.session_state.get(f"chart-{_MAP}", {}).get("selection", {}).get("points", [])
    wanted = points[0]["customdata"][0] if points and points[0].get("customdata") else None
    rows = table[table["passage_id"] == wanted].to_dict("records")
    if not rows:
        note("Click a dot to read its paragraph.")
        return
    row = rows[0]
    label = "no topic" if pd.isna(row["label"]) else row["label"]
    name = data.article_words(view.corpus).names[row["article_id"]]
    link = html.escape(view.reading_address(row["article_id"]))
    st.html(
        f'<p class="px-meta"><b>{visible(phrases.sentence_case(label))}</b> · '
        f'<a href="{link}">{visible(phrases.sentence_case(name))}</a></p>'
        f"<blockquote>{visible(row['text'])}</blockquote>"
    )


def _foot(table: pd.DataFrame, key: str, how: str) -> None:
    with st.expander("How to read this"):
        st.markdown(how)
    csv_button(table, f"parallax-{key}")
