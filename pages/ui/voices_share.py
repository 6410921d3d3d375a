"""Who speaks in whose articles, measured in words, sentences or statements; and who is silent."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analysis import findings, phrases
from analysis.charts.room import first_groups
from analysis.charts.voices import percent, share_bars
from analysis.charts.words import group_labels, voice_colours, words_of
from analysis.selection import Selection
from analysis.store import MOST_BY_ARTICLE
from pages.ui.cards import explain, explore_card, text_list
from pages.ui.failing import part
from pages.ui.switch import ask
from pages.ui.view import View

MOST_BARS = 12
BARS = {"article": "Article", "publisher": "Outlet", "outlet": "Perspective of the outlet"}


@dataclass(frozen=True)
class _Unit:
    """One way to measure who speaks.

    Attributes:
        name: on the switch.
        measure: name in the registry.
        rows: what its evidence rows are, in the plural.
        counted: what the numbers in the bars are.
    """

    name: str
    measure: str
    rows: str
    counted: str


UNITS = {
    "sentences": _Unit("Sentences", "voice_share", "sentences", "count sentences"),
    "words": _Unit(
        "Words",
        "voice_words",
        "pieces",
        "are shares of the words; the sentences are cut where the voice changes, and a click shows "
        "the pieces",
    ),
    "statements": _Unit("Statements", "voice_statements", "statements", "count statements"),
}


@part("voices")
def share_card(view: View) -> None:
    """A card with a bar for each article, outlet or perspective, divided by who speaks."""
    with st.container(horizontal=True, gap="medium"):
        name = ask("Measured in", "unit", {key: unit.name for key, unit in UNITS.items()})
        by = ask("A bar for each", "bars", BARS)
    unit, where = UNITS[name], view.choose(group_by=by)
    table, more = first_groups(view.comparison(unit.measure, selection=where), most=MOST_BARS)
    left_out = phrases.left_out(more, phrases.NAMED_GROUPINGS.get(by, "perspective"))
    notes = view.notes("Who speaks in whose articles", f"by {unit.name.lower()}{left_out}", where)
    in_words = unit.measure == "voice_words"
    explore_card(
        view,
        "voices",
        table,
        lambda cell: share_bars(
            table,
            notes,
            unit.rows,
            bars=view.article_labels if by == "article" else group_labels(table),
            words=words_of(unit.measure),
            colours=voice_colours(view.colours),
            whole="bar, in words" if in_words else "bar",
            face=percent if in_words else None,
            chosen=cell,
        ),
        how="Each bar is one group, divided by who speaks: grey is the outlet in its own words, "
        "the colours are the speakers that it quotes and paraphrases, by their perspective. The "
        f"numbers {unit.counted}. A hatched bar rests on too little text to tell shares.",
        alt=f"Stacked bars: share of {unit.name.lower()} by who speaks, one bar a group.",
        names=view.article_names if by == "article" else None,
        selection=where,
        cell_key="voice",
        beside=lambda: _missing(view, unit.measure),
    )


def _missing(view: View, measure: str) -> None:
    """Which voices are missing, counted with the reader's filters on articles and topics."""
    # Whoever asks for own words alone, or for one perspective, still asks who is not heard.
    where: Selection = view.choose(group_by="article", include="all", perspectives=(), roles=())
    table = view.comparison("voice_statements", selection=where)
    are_more = table.attrs.get("articles", 0) > MOST_BY_ARTICLE
    first = f" Looked at are the first {MOST_BY_ARTICLE} articles that the filters leave."
    text_list(
        "Voices that are missing",
        findings.silent(table, view.short_names),
        note="A voice is the outlet’s own or that of somebody quoted or paraphrased. “Missing” is "
        "“not found in these texts”. Filters on articles, topics, actors and words apply."
        f"{first if are_more else ''}",
    )
    explain(view, measure)
