"""Whether probabilities are true: what was promised against what came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from analysis.charts.frame import axis, figure
from analysis.charts.theme import LABEL_SIZE, NEGATIVE, POSITIVE, Notes, ground
from analysis.confusion import Bin

_COLOURS = {"negative": NEGATIVE, "positive": POSITIVE}
_NAMES = {"negative": "unfavourable", "positive": "favourable"}
_HEIGHT, _LARGEST = 300, 22


def reliability(bins: Mapping[str, Sequence[Bin]], notes: Notes) -> go.Figure:
    """For each class a line through the tenths of its probability, on the diagonal when true.

    Args:
        bins: by class, as in `analysis.confusion.Tested`.
        notes: the words around the figure.
    """
    most = max((number for some in bins.values() for _, _, number in some), default=1)
    return figure(
        [_diagonal(notes), *(_line(name, some, most) for name, some in bins.items())],
        notes,
        plot_height=_HEIGHT,
        left=64,
        above=0,
        below=56,
        key=[(_NAMES[name], _COLOURS[name]) for name in bins],
        xaxis=_shares(notes, "probability that the engine gave"),
        yaxis=_shares(notes, "share annotated so"),
    )


def _shares(notes: Notes, title: str) -> dict[str, Any]:
    """An axis of shares; a point on its edge is drawn whole."""
    words = {"text": title, "font": {"size": LABEL_SIZE, "color": ground(notes).muted}}
    return axis(notes, title=words, range=[-0.04, 1.04], tickformat=".0%", showgrid=True)


def _diagonal(notes: Notes) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [0, 1],
        "y": [0, 1],
        "line": {"color": ground(notes).muted, "dash": "dot"},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _line(name: str, bins: Sequence[Bin], most: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _NAMES[name],
        "x": [chance for chance, _, _ in bins],
        "y": [share for _, share, _ in bins],
        "customdata": [number for _, _, number in bins],
        "line": {"color": _COLOURS[name]},
        "marker": {
            "color": _COLOURS[name],
            "size": [6 + (_LARGEST - 6) * (number / most) ** 0.5 for _, _, number in bins],
        },
        "hovertemplate": (
            f"{_NAMES[name]}: given %{{x:.0%}} on average, %{{y:.0%}} annotated so"
            "<br>%{customdata:,} mentions<extra></extra>"
        ),
        "showlegend": False,
    }
