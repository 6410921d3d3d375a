"""Topics beyond their counts: shares with their ranges, and topics by time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import phrases
from analysis.charts.frame import axis, figure, margin_of, rows_axis
from analysis.charts.rows import (
    Placed,
    Record,
    clickable,
    interval_lines,
    is_chosen,
    placed,
    share_hover,
)
from analysis.charts.singles import single_marks
from analysis.charts.theme import (
    LABEL_SIZE,
    NO_COLOUR,
    Ground,
    Notes,
    ground,
    need,
    safe,
    tick_label,
)
from analysis.compare.intervals import SURE

LABEL_WIDTH = 22
GROUP_HEIGHT, ROW_SPACE = 15, 20
IN_PERIOD = " @ "  # between a topic and a period, which holds no such sign
_MOST_TICKS = 8
_LARGEST, _SMALLEST = 15, 5  # pixels across, of the dot of most sentences and of one of few


def share_ranges(
    table: pd.DataFrame,
    notes: Notes,
    *,
    colours: Mapping[str, str],
    words: Mapping[str, str] | None = None,
    chosen: tuple[str, str] | None = None,
    singles: pd.DataFrame | None = None,
) -> go.Figure:
    """A row per topic with a dot per group: its share of the group's sentences, and the range.

    The range is a line where it tells of articles like these; of a few articles each is a small
    ring instead. Groups with too little evidence for a share have no dot. The dots carry (group,
    item) as custom data.

    Args:
        table: comparison rows of a measure that is a share, in reading order.
        notes: the words around the figure.
        colours: colour of each group.
        words: words for each item, not yet escaped; the item itself when it is not among them.
        chosen: (group, item) of the dot to outline.
        singles: the single articles of groups with few (see compare.singles).

    Raises:
        KeyError: the table lacks a column.
    """
    drawn, look, words = placed(table), ground(notes), words or {}
    items = list(dict.fromkeys(record["item"] for record in drawn.records))
    labels = [tick_label(words.get(item, item), LABEL_WIDTH) for item in items]
    firm = [record for record in drawn.records if record["enough"] and record["rows"]]
    shown = [group for group in drawn.groups if any(r["group"] == group for r in firm)]
    height = _row_height(len(shown))
    rows = {item: row for row, item in enumerate(items)}
    firm = [
        r | {"at": rows[r["item"]] + _offset(shown.index(r["group"]), len(shown), height)}
        for r in firm
    ]
    apart = single_marks(singles, firm, colours, "sentences", look)
    highs = [r["high"] for r in firm if r["interval_kind"] in SURE]
    top = max([0.25, *highs, *(r["value"] for r in firm), *apart["x"]])
    return figure(
        [
            interval_lines(firm, look, at="at"),
            apart,
            _dots(firm, drawn, colours, words, look, chosen),
        ],
        notes,
        plot_height=height * max(1, len(items)),
        left=margin_of(labels),
        right=16,
        above=4,
        below=34,
        key=[(group, colours.get(group, NO_COLOUR)) for group in shown],
        shapes=[_line_between(row, look) for row in range(1, len(items))],
        xaxis=axis(notes, range=[-0.02, min(1.02, top * 1.06)], tickformat=".0%", showgrid=True),
        yaxis=rows_axis(notes, labels),
    )


def _row_height(groups: int) -> int:
    """Pixels of a row in which so many groups lie under each other."""
    return GROUP_HEIGHT * max(1, groups) + ROW_SPACE


def _offset(place: int, n: int, height: int) -> float:
    """How far from the middle of its row a group lies, in rows."""
    return (place - (n - 1) / 2) * GROUP_HEIGHT / height


def _dots(
    records: Sequence[Record],
    drawn: Placed,
    colours: Mapping[str, str],
    words: Mapping[str, str],
    look: Ground,
    chosen: tuple[str, str] | None,
) -> dict[str, Any]:
    hovers = [
        share_hover(
            r, f"{safe(words.get(r['item'], r['item']))}, {drawn.label(r)}", "sentences", "group"
        )
        for r in records
    ]
    outlined = [is_chosen(record, chosen) for record in records]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [r["value"] for r in records],
        "y": [r["at"] for r in records],
        "marker": {
            "opacity": 1,
            "size": [15 if here else 11 for here in outlined],
            "color": [colours.get(r["group"], NO_COLOUR) for r in records],
            "line": {"color": look.ink, "width": [2.5 if here else 1 for here in outlined]},
        },
        "cliponaxis": False,
        **clickable(records, hovers),
    }


def _line_between(row: int, look: Ground) -> dict[str, Any]:
    """A line above a row, over the whole width."""
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": row - 0.5,
        "y1": row - 0.5,
        "line": {"color": look.line, "width": 1},
        "layer": "below",
    }


def topics_by_time(
    table: pd.DataFrame,
    notes: Notes,
    *,
    topics: Sequence[str],
    colours: Mapping[str, str],
    words: Mapping[str, str] | None = None,
    chosen: tuple[str, str] | None = None,
) -> go.Figure:
    """A row per topic, a column per period, and in each a dot per group: larger, more sentences.

    The dots carry (group, what `in_period` gives) as custom data.

    Args:
        table: as from analysis.topics.times.over_time.
        notes: the words around the figure.
        topics: the topics to draw, in order.
        colours: colour of each group; groups lie under each other in this order.
        words: words for each topic, not yet escaped; the topic itself when it is not among them.
        chosen: the custom data of the dot to outline.

    Raises:
        KeyError: the table lacks a column.
    """
    need(table, "period", "group", "item", "n_sentences", "n_articles", "n_group", "share")
    words = words or {}
    held = table[table["item"].isin(topics)].to_dict("records")
    periods = sorted({record["period"] for record in held})
    spoke = {record["group"] for record in held}
    groups = [group for group in dict.fromkeys([*colours, *sorted(spoke)]) if group in spoke]
    labels = [tick_label(words.get(topic, topic), LABEL_WIDTH) for topic in topics]
    height, step = _row_height(len(groups)), -(-len(periods) // _MOST_TICKS) or 1
    x = [periods.index(record["period"]) for record in held]
    rows = {topic: row for row, topic in enumerate(topics)}
    y = [
        rows[record["item"]] + _offset(groups.index(record["group"]), len(groups), height)
        for record in held
    ]
    return figure(
        [_counted_dots(held, x, y, colours, words, ground(notes), chosen)],
        notes,
        plot_height=height * max(1, len(topics)),
        left=margin_of(labels),
        right=12,
        above=4,
        below=36,
        key=[(group, colours.get(group, NO_COLOUR)) for group in groups],
        shapes=[_line_between(row, ground(notes)) for row in range(1, len(topics))],
        xaxis=axis(
            notes,
            range=[-0.5, max(1, len(periods)) - 0.5],
            tickvals=list(range(0, len(periods), step)),
            ticktext=[phrases.period(name) for name in periods[::step]],
        ),
        yaxis=rows_axis(notes, labels),
    )


def in_period(item: str, period: str) -> str:
    """What stands in a dot for a topic in a period."""
    return f"{item}{IN_PERIOD}{period}"


def _counted_dots(
    records: Sequence[Record],
    x: Sequence[int],
    y: Sequence[float],
    colours: Mapping[str, str],
    words: Mapping[str, str],
    look: Ground,
    chosen: tuple[str, str] | None,
) -> dict[str, Any]:
    """Dots whose area tells how many sentences there are, with the number beside them."""
    most = max([1, *(record["n_sentences"] for record in records)])
    grown = _LARGEST - _SMALLEST
    marks = [(r["group"], in_period(r["item"], r["period"])) for r in records]
    outlined = [mark == chosen for mark in marks]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(x),
        "y": list(y),
        "text": [str(r["n_sentences"]) for r in records],
        "textposition": "middle right",
        "textfont": {"size": LABEL_SIZE - 2, "color": look.muted},
        "marker": {
            "size": [_SMALLEST + grown * (r["n_sentences"] / most) ** 0.5 for r in records],
            "color": [colours.get(r["group"], NO_COLOUR) for r in records],
            "opacity": 1,
            "line": {
                "color": [look.ink if here else look.paper for here in outlined],
                "width": [2.5 if here else 1 for here in outlined],
            },
        },
        "customdata": [list(mark) for mark in marks],
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "hovertext": [_time_hover(r, words) for r in records],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _time_hover(record: Record, words: Mapping[str, str]) -> str:
    topic = safe(words.get(record["item"], record["item"]))
    counted = phrases.count(record["n_sentences"], "sentence")
    return "<br>".join(
        [
            f"<b>{topic}, {safe(record['group'])}, {phrases.period(record['period'])}</b>",
            f"{counted} in {phrases.count(record['n_articles'], 'article')}",
            f"{record['share']:.0%} of the {record['n_group']} of this group then",
            "click to read them",
        ]
    )
