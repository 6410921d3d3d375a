"""The stance matrix: who portrays whom how, with the counts before any colour."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from analysis import phrases
from analysis.charts.matrix import Cells, Scale, matrix
from analysis.charts.rows import Placed, Record, interval_words, placed
from analysis.charts.theme import DIVERGING, Notes, safe, signed

# What the counts in a cell are, for the line under the title.
COUNTS = "mentions: unfavourable · neutral · favourable"
LEVEL_HEIGHT, STACKED_HEIGHT = 40, 56
# Characters that fit, all columns together, across the cells of a phone.
PHONE_WIDTH = 48
# Means of whole cells seldom lie further from neutral: beyond it the colour stays at its end.
END_OF_SCALE = 0.6
# Beyond this distance from neutral the colours are too dark for dark letters.
DARK_CELL = 0.42
SCALE = Scale(
    DIVERGING,
    -END_OF_SCALE,
    END_OF_SCALE,
    ("unfavourable", "neutral", "favourable"),
    is_dark=lambda value: abs(value) > DARK_CELL,
)


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
    drawn = placed(table, columns)
    longest = max((len(counts(record)) for record in drawn.records), default=0)
    stacked = longest * len(drawn.groups) > PHONE_WIDTH
    cells = Cells(
        face=partial(counts, between="<br>" if stacked else "·"),
        hover=partial(_hover, drawn),
        words={},
        height=STACKED_HEIGHT if stacked else LEVEL_HEIGHT,
        none="no mention",
    )
    return matrix(drawn, notes, cells, SCALE, chosen)


def counts(record: Record, between: str = "·") -> str:
    """The counts of a cell: unfavourable, neutral and favourable mentions, as in "3·5·2"."""
    return between.join(str(record[name]) for name in ("n_negative", "n_neutral", "n_positive"))


def _hover(drawn: Placed, record: Record) -> str:
    sentences = phrases.count(record["n_sentences"], "sentence")
    lines = [
        f"<b>{safe(record['item'])}</b>, {drawn.label(record)}",
        f"{record['n_negative']} unfavourable · {record['n_neutral']} neutral · "
        f"{record['n_positive']} favourable",
        f"in {sentences} of {phrases.count(record['n_articles'], 'article')}",
    ]
    if record["enough"]:
        lines.append(f"mean stance {signed(record['value'])}")
        lines += interval_words(record, signed(record["low"]), signed(record["high"]))
    else:
        lines.append("too little evidence for a mean")
    return "<br>".join([*lines, "click to read them"])
