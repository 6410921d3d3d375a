"""What was annotated against what was called, by two methods beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from analysis.charts.frame import axis, figure, margin_of, rows_axis
from analysis.charts.theme import (
    LABEL_SIZE,
    SEQUENTIAL,
    Ground,
    Notes,
    colour_scale,
    ground,
    ink_on,
    safe,
)
from analysis.confusion import CLASSES, Counts

ROW_HEIGHT, GAP, ABOVE = 52, 3, 70
_HEAD_SHIFT = 48
# Share of a row from which dark letters could not be read on its colour.
_DARK = 0.5


def confusion_matrices(calls: Mapping[str, Counts], notes: Notes) -> go.Figure:
    """A square for each method: annotated classes down, called classes across.

    A cell shows its number of mentions and, by its colour, its share of those annotated so; what
    is right lies on the diagonal.

    Args:
        calls: by name of a method, the counts as in `analysis.confusion.Tested`.
        notes: the words around the figure.
    """
    look = ground(notes)
    width = 1 / max(len(calls), 1)
    panels = list(enumerate(calls.items(), start=1))
    axes: dict[str, Any] = {}
    for number, _ in panels:
        edges = [(number - 1) * width + 0.02 * (number > 1), number * width]
        axes[f"xaxis{_suffix(number)}"] = axis(
            notes,
            domain=edges,
            side="top",
            tickvals=list(range(len(CLASSES))),
            ticktext=list(CLASSES),
            autotickangles=[0, 50],
            range=[-0.5, len(CLASSES) - 0.5],
        )
    return figure(
        [_panel(counts, number) for number, (_, counts) in panels],
        notes,
        plot_height=ROW_HEIGHT * len(CLASSES),
        left=margin_of(CLASSES),
        above=ABOVE,
        below=8,
        annotations=[
            note
            for number, (name, counts) in panels
            for note in (_head(name, number, look), *_faces(counts, number))
        ],
        yaxis=rows_axis(notes, CLASSES),
        **axes,
    )


def _panel(counts: Counts, number: int) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "xaxis": f"x{_suffix(number)}",
        "yaxis": "y",
        "z": [_shares(row) for row in counts],
        "zmin": 0,
        "zmax": 1,
        "colorscale": colour_scale(SEQUENTIAL),
        "showscale": False,
        "xgap": GAP,
        "ygap": GAP,
        "hovertext": [
            [_hover(truth, called, row) for called in range(len(CLASSES))]
            for truth, row in enumerate(counts)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _suffix(number: int) -> str:
    """The first axis has no number in plotly."""
    return str(number) if number > 1 else ""


def _shares(row: Sequence[int]) -> list[float]:
    return [number / max(sum(row), 1) for number in row]


def _faces(counts: Counts, number: int) -> list[dict[str, Any]]:
    """The numbers in the cells; written one by one, each in letters that its colour bears."""
    return [
        {
            "text": f"{value:,}<br><span style='font-size:10px'>{share:.0%}</span>",
            "xref": f"x{_suffix(number)}",
            "x": called,
            "yref": "y",
            "y": truth,
            "showarrow": False,
            "font": {"color": ink_on(SEQUENTIAL[-1] if share > _DARK else SEQUENTIAL[0])},
        }
        for truth, row in enumerate(counts)
        for called, (value, share) in enumerate(zip(row, _shares(row), strict=True))
    ]


def _hover(truth: int, called: int, row: Sequence[int]) -> str:
    share = f"{_shares(row)[called]:.0%} of the {sum(row):,} annotated {CLASSES[truth]}"
    verdict = "right" if truth == called else f"called {CLASSES[called]}"
    return f"<b>{row[called]:,} {verdict}</b><br>{share}"


def _head(name: str, number: int, look: Ground) -> dict[str, Any]:
    return {
        "text": f"<b>{safe(name)}</b>",
        "font": {"size": LABEL_SIZE, "color": look.ink},
        "xref": f"x{_suffix(number)} domain",
        "x": 0.5,
        "yref": "paper",
        "y": 1,
        "yshift": _HEAD_SHIFT,
        "yanchor": "bottom",
        "showarrow": False,
    }
