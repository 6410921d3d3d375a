"""Topics in other lights: with ranges, by time, and as a map of the paragraphs."""

from __future__ import annotations

import html
from functools import partial

import pandas as pd
import streamlit as st

from analysis import phrases
from analysis.charts.topics import IN_PERIOD, in_period
from analysis.charts.words import words_of
from analysis.report.catalogue import topics
from pages.ui import data
from pages.ui.cards import PANEL_HEIGHT, chart_card, explain, foot, plot
from pages.ui.evidence import Cell, choose_cell, show_evidence, take_click
from pages.ui.failing import card, part
from pages.ui.prose import heading, note
from pages.ui.reader import visible
from pages.ui.view import View

_MAP, _TIME_CELL, _PASSAGE = "passage-map", "topic_time_cell", "passage"
RANGES = (
    "Each dot is the **share of a group's sentences** that are about the topic. A line is its "
    "**range** in articles like these (how it is made is told on Methods). Of few articles there "
    "is no such line: a small ring is a **single article**, the larger the more the group says in "
    "it. Where lines or rings overlap widely, these texts cannot tell the groups apart. Groups "
    "with too little text have no dot."
)
TIME = (
    "The **number counts sentences**; larger dots are more of them. Each column is a day, a month "
    "or a year, by the time that the articles span. A group without a dot wrote or said nothing "
    "about the topic *in these texts*; articles without a date are left out. Click a dot to read "
    "its sentences."
)
MAP = (
    "Each dot is a **paragraph**, in the colour of its outlet's perspective. Paragraphs told in "
    "like words lie **close together**; neither the axes nor the distance between far dots mean "
    "anything. Pale dots fit no topic. Click a dot to read it."
)


@part("topic-ranges")
def ranges_card(view: View) -> None:
    """A card with the share of each topic by group, with its range."""
    chart_card(
        view,
        topics.ranges(view.desk),
        how=RANGES,
        alt="Dots: share of each topic by group, with its range or its single articles.",
        cell_key="topic_range_cell",
    )


@part("topics-by-time")
def time_card(view: View) -> None:
    """A card with the topics by group and time; nothing where no article has a date."""
    chart = topics.by_time(view.desk)
    if chart.table.empty:
        return
    offered = [Cell(row.group, in_period(row.item, row.period)) for row in chart.table.itertuples()]
    by = view.selection.group_by
    names = {cell.group: phrases.group(by, cell.group) for cell in offered}
    words = {cell.item: _topic_words(cell.item) for cell in offered}
    with card("topics-by-time"):
        left, right = st.columns([3, 2], gap="medium")
        with right:
            chosen = choose_cell(offered, names, _TIME_CELL, words)
            if chosen:
                with st.container(height=PANEL_HEIGHT, border=False, key="evidence-by-time"):
                    item, _, period = chosen.item.rpartition(IN_PERIOD)
                    show_evidence(
                        view, chart.measure, Cell(chosen.group, item), key="topics-by-time",
                        selection=view.choose_period(period),
                    )  # fmt: skip
            else:
                explain(view, chart.measure, to_compare=False)
        with left:
            plot(
                view, chart.key, chart.draw(chosen), "Dots: sentences by topic, group and time.",
                on_select=partial(take_click, "chart-topics-by-time", _TIME_CELL, offered),
                selection_mode="points",
            )  # fmt: skip
            foot(chart.key, chart.table, TIME)


def _topic_words(item: str) -> str:
    topic, _, period = item.rpartition(IN_PERIOD)
    return f"{words_of('topic_share').get(topic, topic)}, {phrases.period(period)}"


def map_card(view: View) -> None:
    """A card with the map, drawn when it is asked for: it takes a while."""
    with card(_MAP):
        heading("Map of the paragraphs")
        if not st.toggle("Draw the map", key="draw_map", bind="query-params"):
            note("Which paragraphs are told in like words, whatever topic they were put into.")
            return
        with st.spinner("Paragraphs in like words are laid beside each other…"):
            chart = topics.map_of_passages(view.desk)
        if chart.table.empty:
            note("Too few paragraphs for a map.")
            return
        left, right = st.columns([3, 2], gap="medium")
        with left:
            plot(
                view,
                _MAP,
                chart.draw(None),
                "A dot per paragraph; those told in like words lie close together.",
                on_select=_take_passage,
                selection_mode="points",
            )
            foot(_MAP, chart.table, MAP)
        with right:
            _read(view, chart.table)


def _take_passage() -> None:
    """Puts the paragraph of the dot that was clicked into the address."""
    points = st.session_state[f"chart-{_MAP}"]["selection"]["points"]
    if points and points[0].get("customdata"):
        st.query_params[_PASSAGE] = points[0]["customdata"][0]


def _read(view: View, table: pd.DataFrame) -> None:
    """The paragraph that the address names."""
    wanted = st.query_params.get(_PASSAGE)
    rows = table[table["passage_id"] == wanted].to_dict("records")
    if not rows:
        note("Click a dot to read its paragraph.")
        return
    row = rows[0]
    label = "no topic" if pd.isna(row["label"]) else row["label"]
    name = data.article_words(view.corpus).names[row["article_id"]]
    place = int(row["start"]), int(row["end"])
    link = html.escape(view.reading_address(row["article_id"], place))
    st.html(
        f'<p class="px-meta"><b>{visible(phrases.sentence_case(label))}</b> · '
        f'<a href="{link}">{visible(phrases.sentence_case(name))}</a></p>'
        f"<blockquote>{visible(row['text'])}</blockquote>"
    )
