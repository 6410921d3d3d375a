"""Tone through an article: a panel per article, from its first sentence to its last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.sentiment import tone_colour, tone_hover
from analysis.charts.theme import (
    LABEL_SIZE,
    Ground,
    Notes,
    axis,
    figure,
    ground,
    need,
    safe,
    shortened,
)

NEEDED = (
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
    look = ground(notes)
    articles = [article for article in panels if article in set(table["article_id"])]
    height = (PANEL_HEIGHT + PANEL_HEAD) * max(1, len(articles))
    traces: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    for place, article in enumerate(articles):
        number = "" if place == 0 else str(place + 1)
        top = 1 - place / len(articles)
        axes[f"yaxis{number}"] = axis(
            notes,
            range=[-1.15, 1.3],
            domain=[max(0.0, top - 1 / len(articles)), top - PANEL_HEAD / height],
            zeroline=True,
            zerolinecolor=look.muted,
            zerolinewidth=1,
            tickvals=[-1, 0, 1],
            ticktext=["negative", "0", "positive"],
        )
        records = table[table["article_id"] == article].to_dict("records")
        label = safe(shortened(panels[article], TITLE_WIDTH))
        traces.append(_line(records, label, f"y{number}", look, chosen))
        annotations.append(_panel_title(label, top, look))
    return figure(
        traces,
        notes,
        plot_height=height,
        left=LEFT,
        above=4,
        below=42,
        showlegend=False,
        annotations=annotations,
        xaxis=axis(
            notes,
            range=[0.5, 10.5],
            anchor=f"y{len(articles)}" if len(articles) > 1 else "y",
            tickvals=[1, 5, 10],
            ticktext=["first", "middle", "last"],
        ),
        **axes,
    )


def _line(
    records: Sequence[Mapping[str, Any]],
    label: str,
    y_axis: str,
    look: Ground,
    chosen: tuple[str, str] | None,
) -> dict[str, Any]:
    told = [r for r in records if r["n_sentences"]]
    outlined = [chosen == (r["article_id"], r["item"]) for r in told]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "yaxis": y_axis,
        "x": [int(r["item"]) for r in told],
        "y": [r["value"] for r in told],
        "text": [str(r["n_sentences"]) for r in told],
        "textposition": "top center",
        "textfont": {"size": LABEL_SIZE - 2, "color": look.muted},
        "cliponaxis": False,
        "line": {"color": look.muted, "width": 1.5},
        "marker": {
            "size": [15 if here else 11 for here in outlined],
            "color": [tone_colour(r["value"]) if r["enough"] else look.paper for r in told],
            "line": {"color": look.ink, "width": [3 if here else 1.4 for here in outlined]},
        },
        "customdata": [[r["article_id"], r["item"]] for r in told],
        "hovertext": [tone_hover(r, f"{label}, tenth {int(r['item'])}") for r in told],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


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
