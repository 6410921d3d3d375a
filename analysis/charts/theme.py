"""What all figures share: colours, sizes, and words that are safe and fit."""

from __future__ import annotations

import html
import re
import textwrap
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

# The page's own font is not embedded in a saved image, which then takes the next one present.
FONT = '"Source Sans", Arial, "Liberation Sans", "Helvetica Neue", Helvetica, sans-serif'

# One constant colour per perspective, told apart with every common kind of colour blindness, and
# with a contrast of 3 or more (WCAG 2.2, 1.4.11) on light and dark ground.
PERSPECTIVE_COLOURS = {
    "Chinese": "#D97706",
    "Italian": "#0F9CDA",
    "Western": "#4B61D2",
    "Russian": "#B53794",
    "Ukrainian": "#188A79",
    "Other": "#83680F",
}
# For perspectives that a person defines: what differs most from all others, whatever kind of colour
# blindness is simulated (Machado et al. 2009), and can be seen on light and dark ground.
DEFINED_COLOURS = ("#F0C090", "#7800F0", "#900030", "#C0D800", "#D830F0", "#A89060")
NO_COLOUR = "#6B7280"
OWN_WORDS_COLOUR = "#9AA3B5"
# From unfavourable to favourable.
DIVERGING = (
    "#8A4B08",
    "#B9701A",
    "#DD9E4E",
    "#F0C78E",
    "#F8E6CC",
    "#D8E3F3",
    "#A6C1E3",
    "#6E9BCF",
    "#3B74B4",
    "#1B4F8F",
)
SEQUENTIAL = ("#EEF1FB", "#C9D1F2", "#9CA9E4", "#6F80D2", "#3D4FB8", "#232D6B")
NEGATIVE, NEUTRAL, POSITIVE = "#B9701A", "#C4C9D4", "#3B74B4"

_HANGING = re.compile(r"\s+·$|^·\s+")

LEAST_CONTRAST = 3.2  # of white letters in bold

TITLE_SIZE, SEEN_SIZE, SUBTITLE_SIZE, LABEL_SIZE, FOOTER_SIZE = 16, 14, 13, 12, 10
# Characters that fit across a phone at these sizes.
TITLE_WIDTH, SEEN_WIDTH, SUBTITLE_WIDTH, KEY_WIDTH, FOOTER_WIDTH = 38, 50, 54, 60, 66
TITLE_LINE, SEEN_LINE, SUBTITLE_LINE, FOOTER_LINE = 21, 19, 17, 13
PIXELS_A_CHARACTER = 6.4
# Control characters, halves of characters, and marks that turn text around on the screen.
ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True)
class Notes:
    """The words and the ground that make a figure stand alone.

    Attributes:
        title: what is seen, in at most TITLE_WIDTH characters if possible.
        subtitle: one line on how it is shown, how much text counts, and under which filters.
        footer: filters, counts and fingerprint, joined by " · ".
        dark: whether it is drawn on a dark ground.
        seen: what the marks come to, in a sentence of counts; a chart writes it itself.
    """

    title: str
    subtitle: str = ""
    footer: str = ""
    dark: bool = False
    seen: str = ""


@dataclass(frozen=True)
class Ground:
    """The colours that depend on a light or a dark ground."""

    paper: str
    ink: str
    muted: str
    line: str
    blank: str


LIGHT = Ground(paper="#FFFFFF", ink="#1F2430", muted="#5F6779", line="#E3E7EF", blank="#EDEFF4")
DARK = Ground(paper="#1B202C", ink="#E8EAF1", muted="#A3ABBD", line="#333A4A", blank="#2A3040")


def ground(notes: Notes) -> Ground:
    """The colours for the ground that the notes ask for."""
    return DARK if notes.dark else LIGHT


def need(table: pd.DataFrame, *columns: str) -> None:
    """Checks that a chart has what it draws.

    Raises:
        KeyError: columns are missing; the message names all of them.
    """
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise KeyError(f"the chart needs the columns {missing}; given are {list(table.columns)}")


def safe(text: object) -> str:
    """Text for a label or a hover, in which plotly would otherwise make links.

    Signs that would act instead of being seen, such as those that turn text around, become "�".
    """
    return html.escape(ACTING.sub("\ufffd", str(text)), quote=False)


def wrapped(text: str, width: int) -> list[str]:
    """The text in escaped lines of about that many characters."""
    return [safe(line) for line in textwrap.wrap(text, width)] or [""]


def untrailed(lines: Iterable[str]) -> list[str]:
    """Lines of parts joined by " · ", without the dots that would hang at their ends."""
    return [_HANGING.sub("", line) for line in lines]


def shortened(text: str, width: int) -> str:
    """The text cut to so many characters, marked with an ellipsis when cut; not yet escaped."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def margin_for(labels: Iterable[str], least: int = 40, most: int = 190) -> int:
    """Pixels that the longest label needs: an exported image has another font than the page."""
    longest = max((len(label) for label in labels), default=0)
    return int(min(most, max(least, longest * PIXELS_A_CHARACTER + 14)))


def colour_scale(colours: Sequence[str] = DIVERGING) -> list[list[Any]]:
    """The colours as a plotly colour scale."""
    last = len(colours) - 1
    return [[place / last, colour] for place, colour in enumerate(colours)]


def tick_label(text: str, width: int = 12) -> str:
    """A label of an axis in at most two escaped lines."""
    lines = textwrap.wrap(text, width, break_long_words=False) or [""]
    if len(lines) > 2:
        lines = [lines[0], shortened(" ".join(lines[1:]), width)]
    return "<br>".join(safe(shortened(line, width + 2)) for line in lines)


def lines_of(labels: Iterable[str]) -> list[str]:
    """All lines of labels that hold <br>, for `margin_for`."""
    return [line for label in labels for line in label.split("<br>")]


def perspective_colours(names: Iterable[str]) -> dict[str, str]:
    """The colour of each of the perspectives that there are.

    One that a person defined has a colour that follows from its name, so that it keeps it when
    others come and go; the next one when another has that already, and grey when all are taken.
    """
    names = list(dict.fromkeys(names))
    free = list(DEFINED_COLOURS)
    defined = {}
    for name in sorted(set(names) - set(PERSPECTIVE_COLOURS)):
        at = zlib.crc32(name.encode("utf-8", "surrogatepass")) % len(DEFINED_COLOURS)
        wanted = DEFINED_COLOURS[at:] + DEFINED_COLOURS[:at]
        defined[name] = next((colour for colour in wanted if colour in free), NO_COLOUR)
        free = [colour for colour in free if colour != defined[name]]
    return {name: PERSPECTIVE_COLOURS.get(name) or defined[name] for name in names}


def ink_on(colour: str) -> str:
    """The letters that can be read on a colour: white, or dark where white would be too faint."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#FFFFFF" if 1.05 / (luminance + 0.05) >= LEAST_CONTRAST else "#1F2430"


def _linear(part: float) -> float:
    """The light of one channel of sRGB, 0 to 1."""
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
