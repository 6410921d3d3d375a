"""Cards: a chart with what it says, how to read it, its table, and the sentences behind it."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis import phrases
from analysis.selection import Selection
from pages.ui import filters
from pages.ui.downloads import csv_button
from pages.ui.evidence import Cell, cells, choose_cell, show_evidence, take_click
from pages.ui.view import View


def chart_card(
    view: View, key: str, table: pd.DataFrame, figure: go.Figure, *, how: str, alt: str
) -> None:
    """A card with a chart that is only looked at.

    Args:
        view: what the page shows.
        key: name of the chart: of its files, its element and its widgets.
        table: exactly the rows that the chart draws; saved as CSV.
        figure: the chart.
        how: how to read it, in Markdown written by us (never text of an article).
        alt: the chart in a sentence, for who cannot see it.
    """
    with st.container(border=True, key=f"card-{key}"):
        if not has_evidence(table):
            show_nothing(key)
            return
        _plot(view, key, figure, alt)
        _foot(view, key, table, how)


def explore_card(
    view: View,
    key: str,
    table: pd.DataFrame,
    draw: Callable[[Cell | None], go.Figure],
    *,
    how: str,
    alt: str,
    names: Mapping[str, str] | None = None,
    selection: Selection | None = None,
    cell_key: str = "cell",
) -> None:
    """A card with a chart beside the sentences behind the mark that is clicked or chosen.

    Args:
        view: what the page shows.
        key: name of the chart: of its files, its element and its widgets.
        table: exactly the comparison rows of one measure that the chart draws.
        draw: makes the figure, given the chosen mark (to outline it) or None. Its marks must
            carry [group, item] as custom data.
        how: how to read it, in Markdown written by us (never text of an article).
        alt: the chart in a sentence.
        names: each group in words; "Russian voices" and the like when None.
        selection: the selection that the table was made with, when not the reader's own.
        cell_key: name of the chosen mark in the address; different for each card of a page.
    """
    selection = selection or view.selection
    with st.container(border=True, key=f"card-{key}"):
        if not has_evidence(table):
            show_nothing(key)
            return
        offered = cells(table)
        if names is None:
            names = {cell.group: phrases.group(selection.group_by, cell.group) for cell in offered}
        left, right = st.columns([3, 2], gap="medium")
        with right:
            chosen = choose_cell(offered, names, cell_key)
            if chosen:
                with st.container(height=460, border=False, key=f"evidence-{key}"):
                    measure = str(table["measure"].iloc[0])
                    show_evidence(view, measure, chosen, key=key, selection=selection)
            else:
                st.caption("Every number opens the sentences that were counted for it.")
        with left:
            take = partial(take_click, f"chart-{key}", cell_key, offered)
            _plot(view, key, draw(chosen), alt, on_select=take, selection_mode="points")
            _foot(view, key, table, how)


def has_evidence(table: pd.DataFrame) -> bool:
    """Whether any row of a comparison table has a sentence behind it."""
    return bool((table["n_sentences"] > 0).any())


def show_nothing(key: str) -> None:
    """Says that the filters leave nothing, and offers to remove them."""
    st.html(
        '<p><b>Nothing to show.</b> <span class="px-muted">No sentence in these texts answers '
        "the two questions under these filters.</span></p>"
    )
    st.button("Clear all filters", key=f"clear-{key}", on_click=filters.clear)


def metrics(numbers: Mapping[str, str]) -> None:
    """A row of bordered numbers by their labels; both are words of ours."""
    with st.container(horizontal=True, key="metrics"):
        for label, number in numbers.items():
            st.metric(label, number, border=True)


def text_list(title: str, sentences: list[str], key: str, note: str = "") -> None:
    """A card with a list of sentences, which are escaped."""
    with st.container(border=True, key=f"card-{key}", height="stretch"):
        items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in sentences)
        after = f'<p class="px-meta">{html.escape(note)}</p>' if note else ""
        st.html(
            f'<h2 class="px-h2">{html.escape(title)}</h2><ul class="px-list">{items}</ul>{after}'
        )


def _plot(view: View, key: str, figure: go.Figure, alt: str, **settings: Any) -> None:
    st.plotly_chart(
        figure,
        theme=None,
        key=f"chart-{key}",
        alt=alt,
        config={
            "displaylogo": False,
            "displayModeBar": True,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {
                "format": view.image_format,
                "filename": f"parallax-{key}",
                "scale": 2,
            },
        },
        **settings,
    )


def _foot(view: View, key: str, table: pd.DataFrame, how: str) -> None:
    with st.expander("How to read this"):
        st.markdown(how)
    csv_button(table, f"parallax-{key}")
