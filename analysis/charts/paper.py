"""A chart as it leaves the building: on white, wide, told without colour, with what it rests on.

Any figure of `frame.figure` can be put on paper, one drawn for a dark screen too: its marks stay
as they are, the colours of the ground change, and another frame is put around it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import cycle, islice
from typing import Any

import plotly.graph_objects as go

from analysis import phrases
from analysis.charts.fit import fitted, width_of
from analysis.charts.frame import EDGE, Framed, Lines, framed, made, surroundings
from analysis.charts.theme import (
    DARK,
    FOOTER_SIZE,
    LABEL_SIZE,
    LIGHT,
    SEEN_SIZE,
    SUBTITLE_SIZE,
    TITLE_SIZE,
    lines_of,
    safe,
    untrailed,
)

WIDTH = 840
# So much of the width may go to the labels at the left.
MOST_LEFT = 0.42
# Marks that tell the colours of a key apart in grey, with the sign that stands for each in it.
SYMBOLS = {
    "circle": "●",
    "diamond": "◆",
    "square": "■",
    "triangle-up": "▲",
    "cross": "✚",
    "x": "✖",
    "star": "★",
    "triangle-down": "▼",
}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_EDGE = 16
_TURNED = dict(zip(vars(DARK).values(), vars(LIGHT).values(), strict=True))
# A colour in the style of a label: words of articles are no styles.
_STYLED = re.compile("(?<=color:)(" + "|".join(map(re.escape, _TURNED)) + ")")

Spec = dict[str, Any]


def on_paper(
    figure: go.Figure, said: Sequence[str] = (), width: int = WIDTH, *, footer: bool = True
) -> go.Figure:
    """A copy of a figure to be taken away.

    It has a white ground whatever the screen has, room for its longest label, and letters or
    shapes beside the colours of its key, so that it can be read in grey.

    Args:
        figure: what a function of analysis.charts drew.
        said: paragraphs to stand under it after its own footer, not escaped.
        width: pixels; its height follows.
        footer: whether its own footer stands under it; not where the page around it says the same.

    Raises:
        ValueError: the figure has no frame: it was not drawn by analysis.charts, or is a copy.
    """
    asked, spec = framed(figure), figure.to_dict()
    layout = spec["layout"]
    del layout["meta"]
    if asked.footer:
        layout["annotations"] = layout["annotations"][:-1]
    if asked.dark:
        spec = _on_white(spec)
        layout = spec["layout"]
    signs = _tell_apart(spec["data"], [colour for _, colour in asked.key])
    if layout.get("coloraxis", {}).get("cmin", 0) < 0:
        _say_values(spec["data"])
    frame = replace(
        asked,
        dark=False,
        left=_left(layout, asked, width),
        right=asked.right + _EDGE - EDGE,
        footer=asked.footer if footer else "",
    )
    lines = _lines(frame, signs, said, width - 2 * _EDGE)
    layout |= surroundings(frame, lines, layout, _EDGE) | {"width": width, "autosize": False}
    return made(spec)


def _on_white(value: Any) -> Any:
    """The same with every colour of a dark ground changed for that of a light one."""
    if isinstance(value, Mapping):
        return {name: _on_white(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_on_white(part) for part in value]
    if isinstance(value, str):
        return _TURNED.get(value) or _STYLED.sub(lambda found: _TURNED[found[0]], value)
    return value


def _left(layout: Mapping[str, Any], asked: Framed, width: int) -> int:
    """Pixels that the labels at the left need in any font, within reason."""
    ticks = layout.get("yaxis", {}).get("ticktext") or ()
    lines = [html.unescape(re.sub("<[^>]*>", "", line)) for line in lines_of(ticks)]
    needed = max((width_of(line, LABEL_SIZE) for line in lines), default=0) + 6 + _EDGE
    return max(asked.left, min(int(needed), int(width * MOST_LEFT)))


def _lines(frame: Framed, signs: Sequence[str], said: Sequence[str], room: int) -> Lines:
    """The words of the frame, in lines that fit."""
    paragraphs = [part for part in (frame.footer, *said) if part]
    return Lines(
        fitted(frame.title, room, TITLE_SIZE + 1),  # it is bold
        fitted(frame.seen, room, SEEN_SIZE) if frame.seen else [],
        untrailed(fitted(frame.subtitle, room, SUBTITLE_SIZE)) if frame.subtitle else [],
        _key_lines(frame.key, signs, room),
        untrailed(line for words in paragraphs for line in fitted(words, room, FOOTER_SIZE)),
    )


def _key_lines(key: Sequence[tuple[str, str]], signs: Sequence[str], room: float) -> list[str]:
    """The key in lines that fit, each colour with its letter or shape."""
    lines: list[str] = []
    left = 0.0
    for (name, colour), sign in zip(key, signs, strict=True):
        swatch, letter = (sign, "") if sign in SYMBOLS.values() else ("■", f"<b>{sign}</b> ")
        entry = f'<span style="color:{colour}">{swatch}</span> {letter}{safe(name)}'
        needed = width_of(f"■ A {name}  ", LABEL_SIZE)
        if lines and needed <= left:
            lines[-1] += f" \u2002{entry}"
        else:
            lines.append(entry)
            left = room
        left -= needed
    return lines


def _tell_apart(data: Sequence[Spec], colours: Sequence[str]) -> list[str]:
    """Marks the traces so that colours can be told in grey; the sign of each colour of the key.

    Bars get letters before their numbers, dots get shapes.
    """
    shapes = dict(zip(colours, islice(cycle(SYMBOLS), len(colours)), strict=True))
    letters = dict(zip(colours, cycle(LETTERS), strict=False))
    has_bars = False
    for trace in data:
        marker = trace.get("marker", {})
        colour = marker.get("color")
        if trace["type"] == "bar" and isinstance(colour, str) and colour in letters:
            has_bars = True
            letter = letters[colour]
            trace["text"] = [
                f"{letter} {text}".rstrip() if length else text
                for text, length in zip(trace["text"], trace["x"], strict=True)
            ]
        elif trace["type"] == "scatter" and isinstance(colour, list | tuple):
            trace["marker"] = marker | {"symbol": _shapes(marker, shapes)}
    return [letters[colour] if has_bars else SYMBOLS[shapes[colour]] for colour in colours]


def _say_values(data: Sequence[Spec]) -> None:
    """Writes the value of each coloured cell under its face: in grey, both ends look alike."""
    for trace in data:
        marker = trace.get("marker", {})
        if marker.get("coloraxis"):
            trace["text"] = [
                f"{face}<br>{phrases.signed(value)}"
                for face, value in zip(trace["text"], marker["color"], strict=True)
            ]


def _shapes(marker: Mapping[str, Any], shapes: Mapping[str, str]) -> list[str]:
    """The shape of each mark: by its colour, or that of its line where it is hollow."""
    fills = list(marker["color"])
    drawn = marker.get("line", {}).get("color")
    edges = list(drawn) if isinstance(drawn, list | tuple) else [drawn] * len(fills)
    return [
        shapes.get(fill) or shapes.get(edge) or "circle"
        for fill, edge in zip(fills, edges, strict=True)
    ]
