"""A matrix: a cell for each item (down) and group (across), with its counts before its colour."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from analysis.charts.frame import axis, figure, margin_of, rows_axis, small_words
from analysis.charts.rows import Placed, Record, clickable, is_chosen
from analysis.charts.theme import (
    LABEL_SIZE,
    Ground,
    Notes,
    colour_scale,
    ground,
    lines_of,
    safe,
    shortened,
    tick_label,
)

GAP = 0.06
LEGEND_HEIGHT = 62
# More heads than these are slanted and in one line each.
MOST_LEVEL_HEADS, SLANT = 6, 50
HEAD_WIDTH = 16
# Pixels above the cells that a character of a slanted head needs.
SLANTED_CHARACTER = 4.7


@dataclass(frozen=True)
class Scale:
    """How values become colours.

    Attributes:
        colours: from the lowest value to the highest.
        low, high: values at the ends; what lies beyond has the colour of the end.
        ends: words under the left end, the middle and the right end; may be empty.
        is_dark: whether the colour of a value is too dark for dark letters.
    """

    colours: Sequence[str]
    low: float
    high: float
    ends: tuple[str, str, str]
    is_dark: Callable[[float], bool]


@dataclass(frozen=True)
class Cells:
    """What a matrix writes into its cells and beside them.

    Attributes:
        face: the text in the cell of a row.
        hover: what its cell says when pointed at, escaped.
        words: words for the items that are not plain already, not escaped.
        height: of a cell in pixels.
        word_width: characters in a line of an item's words.
        none: what a cell without evidence stands for.
    """

    face: Callable[[Record], str]
    hover: Callable[[Record], str]
    words: Mapping[str, str]
    height: int
    word_width: int = 12
    none: str = "none"


def matrix(
    placed: Placed, notes: Notes, cells: Cells, scale: Scale, chosen: tuple[str, str] | None
) -> go.Figure:
    """Draws the cells: coloured, hatched with too little evidence, a dash without any.

    The marks carry (group, item) as custom data, so that a click finds its evidence.

    Args:
        placed: the rows and their groups.
        notes: the words around the figure.
        cells: what is written.
        scale: how values become colours.
        chosen: (group, item) of the cell to outline.
    """
    look = ground(notes)
    items = list(dict.fromkeys(record["item"] for record in placed.records))
    rows = {item: row for row, item in enumerate(items)}
    records = [record | {"row": rows[record["item"]]} for record in placed.records]
    ticks = [tick_label(cells.words.get(item, item), cells.word_width) for item in items]
    height = cells.height * max(1, len(items))
    heads = _heads(placed.labels)
    return figure(
        [
            _coloured([r for r in records if r["rows"] and r["enough"]], cells, scale),
            _hatched([r for r in records if r["rows"] and not r["enough"]], cells, look),
            _absent([r for r in records if not r["rows"]], look),
        ],
        notes,
        plot_height=height,
        left=margin_of(ticks),
        above=_room_for(heads["ticktext"]),
        below=LEGEND_HEIGHT,
        barmode="overlay",
        coloraxis=_colour_axis(scale, height),
        shapes=[_outline(r, look) for r in records if is_chosen(r, chosen)],
        annotations=_legend(scale, cells.none, look),
        xaxis=axis(notes, **heads),
        yaxis=rows_axis(notes, ticks),
    )


def _heads(labels: Sequence[str]) -> dict[str, Any]:
    """The heads of the columns: level where they fit, else slanted towards their column."""
    crowded = len(labels) > MOST_LEVEL_HEADS
    return {
        "side": "top",
        "ticklabeloverflow": "allow",
        "range": [-0.5, max(1, len(labels)) - 0.5],
        "tickvals": list(range(len(labels))),
        "ticktext": [_head(label, 1 if crowded else 2) for label in labels],
        **({"tickangle": SLANT} if crowded else {"autotickangles": [0, SLANT]}),
    }


def _room_for(heads: Sequence[str]) -> int:
    """Pixels above the cells, where the heads may come to stand level or slanted."""
    lines = max((head.count("<br>") + 1 for head in heads), default=1)
    longest = max((len(html.unescape(line)) for line in lines_of(heads)), default=0)
    return max(18 * lines + 8, int(SLANTED_CHARACTER * longest) + 10 * (lines - 1))


def _head(label: str, most_lines: int) -> str:
    """A label in so many lines: more of them, slanted, would run into the next head."""
    lines = [html.unescape(line) for line in label.split("<br>")]
    if len(lines) > most_lines:
        kept = lines[len(lines) - most_lines + 1 :]
        lines = [shortened(" ".join(lines[: len(lines) - len(kept)]), HEAD_WIDTH), *kept]
    return "<br>".join(safe(line) for line in lines)


def _coloured(records: Sequence[Record], cells: Cells, scale: Scale) -> dict[str, Any]:
    ink = ["#FFFFFF" if scale.is_dark(r["value"]) else "#1F2430" for r in records]
    marker = {"color": [r["value"] for r in records], "coloraxis": "coloraxis"}
    return _bars(records, cells, ink, marker)


def _hatched(records: Sequence[Record], cells: Cells, look: Ground) -> dict[str, Any]:
    pattern = {"shape": "/", "fgcolor": look.line, "size": 7, "solidity": 0.35}
    marker = {"color": look.blank, "pattern": pattern}
    return _bars(records, cells, [look.muted] * len(records), marker)


def _bars(
    records: Sequence[Record], cells: Cells, ink: list[str], marker: dict[str, Any]
) -> dict[str, Any]:
    """Bars that fill their cells: unlike a heatmap they can be clicked and hatched."""
    return {
        "type": "bar",
        "orientation": "h",
        "base": [r["place"] - 0.5 + GAP / 2 for r in records],
        "x": [1 - GAP for _ in records],
        "y": [r["row"] for r in records],
        "width": 1 - 1.6 * GAP,
        "marker": {"line": {"width": 0}} | marker,
        "text": [cells.face(r) for r in records],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": ink, "size": LABEL_SIZE},
        **clickable(records, map(cells.hover, records)),
    }


def _absent(records: Sequence[Record], look: Ground) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [r["place"] for r in records],
        "y": [r["row"] for r in records],
        "text": ["–"] * len(records),
        "textfont": {"color": look.muted, "size": LABEL_SIZE},
        "hoverinfo": "skip",
    }


def _colour_axis(scale: Scale, height: int) -> dict[str, Any]:
    return {
        "colorscale": colour_scale(scale.colours),
        "cmin": scale.low,
        "cmax": scale.high,
        "colorbar": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": -10 / height,
            "yanchor": "top",
            "len": 1,
            "thickness": 9,
            "outlinewidth": 0,
            "ypad": 0,
            "xpad": 0,
            "showticklabels": False,
        },
    }


def _legend(scale: Scale, none: str, look: Ground) -> list[dict[str, Any]]:
    sides = ("left", "center", "right")
    ends = zip(scale.ends, sides, strict=True)
    return [
        *[small_words(words, look, shift=-22, side=side) for words, side in ends if words],
        small_words(f"hatched: too little evidence · – {none}", look, shift=-42),
    ]


def _outline(record: Record, look: Ground) -> dict[str, Any]:
    x, y = record["place"], record["row"]
    return {
        "type": "rect",
        "x0": x - 0.5 + GAP / 4,
        "x1": x + 0.5 - GAP / 4,
        "y0": y - 0.5 + GAP / 4,
        "y1": y + 0.5 - GAP / 4,
        "line": {"color": look.ink, "width": 2.5},
    }
