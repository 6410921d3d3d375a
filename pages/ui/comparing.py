"""The measures of the Compare page: a card for each, and what only one side mentions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.charts.words import words_of
from analysis.findings import Finding
from analysis.registry import measure_of
from analysis.report.catalogue import Chart
from analysis.report.catalogue.compare import MEASURES, NOT_ASKED, two_sides
from pages.ui.cards import chart_card, explain
from pages.ui.evidence import Cell, cell_label, choose_cell, show_evidence
from pages.ui.failing import card, part
from pages.ui.found import NONE_SURVIVES, found_list, is_asked, words
from pages.ui.sides import Sides
from pages.ui.switch import ask, ask_if_any
from pages.ui.view import View

MOST_LISTED = 8
FEW = (
    "Too few articles on a side to tell a difference from chance: the numbers describe these "
    "texts, and the two sides are not ranked."
)
_DIFFERS, _ONLY = "What differs", "only"

GROUPS = {
    "main": ("Portrayal, tone, topics", ("stance", "sentiment", "topic_share", "tone_around")),
    "voices": ("Voices", ("voice_share", "role_share", "framing", "speech_act")),
}
# What only one side may mention, by the measure that finds it.
MENTIONED = {"stance": "Actors", "topic_share": "Topics", "speech_act": "What is said of whom"}


def ask_measures(view: View, sides: Sides) -> Sequence[str]:
    """Draws the choice of what is compared and returns the measures."""
    offered = _offered(view, sides)
    asked = ask("Compared by", "measures", {key: name for key, (name, _) in offered.items()})
    return offered[asked][1]


def _offered(view: View, sides: Sides) -> Mapping[str, tuple[str, Sequence[str]]]:
    """What the sides can be compared by at a time: its name and measures; of much text only one."""
    left_out = NOT_ASKED.get(sides.selection.group_by, ())
    groups = {
        key: (said, [name for name in measures if name not in left_out])
        for key, (said, measures) in GROUPS.items()
    }
    if not view.is_large:
        return groups
    each = [name for _, measures in groups.values() for name in measures]
    return {name: (measure_of(name).title, [name]) for name in each}


def measure_cards(view: View, sides: Sides, measures: Sequence[str]) -> None:
    """Draws a card for each measure; the differences of all of them are one family."""
    charts: dict[str, Chart] = {}

    @cache
    def differences() -> pd.DataFrame:
        items = {name: tuple(dict.fromkeys(chart.table["item"])) for name, chart in charts.items()}
        return view.differences(*charts, selection=sides.selection, pair=sides.groups, items=items)

    for name in measures:
        with part(f"compare-{name}"):
            charts[name] = two_sides(view.desk, sides, name)
    for chart in charts.values():
        _card(view, sides, chart, differences)


def _card(view: View, sides: Sides, chart: Chart, differences: Callable[[], pd.DataFrame]) -> None:
    measure = chart.measure
    chart_card(
        view,
        chart,
        how="A disc is the first side, a diamond the second. Numbers at the right: "
        f"**{MEASURES[measure].counts}**. A hollow mark rests on {view.too_few} and has no range. "
        "A line tells of articles like these. Of few articles there is no such line: a small ring "
        "is a **single article**, the larger the more it says.",
        alt=f"{chart.title}: a row for each item with a mark for each of two sides.",
        names=sides.titles,
        cell_key=f"at_{measure}",
        beside=lambda: _told(view, sides, measure, chart.left_out, differences),
    )


def _told(
    view: View,
    sides: Sides,
    measure: str,
    others: Sequence[str],
    differences: Callable[[], pd.DataFrame],
) -> None:
    if not view.is_large or is_asked(view, _DIFFERS, (sides.selection, sides.groups)):
        _differences(view, sides, measure, differences())
    explain(view, measure, others, to_compare=False)


def _differences(view: View, sides: Sides, measure: str, differences: pd.DataFrame) -> None:
    tested = findings.how_tested(differences)
    if not tested:
        st.html(f'<p class="px-note">{FEW}</p>')
        return
    own = differences[differences["measure"] == measure]
    shown = next(name for name, held in _offered(view, sides).values() if measure in held)
    found_list(
        _DIFFERS,
        findings.contrasts(own, sides.names, words),
        lambda one: _read(sides, one, f"at_{measure}", measures=shown),
        tested,
        NONE_SURVIVES,
    )


def _read(sides: Sides, found: Finding, key: str, **more: str) -> str:
    label = cell_label(Cell(found.group, found.item), sides.names, words_of(found.measure))
    return sides.address(**{key: label}, **more)


def only_one_side(view: View, sides: Sides) -> None:
    """Draws what one side mentions and the other does not; of much text what is asked for."""
    st.html('<h2 class="px-h2 px-gap">What only one side mentions</h2>')
    left_out = NOT_ASKED.get(sides.selection.group_by, ())
    offered = {name: title for name, title in MENTIONED.items() if name not in left_out}
    if view.is_large:
        asked = ask_if_any("Look for", _ONLY, offered)
        offered = {asked: offered[asked]} if asked else {}
    for measure in offered:
        with card(f"only-{measure}"):
            _of_each_side(view, sides, measure)


def _of_each_side(view: View, sides: Sides, measure: str) -> None:
    """What each side alone mentions, and the sentences behind it."""
    table = sides.rows(view.comparison(measure, selection=sides.selection))
    offered: list[Cell] = []
    for column, group, other in zip(
        st.columns(2), sides.groups, reversed(sides.groups), strict=True
    ):
        found = findings.one_sided(table, group, other, words_of(measure), sides.names)
        offered += [Cell(one.group, one.item) for one in found]
        with column:
            _one_sided(sides, f"{MENTIONED[measure]}: only {sides.names[group]}", found, measure)
    _evidence(view, sides, measure, offered)


def _one_sided(sides: Sides, title: str, found: Sequence[Finding], measure: str) -> None:
    more = max(0, len(found) - MOST_LISTED)
    found_list(
        title,
        found[:MOST_LISTED],
        lambda one: _read(sides, one, f"{_ONLY}_{measure}", **{_ONLY: MENTIONED[measure]}),
        f"{more} more, none of them in more sentences." if more else "",
        "None found.",
    )


def _evidence(view: View, sides: Sides, measure: str, offered: Sequence[Cell]) -> None:
    """The choice of what only one side mentions, and its sentences."""
    if not offered:
        return
    key = f"{_ONLY}_{measure}"
    chosen = choose_cell(
        offered, sides.names, key, words_of(measure), hint="press “read” in a list, or choose here"
    )
    if chosen:
        show_evidence(view, measure, chosen, key=key, selection=sides.selection)
