"""Who accuses, demands, warns, proposes or praises, and of whom they speak."""

from __future__ import annotations

import streamlit as st

from analysis.charts.words import acts_of
from analysis.explain import ACT_WORDS
from analysis.report.catalogue import voices
from pages.ui.cards import chart_card, explain
from pages.ui.failing import part
from pages.ui.switch import ask
from pages.ui.view import View

MOST_SPEAKERS = 8
COLUMNS = {"perspective": "Perspectives", "speaker": "Speakers by name"}
CELL = (
    "Each cell holds a **count** of statements that say so of the actor at its left, and under it "
    "its share of all that its column says to or against somebody. A hatched column has too little "
    "text to tell shares; a dash means none. Speakers by name are those with most such statements; "
    "sources without a name are left out."
)


@part("acts")
def acts_card(view: View) -> None:
    """A card with a matrix of speakers and the actors of whom they speak, by act of speech."""
    with st.container(horizontal=True, gap="medium"):
        by = ask("A column for each of", "columns", COLUMNS)
        where = view.selection
        if by == "speaker":
            names = view.analysis.pointed_speakers(where, MOST_SPEAKERS)
            where = view.choose(group_by="speaker", speakers=names)
        whole = view.comparison("speech_act", selection=where)
        act = ask("Who", "act", {name: ACT_WORDS[name] for name in (voices.EVERY, *acts_of(whole))})
    chart = voices.acts(view.desk, where, act)
    chart_card(
        view,
        chart,
        how=CELL,
        alt=f"{chart.title}: matrix of counts and shares, actors by speaker.",
        cell_key="acts",
        beside=lambda: explain(view, "speech_act", chart.left_out[: voices.MOST_ROWS]),
    )
