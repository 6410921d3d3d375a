"""Who speaks in whose articles: one bar per article, divided by who speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import (
    LABEL_SIZE,
    OWN_WORDS_COLOUR,
    Notes,
    axis,
    figure,
    ground,
    lines_of,
    margin_for,
    need,
    perspective_colour,
    safe,
)
from analysis.evidence import OWN_WORDS_ITEM
from analysis.perspectives import PERSPECTIVES

ROW_HEIGHT = 52


def voices_by_article(
    table: pd.DataFrame,
    notes: Notes,
    labels: Mapping[str, str],
    *,
    chosen: tuple[str, str] | None = None,
) -> go.Figure:
    """A bar per article, divided into the outlet's own words and the quoted perspectives.

    The number in a part counts its sentences. The marks carry (article id, item) as custom data.

    Args:
        table: comparison rows of the measure "voice_share", grouped by article.
        notes: the words around the figure.
        labels: label of each article id, as escaped lines joined by <br>.
        chosen: (article id, item) of the part to outline.

    Raises:
        KeyError: the table lacks a column.
    """
    need(table, "article_id", "item", "value", "n_sentences")
    articles = list(dict.fromkeys(table["article_id"]))
    held = table[table["n_sentences"] > 0]
    known = [OWN_WORDS_ITEM, *PERSPECTIVES]
    items = [item for item in known if item in set(held["item"])]
    items += [item for item in dict.fromkeys(held["item"]) if item not in items]
    traces = [
        _part(item, held[held["item"] == item].to_dict("records"), articles, notes, chosen)
        for item in items
    ]
    return figure(
        traces,
        notes,
        plot_height=ROW_HEIGHT * max(1, len(articles)),
        left=margin_for(lines_of(labels[article] for article in articles), most=130),
        above=4,
        below=8,
        key=[(_name(item), _colour(item)) for item in items],
        showlegend=False,
        barmode="stack",
        bargap=0.28,
        xaxis=axis(notes, range=[0, 1], showticklabels=False),
        yaxis=axis(
            notes,
            range=[max(1, len(articles)) - 0.5, -0.5],
            tickvals=list(range(len(articles))),
            ticktext=[labels[article] for article in articles],
        ),
    )


def _part(
    item: str,
    records: list[dict[str, Any]],
    articles: list[str],
    notes: Notes,
    chosen: tuple[str, str] | None,
) -> dict[str, Any]:
    colours = ground(notes)
    own = item == OWN_WORDS_ITEM
    outlined = [chosen == (r["article_id"], r["item"]) for r in records]
    return {
        "type": "bar",
        "orientation": "h",
        "name": safe(_name(item)),
        "x": [r["value"] for r in records],
        "y": [articles.index(r["article_id"]) for r in records],
        "marker": {
            "color": _colour(item),
            "line": {
                "color": [colours.ink if chosen_one else colours.paper for chosen_one in outlined],
                "width": [3 if chosen_one else 1 for chosen_one in outlined],
            },
        },
        "text": [str(r["n_sentences"]) for r in records],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {
            "size": LABEL_SIZE,
            "color": "#1F2430" if own or item == "Italian" else "#FFFFFF",
        },
        "customdata": [[r["article_id"], r["item"]] for r in records],
        "hovertext": [
            f"<b>{safe(_name(item))}{'' if own else ' speakers'}</b><br>"
            f"{r['n_sentences']} sentences, {r['value']:.0%} of the article<br>click to read them"
            for r in records
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _name(item: str) -> str:
    return "own words" if item == OWN_WORDS_ITEM else item


def _colour(item: str) -> str:
    return OWN_WORDS_COLOUR if item == OWN_WORDS_ITEM else perspective_colour(item)
