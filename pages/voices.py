"""Voices: who speaks where, in which role, how they are introduced, and what they say of whom."""

from __future__ import annotations

from analysis.report.catalogue import voices as heard
from pages.ui.cards import chart_card
from pages.ui.failing import part
from pages.ui.navigation import open_view
from pages.ui.speakers import speakers_card
from pages.ui.switch import ask, ask_cards
from pages.ui.view import View
from pages.ui.voices_acts import acts_card
from pages.ui.voices_framing import framing_card
from pages.ui.voices_share import share_card

# What the bars of perspectives are divided by: the chart, and what it counts.
DIVIDED = {"printed": (heard.printed, "sentences"), "roles": (heard.roles, "statements")}
NAMES = {"printed": "Where it is printed", "roles": "Roles of its speakers"}


@part("perspectives")
def perspectives_card(view: View) -> None:
    chosen = ask("Each perspective by", "divided", NAMES)
    make, unit = DIVIDED[chosen]
    chart = make(view.desk)
    chart_card(
        view,
        chart,
        how="Each bar is one group, divided into parts; the number in a part **counts** what it "
        "holds. Hatched bars rest on too little text to tell shares.",
        alt=f"{chart.title}: stacked bars, number and share of {unit}, one bar a perspective.",
        cell_key=chosen,
    )


CARDS = {
    "share": ("Who speaks where", share_card),
    "perspectives": ("Each perspective", perspectives_card),
    "framing": ("How they are introduced", framing_card),
    "acts": ("What they say of whom", acts_card),
    "speakers": ("The speakers", speakers_card),
}

view = open_view()
for draw in ask_cards(CARDS, one=view.is_large):
    draw(view)
