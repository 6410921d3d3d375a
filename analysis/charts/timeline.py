"""Coverage on a timeline: which outlets' articles are of which date, and which have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import phrases
from analysis.charts.frame import axis, figure, margin_of, rows_axis, small_words
from analysis.charts.theme import LABEL_SIZE, NO_COLOUR, Ground, Notes, ground, safe, shortened
from analysis.selection import UNDATED

ROW_HEIGHT = 46
# With more marks than these their outlets are no longer written beside them.
MOST_NAMED, NAME_WIDTH = 12, 22
_LARGEST, _SMALLEST, _MOST_TICKS = 26, 12, 4
# Days, and part of the days that all articles span, between the last date and those without one.
_LEAST_SPAN, _APART = 4, 0.2
Record = Mapping[str, Any]


def timeline(
    table: pd.DataFrame,
    notes: Notes,
    *,
    colours: Mapping[str, str],
    chosen: tuple[str, str] | None = None,
) -> go.Figure:
    """A row per perspective, and in it a mark for each period with articles: larger, more of them.

    Articles without a date stand at the right, apart. A mark is hollow where only the date of a
    repost is known. A perspective without any outlet keeps its row and says so. The marks carry
    (group, item) as custom data.

    Args:
        table: what Analysis.articles_by_date gives.
        notes: the words around the figure.
        colours: colour of each perspective, in the order of the rows.
        chosen: (group, item) of the mark to outline.
    """
    look = ground(notes)
    groups = list(dict.fromkeys([*colours, *table["group"]]))
    rows = {group: row for row, group in enumerate(groups)}
    places = _places(table["item"])
    records = [
        record | {"x": places[record["item"]], "y": rows[record["group"]]}
        for record in table.to_dict("records")
    ]
    silent = [row for group, row in rows.items() if group not in set(table["group"])]
    below = 48 if any(record["n_reposts"] for record in records) else 30
    return figure(
        [_marks(records, colours, chosen, look)],
        notes,
        plot_height=ROW_HEIGHT * max(1, len(groups)),
        left=margin_of(groups),
        right=24,
        above=10,
        below=below,
        shapes=[_row_line(row, look) for row in rows.values()],
        annotations=[
            *[_no_outlet(row, look) for row in silent],
            *([small_words("hollow: date of a repost", look, shift=-28)] if below > 30 else []),
        ],
        xaxis=axis(notes, **_ticks(places)),
        yaxis=rows_axis(notes, [safe(group) for group in groups]),
    )


def _places(items: pd.Series) -> dict[str, float]:
    """Where each period stands, in days; "undated" after all others."""
    places = {
        str(item): float(pd.Timestamp(item).toordinal())
        for item in sorted(set(items))
        if item != UNDATED
    }
    if UNDATED in set(items):
        first, last = (min(places.values()), max(places.values())) if places else (0.0, 0.0)
        places[UNDATED] = last + max(_LEAST_SPAN, _APART * (last - first)) * bool(places)
    return places


def _ticks(places: Mapping[str, float]) -> dict[str, Any]:
    """The axis of time: as many dates as there is room for, and the mark of those without."""
    ends = (min(places.values()), max(places.values())) if places else (0.0, 0.0)
    edge = max(1.0, 0.1 * (ends[1] - ends[0]))
    told: list[str] = []
    for item in reversed(list(places)):
        if not told or places[told[-1]] - places[item] >= (ends[1] - ends[0]) / _MOST_TICKS:
            told.append(item)
    return {
        "range": [ends[0] - edge, ends[1] + edge],
        "tickvals": [places[item] for item in told],
        "ticktext": [phrases.period(item) for item in told],
    }


def _marks(
    records: Sequence[Record],
    colours: Mapping[str, str],
    chosen: tuple[str, str] | None,
    look: Ground,
) -> dict[str, Any]:
    most = max([1, *(record["n_articles"] for record in records)])
    tints = [colours.get(record["group"], NO_COLOUR) for record in records]
    outlined = [chosen == (record["group"], record["item"]) for record in records]
    hollow = [record["n_reposts"] == record["n_articles"] for record in records]
    grown = _LARGEST - _SMALLEST
    last = max((record["x"] for record in records), default=0)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [record["x"] for record in records],
        "y": [record["y"] for record in records],
        "text": [_name(record, len(records)) for record in records],
        # A long name over the last mark would be cut off at the edge of a phone.
        "textposition": ["top left" if r["x"] == last else "top center" for r in records],
        "textfont": {"size": LABEL_SIZE - 1, "color": look.ink},
        "cliponaxis": False,
        "marker": {
            "opacity": 1,
            "size": [_SMALLEST + grown * (r["n_articles"] - 1) / most for r in records],
            "color": [
                look.paper if blank else tint for tint, blank in zip(tints, hollow, strict=True)
            ],
            "line": {
                "color": [
                    look.ink if here else tint for tint, here in zip(tints, outlined, strict=True)
                ],
                "width": [3 if here else 2 for here in outlined],
            },
        },
        "customdata": [[record["group"], record["item"]] for record in records],
        "hovertext": [_hover(record) for record in records],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _name(record: Record, marks: int) -> str:
    """What is written at a mark: its outlet where there is room, else the number of articles."""
    number = record["n_articles"]
    if marks > MOST_NAMED:
        return f"{number:,}"
    more = f" ({number:,})" if number > 1 else ""
    return safe(shortened(record["outlets"], NAME_WIDTH)) + more


def _hover(record: Record) -> str:
    lines = [
        f"<b>{safe(record['group'])}, {phrases.period(record['item'])}</b>",
        f"{phrases.count(record['n_articles'], 'article')} with "
        f"{phrases.count(record['n_sentences'], 'sentence')}",
        safe(shortened(record["outlets"], 60)),
    ]
    if record["n_reposts"]:
        lines.append(f"{record['n_reposts']:,} with the date of a repost")
    return "<br>".join([*lines, "click to see them"])


def _row_line(row: int, look: Ground) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": row,
        "y1": row,
        "line": {"color": look.line, "width": 1},
        "layer": "below",
    }


def _no_outlet(row: int, look: Ground) -> dict[str, Any]:
    return {
        "text": "no outlet in these texts",
        "font": {"size": LABEL_SIZE, "color": look.muted},
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": row,
        "bgcolor": look.paper,
        "showarrow": False,
    }
