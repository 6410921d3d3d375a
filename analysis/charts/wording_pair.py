"""Two groups against each other: how often each of them uses a word."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.frame import axis, figure
from analysis.charts.theme import LABEL_SIZE, Ground, Notes, ground, need, safe, shortened
from analysis.charts.wording import NEEDED, word_hover

PLOT_HEIGHT = 460
LONGEST, MOST_NAMED = 18, 7
_TICKS = (0.1, 0.3, 1, 3, 10, 30, 100)
# How far marks at one place are spread, in powers of ten.
_SPREAD, _GOLDEN_ANGLE = 0.028, 2.399963


def word_scatter(
    table: pd.DataFrame,
    notes: Notes,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    *,
    chosen: str | None = None,
) -> go.Figure:
    """A mark per word: uses in 1,000 words of the first group across, of the second group up.

    A word that a group never uses lies at its edge, "none". A mark has the colour of the group
    that it is typical of where that is sure, else it is grey, and it is hollow where there is too
    little evidence. The marks carry (group, term) as custom data. Marks at one place are spread a
    little.

    Args:
        table: rows of the table of words of two groups that are compared with each other alone.
        notes: the words around the figure.
        names: the name of each of the two groups, not yet escaped.
        colours: the colour of each.
        chosen: the term to outline.

    Raises:
        KeyError: the table lacks a column.
    """
    need(table, *NEEDED)
    look = ground(notes)
    groups = list(names)
    rows = table[table["group"] == groups[0]].to_dict("records")
    floors = [_floor(rows, rate) for rate in ("per_thousand", "rest_per_thousand")]
    tops = [_top(rows, rate) for rate in ("per_thousand", "rest_per_thousand")]
    placed = _spread(rows, floors)
    shared = {"showgrid": True, "gridcolor": look.line, "zeroline": False}
    sides = [
        _ticks(floor, top) | shared | {"range": [floor - 0.2, top + 0.2]}
        for floor, top in zip(floors, tops, strict=True)
    ]
    heads = [safe(shortened(names[group], 40)) for group in groups]
    return figure(
        [_equal(floors, tops, look), _marks(placed, groups, names, colours, look, chosen)],
        notes,
        plot_height=PLOT_HEIGHT,
        left=52,
        right=12,
        above=4,
        below=52,
        key=[(f"more typical of {names[group]}", colours[group]) for group in groups]
        + [("no sure difference", look.muted)],
        annotations=[
            *_named(placed, look),
            _axis_title(f"in 1,000 words: {heads[0]} →", look),
            _axis_title(f"in 1,000 words: {heads[1]} →", look, upright=True),
        ],
        xaxis=axis(notes, **sides[0]),
        yaxis=axis(notes, **sides[1]),
    )


def _floor(rows: Sequence[Mapping[str, Any]], rate: str) -> float:
    """Where "none" lies: below the rarest use, in powers of ten."""
    used = [row[rate] for row in rows if row[rate] > 0]
    return math.log10(min(used, default=1.0)) - 0.4


def _top(rows: Sequence[Mapping[str, Any]], rate: str) -> float:
    return math.log10(max([row[rate] for row in rows if row[rate] > 0], default=1.0))


def _spread(rows: Sequence[Mapping[str, Any]], floors: Sequence[float]) -> list[dict[str, Any]]:
    """The rows with their places; those at one place lie around it, the surest in the middle."""
    seen: Counter[tuple[float, float]] = Counter()
    placed = []
    for row in sorted(rows, key=lambda row: (-abs(row["z"]), row["term"])):
        x, y = (
            math.log10(row[rate]) if row[rate] > 0 else floor
            for rate, floor in zip(("per_thousand", "rest_per_thousand"), floors, strict=True)
        )
        number = seen[x, y]
        seen[x, y] += 1
        far, turn = _SPREAD * math.sqrt(number), _GOLDEN_ANGLE * number
        placed.append({**row, "x": x + far * math.cos(turn), "y": y + far * math.sin(turn)})
    return placed


def _ticks(floor: float, top: float) -> dict[str, Any]:
    shown = [tick for tick in _TICKS if floor + 0.15 < math.log10(tick) <= top + 0.1]
    return {
        "tickvals": [floor, *map(math.log10, shown)],
        "ticktext": ["none", *(f"{tick:g}" for tick in shown)],
    }


def _equal(floors: Sequence[float], tops: Sequence[float], look: Ground) -> dict[str, Any]:
    """The line where both use a word equally often."""
    low, high = max(floors) + 0.2, min(tops) + 0.15
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [low, high],
        "y": [low, high],
        "line": {"color": look.muted, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _side(row: Mapping[str, Any], groups: Sequence[str]) -> str | None:
    """The group that a word is surely typical of."""
    if not row["sure"]:
        return None
    return groups[0] if row["z"] > 0 else groups[1]


def _marks(
    rows: Sequence[Mapping[str, Any]],
    groups: Sequence[str],
    names: Mapping[str, str],
    colours: Mapping[str, str],
    look: Ground,
    chosen: str | None,
) -> dict[str, Any]:
    tint = [colours.get(_side(row, groups) or "", look.muted) for row in rows]
    here = [row["term"] == chosen for row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row["x"] for row in rows],
        "y": [row["y"] for row in rows],
        "marker": {
            "opacity": 1,
            "size": [14 if outlined else 8 for outlined in here],
            "color": [
                colour if row["enough"] else look.paper
                for row, colour in zip(rows, tint, strict=True)
            ],
            "line": {
                "color": [
                    look.ink if outlined else colour
                    for colour, outlined in zip(tint, here, strict=True)
                ],
                "width": [3 if outlined else 1 for outlined in here],
            },
        },
        "customdata": [[groups[0], row["term"]] for row in rows],
        "hovertext": [word_hover(row, names[groups[0]]) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _named(rows: Sequence[Mapping[str, Any]], look: Ground) -> list[dict[str, Any]]:
    """The names of the words with the highest z on each side, where there is room for them."""
    named: list[dict[str, Any]] = []
    taken: list[tuple[float, float]] = []
    numbers: Counter[bool] = Counter()
    for row in rows:
        side = row["z"] > 0
        room = all(abs(row["x"] - x) > 0.3 or abs(row["y"] - y) > 0.09 for x, y in taken)
        if not row["enough"] or numbers[side] >= MOST_NAMED or not room:
            continue
        numbers[side] += 1
        taken.append((row["x"], row["y"]))
        named.append(
            {
                "text": safe(shortened(row["shown"], LONGEST)),
                "font": {
                    "size": LABEL_SIZE - 1,
                    "color": look.ink if row["sure"] else look.muted,
                },
                "x": row["x"],
                "y": row["y"],
                "yshift": 11,
                "showarrow": False,
            }
        )
    return named


def _axis_title(text: str, look: Ground, *, upright: bool = False) -> dict[str, Any]:
    place = (
        {"x": 0, "xshift": -50, "y": 0.5, "textangle": -90, "xanchor": "left"}
        if upright
        else {"x": 0.5, "y": 0, "yshift": -26, "yanchor": "top"}
    )
    return {
        "text": text,
        "font": {"size": LABEL_SIZE, "color": look.muted},
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        **place,
    }
