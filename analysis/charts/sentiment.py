"""Tone of the wording: how many sentences are negative, neutral and positive, and their mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import (
    DIVERGING,
    LABEL_SIZE,
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    Ground,
    Notes,
    axis,
    figure,
    ground,
    lines_of,
    margin_for,
    need,
    safe,
    signed,
)

NEEDED = (
    "group_by",
    "perspective",
    "article_id",
    "item",
    "value",
    "low",
    "high",
    "interval_kind",
    "n_negative",
    "n_neutral",
    "n_positive",
    "n_sentences",
    "n_articles",
    "enough",
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
) -> go.Figure:
    """A row per group: its sentences by tone as a divided bar, and their mean with its interval.

    With too little evidence the bar is hatched and words stand in place of the mean. The marks
    carry (group, item) as custom data.

    Args:
        table: comparison rows of the measure "sentiment".
        notes: the words around the figure.
        bars: labels of the groups, in the order to draw, as escaped lines joined by <br>; every
            group by its own name when None.
        chosen: (group, item) of the row to outline.

    Raises:
        KeyError: the table lacks a column.
    """
    need(table, *NEEDED)
    look = ground(notes)
    groups, records = _placed(table, bars)
    labels = [bars[group] if bars else safe(group) for group in groups]
    for record in records:
        record["hover"] = tone_hover(record, labels[record["place"]].replace("<br>", ", "))
    held = [r for r in records if r["n_sentences"]]
    firm = [r for r in held if r["enough"]]
    silent = [place for place in range(len(groups)) if place not in {r["place"] for r in held}]
    return figure(
        [
            *[_counted(held, *kind, look) for kind in _CLASSES],
            _intervals(firm, look),
            _means(firm, look),
        ],
        notes,
        plot_height=ROW_HEIGHT * max(1, len(groups)),
        left=margin_for(lines_of(labels), most=130),
        right=46,
        above=4,
        below=40,
        key=[(name, colour) for _, name, colour, _ in _CLASSES],
        showlegend=False,
        barmode="stack",
        barnorm="fraction",
        bargap=0.34,
        uniformtext={"minsize": 9, "mode": "hide"},
        annotations=[
            *[_words("x", place, "nothing in these texts", look) for place in silent],
            *[
                _words("x2", r["place"], "too little<br>evidence", look)
                for r in held
                if not r["enough"]
            ],
            *[_number(r, look) for r in firm],
        ],
        shapes=_outline([r for r in records if chosen == (r["group"], r["item"])], look),
        xaxis=axis(notes, range=[0, 1], domain=COUNTS_DOMAIN, showticklabels=False),
        xaxis2=axis(
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
        ),
        yaxis=axis(
            notes,
            range=[max(1, len(groups)) - 0.5, -0.5],
            tickvals=list(range(len(groups))),
            ticktext=labels,
        ),
    )


def _placed(
    table: pd.DataFrame, bars: Mapping[str, str] | None
) -> tuple[list[str], list[dict[str, Any]]]:
    keys = table["article_id"].where(table["group_by"] == "article", table["perspective"])
    groups = [group for group in bars or dict.fromkeys(keys) if group in set(keys)]
    return groups, [
        record | {"group": key, "place": groups.index(key)}
        for key, record in zip(keys, table.to_dict("records"), strict=True)
        if key in groups
    ]


def _counted(
    records: Sequence[Mapping[str, Any]],
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
            "pattern": {
                "shape": ["" if r["enough"] else "/" for r in records],
                "fgcolor": look.paper,
                "fgopacity": 0.55,
                "fillmode": "overlay",
                "size": 7,
                "solidity": 0.3,
            },
        },
        "text": [str(r[column]) if r[column] else "" for r in records],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"size": LABEL_SIZE, "color": ink},
        **_clickable(records),
    }


def _intervals(records: Sequence[Mapping[str, Any]], look: Ground) -> dict[str, Any]:
    told = [r for r in records if not pd.isna(r["low"])]
    return {
        "type": "scatter",
        "mode": "lines",
        "xaxis": "x2",
        "x": [x for r in told for x in (r["low"], r["high"], None)],
        "y": [y for r in told for y in (r["place"], r["place"], None)],
        "line": {"color": look.muted, "width": 3},
        "hoverinfo": "skip",
    }


def _means(records: Sequence[Mapping[str, Any]], look: Ground) -> dict[str, Any]:
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
        **_clickable(records),
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


def _number(record: Mapping[str, Any], look: Ground) -> dict[str, Any]:
    """The mean in figures, beside its row."""
    return {
        "text": signed(record["value"]),
        "font": {"size": LABEL_SIZE, "color": look.ink},
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 4,
        "y": record["place"],
        "showarrow": False,
    }


def _outline(records: Sequence[Mapping[str, Any]], look: Ground) -> list[dict[str, Any]]:
    return [
        {
            "type": "rect",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": r["place"] - 0.47,
            "y1": r["place"] + 0.47,
            "line": {"color": look.ink, "width": 2},
        }
        for r in records
    ]


def _clickable(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "customdata": [[r["group"], r["item"]] for r in records],
        "hovertext": [r["hover"] for r in records],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def tone_colour(value: float) -> str:
    """The colour of a score on the scale from negative (orange) to positive (blue)."""
    return DIVERGING[min(len(DIVERGING) - 1, int((value + 1) / 2 * len(DIVERGING)))]


def tone_hover(record: Mapping[str, Any], label: str) -> str:
    """What a mark of a tone chart says when pointed at; the label is already escaped."""
    lines = [
        f"<b>{label}</b>",
        f"sentences: {record['n_negative']} negative · {record['n_neutral']} neutral · "
        f"{record['n_positive']} positive",
        f"articles: {record['n_articles']}",
    ]
    if not record["n_sentences"]:
        return lines[0]
    if record["enough"]:
        lines.append(f"mean {signed(record['value'])}")
        if not pd.isna(record["low"]):
            ends = f"{signed(record['low'])} to {signed(record['high'])}"
            lines.append(f"{ends}: {record['interval_kind']}")
    else:
        lines.append("too little evidence for a mean")
    return "<br>".join([*lines, "click to read them"])
