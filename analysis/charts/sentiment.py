"""Tone of the wording: how many sentences are negative, neutral and positive, and their mean."""

from __future__ import annotations

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
    hatched,
    inks,
    interval_lines,
    interval_words,
    is_chosen,
    placed,
)
from analysis.charts.seen import with_signs
from analysis.charts.singles import single_marks
from analysis.charts.theme import (
    DIVERGING,
    LABEL_SIZE,
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    Ground,
    Notes,
    ground,
)

ROW_HEIGHT = 54
# The bars of counts stand left, the means right.
COUNTS_DOMAIN, MEANS_DOMAIN = (0.0, 0.54), (0.62, 1.0)
_CLASSES = (
    ("n_negative", "negative wording", NEGATIVE, "#FFFFFF"),
    ("n_neutral", "neutral", NEUTRAL, "#1F2430"),
    ("n_positive", "positive wording", POSITIVE, "#FFFFFF"),
)


def tone_bars(
    table: pd.DataFrame,
    notes: Notes,
    *,
    bars: Mapping[str, str] | None = None,
    chosen: tuple[str, str] | None = None,
    singles: pd.DataFrame | None = None,
) -> go.Figure:
    """A row per group: its sentences by tone as a divided bar, and their mean with its interval.

    The interval is drawn where it tells of articles like these; of a few articles each is a small
    ring instead. With too little evidence the bar is hatched and words stand in place of the mean.
    The marks carry (group, item) as custom data.

    Args:
        table: comparison rows of the measure "sentiment".
        notes: the words around the figure.
        bars: labels of the groups, in the order to draw, as escaped lines joined by <br>; every
            group by its own name when None.
        chosen: (group, item) of the row to outline.
        singles: the single articles of groups with few (see compare.singles).

    Raises:
        KeyError: the table lacks a column.
    """
    drawn, look = placed(table, bars), ground(notes)
    records = [r | {"hover": tone_hover(r, drawn.label(r))} for r in drawn.records]
    held = [r for r in records if r["rows"]]
    firm = [r | {"at": r["place"]} for r in held if r["enough"]]
    notes = with_signs(notes, held, "sentences of", ("negative wording", "positive"))
    return figure(
        [
            *[_counted(held, *kind, look) for kind in _CLASSES],
            interval_lines(firm, look, xaxis="x2"),
            single_marks(singles, firm, {}, "", look, xaxis="x2"),
            _means(firm, look),
        ],
        notes,
        plot_height=ROW_HEIGHT * max(1, len(drawn.groups)),
        left=margin_of(drawn.labels, most=130),
        right=46,
        above=4,
        below=40,
        key=[(name, colour) for _, name, colour, _ in _CLASSES],
        barmode="stack",
        barnorm="fraction",
        bargap=0.34,
        uniformtext={"minsize": 9, "mode": "hide"},
        annotations=_remarks(drawn, held, look) + [_number(r, look) for r in firm],
        shapes=[_outline(r, look) for r in records if is_chosen(r, chosen)],
        xaxis=axis(notes, range=[0, 1], domain=COUNTS_DOMAIN, showticklabels=False),
        xaxis2=_axis_of_means(notes),
        yaxis=rows_axis(notes, drawn.labels),
    )


def _axis_of_means(notes: Notes) -> dict[str, Any]:
    look = ground(notes)
    return axis(
        notes,
        range=[-1.08, 1.08],
        domain=MEANS_DOMAIN,
        zeroline=True,
        zerolinecolor=look.muted,
        zerolinewidth=1,
        tickvals=[-1, 0, 1],
        ticktext=["−1", "0", "+1"],
        title={
            "text": "mean",
            "standoff": 2,
            "font": {"size": LABEL_SIZE, "color": look.muted},
        },
    )


def _remarks(drawn: Placed, held: Sequence[Record], look: Ground) -> list[dict[str, Any]]:
    """Words in place of the bars of silent groups, and of the means that rest on too little."""
    silent = sorted(set(range(len(drawn.groups))) - {record["place"] for record in held})
    thin = [record["place"] for record in held if not record["enough"]]
    return [
        *[_words("x", place, "nothing in these texts", look) for place in silent],
        *[_words("x2", place, "too little<br>evidence", look) for place in thin],
    ]


def _counted(
    records: Sequence[Record],
    column: str,
    name: str,
    colour: str,
    ink: str,
    look: Ground,
) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": [r[column] for r in records],
        "y": [r["place"] for r in records],
        "marker": {
            "color": colour,
            "line": {"color": look.paper, "width": 1},
            "pattern": hatched(records, look),
        },
        "text": [str(r[column]) if r[column] else "" for r in records],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"size": LABEL_SIZE, "color": inks(records, ink, look)},
        **clickable(records, [r["hover"] for r in records]),
    }


def _means(records: Sequence[Record], look: Ground) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "xaxis": "x2",
        "x": [r["value"] for r in records],
        "y": [r["place"] for r in records],
        "marker": {
            "size": 13,
            "color": [tone_colour(r["value"]) for r in records],
            "line": {"color": look.ink, "width": 1.2},
        },
        **clickable(records, [r["hover"] for r in records]),
    }


def _words(x_axis: str, place: int, text: str, look: Ground) -> dict[str, Any]:
    middle = x_axis == "x2"
    return {
        "text": text,
        "font": {"size": LABEL_SIZE - middle, "color": look.muted},
        "xref": x_axis,
        "x": 0,
        "xanchor": "center" if middle else "left",
        "y": place,
        "bgcolor": look.paper,
        "showarrow": False,
    }


def _number(record: Record, look: Ground) -> dict[str, Any]:
    """The mean in figures, beside its row."""
    return {
        "text": phrases.signed(record["value"]),
        "font": {"size": LABEL_SIZE, "color": look.ink},
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 4,
        "y": record["place"],
        "showarrow": False,
    }


def _outline(record: Record, look: Ground) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": record["place"] - 0.47,
        "y1": record["place"] + 0.47,
        "line": {"color": look.ink, "width": 2},
    }


def tone_colour(value: float) -> str:
    """The colour of a score on the scale from negative (orange) to positive (blue)."""
    return DIVERGING[min(len(DIVERGING) - 1, int((value + 1) / 2 * len(DIVERGING)))]


def tone_hover(record: Record, label: str) -> str:
    """What a mark of a tone chart says when pointed at; the label is already escaped."""
    sentences = phrases.count(record["n_sentences"], "sentence")
    lines = [
        f"<b>{label}</b>",
        f"{record['n_negative']} negative · {record['n_neutral']} neutral · "
        f"{record['n_positive']} positive",
        f"in {sentences} of {phrases.count(record['n_articles'], 'article')}",
    ]
    if record["enough"]:
        lines.append(f"mean {phrases.signed(record['value'])}")
        lines += interval_words(
            record, phrases.signed(record["low"]), phrases.signed(record["high"])
        )
    else:
        lines.append("too little evidence for a mean")
    return "<br>".join([*lines, "click to read them"])
