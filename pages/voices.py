"""Voices: who speaks where, in which role, how they are introduced, and what they say of whom."""

from __future__ import annotations

from collections.abc import Callable

from analysis.report.catalogue import Chart, Desk
from analysis.report.catalogue import voices as heard
from pages.ui.cards import chart_card
from pages.ui.failing import part
from pages.ui.navigation import open_view
from pages.ui.speakers import speakers_card
from pages.ui.voices_acts import acts_card
from pages.ui.voices_framing import framing_card, outlets_card
from pages.ui.voices_share import share_card


def bars(key: str, make: Callable[[Desk], Chart], unit: str) -> None:
    with part(key):
        chart = make(view.desk)
        chart_card(
            view,
            chart,
            how="Each bar is one group, divided into parts; the number in a part **counts** what "
            "it holds. Hatched bars rest on too little text to tell shares.",
            alt=f"{chart.title}: stacked bars, number and share of {unit}, one bar a perspective.",
            cell_key=key,
        )


view = open_view()
share_card(view)
bars("printed", heard.printed, "sentences")
bars("roles", heard.roles, "statements")
framing_card(view)
outlets_card(view)
acts_card(view)
speakers_card(view)
