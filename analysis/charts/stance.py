"""The stance matrix: who portrays whom how, with the counts before any colour."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import (
    DIVERGING,
    LABEL_SIZE,
    Ground,
    Notes,
    axis,
    colour_scale,
    figure,
    ground,
    lines_of,
    margin_for,
    need,
    safe,
    shortened,
    signed,
    tick_label,
)

NEEDED = (
    "group_by",
    "perspective",
    "article_id",
    "item",
    "value",
    "n_negative",
    "n_neutral",
    "n_positive",
    "n_sentences",
    "n_articles",
    "low",
    "high",
    "interval_kind",
    "enough",
)
ROW_HEIGHT, GAP = 40, 0.06
LEGEND_HEIGHT = 66
MOST_LEVEL_LABELS = 6
# Means of whole cells seldom lie further from neutral: beyond it the colour stays at its end.
END_OF_SCALE = 0.6
# Beyond this distance from neutral the colours are too dark for dark letters.
DARK_CELL = 0.42


def stance_matrix(
    table: pd.DataFrame,
    notes: Notes,
    *,
    columns: Mapping[str, str] | None = None,
    chosen: tuple[str, str] | None = None,
) -> go.Figure:
    """A cell per actor (down) and group (across): its counts, coloured by its mean stance.

    A cell with too little evidence is hatched instead of coloured; one without any shows a dash.
    The marks carry (group, item) as custom data, so that a click finds its evidence.

    Args:
        table: comparison rows of the measure "stance", in reading order.
        notes: the words around the figure.
        columns: label of each group, as escaped lines joined by <br>; its own name when None.
        chosen: (group, item) of the cell to outline.

    Raises:
        KeyError: the table lacks a column.
    """
    need(table, *NEEDED)
    keys = table["article_id"].where(table["group_by"] == "article", table["perspective"])
    groups = list(dict.fromkeys(keys))
    labels = [columns[group] if columns else safe(group) for group in groups]
    items = list(dict.fromkeys(table["item"]))
    records = [
        {**row, "group": key, "column": groups.index(key), "row": items.index(row["item"])}
        for key, row in zip(keys, table.to_dict("records"), strict=True)
    ]
    for record in records:
        record["label"] = labels[record["column"]]
    colours = ground(notes)
    traces = [
        _cells([r for r in records if r["n_sentences"] and r["enough"]], colours, thin=False),
        _cells([r for r in records if r["n_sentences"] and not r["enough"]], colours, thin=True),
        _absent([r for r in records if not r["n_sentences"]], colours),
    ]
    crowded = len(groups) > MOST_LEVEL_LABELS
    heads = [_in_one_line(label) for label in labels] if crowded else labels
    above = 18 * max((label.count("<br>") + 1 for label in heads), default=1) + 8
    height = max(1, len(items)) * ROW_HEIGHT
    ticks = [tick_label(item) for item in items]
    return figure(
        traces,
        notes,
        plot_height=height,
        left=margin_for(lines_of(ticks)),
        above=above,
        below=LEGEND_HEIGHT,
        barmode="overlay",
        showlegend=False,
        coloraxis=_colour_axis(height, colours),
        shapes=_outline(groups, items, chosen, colours),
        annotations=[_legend_of_thin(colours)],
        xaxis=axis(
            notes,
            side="top",
            automargin=True,
            range=[-0.5, max(1, len(groups)) - 0.5],
            tickvals=list(range(len(groups))),
            ticktext=heads,
            **({"tickangle": -50} if crowded else {}),
        ),
        yaxis=axis(
            notes,
            range=[max(1, len(items)) - 0.5, -0.5],
            tickvals=list(range(len(items))),
            ticktext=ticks,
        ),
    )


def _cells(records: Sequence[Mapping[str, Any]], colours: Ground, *, thin: bool) -> dict[str, Any]:
    """Bars that fill their cells: unlike a heatmap they can be clicked and hatched."""
    marker: dict[str, Any] = {"line": {"width": 0}}
    if thin:
        ink = [colours.muted] * len(records)
        marker |= {
            "color": colours.blank,
            "pattern": {"shape": "/", "fgcolor": colours.line, "size": 7, "solidity": 0.35},
        }
    else:
        ink = ["#FFFFFF" if abs(r["value"]) > DARK_CELL else "#1F2430" for r in records]
        marker |= {"color": [r["value"] for r in records], "coloraxis": "coloraxis"}
    return {
        "type": "bar",
        "orientation": "h",
        "base": [r["column"] - 0.5 + GAP / 2 for r in records],
        "x": [1 - GAP for _ in records],
        "y": [r["row"] for r in records],
        "width": 1 - 1.6 * GAP,
        "marker": marker,
        "text": [counts(r) for r in records],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": ink, "size": LABEL_SIZE},
        "customdata": [[r["group"], r["item"]] for r in records],
        "hovertext": [_hover(r) for r in records],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _in_one_line(label: str) -> str:
    return safe(shortened(html.unescape(label.replace("<br>", " ")), 20))


def counts(record: Mapping[str, Any]) -> str:
    """The counts of a cell, unfavourable to favourable: "− 3 · 5 · 2 +" with narrow spaces."""
    thin = "\u2009"
    middle = f"{thin}·{thin}".join(
        str(record[name]) for name in ("n_negative", "n_neutral", "n_positive")
    )
    return f"−{thin}{middle}{thin}+"


def _hover(record: Mapping[str, Any]) -> str:
    label = str(record["label"]).replace("<br>", ", ")
    lines = [
        f"<b>{safe(record['item'])}</b>, {label}",
        f"{record['n_negative']} unfavourable · {record['n_neutral']} neutral · "
        f"{record['n_positive']} favourable",
        f"in {record['n_sentences']} sentences of {record['n_articles']} articles",
    ]
    if not record["enough"]:
        return "<br>".join([*lines, "too little evidence for a mean", "click to read them"])
    lines.append(f"mean stance {signed(record['value'])}")
    if not pd.isna(record["low"]):
        lines.append(
            f"{signed(record['low'])} to {signed(record['high'])}: {record['interval_kind']}"
        )
    return "<br>".join([*lines, "click to read them"])


def _absent(records: Sequence[Mapping[str, Any]], colours: Ground) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [r["column"] for r in records],
        "y": [r["row"] for r in records],
        "text": ["–"] * len(records),
        "textfont": {"color": colours.muted, "size": LABEL_SIZE},
        "hoverinfo": "skip",
    }


def _colour_axis(height: int, colours: Ground) -> dict[str, Any]:
    return {
        "colorscale": colour_scale(DIVERGING),
        "cmin": -END_OF_SCALE,
        "cmax": END_OF_SCALE,
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
            "tickvals": [-0.76 * END_OF_SCALE, 0, 0.8 * END_OF_SCALE],
            "ticktext": ["unfavourable", "neutral", "favourable"],
            "ticklabelposition": "outside bottom",
            "tickfont": {"size": LABEL_SIZE - 1, "color": colours.muted},
        },
    }


def _legend_of_thin(colours: Ground) -> dict[str, Any]:
    return {
        "text": "hatched: too little evidence · – no mention",
        "font": {"size": LABEL_SIZE - 1, "color": colours.muted},
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": 0,
        "yshift": -44,
        "yanchor": "top",
        "showarrow": False,
    }


def _outline(
    groups: Sequence[str], items: Sequence[str], chosen: tuple[str, str] | None, colours: Ground
) -> list[dict[str, Any]]:
    if not chosen or chosen[0] not in groups or chosen[1] not in items:
        return []
    x, y = groups.index(chosen[0]), items.index(chosen[1])
    return [
        {
            "type": "rect",
            "x0": x - 0.5 + GAP / 4,
            "x1": x + 0.5 - GAP / 4,
            "y0": y - 0.5 + GAP / 4,
            "y1": y + 0.5 - GAP / 4,
            "line": {"color": colours.ink, "width": 2.5},
        }
    ]
