"""Typical words: for each group the words that it uses more than the others, and how surely."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import phrases
from analysis.charts.frame import axis, figure, margin_of, small_words
from analysis.charts.theme import LABEL_SIZE, Ground, Notes, ground, need, safe, shortened

NEEDED = (
    "group", "term", "shown", "n", "n_sentences", "n_articles", "rest_n", "rest_sentences",
    "per_thousand", "rest_per_thousand", "value", "low", "high", "z", "enough", "sure",
)  # fmt: skip
ROW_HEIGHT, LONGEST = 23, 24
# Log-odds beyond these lie at the edge: the interval of a word that the rest never uses is wide.
LEAST, EDGE = -0.6, 5.0
TIMES = (1, 3, 10, 100)
_MOST_TIMES = 1000


def typical_words(
    table: pd.DataFrame,
    notes: Notes,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    *,
    chosen: str | None = None,
    ranges: bool = True,
) -> go.Figure:
    """A line per word under the name of its group: its log-odds with their interval, its counts.

    A full mark is a sure difference, a ring in the group's colour may be chance, and a grey ring
    rests on too little evidence. The marks carry (group, term) as custom data.

    Args:
        table: rows of the table of words, in the order to draw (see analysis.wording).
        notes: the words around the figure.
        names: the name of each group, not yet escaped.
        colours: the colour of each group.
        chosen: the term to outline.
        ranges: whether intervals are drawn; of few articles they would promise too much.

    Raises:
        KeyError: the table lacks a column.
    """
    need(table, *NEEDED)
    look = ground(notes)
    rows, heads = _placed(table)
    n_rows = len(rows) + len(heads)
    labels = [(row["place"], _label(row, look)) for row in rows]
    labels += [(place, _head(names[group], colours[group])) for group, place in heads.items()]
    plain = [shortened(row["shown"], LONGEST) for row in rows]
    plain += [shortened(names[group], LONGEST) for group in heads]
    return figure(
        [_intervals(rows if ranges else [], look), _marks(rows, colours, names, look, chosen)],
        notes,
        plot_height=ROW_HEIGHT * max(1, n_rows),
        left=margin_of(plain, most=190),
        right=78,
        above=4,
        below=38,
        annotations=[
            *[_counts(row, look) for row in rows],
            small_words("ring: may be chance; grey: too little evidence", look, shift=-20),
        ],
        xaxis=axis(
            notes,
            range=[LEAST, EDGE + 0.1],
            zeroline=True,
            zerolinecolor=look.muted,
            tickvals=[math.log(times) for times in TIMES],
            ticktext=[f"×{times}" for times in TIMES],
        ),
        yaxis=axis(
            notes,
            range=[max(1, n_rows) - 0.5, -0.5],
            tickvals=[place for place, _ in sorted(labels)],
            ticktext=[label for _, label in sorted(labels)],
        ),
    )


def word_hover(row: Mapping[str, Any], name: str) -> str:
    """What a mark of a word says when pointed at.

    Args:
        row: its row of the table of words.
        name: the name of the group, not yet escaped.
    """
    here = phrases.count(row["n_sentences"], "sentence")
    lines = [
        f"<b>{safe(row['shown'])}</b>",
        f"{safe(name)}: {phrases.count(row['n'], 'time')} in {here} of "
        f"{phrases.count(row['n_articles'], 'article')}",
        f"the rest: {phrases.count(row['rest_n'], 'time')} in "
        f"{phrases.count(row['rest_sentences'], 'sentence')}",
    ]
    if row["enough"]:
        rates = f"{row['per_thousand']:.1f} against {row['rest_per_thousand']:.1f}"
        lines += [
            f"{rates} in 1,000 words",
            f"{_times(row['value'])} as often{_ends(row)}",
            "more than chance gives"
            if row["sure"]
            else "may be chance, or the habit of few articles",
        ]
    else:
        lines.append("too little evidence for a comparison")
    return "<br>".join([*lines, "click to read them"])


def _ends(row: Mapping[str, Any]) -> str:
    """The interval of a word in brackets; nothing where too few articles say nothing of others."""
    return "" if pd.isna(row["low"]) else f" ({_times(row['low'])} to {_times(row['high'])})"


def _times(value: float) -> str:
    """Log-odds as a number of times: "×6.0", "×42", "over ×1,000"."""
    if value > math.log(_MOST_TIMES):
        return f"over ×{_MOST_TIMES:,}"
    times = math.exp(value)
    return f"×{times:.1f}" if times < 10 else f"×{times:.0f}"


def _placed(table: pd.DataFrame) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The rows with their places down the chart, and the place of the head of each group."""
    rows: list[dict[str, Any]] = []
    heads: dict[str, int] = {}
    for row in table.to_dict("records"):
        if row["group"] not in heads:
            heads[row["group"]] = len(rows) + len(heads)
        rows.append({**row, "place": len(rows) + len(heads)})
    return rows, heads


def _within(value: float) -> float:
    return min(max(value, LEAST), EDGE)


def _label(row: Mapping[str, Any], look: Ground) -> str:
    colour = look.ink if row["enough"] else look.muted
    return f'<span style="color:{colour}">{safe(shortened(row["shown"], LONGEST))}</span>'


def _head(name: str, colour: str) -> str:
    return f'<span style="color:{colour}">■</span> <b>{safe(shortened(name, LONGEST))}</b>'


def _counts(row: Mapping[str, Any], look: Ground) -> dict[str, Any]:
    """The sentences and articles of a word, at the right edge."""
    return {
        "text": f"{row['n_sentences']:,} in {row['n_articles']:,} art.",
        "font": {"size": LABEL_SIZE - 1, "color": look.muted},
        "xref": "paper",
        "x": 1,
        "xshift": 74,
        "xanchor": "right",
        "y": row["place"],
        "showarrow": False,
    }


def _intervals(rows: Sequence[Mapping[str, Any]], look: Ground) -> dict[str, Any]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row in rows:
        if row["enough"] and pd.notna(row["low"]):
            xs += [_within(row["low"]), _within(row["high"]), None]
            ys += [row["place"], row["place"], None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": look.muted, "width": 1.5},
        "hoverinfo": "skip",
    }


def _marks(
    rows: Sequence[Mapping[str, Any]],
    colours: Mapping[str, str],
    names: Mapping[str, str],
    look: Ground,
    chosen: str | None,
) -> dict[str, Any]:
    here = [row["term"] == chosen for row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_within(row["value"]) for row in rows],
        "y": [row["place"] for row in rows],
        "marker": {
            "opacity": 1,
            "size": [15 if outlined else 11 for outlined in here],
            "color": [colours[r["group"]] if r["sure"] else look.paper for r in rows],
            "line": {
                "color": [
                    look.ink if outlined else colours[row["group"]] if row["enough"] else look.muted
                    for row, outlined in zip(rows, here, strict=True)
                ],
                "width": [3 if outlined else 1.5 for outlined in here],
            },
        },
        "customdata": [[row["group"], row["term"]] for row in rows],
        "hovertext": [word_hover(row, names[row["group"]]) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
