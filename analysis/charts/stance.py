"""Actors by group: how they are portrayed, or the tone around them, counts before any colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from analysis import phrases
from analysis.charts.matrix import Cells, Scale, matrix
from analysis.charts.rows import Placed, Record, interval_words, placed
from analysis.charts.seen import with_signs
from analysis.charts.theme import DIVERGING, Notes, safe

# What the counts in a cell are, for the line under the title.
COUNTS = "mentions: unfavourable · neutral · favourable"
TONE_COUNTS = "mentions in negative · neutral · positive wording"
_COUNTED = ("n_negative", "n_neutral", "n_positive")
LEVEL_HEIGHT, STACKED_HEIGHT = 40, 56
# Characters that fit, all columns together, across the cells of a phone.
PHONE_WIDTH = 48
# Means of whole cells seldom lie further from neutral: beyond it the colour stays at its end.
END_OF_SCALE = 0.6
# Beyond this distance from neutral the colours are too dark for dark letters.
DARK_CELL = 0.42


@dataclass(frozen=True)
class _Words:
    """What the three counts of a cell are and count, and what its mean is."""

    signs: tuple[str, str, str]
    counted: str
    mean: str


_STANCE = _Words(("unfavourable", "neutral", "favourable"), "mentions", "mean stance")
_TONE = _Words(("negative wording", "neutral", "positive wording"), "mentions in", "mean tone")


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
    return _matrix(table, notes, _STANCE, columns, chosen)


def tone_matrix(
    table: pd.DataFrame,
    notes: Notes,
    *,
    columns: Mapping[str, str] | None = None,
    chosen: tuple[str, str] | None = None,
) -> go.Figure:
    """The same of the measure "tone_around", so that the two can be laid side by side."""
    return _matrix(table, notes, _TONE, columns, chosen)


def _matrix(
    table: pd.DataFrame,
    notes: Notes,
    words: _Words,
    columns: Mapping[str, str] | None,
    chosen: tuple[str, str] | None,
) -> go.Figure:
    drawn = placed(table, columns)
    longest = max((len(counts(record)) for record in drawn.records), default=0)
    stacked = longest * len(drawn.groups) > PHONE_WIDTH
    cells = Cells(
        face=partial(counts, between="<br>" if stacked else "·"),
        hover=partial(_hover, drawn, words),
        words={},
        height=STACKED_HEIGHT if stacked else LEVEL_HEIGHT,
        none="no mention",
    )
    scale = Scale(
        DIVERGING,
        -END_OF_SCALE,
        END_OF_SCALE,
        words.signs,
        is_dark=lambda value: abs(value) > DARK_CELL,
    )
    sides = (words.signs[0], words.signs[2])
    seen = with_signs(notes, drawn.records, words.counted, sides)
    return matrix(drawn, seen, cells, scale, chosen)


def counts(record: Record, between: str = "·") -> str:
    """The counts of a cell: unfavourable, neutral and favourable mentions, as in "3·5·2"."""
    return between.join(str(record[name]) for name in _COUNTED)


def _hover(drawn: Placed, words: _Words, record: Record) -> str:
    sentences = phrases.count(record["n_sentences"], "sentence")
    lines = [
        f"<b>{safe(record['item'])}</b>, {drawn.label(record)}",
        " · ".join(
            f"{record[name]} {sign}" for name, sign in zip(_COUNTED, words.signs, strict=True)
        ),
        f"in {sentences} of {phrases.count(record['n_articles'], 'article')}",
    ]
    if record["enough"]:
        lines.append(f"{words.mean} {phrases.signed(record['value'])}")
        lines += interval_words(
            record, phrases.signed(record["low"]), phrases.signed(record["high"])
        )
    else:
        lines.append("too little evidence for a mean")
    return "<br>".join([*lines, "click to read them"])
