"""The measures of the Compare page: a card for each, and what only one side mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.charts.pair import pair_dots
from analysis.charts.room import first_items
from analysis.charts.words import words_of
from analysis.findings import Finding
from pages.ui.cards import explain, explore_card
from pages.ui.evidence import Cell, cell_label, choose_cell, show_evidence
from pages.ui.found import NONE_SURVIVES, found_list, words
from pages.ui.sides import Sides
from pages.ui.switch import ask
from pages.ui.view import View

MOST_ITEMS, MOST_LISTED = 8, 8
FEW = (
    "Too few articles on a side to tell a difference from chance: the numbers describe these "
    "texts, and the two sides are not ranked."
)


@dataclass(frozen=True)
class Shown:
    """How a measure is shown.

    Attributes:
        title: of its figure.
        subtitle: what the marks are.
        unit: what a share counts, in the plural; empty for a mean.
        counts: what the numbers at the right are.
    """

    title: str
    subtitle: str
    unit: str
    counts: str


MEASURES = {
    "stance": Shown(
        "How actors are portrayed", "mean stance with range", "", "unfavourable · neutral · "
        "favourable mentions",
    ),
    "sentiment": Shown(
        "How the wording sounds", "mean tone with range", "", "sentences of negative · neutral · "
        "positive wording",
    ),
    "topic_share": Shown("What it is about", "share of the sentences", "sentences", "sentences"),
    "voice_share": Shown("Who speaks", "share of the sentences", "sentences", "sentences"),
    "role_share": Shown("Who is quoted", "share of the statements", "statements", "statements"),
    "framing": Shown(
        "How speakers are introduced", "share of the statements", "statements", "statements"
    ),
    "speech_act": Shown(
        "Who is accused, warned, praised", "share of pointed statements", "statements", "statements"
    ),
    "tone_around": Shown(
        "Tone of the sentences around actors", "mean tone with range", "", "mentions in negative · "
        "neutral · positive wording",
    ),
}  # fmt: skip
# What is no question where the sides are themselves voices, topics or actors.
NOT_ASKED = {
    "voice": ("voice_share",),
    "speaker": ("voice_share", "role_share"),
    "topic": ("topic_share",),
    "actor": ("stance", "tone_around"),
}
GROUPS = {
    "main": ("Portrayal, tone, topics", ("stance", "sentiment", "topic_share", "tone_around")),
    "voices": ("Voices", ("voice_share", "role_share", "framing", "speech_act")),
}
# What only one side may mention, by the measure that finds it.
MENTIONED = {"stance": "Actors", "topic_share": "Topics", "speech_act": "What is said of whom"}


def ask_measures(sides: Sides) -> Sequence[str]:
    """Draws the choice of what is compared and returns the measures."""
    asked = ask("Compared by", "measures", {key: name for key, (name, _) in GROUPS.items()})
    left_out = NOT_ASKED.get(sides.selection.group_by, ())
    return [name for name in GROUPS[asked][1] if name not in left_out]


def measure_cards(view: View, sides: Sides, measures: Sequence[str]) -> None:
    """Draws a card for each measure; the differences of all of them are one family."""
    tables = {name: _shown(view, sides, name) for name in measures}
    items = {name: tuple(dict.fromkeys(table["item"])) for name, (table, _) in tables.items()}
    differences = view.differences(
        *measures, selection=sides.selection, pair=sides.groups, items=items
    )
    for name, (table, others) in tables.items():
        _card(view, sides, name, table, others, differences)


def _shown(view: View, sides: Sides, measure: str) -> tuple[pd.DataFrame, list[str]]:
    table = sides.rows(view.comparison(measure, selection=sides.selection))
    return first_items(table.drop(columns="key"), most=MOST_ITEMS)


def _card(
    view: View,
    sides: Sides,
    measure: str,
    table: pd.DataFrame,
    others: list[str],
    differences: pd.DataFrame,
) -> None:
    shown = MEASURES[measure]
    notes = view.notes(shown.title, shown.subtitle, sides.selection)
    explore_card(
        view,
        f"compare-{measure}",
        table,
        lambda cell: pair_dots(
            table,
            notes,
            sides=sides.labels,
            colours=sides.colours,
            unit=shown.unit,
            words=words_of(measure),
            chosen=cell,
        ),
        how="A disc is the first side, a diamond the second. Numbers at the right: "
        f"**{shown.counts}**. A hollow mark rests on {view.too_few} and has no range. A thick line "
        "tells of articles like these; a thin one only of how far these articles, or the sentences "
        "of one, lie apart.",
        alt=f"{shown.title}: a row for each item with a mark for each of two sides.",
        names=sides.titles,
        selection=sides.selection,
        cell_key=f"at_{measure}",
        beside=lambda: _told(view, sides, measure, others, differences),
    )


def _told(
    view: View, sides: Sides, measure: str, others: list[str], differences: pd.DataFrame
) -> None:
    tested = findings.how_tested(differences)
    own = differences[differences["measure"] == measure]
    if tested:
        found_list(
            "What differs",
            findings.contrasts(own, sides.names, words),
            lambda one: _read(sides, one, f"at_{measure}", measures=_group_of(measure)),
            tested,
            NONE_SURVIVES,
        )
    else:
        st.html(f'<p class="px-note">{FEW}</p>')
    explain(view, measure, others, to_compare=False)


def _read(sides: Sides, found: Finding, key: str, **more: str) -> str:
    label = cell_label(Cell(found.group, found.item), sides.names, words_of(found.measure))
    return sides.address(**{key: label}, **more)


def _group_of(measure: str) -> str:
    """The name of the group of measures that holds this one."""
    return next(name for name, measures in GROUPS.values() if measure in measures)


def only_one_side(view: View, sides: Sides) -> None:
    """Draws what one side mentions and the other does not, and the sentences behind it."""
    st.html('<h2 class="px-h2 px-gap">What only one side mentions</h2>')
    left_out = NOT_ASKED.get(sides.selection.group_by, ())
    for measure, title in MENTIONED.items():
        if measure in left_out:
            continue
        table = sides.rows(view.comparison(measure, selection=sides.selection))
        with st.container(border=True, key=f"card-only-{measure}"):
            offered: list[Cell] = []
            for column, group, other in zip(
                st.columns(2), sides.groups, reversed(sides.groups), strict=True
            ):
                found = findings.one_sided(table, group, other, words_of(measure), sides.names)
                offered += [Cell(one.group, one.item) for one in found]
                with column:
                    _one_sided(sides, f"{title}: only {sides.names[group]}", found, measure)
            _evidence(view, sides, measure, offered)


def _one_sided(sides: Sides, title: str, found: Sequence[Finding], measure: str) -> None:
    more = max(0, len(found) - MOST_LISTED)
    found_list(
        title,
        found[:MOST_LISTED],
        lambda one: _read(sides, one, f"only_{measure}"),
        f"{more} more, with no more sentences." if more else "",
        "None found.",
    )


def _evidence(view: View, sides: Sides, measure: str, offered: Sequence[Cell]) -> None:
    """The choice of what only one side mentions, and its sentences."""
    if not offered:
        return
    key = f"only_{measure}"
    chosen = choose_cell(offered, sides.names, key, words_of(measure))
    if chosen:
        show_evidence(view, measure, chosen, key=key, selection=sides.selection)
