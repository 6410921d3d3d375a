"""Two sides on one measure: a row for each item, a mark for each side, and what it rests on."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import phrases
from analysis.charts.frame import axis, figure, margin_of, rows_axis
from analysis.charts.rows import (
    Placed,
    Record,
    clickable,
    interval_lines,
    interval_words,
    is_chosen,
    placed,
    share_hover,
)
from analysis.charts.singles import single_marks
from analysis.charts.theme import (
    LABEL_SIZE,
    Ground,
    Notes,
    ground,
    safe,
    shortened,
    tick_label,
)

ROW_HEIGHT, LABEL_WIDTH = 50, 18
LONGEST_KEY = 40  # of a side, so that the key fits on a phone
# How far the two marks of a row stand above and below its middle.
ASIDE = 0.2
SHAPES = ("circle", "diamond")
# Above the three counts of a mean.
SIGNS = "− · 0 · +"
# A scale of shares that ends lower would make chance look like a difference.
LEAST_TOP = 0.25


def pair_dots(
    table: pd.DataFrame,
    notes: Notes,
    *,
    sides: Mapping[str, str],
    colours: Mapping[str, str],
    unit: str = "",
    words: Mapping[str, str] | None = None,
    chosen: tuple[str, str] | None = None,
    singles: pd.DataFrame | None = None,
    held: Mapping[str, str] | None = None,
) -> go.Figure:
    """A row per item: for each side its value with its interval, and at the right its counts.

    The first side is a disc, the other a diamond below it. A mark is hollow and has no interval
    where there is too little evidence. A line is an interval that tells of articles like these; of
    a few articles each is a small ring instead. The marks carry (group, item) as custom data.

    Args:
        table: comparison rows of one measure.
        notes: the words around the figure.
        sides: label of each of the two groups, as escaped lines joined by <br>.
        colours: the colour of each of the two groups.
        unit: what a share counts, in the plural ("sentences"); empty when the measure is a mean.
        words: words for each item, not yet escaped; the item itself when it is not among them.
        chosen: (group, item) of the mark to outline.
        singles: the single articles of groups with few (see compare.singles).
        held: what each side has in all, in words, not yet escaped.

    Raises:
        KeyError: the table lacks a column.
    """
    drawn, look, words = placed(table, sides), ground(notes), words or {}
    items = list(dict.fromkeys(record["item"] for record in drawn.records))
    labels = [tick_label(words.get(item, item), LABEL_WIDTH) for item in items]
    records = _beside(drawn, items, colours)
    found = [record for record in records if record["rows"]]
    firm = [record for record in found if record["enough"]]
    hovers = [_hover(record, drawn, words, unit) for record in found]
    return figure(
        [
            interval_lines(firm, look, at="at"),
            single_marks(singles, firm, colours, unit, look),
            _marks(found, hovers, chosen, look),
        ],
        notes,
        plot_height=ROW_HEIGHT * max(1, len(items)),
        left=margin_of(labels, most=150),
        right=92,
        above=20,
        below=30,
        key=_key(drawn, colours, held or {}),
        annotations=[
            *[_counts(record, unit, look) for record in records],
            _head(unit or SIGNS, look),
        ],
        xaxis=_values_axis(notes, found, unit),
        yaxis=rows_axis(notes, labels),
    )


def _beside(drawn: Placed, items: Sequence[str], colours: Mapping[str, str]) -> list[Record]:
    """The rows with the place and the colour of their mark, the first side above the other."""
    rows = {item: row for row, item in enumerate(items)}
    return [
        record
        | {
            "at": rows[record["item"]] + (ASIDE if record["place"] else -ASIDE),
            "colour": colours[record["group"]],
        }
        for record in drawn.records
    ]


def _key(
    drawn: Placed, colours: Mapping[str, str], held: Mapping[str, str]
) -> list[tuple[str, str]]:
    """The two sides with what they have, and their colours; the frame escapes a key itself."""
    plain = {
        group: shortened(html.unescape(label.replace("<br>", " ")), LONGEST_KEY)
        for group, label in zip(drawn.groups, drawn.labels, strict=True)
    }
    return [
        (f"{label}: {held[group]}" if group in held else label, colours[group])
        for group, label in plain.items()
    ]


def _values_axis(notes: Notes, held: Sequence[Record], unit: str) -> dict[str, Any]:
    look = ground(notes)
    lined = {"zeroline": True, "zerolinecolor": look.muted, "zerolinewidth": 1, "showgrid": True}
    if not unit:
        ends = {"range": [-1.06, 1.06], "tickvals": [-1, 0, 1], "ticktext": ["−1", "0", "+1"]}
        return axis(notes, **lined, **ends)
    reach = [
        float(r["high"]) if r["enough"] and not pd.isna(r["high"]) else r["value"] for r in held
    ]
    top = min(1.0, max([LEAST_TOP, *reach]))
    return axis(notes, **lined, range=[-0.03 * top, 1.05 * top], tickformat=".0%", nticks=5)


def _marks(
    held: Sequence[Record],
    hovers: Sequence[str],
    chosen: tuple[str, str] | None,
    look: Ground,
) -> dict[str, Any]:
    outlined = [is_chosen(record, chosen) for record in held]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [r["value"] for r in held],
        "y": [r["at"] for r in held],
        "cliponaxis": False,
        "marker": {
            "opacity": 1,
            "symbol": [SHAPES[min(r["place"], 1)] for r in held],
            "size": [18 if here else 13 for here in outlined],
            "color": [r["colour"] if r["enough"] else look.paper for r in held],
            "line": {
                "color": [
                    look.ink if here else r["colour"]
                    for r, here in zip(held, outlined, strict=True)
                ],
                "width": [3 if here else 2 for here in outlined],
            },
        },
        **clickable(held, hovers),
    }


def _counts(record: Record, unit: str, look: Ground) -> dict[str, Any]:
    """What a value rests on, at the right of its row; that nothing was found when it is so."""
    if not record["rows"]:
        said = "not found"
    elif unit:
        said = f"{record['rows']:,}"
    else:
        said = f"{record['n_negative']}·{record['n_neutral']}·{record['n_positive']}"
    return _beside_rows(said, look.ink if record["rows"] else look.muted) | {"y": record["at"]}


def _head(said: str, look: Ground) -> dict[str, Any]:
    """What the numbers at the right are, above them."""
    return _beside_rows(said, look.muted) | {"yref": "paper", "y": 1, "yanchor": "bottom"}


def _beside_rows(said: str, colour: str) -> dict[str, Any]:
    """Words at the right of the chart."""
    return {
        "text": said,
        "font": {"size": LABEL_SIZE - 1, "color": colour},
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 8,
        "showarrow": False,
    }


def _hover(record: Record, drawn: Placed, words: Mapping[str, str], unit: str) -> str:
    head = f"{safe(words.get(record['item'], record['item']))}, {drawn.label(record)}"
    if unit:
        return share_hover(record, head, unit, "side")
    sentences = phrases.count(record["n_sentences"], "sentence")
    lines = [
        f"<b>{head}</b>",
        f"{record['n_negative']} · {record['n_neutral']} · {record['n_positive']} in {sentences} "
        f"of {phrases.count(record['n_articles'], 'article')}",
    ]
    if record["enough"]:
        low, high = phrases.signed(record["low"]), phrases.signed(record["high"])
        lines += [f"mean {phrases.signed(record['value'])}", *interval_words(record, low, high)]
    else:
        lines.append("too little evidence for a mean")
    return "<br>".join([*lines, "click to read them"])
