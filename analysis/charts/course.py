"""Tone through an article: a panel per article, from its first sentence to its last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.frame import axis, figure
from analysis.charts.rows import NEEDED, Record, clickable, group_keys, is_chosen, placed
from analysis.charts.sentiment import tone_colour, tone_hover
from analysis.charts.theme import LABEL_SIZE, Ground, Notes, ground, need, safe, shortened
from analysis.charts.words import words_of

PANEL_HEIGHT, PANEL_HEAD = 84, 36
TITLE_WIDTH, LEFT = 44, 66


def tone_course(
    table: pd.DataFrame,
    notes: Notes,
    panels: Mapping[str, str],
    *,
    chosen: tuple[str, str] | None = None,
) -> go.Figure:
    """A panel per article: the mean tone of each tenth of its sentences, first to last.

    A tenth with too little evidence is hollow; the number at a mark counts its sentences. The
    marks carry (article id, tenth) as custom data.

    Args:
        table: comparison rows of the measure "sentiment_course", grouped by article.
        notes: the words around the figure.
        panels: title of each article id, in the order to draw; not yet escaped.
        chosen: (article id, tenth) of the mark to outline.

    Raises:
        KeyError: the table lacks a column.
    """
    need(table, *NEEDED)
    held = set(group_keys(table))
    # Of very many articles each is put into words when it is asked for: only those that are drawn.
    labels = {name: safe(shortened(panels[name], TITLE_WIDTH)) for name in panels if name in held}
    drawn, look = placed(table, labels), ground(notes)
    n_panels = len(drawn.groups)
    axes: dict[str, Any] = {
        _axis_name(place, "yaxis"): axis(notes, **_tone_axis(place, n_panels, look))
        for place in range(n_panels)
    }
    return figure(
        [
            _line([r for r in drawn.records if r["place"] == place], label, place, look, chosen)
            for place, label in enumerate(drawn.labels)
        ],
        notes,
        plot_height=(PANEL_HEIGHT + PANEL_HEAD) * max(1, n_panels),
        left=LEFT,
        above=4,
        below=42,
        annotations=[
            _panel_title(label, 1 - place / n_panels, look)
            for place, label in enumerate(drawn.labels)
        ],
        xaxis=axis(
            notes,
            range=[0.5, 10.5],
            anchor=_axis_name(max(0, n_panels - 1), "y"),
            tickvals=[1, 5, 10],
            ticktext=["first", "middle", "last"],
        ),
        **axes,
    )


def _axis_name(place: int, name: str) -> str:
    """Plotly's name of the axis of a panel: "y", "y2", "y3"."""
    return name if place == 0 else f"{name}{place + 1}"


def _tone_axis(place: int, n_panels: int, look: Ground) -> dict[str, Any]:
    """The axis of a panel: from negative to positive, in its part of the height."""
    top, head = 1 - place / n_panels, PANEL_HEAD / (PANEL_HEIGHT + PANEL_HEAD) / n_panels
    return {
        "range": [-1.15, 1.3],
        "domain": [max(0.0, top - 1 / n_panels), top - head],
        "zeroline": True,
        "zerolinecolor": look.muted,
        "zerolinewidth": 1,
        "tickvals": [-1, 0, 1],
        "ticktext": ["negative", "0", "positive"],
    }


def _line(
    records: Sequence[Record],
    label: str,
    place: int,
    look: Ground,
    chosen: tuple[str, str] | None,
) -> dict[str, Any]:
    told = [record for record in records if record["rows"]]
    outlined = [is_chosen(record, chosen) for record in told]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "yaxis": _axis_name(place, "y"),
        "x": [int(r["item"]) for r in told],
        "y": [r["value"] for r in told],
        "text": [str(r["rows"]) for r in told],
        "textposition": "top center",
        "textfont": {"size": LABEL_SIZE - 2, "color": look.muted},
        "cliponaxis": False,
        "line": {"color": look.muted, "width": 1.5},
        "marker": {
            "opacity": 1,
            "size": [15 if here else 11 for here in outlined],
            "color": [tone_colour(r["value"]) if r["enough"] else look.paper for r in told],
            "line": {"color": look.ink, "width": [3 if here else 1.4 for here in outlined]},
        },
        **clickable(told, [tone_hover(record, f"{label}, {_part(record)}") for record in told]),
    }


def _part(record: Record) -> str:
    """The part of the article that a mark stands for, in escaped words."""
    return safe(words_of("sentiment_course").get(record["item"], record["item"]))


def _panel_title(label: str, top: float, look: Ground) -> dict[str, Any]:
    return {
        "text": f"<b>{label}</b>",
        "font": {"size": LABEL_SIZE, "color": look.ink},
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": top,
        "yshift": -12,
        "xshift": 4 - LEFT,
        "yanchor": "top",
        "showarrow": False,
    }
