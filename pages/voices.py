"""Voices: who speaks where, in which role, how they are introduced, and what they say of whom."""

from __future__ import annotations

from analysis.charts.voices import share_bars
from analysis.charts.words import words_of
from pages.ui.cards import explore_card
from pages.ui.navigation import open_view
from pages.ui.speakers import speakers_card
from pages.ui.voices_acts import acts_card
from pages.ui.voices_framing import framing_card, outlets_card
from pages.ui.voices_share import share_card


def bars(key: str, measure: str, title: str, unit: str) -> None:
    table, notes = view.comparison(measure), view.notes(title, unit)
    explore_card(
        view, key, table,
        lambda cell: share_bars(table, notes, unit, words=words_of(measure), chosen=cell),
        how="Each bar is one group, divided into parts; the number in a part **counts** what it "
        "holds. Hatched bars rest on too little text to tell shares.",
        alt=f"{title}: stacked bars, number and share of {unit}, one bar a perspective.",
        cell_key=key,
    )  # fmt: skip


view = open_view()
share_card(view)
bars("printed", "printed_share", "Where each perspective is printed", "sentences")
bars("roles", "role_share", "In which role speakers are heard", "statements")
framing_card(view)
outlets_card(view)
acts_card(view)
speakers_card(view)
