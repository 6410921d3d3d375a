"""Who accuses, demands, warns, proposes or praises, and of whom they speak."""

from __future__ import annotations

import streamlit as st

from analysis.charts.room import first_items
from analysis.charts.shares import share_matrix
from analysis.charts.words import acts_of, group_labels, of_act
from analysis.explain import ACT_WORDS
from pages.ui.cards import explain, explore_card
from pages.ui.switch import ask
from pages.ui.view import View

MOST_ROWS, MOST_SPEAKERS = 14, 8
EVERY = "every"
COLUMNS = {"perspective": "Perspectives", "speaker": "Speakers by name"}
CELL = (
    "Each cell holds a **count** of statements that say so of the actor at its left, and under it "
    "its share of all that its column says to or against somebody. A hatched column has too little "
    "text to tell shares; a dash means none. Speakers by name are those with most such statements; "
    "sources without a name are left out."
)


def acts_card(view: View) -> None:
    """A card with a matrix of speakers and the actors of whom they speak, by act of speech."""
    with st.container(horizontal=True, gap="medium"):
        by = ask("A column for each of", "columns", COLUMNS)
        where = view.selection
        if by == "speaker":
            names = view.analysis.pointed_speakers(where, MOST_SPEAKERS)
            where = view.choose(group_by="speaker", speakers=names)
        whole = view.comparison("speech_act", selection=where)
        act = ask("Who", "act", {name: ACT_WORDS[name] for name in (EVERY, *acts_of(whole))})
    table, words = (whole, {}) if act == EVERY else of_act(whole, act)
    table, others = first_items(table, most=MOST_ROWS)
    said = "Who says what of whom" if act == EVERY else f"Who {ACT_WORDS[act]} whom"
    whose = f", the {MOST_SPEAKERS} who do most" if by == "speaker" else ""
    notes = view.notes(said, f"statements, and share of the column{whose}", where)
    explore_card(
        view,
        "acts",
        table,
        lambda cell: share_matrix(
            table, notes, "statements", columns=group_labels(table), words=words, chosen=cell
        ),
        how=CELL,
        alt=f"{said}: matrix of counts and shares, actors by speaker.",
        selection=where,
        cell_key="acts",
        beside=lambda: explain(view, "speech_act", others[:MOST_ROWS]),
    )
