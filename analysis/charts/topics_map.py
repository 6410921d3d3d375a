"""The passages as a map: what is told in like words lies close together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.frame import axis, figure
from analysis.charts.rows import Record
from analysis.charts.theme import (
    LABEL_SIZE,
    NO_COLOUR,
    Ground,
    Notes,
    ground,
    need,
    safe,
    shortened,
    tick_label,
    wrapped,
)
from analysis.selection import OTHER_TOPIC

LABEL_WIDTH, HOVER_WIDTH, HOVER_LINES = 22, 60, 3
MAP_HEIGHT = 460


def passage_map(table: pd.DataFrame, notes: Notes, *, colours: Mapping[str, str]) -> go.Figure:
    """A dot per passage; those told in like words lie close together.

    The name of a topic stands in the middle of its passages. The dots carry the passage id as
    custom data.

    Args:
        table: as from Analysis.passage_map.
        notes: the words around the figure.
        colours: colour of the perspective of each outlet.

    Raises:
        KeyError: the table lacks a column.
    """
    need(table, "passage_id", "text", "x", "y", "label", "perspective")
    look, rows = ground(notes), table.to_dict("records")
    shown = [name for name in colours if name in set(table["perspective"])]
    middles = table.dropna(subset="label").groupby("label", sort=False)[["x", "y"]].median()
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": table["x"].tolist(),
        "y": table["y"].tolist(),
        "marker": {
            "size": 10,
            "color": [colours.get(row["perspective"], NO_COLOUR) for row in rows],
            "opacity": [0.9 if pd.notna(row["label"]) else 0.35 for row in rows],
            "line": {"color": look.paper, "width": 1},
        },
        "customdata": [[row["passage_id"]] for row in rows],
        "hovertext": [_passage_hover(row) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 0.6}},
    }
    return figure(
        [dots],
        notes,
        plot_height=MAP_HEIGHT,
        left=12,
        right=12,
        below=10,
        key=[(name, colours[name]) for name in shown],
        annotations=[_name_at(label, x, y, look) for label, x, y in middles.itertuples()],
        xaxis=axis(notes, showticklabels=False),
        yaxis=axis(notes, showticklabels=False),
    )


def _passage_hover(row: Record) -> str:
    text = " ".join(str(row["text"]).split())
    topic = row["label"] if pd.notna(row["label"]) else OTHER_TOPIC
    start = wrapped(shortened(text, HOVER_LINES * HOVER_WIDTH), HOVER_WIDTH)
    return f"<b>{safe(topic)}</b><br>{'<br>'.join(start)}"


def _name_at(label: str, x: float, y: float, look: Ground) -> dict[str, Any]:
    return {
        "text": f"<b>{tick_label(label, LABEL_WIDTH)}</b>",
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"size": LABEL_SIZE, "color": look.ink},
    }
