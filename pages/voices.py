"""Voices: who is quoted where, in which role, how it is introduced, and what is said of whom."""

from __future__ import annotations

import streamlit as st

from analysis import phrases
from analysis.charts.room import first_articles, first_items
from analysis.charts.shares import share_matrix
from analysis.charts.voices import share_bars
from analysis.charts.words import voice_colours, words_of
from pages.ui.cards import explain, explore_card
from pages.ui.navigation import open_view
from pages.ui.speakers import speakers_card

BARS = {"article": "Article", "outlet": "Perspective of the outlet"}
BAR = "Each bar is one group, divided into parts; the number in a part **counts** what it holds. "
CELL = (
    "Each cell holds a **count**, and under it its **share of the column**. Darker is a larger "
    "share. A hatched column has too little text to tell shares; a dash means none."
)


def who_is_quoted() -> None:
    by = st.segmented_control(
        "A bar for each", list(BARS), default="article", required=True, key="bars",
        bind="query-params", format_func=lambda name: BARS[name],
    )  # fmt: skip
    where = view.choose(group_by=by or "article")
    labels = view.article_labels if by == "article" else None
    table, more = first_articles(view.comparison("voice_share", selection=where), most=12)
    notes = view.notes("Who is quoted where", f"sentences{phrases.left_out(more)}", where)
    explore_card(
        view, "voices", table,
        lambda cell: share_bars(
            table, notes, "sentences", bars=labels, words=words_of("voice_share"),
            colours=voice_colours(view.colours), chosen=cell,
        ),
        how=BAR + "Grey is the outlet in its own words; the colours are the speakers that it "
        "quotes and paraphrases, by their perspective.",
        alt="Stacked bars: number and share of sentences by who speaks, one bar a group.",
        names=view.article_names if labels else None, selection=where, cell_key="voice",
    )  # fmt: skip


def bars(key: str, measure: str, title: str, unit: str) -> None:
    table, notes = view.comparison(measure), view.notes(title, unit)
    explore_card(
        view, key, table,
        lambda cell: share_bars(table, notes, unit, words=words_of(measure), chosen=cell),
        how=BAR + "Hatched bars rest on too little text to tell shares.",
        alt=f"{title}: stacked bars, number and share of {unit}, one bar a perspective.",
        cell_key=key,
    )  # fmt: skip


def matrix(key: str, measure: str, title: str) -> None:
    table, others = first_items(view.comparison(measure), most=14)
    notes = view.notes(title, "statements, and their share of the column")
    explore_card(
        view, key, table,
        lambda cell: share_matrix(table, notes, "statements", words=words_of(measure), chosen=cell),
        how=CELL, alt=f"{title}: matrix of counts and shares by perspective.", cell_key=key,
        beside=lambda: explain(view, measure, others),
    )  # fmt: skip


view = open_view()
who_is_quoted()
bars("printed", "printed_share", "Where each perspective is printed", "sentences")
bars("roles", "role_share", "In which role speakers are heard", "statements")
matrix("framing", "framing", "How their words are introduced")
matrix("acts", "speech_act", "What is said, and of whom")
speakers_card(view)
