"""The share matrix: how much of each group falls to each item, with the counts before any colour.

Topics, ways of introducing a speaker and what is said to whom are all drawn by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.matrix import Cells, Scale, matrix
from analysis.charts.rows import Record, placed, share_hover
from analysis.charts.seen import with_largest
from analysis.charts.theme import SEQUENTIAL, Notes, safe

ROW_HEIGHT, WORD_WIDTH = 44, 18
# From this part of the scale on the colours are too dark for dark letters.
DARK_PART = 0.6
# A scale that ends lower would make chance look like a difference.
LEAST_TOP = 0.25
# What is said to two actors at once stands in two rows.
_TWICE = frozenset({"speech_act"})


def share_matrix(
    table: pd.DataFrame,
    notes: Notes,
    unit: str,
    *,
    columns: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
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
        words: words for each item, not yet escaped; the item itself when it is not among them.
        chosen: (group, item) of the cell to outline.

    Raises:
        KeyError: the table lacks a column.
    """
    drawn, words = placed(table, columns), words or {}

    def hover(record: Record) -> str:
        item = safe(words.get(record["item"], record["item"]))
        return share_hover(record, f"{item}, {drawn.label(record)}", unit, "column")

    if not set(table["measure"]) & _TWICE:
        notes = with_largest(notes, drawn.records, words)
    cells = Cells(_face, hover, words, ROW_HEIGHT, WORD_WIDTH)
    return matrix(drawn, notes, cells, _scale(drawn.records), chosen)


def _face(record: Record) -> str:
    share = f"<br>{record['value']:.0%}" if record["enough"] else ""
    return f"<b>{record['rows']}</b>{share}"


def _scale(records: Iterable[Record]) -> Scale:
    top = max([LEAST_TOP, *(r["value"] for r in records if r["rows"] and r["enough"])])
    ends = ("0 %", "", f"{top:.0%} of the column")
    return Scale(SEQUENTIAL, 0, top, ends, is_dark=lambda value: value > DARK_PART * top)
