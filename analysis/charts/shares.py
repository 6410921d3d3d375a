"""The share matrix: how much of each group falls to each item, with the counts before any colour.

Topics, ways of introducing a speaker and what is said to whom are all drawn by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import (
    LABEL_SIZE,
    SEQUENTIAL,
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
    tick_label,
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
ROW_HEIGHT, LEGEND_HEIGHT, GAP = 44, 62, 0.06
# From this part of the scale on the colours are too dark for dark letters.
DARK_PART = 0.6
# A scale that ends lower would make chance look like a difference.
LEAST_TOP = 0.25


def share_matrix(
    table: pd.DataFrame,
    notes: Notes,
    unit: str,
    *,
    columns: Mapping[str, str] | None = None,
    items: Mapping[str, str] | None = None,
    chosen: tuple[str, str] | None = None,
) -> go.Figure:
    """A cell per item (down) and group (across): its count over its share, coloured by the share.

    The count is that of the evidence rows. A cell of a group with too little evidence is hatched
    instead of coloured; one without any shows a dash. The marks carry (group, item) as custom
    data, so that a click finds its evidence.

    Args:
        table: comparison rows of one measure that is a share, in reading order.
        notes: the words around the figure.
        unit: what the counts count, in the plural ("sentences").
        columns: label of each group to draw, in order, as escaped lines joined by <br>; every
            group by its own name when None.
        items: words for each item, not yet escaped; the item itself when it is not among them.
        chosen: (group, item) of the cell to outline.

    Raises:
        KeyError: the table lacks a column.
    """
    need(table, *NEEDED)
    items = items or {}
    records, labels, rows = _placed(table, columns)
    colours = ground(notes)
    top = max([LEAST_TOP, *(r["value"] for r in records if r["rows"] and r["enough"])])
    words = [items.get(row, row) for row in rows]
    ticks = [tick_label(word, 18) for word in words]
    for record in records:
        record["hover"] = _hover(record, words[record["row"]], labels[record["column"]], unit)
    height = ROW_HEIGHT * max(1, len(rows))
    return figure(
        [
            _cells([r for r in records if r["rows"] and r["enough"]], colours, top),
            _cells([r for r in records if r["rows"] and not r["enough"]], colours, None),
            _absent([r for r in records if not r["rows"]], colours),
        ],
        notes,
        plot_height=height,
        left=margin_for(lines_of(ticks)),
        above=18 * max((label.count("<br>") + 1 for label in labels), default=1) + 8,
        below=LEGEND_HEIGHT,
        barmode="overlay",
        showlegend=False,
        coloraxis=_colour_axis(height, top),
        shapes=_outline([r for r in records if chosen == (r["group"], r["item"])], colours),
        annotations=[
            _small("0 %", "left", -22, colours),
            _small(f"{top:.0%} of the column", "right", -22, colours),
            _small("hatched: too little evidence · – none", "left", -42, colours),
        ],
        xaxis=axis(
            notes,
            side="top",
            range=[-0.5, max(1, len(labels)) - 0.5],
            tickvals=list(range(len(labels))),
            ticktext=labels,
        ),
        yaxis=axis(
            notes,
            range=[max(1, len(rows)) - 0.5, -0.5],
            tickvals=list(range(len(rows))),
            ticktext=ticks,
        ),
    )


def _placed(
    table: pd.DataFrame, columns: Mapping[str, str] | None
) -> tuple[list[dict[str, Any]], list[str], list[str]]:
    """The rows as records with their place, the labels across, and the items down."""
    keys = table["article_id"].where(table["group_by"] == "article", table["perspective"])
    groups = [group for group in columns or dict.fromkeys(keys) if group in set(keys)]
    rows = list(dict.fromkeys(table["item"]))
    records = [
        record | {"group": key, "column": groups.index(key), "row": rows.index(record["item"])}
        for key, record in zip(keys, table.to_dict("records"), strict=True)
        if key in groups
    ]
    for record in records:
        record["rows"] = record["n_negative"] + record["n_neutral"] + record["n_positive"]
    labels = [columns[group] if columns else safe(group) for group in groups]
    return records, labels, rows


def _cells(
    records: Sequence[Mapping[str, Any]], colours: Ground, top: float | None
) -> dict[str, Any]:
    """Bars that fill their cells: unlike a heatmap they can be clicked and hatched.

    Without the top of a scale they are hatched, as having too little evidence for a colour.
    """
    marker: dict[str, Any] = {"line": {"width": 0}}
    if top is None:
        ink = [colours.muted] * len(records)
        marker |= {
            "color": colours.blank,
            "pattern": {"shape": "/", "fgcolor": colours.line, "size": 7, "solidity": 0.35},
        }
    else:
        ink = ["#FFFFFF" if r["value"] > DARK_PART * top else "#1F2430" for r in records]
        marker |= {"color": [r["value"] for r in records], "coloraxis": "coloraxis"}
    return {
        "type": "bar",
        "orientation": "h",
        "base": [r["column"] - 0.5 + GAP / 2 for r in records],
        "x": [1 - GAP for _ in records],
        "y": [r["row"] for r in records],
        "width": 1 - 1.6 * GAP,
        "marker": marker,
        "text": [
            f"<b>{r['rows']}</b>" + (f"<br>{r['value']:.0%}" if r["enough"] else "")
            for r in records
        ],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": ink, "size": LABEL_SIZE},
        "customdata": [[r["group"], r["item"]] for r in records],
        "hovertext": [r["hover"] for r in records],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _hover(record: Mapping[str, Any], words: str, label: str, unit: str) -> str:
    lines = [
        f"<b>{safe(words)}</b>, {label.replace('<br>', ', ')}",
        f"{unit}: {record['rows']}, articles: {record['n_articles']}",
    ]
    if not record["enough"]:
        return "<br>".join([*lines, "too little evidence for a share", "click to read them"])
    lines.append(f"{record['value']:.0%} of this column")
    if not pd.isna(record["low"]):
        lines.append(f"{record['low']:.0%} to {record['high']:.0%}: {record['interval_kind']}")
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


def _colour_axis(height: int, top: float) -> dict[str, Any]:
    return {
        "colorscale": colour_scale(SEQUENTIAL),
        "cmin": 0,
        "cmax": top,
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


def _small(text: str, side: str, shift: int, colours: Ground) -> dict[str, Any]:
    """Small words under the matrix, at its left or right end."""
    return {
        "text": text,
        "font": {"size": LABEL_SIZE - 1, "color": colours.muted},
        "xref": "paper",
        "x": 0 if side == "left" else 1,
        "xanchor": side,
        "yref": "paper",
        "y": 0,
        "yshift": shift,
        "yanchor": "top",
        "showarrow": False,
    }


def _outline(records: Sequence[Mapping[str, Any]], colours: Ground) -> list[dict[str, Any]]:
    return [
        {
            "type": "rect",
            "x0": r["column"] - 0.5 + GAP / 4,
            "x1": r["column"] + 0.5 - GAP / 4,
            "y0": r["row"] - 0.5 + GAP / 4,
            "y1": r["row"] + 0.5 - GAP / 4,
            "line": {"color": colours.ink, "width": 2.5},
        }
        for r in records
    ]
