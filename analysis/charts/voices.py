"""Bars of shares: a bar per group, divided by who speaks, where it is printed or in which role."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.frame import axis, figure, margin_of, rows_axis, small_words
from analysis.charts.rows import Record, clickable, hatched, inks, is_chosen, placed, share_hover
from analysis.charts.seen import with_largest
from analysis.charts.theme import (
    LABEL_SIZE,
    Ground,
    Notes,
    ground,
    ink_on,
    safe,
    shortened,
)

ROW_HEIGHT = 52
LONGEST_NAME = 38

# Items that are no perspectives must not look like one.
PLAIN_COLOURS = (
    "#475569",
    "#A8B3C4",
    "#C08497",
    "#7F9F6B",
    "#A594C9",
    "#D0B98A",
    "#6C8EA4",
    "#8C6F5A",
)
# More colours could not be told apart: what is left shares this one.
REST_COLOUR = "#8A8F98"


@dataclass(frozen=True)
class _Say:
    """What is written into the parts of bars and beside them; see share_bars."""

    unit: str
    whole: str
    face: Callable[[Record], str]


def percent(record: Record) -> str:
    """A share as the face of a part: nothing where there is too little evidence for one."""
    return f"{record['value']:.0%}" if record["enough"] else ""


def share_bars(
    table: pd.DataFrame,
    notes: Notes,
    unit: str,
    *,
    bars: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
    colours: Mapping[str, str] | None = None,
    whole: str = "bar",
    face: Callable[[Record], str] | None = None,
    chosen: tuple[str, str] | None = None,
) -> go.Figure:
    """A bar per group, divided by item. The number in a part counts its evidence rows.

    A bar with too little evidence is hatched; a group without any is named, with a remark in
    place of its bar. The marks carry (group, item) as custom data.

    Args:
        table: comparison rows of one measure that is a share.
        notes: the words around the figure.
        unit: what the counts count, in the plural ("sentences").
        bars: labels of the groups, in the order to draw, as escaped lines joined by <br>; every
            group by its own name when None.
        words: words for each item, not yet escaped; the item itself when it is not among them.
        colours: colour of each item, in the order to draw; a row of set colours for the rest.
        whole: what a share is a share of ("bar", "bar, in words").
        face: what a part shows in place of the number of its evidence rows.
        chosen: (group, item) of the part to outline.

    Raises:
        KeyError: the table lacks a column.
    """
    drawn, look, words = placed(table, bars), ground(notes), words or {}
    held = [record for record in drawn.records if record["rows"]]
    present = {record["item"] for record in held}
    items = [item for item in dict.fromkeys(table["item"]) if item in present]
    palette = _palette(items, colours or {})
    names = {item: words.get(item, item) for item in palette}
    say = _Say(unit, whole, face or (lambda record: str(record["rows"])))
    notes = with_largest(notes, held, names)
    silent = sorted(set(range(len(drawn.groups))) - {record["place"] for record in held})
    thin = _legend_of_thin(held, look)
    return figure(
        [
            _part([r for r in held if r["item"] == item], names[item], colour, say, look, chosen)
            for item, colour in palette.items()
        ],
        notes,
        plot_height=ROW_HEIGHT * max(1, len(drawn.groups)),
        left=margin_of(drawn.labels, most=130),
        above=4,
        below=26 if thin else 8,
        key=_key(palette, names),
        barmode="stack",
        bargap=0.28,
        uniformtext={"minsize": 9, "mode": "hide"},
        annotations=[*[_remark(place, look) for place in silent], *thin],
        xaxis=axis(notes, range=[0, 1], showticklabels=False),
        yaxis=rows_axis(notes, drawn.labels),
    )


def _palette(items: Sequence[str], colours: Mapping[str, str]) -> dict[str, str]:
    """The colour of each item, in the order to draw: the known ones first."""
    known = {item: colour for item, colour in colours.items() if item in items}
    rest = [item for item in items if item not in known]
    plain = dict(zip(rest, PLAIN_COLOURS, strict=False))
    return known | plain | dict.fromkeys(rest[len(plain) :], REST_COLOUR)


def _key(palette: Mapping[str, str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    named = [
        (shortened(names[item], LONGEST_NAME), colour)
        for item, colour in palette.items()
        if colour != REST_COLOUR
    ]
    others = len(palette) - len(named)
    return [*named, (f"{others} more: point at them", REST_COLOUR)] if others else named


def _part(
    records: Sequence[Record],
    name: str,
    colour: str,
    say: _Say,
    look: Ground,
    chosen: tuple[str, str] | None,
) -> dict[str, Any]:
    outlined = [is_chosen(record, chosen) for record in records]
    return {
        "type": "bar",
        "orientation": "h",
        "name": safe(name),
        "x": [r["value"] for r in records],
        "y": [r["place"] for r in records],
        "marker": {
            "color": colour,
            "pattern": hatched(records, look),
            "line": {
                "color": [look.ink if here else look.paper for here in outlined],
                "width": [3 if here else 1 for here in outlined],
            },
        },
        "text": [say.face(r) for r in records],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"size": LABEL_SIZE, "color": inks(records, ink_on(colour), look)},
        **clickable(records, [share_hover(r, safe(name), say.unit, say.whole) for r in records]),
    }


def _legend_of_thin(records: Sequence[Record], look: Ground) -> list[dict[str, Any]]:
    if all(record["enough"] for record in records):
        return []
    return [small_words("hatched: too little evidence", look, shift=-4)]


def _remark(place: int, look: Ground) -> dict[str, Any]:
    return {
        "text": "nothing in these texts",
        "font": {"size": LABEL_SIZE, "color": look.muted},
        "x": 0,
        "xanchor": "left",
        "y": place,
        "showarrow": False,
    }
