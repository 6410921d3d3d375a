"""The frame of every figure: its title and key, its footer, its margins, and the look of an axis.

A figure is built in one `figure(...)` call, because adding traces and layout one by one costs
ten times as much. What its frame was made of stays in it as `layout.meta` (see `Framed`), so that
`paper.on_paper` can put another frame around the same marks.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import plotly.graph_objects as go

from analysis.charts.theme import (
    FONT,
    FOOTER_LINE,
    FOOTER_SIZE,
    FOOTER_WIDTH,
    KEY_WIDTH,
    LABEL_SIZE,
    SEEN_LINE,
    SEEN_SIZE,
    SEEN_WIDTH,
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
    untrailed,
    wrapped,
)

EDGE = 4
_WORDS = ("title", "seen", "subtitle", "footer")


@dataclass(frozen=True, kw_only=True)
class Framed(Notes):
    """What the frame of a figure was made of.

    Attributes:
        key: (name, colour) of what the colours mean, the names not escaped.
        plot_height, left, right, above, below: pixels, as given to `figure`.
    """

    key: Sequence[tuple[str, str]]
    plot_height: int
    left: int
    right: int
    above: int
    below: int

    def kept(self) -> str:
        """It as the meta of a layout, all words escaped: plotly can put meta into labels."""
        return json.dumps(self._changed(safe))

    @classmethod
    def of(cls, meta: str) -> Framed:
        """What `kept` gave."""
        told = json.loads(meta)
        told["key"] = [(name, tint) for name, tint in told["key"]]
        return cls(**cls(**told)._changed(html.unescape))

    def _changed(self, change: Callable[[str], str]) -> dict[str, Any]:
        """Its fields, with its words changed."""
        words = {name: change(getattr(self, name)) for name in _WORDS}
        return asdict(self) | words | {"key": [(change(name), tint) for name, tint in self.key]}


@dataclass(frozen=True)
class Lines:
    """The words around the marks, as escaped lines that fit."""

    title: Sequence[str]
    seen: Sequence[str]
    subtitle: Sequence[str]
    keys: Sequence[str]
    foot: Sequence[str]


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
    asked = Framed(**asdict(notes), key=list(key), plot_height=plot_height,
                    left=left, right=right, above=above, below=below)  # fmt: skip
    lines = Lines(
        wrapped(notes.title, TITLE_WIDTH),
        wrapped(notes.seen, SEEN_WIDTH) if notes.seen else [],
        untrailed(wrapped(notes.subtitle, SUBTITLE_WIDTH)) if notes.subtitle else [],
        _key_lines(key),
        untrailed(wrapped(notes.footer, FOOTER_WIDTH)) if notes.footer else [],
    )
    whole = {"annotations": [], "meta": asked.kept()} | _look(ground(notes)) | layout
    return made({"data": data, "layout": whole | surroundings(asked, lines, whole)})


def made(spec: Mapping[str, Any]) -> go.Figure:
    """A figure of data and layout, without the template that plotly gives to all figures.

    Browsers are given the same figure three times while a page is drawn, each time in new pieces.
    Plotly draws it once if its layout holds words, numbers and lists alone (hence `Framed.kept`),
    and its revision stays.
    """
    # Plotly would look at every entry anew, which takes four times as long as all the rest.
    figure = go.Figure(spec, _validate=False)
    figure.layout.template = None
    del figure._layout["template"]  # where nothing is checked, None stays as an entry
    return figure


def framed(figure: go.Figure) -> Framed:
    """What the frame of a figure was made of.

    Raises:
        ValueError: it has no frame: it was not drawn by analysis.charts, or is a copy without.
    """
    if not figure.layout.meta:
        raise ValueError("the figure has no frame; give one as a function of analysis.charts drew")
    return Framed.of(figure.layout.meta)


def surroundings(
    framed: Framed, lines: Lines, layout: Mapping[str, Any], edge: int = EDGE
) -> dict[str, Any]:
    """The entries of a layout for the words around its marks: title, footer, margins, height.

    Args:
        framed: what was asked of the frame.
        lines: the words.
        layout: the layout without them; the footer becomes its last annotation.
        edge: pixels that are left free at the left of the words and under them.
    """
    look = ground(framed)
    n_small = len(lines.subtitle) + len(lines.keys)
    n_large = TITLE_LINE * len(lines.title) + SEEN_LINE * len(lines.seen)
    head_height = n_large + SUBTITLE_LINE * n_small
    top = 20 + head_height + 10 + framed.above
    bottom = framed.below + (FOOTER_LINE * len(lines.foot) + 10 + edge if lines.foot else edge)
    foot = [_footer(lines.foot, look, edge - framed.left, framed.below)] if lines.foot else []
    return {
        "height": framed.plot_height + top + bottom,
        "margin": {"l": framed.left, "r": framed.right, "t": top, "b": bottom},
        "title": _head(lines, look, edge),
        "annotations": [*layout["annotations"], *foot],
    }


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


def _head(lines: Lines, look: Ground, edge: int) -> dict[str, Any]:
    """Title, what is seen, subtitle and key as plotly's title."""
    text = f"<b>{'<br>'.join(lines.title)}</b>"
    if lines.seen:
        text += f'<br><span style="font-size:{SEEN_SIZE}px">{"<br>".join(lines.seen)}</span>'
    if lines.subtitle:
        small = f"font-size:{SUBTITLE_SIZE}px;color:{look.muted}"
        text += f'<br><span style="{small}">{"<br>".join(lines.subtitle)}</span>'
    if lines.keys:
        text += f'<br><span style="font-size:{LABEL_SIZE}px">{"<br>".join(lines.keys)}</span>'
    return {
        "text": text,
        "font": {"size": TITLE_SIZE, "color": look.ink},
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "pad": {"l": edge, "t": 20},
    }


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


def _footer(lines: Sequence[str], look: Ground, shift: int, below: int) -> dict[str, Any]:
    return {
        "text": "<br>".join(lines),
        "font": {"size": FOOTER_SIZE, "color": look.muted},
        "xref": "paper",
        "x": 0,
        "xshift": shift,
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
        "datarevision": 1,  # see `made`
    }
