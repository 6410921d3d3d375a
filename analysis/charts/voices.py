"""Bars of shares: a bar per group, divided by who speaks, where it is printed or in which role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import (
    LABEL_SIZE,
    OWN_WORDS_COLOUR,
    Ground,
    Notes,
    axis,
    figure,
    ground,
    lines_of,
    margin_for,
    need,
    perspective_colour,
    safe,
    shortened,
)
from analysis.evidence import OWN_WORDS_ITEM
from analysis.perspectives import PERSPECTIVES

NEEDED = (
    "group_by",
    "perspective",
    "article_id",
    "item",
    "value",
    "n_negative",
    "n_neutral",
    "n_positive",
    "n_articles",
    "enough",
)
ROW_HEIGHT = 52
LONGEST_NAME = 38
# Fills on which white letters are hard to read.
PALE = frozenset({OWN_WORDS_COLOUR, "#56B4E9", "#D97706", "#A8B3C4", "#A594C9", "#D0B98A"})

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
VOICE_COLOURS = {OWN_WORDS_ITEM: OWN_WORDS_COLOUR} | {
    name: perspective_colour(name) for name in PERSPECTIVES
}
VOICE_WORDS = {OWN_WORDS_ITEM: "the article’s own words"} | {
    name: f"{name} speakers" for name in PERSPECTIVES
}


def share_bars(
    table: pd.DataFrame,
    notes: Notes,
    unit: str,
    *,
    bars: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
    colours: Mapping[str, str] | None = None,
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
        chosen: (group, item) of the part to outline.

    Raises:
        KeyError: the table lacks a column.
    """
    need(table, *NEEDED)
    words, look = words or {}, ground(notes)
    keys = table["article_id"].where(table["group_by"] == "article", table["perspective"])
    groups = [group for group in bars or dict.fromkeys(keys) if group in set(keys)]
    records = [
        record | {"group": key, "place": groups.index(key)}
        for key, record in zip(keys, table.to_dict("records"), strict=True)
        if key in groups
    ]
    for record in records:
        record["rows"] = record["n_negative"] + record["n_neutral"] + record["n_positive"]
    held = [record for record in records if record["rows"]]
    present = {record["item"] for record in held}
    items = [item for item in dict.fromkeys(table["item"]) if item in present]
    palette = _palette(items, colours or {})
    names = {item: words.get(item, item) for item in palette}
    labels = [bars[group] if bars else safe(group) for group in groups]
    silent = [place for place in range(len(groups)) if place not in {r["place"] for r in held}]
    return figure(
        [
            _part([r for r in held if r["item"] == item], names[item], colour, unit, look, chosen)
            for item, colour in palette.items()
        ],
        notes,
        plot_height=ROW_HEIGHT * max(1, len(groups)),
        left=margin_for(lines_of(labels), most=130),
        above=4,
        below=26 if any(not r["enough"] for r in held) else 8,
        key=[(shortened(names[item], LONGEST_NAME), colour) for item, colour in palette.items()],
        showlegend=False,
        barmode="stack",
        bargap=0.28,
        uniformtext={"minsize": 9, "mode": "hide"},
        annotations=[
            *[_remark(place, look) for place in silent],
            *([_legend_of_thin(look)] if any(not r["enough"] for r in held) else []),
        ],
        xaxis=axis(notes, range=[0, 1], showticklabels=False),
        yaxis=axis(
            notes,
            range=[max(1, len(groups)) - 0.5, -0.5],
            tickvals=list(range(len(groups))),
            ticktext=labels,
        ),
    )


def _palette(items: Sequence[str], colours: Mapping[str, str]) -> dict[str, str]:
    """The colour of each item, in the order to draw: the known ones first."""
    known = {item: colour for item, colour in colours.items() if item in items}
    rest = [item for item in items if item not in known]
    return known | {item: PLAIN_COLOURS[n % len(PLAIN_COLOURS)] for n, item in enumerate(rest)}


def _part(
    records: Sequence[Mapping[str, Any]],
    name: str,
    colour: str,
    unit: str,
    look: Ground,
    chosen: tuple[str, str] | None,
) -> dict[str, Any]:
    outlined = [chosen == (r["group"], r["item"]) for r in records]
    return {
        "type": "bar",
        "orientation": "h",
        "name": safe(name),
        "x": [r["value"] for r in records],
        "y": [r["place"] for r in records],
        "marker": {
            "color": colour,
            "pattern": {
                "shape": ["" if r["enough"] else "/" for r in records],
                "fgcolor": look.paper,
                "fgopacity": 0.55,
                "fillmode": "overlay",
                "size": 7,
                "solidity": 0.3,
            },
            "line": {
                "color": [look.ink if here else look.paper for here in outlined],
                "width": [3 if here else 1 for here in outlined],
            },
        },
        "text": [str(r["rows"]) for r in records],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"size": LABEL_SIZE, "color": "#1F2430" if colour in PALE else "#FFFFFF"},
        "customdata": [[r["group"], r["item"]] for r in records],
        "hovertext": [
            f"<b>{safe(name)}</b><br>{unit}: {r['rows']}, articles: {r['n_articles']}<br>"
            f"{r['value']:.0%} of this bar<br>click to read them"
            for r in records
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _remark(place: int, look: Ground) -> dict[str, Any]:
    return {
        "text": "nothing in these texts",
        "font": {"size": LABEL_SIZE, "color": look.muted},
        "x": 0,
        "xanchor": "left",
        "y": place,
        "showarrow": False,
    }


def _legend_of_thin(look: Ground) -> dict[str, Any]:
    return {
        "text": "hatched: too little evidence",
        "font": {"size": LABEL_SIZE - 1, "color": look.muted},
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": 0,
        "yshift": -4,
        "yanchor": "top",
        "showarrow": False,
    }
