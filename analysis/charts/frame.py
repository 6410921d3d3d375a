"""The frame of every figure: its title and key, its footer, its margins, and the look of an axis.

A figure is built in one `figure(...)` call, because adding traces and layout one by one costs
ten times as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from analysis.charts.theme import (
    FONT,
    FOOTER_LINE,
    FOOTER_SIZE,
    FOOTER_WIDTH,
    KEY_WIDTH,
    LABEL_SIZE,
    SUBTITLE_LINE,
    SUBTITLE_SIZE,
    SUBTITLE_WIDTH,
    TITLE_LINE,
    TITLE_SIZE,
    TITLE_WIDTH,
    Ground,
    Notes,
    ground,
    lines_of,
    margin_for,
    safe,
    wrapped,
)


def figure(
    data: list[dict[str, Any]],
    notes: Notes,
    *,
    plot_height: int,
    left: int = 60,
    right: int = 8,
    above: int = 0,
    below: int = 30,
    key: Sequence[tuple[str, str]] = (),
    **layout: Any,
) -> go.Figure:
    """A figure with its title, footer and margins.

    Args:
        data: traces.
        notes: the words around them.
        plot_height: height of the plotting area in pixels, the margins not counted.
        left, right: margins in pixels.
        above, below: pixels needed for tick labels and legends between plot and words.
        key: (name, colour) of what the colours mean; stands under the subtitle, where unlike
            plotly's own legend it has the same height at every width.
        layout: further layout, which wins over the shared one.
    """
    look = ground(notes)
    head, head_height = _head(notes, key, look)
    foot = wrapped(notes.footer, FOOTER_WIDTH) if notes.footer else []
    top = 20 + head_height + 10 + above
    bottom = below + (FOOTER_LINE * len(foot) + 14 if foot else 4)
    size = {
        "height": plot_height + top + bottom,
        "margin": {"l": left, "r": right, "t": top, "b": bottom},
        "title": head,
    }
    whole = {"annotations": []} | _look(look) | size | layout
    if foot:
        whole["annotations"] = [*whole["annotations"], _footer(foot, look, left, below)]
    return go.Figure({"data": data, "layout": whole})


def axis(notes: Notes, **settings: Any) -> dict[str, Any]:
    """An axis with the shared look; settings win."""
    look = ground(notes)
    shared: dict[str, Any] = {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "gridcolor": look.line,
        "tickfont": {"size": LABEL_SIZE, "color": look.ink},
    }
    return shared | settings


def rows_axis(notes: Notes, labels: Sequence[str]) -> dict[str, Any]:
    """The axis down a chart with a row for each label, the first at the top."""
    return axis(
        notes,
        range=[max(1, len(labels)) - 0.5, -0.5],
        tickvals=list(range(len(labels))),
        ticktext=list(labels),
    )


def margin_of(labels: Sequence[str], most: int = 190) -> int:
    """The left margin for labels that may have several lines."""
    return margin_for(lines_of(labels), most=most)


def small_words(text: str, look: Ground, *, shift: int, side: str = "left") -> dict[str, Any]:
    """Small words so many pixels under the plot (negative), at its left, center or right."""
    return {
        "text": text,
        "font": {"size": LABEL_SIZE - 1, "color": look.muted},
        "xref": "paper",
        "x": {"left": 0, "center": 0.5, "right": 1}[side],
        "xanchor": side,
        "yref": "paper",
        "y": 0,
        "yshift": shift,
        "yanchor": "top",
        "showarrow": False,
    }


def _head(notes: Notes, key: Sequence[tuple[str, str]], look: Ground) -> tuple[dict[str, Any], int]:
    """Title, subtitle and key as plotly's title, and the pixels that they need."""
    title = wrapped(notes.title, TITLE_WIDTH)
    subtitle = wrapped(notes.subtitle, SUBTITLE_WIDTH) if notes.subtitle else []
    keys = _key_lines(key)
    text = f"<b>{'<br>'.join(title)}</b>"
    if subtitle:
        small = f"font-size:{SUBTITLE_SIZE}px;color:{look.muted}"
        text += f'<br><span style="{small}">{"<br>".join(subtitle)}</span>'
    if keys:
        text += f'<br><span style="font-size:{LABEL_SIZE}px">{"<br>".join(keys)}</span>'
    place = {
        "text": text,
        "font": {"size": TITLE_SIZE, "color": look.ink},
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "pad": {"l": 4, "t": 20},
    }
    return place, TITLE_LINE * len(title) + SUBTITLE_LINE * (len(subtitle) + len(keys))


def _key_lines(key: Sequence[tuple[str, str]]) -> list[str]:
    lines: list[str] = []
    room = 0
    for name, colour in key:
        entry = f'<span style="color:{colour}">■</span> {safe(name)}'
        room -= len(name) + 4
        if room < 0 or not lines:
            lines.append(entry)
            room = KEY_WIDTH - len(name) - 4
        else:
            lines[-1] += f" \u2002{entry}"
    return lines


def _footer(lines: list[str], look: Ground, left: int, below: int) -> dict[str, Any]:
    return {
        "text": "<br>".join(lines),
        "font": {"size": FOOTER_SIZE, "color": look.muted},
        "xref": "paper",
        "x": 0,
        "xshift": 4 - left,
        "xanchor": "left",
        "yref": "paper",
        "y": 0,
        "yshift": -below - 8,
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
    }


def _look(look: Ground) -> dict[str, Any]:
    """The layout that all figures share."""
    words = {"family": FONT, "size": LABEL_SIZE, "color": look.ink}
    return {
        "paper_bgcolor": look.paper,
        "plot_bgcolor": look.paper,
        "font": words,
        "hoverlabel": {
            "bgcolor": look.paper,
            "bordercolor": look.line,
            "font": words,
            "align": "left",
        },
        "hovermode": "closest",
        "clickmode": "event+select",
        "dragmode": False,
        "showlegend": False,
    }
