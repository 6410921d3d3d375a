"""Cards: a chart with what it says, how to read it, its table, and the sentences behind it."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis import phrases
from analysis.charts.words import words_of
from analysis.registry import measure_of
from analysis.report import captions
from analysis.report.catalogue import Chart
from analysis.selection import Selection
from pages.ui import filters
from pages.ui.downloads import csv_button
from pages.ui.evidence import Cell, cells, choose_cell, show_evidence, take_click
from pages.ui.failing import card, part
from pages.ui.reader import visible
from pages.ui.taking import remember
from pages.ui.view import View

CARDS_A_PAGE = 24
PANEL_HEIGHT = 560


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
    beside: Callable[[], None] | None = None,
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
        names: each group in words; when None, "Russian voices" and the like, or the
            articles in words.
        selection: the selection that the table was made with, when not the reader's own.
        cell_key: name of the chosen mark in the address; different for each card of a page.
        beside: draws what stands beside the chart until a mark is chosen; `explain` when None.
    """
    selection = selection or view.selection
    with card(key):
        if not has_evidence(table):
            show_nothing(key)
            return
        offered = cells(table)
        measure = str(table["measure"].iloc[0])
        names = names or _names(view, selection, offered)
        left, right = st.columns([3, 2], gap="medium")
        with right:
            chosen = choose_cell(offered, names, cell_key, words_of(measure))
            if chosen:
                with st.container(height=PANEL_HEIGHT, border=False, key=f"evidence-{key}"):
                    show_evidence(view, measure, chosen, key=key, selection=selection)
            else:
                with part(f"beside-{key}"):
                    beside() if beside else explain(view, measure)
        with left:
            take = partial(take_click, f"chart-{key}", cell_key, offered)
            plot(
                view, key, draw(chosen), alt, selection=selection, measure=measure,
                on_select=take, selection_mode="points",
            )  # fmt: skip
            foot(key, table, how)


def chart_card(view: View, chart: Chart, **settings: Any) -> None:
    """The card of a chart that the report holds too; settings as those of `explore_card`."""
    explore_card(
        view, chart.key, chart.table, chart.draw, selection=chart.selection, **settings
    )  # fmt: skip


def _names(view: View, selection: Selection, offered: Sequence[Cell]) -> dict[str, str]:
    said = view.group_names(selection.group_by, dict.fromkeys(cell.group for cell in offered))
    return {group: phrases.sentence_case(words) for group, words in said.items()}


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


# Each total: its name, and the measure whose definition tells it, when its name does not.
METRICS = {
    "articles": ("Articles", ""),
    "sentences": ("Sentences", ""),
    "attributions": ("Attributed statements", "statements"),
    "mentions": ("Judged mentions of actors", "mentions"),
}


def metrics(totals: Mapping[str, int]) -> None:
    """A row of bordered numbers: what a selection holds (see Analysis.totals)."""
    with st.container(horizontal=True, key="metrics"):
        for name, (label, measure) in METRICS.items():
            told = measure_of(measure).definition if measure else None
            st.metric(label, f"{totals[name]:,}", border=True, help=told)


def explain(
    view: View, measure: str, others: Sequence[str] = (), *, to_compare: bool = True
) -> None:
    """What a measure means, who judged it, what else differs, and what has no room in the chart.

    Args:
        view: what the page shows.
        measure: name in the registry of measures.
        others: items left out of the chart.
        to_compare: whether it tells what else differs between the groups, and leads to Compare.
    """
    entry = measure_of(measure)
    parts = {
        "What is measured": entry.definition,
        "What it does not say": entry.caveat,
        "Method": phrases.sentence_case(captions.method(view.analysis, measure)),
        "What else differs between the groups": ", ".join(view.differing()).lower()
        if to_compare
        else "",
        "No room in the chart for": ", ".join(others),
    }
    st.html(
        '<p class="px-hint">Click a mark of the chart to read the sentences behind it.</p>'
        + "".join(
            f'<p class="px-note"><b>{name}.</b> {html.escape(text)}</p>'
            for name, text in parts.items()
            if text
        )
    )
    if to_compare:
        words = "Two groups in detail: Compare"
        st.page_link("pages/compare.py", label=words, icon=":material/balance:")
    st.page_link("pages/methods.py", label="How good it is: Methods", icon=":material/help:")


def text_list(title: str, sentences: Sequence[str], note: str = "") -> None:
    """A heading, sentences as a list, and a remark under it; all are escaped."""
    said = sentences or ["Nothing, under these filters."]
    items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in said)
    after = f'<p class="px-meta">{html.escape(note)}</p>' if note else ""
    head = f'<h2 class="px-h2">{html.escape(title)}</h2>'
    st.html(f'{head}<ul class="px-list">{items}</ul>{after}')


def missing(sentences: Sequence[str]) -> None:
    """The sentences of analysis.findings on what is missing from the whole corpus."""
    note = "Counted over all articles, whatever the filters."
    text_list("What is missing in these texts", sentences, note=note)


@part("articles")
def article_cards(view: View) -> None:
    """A grid of cards, one per article, with what is known of it and a link to read it."""
    number, page = view.analysis.n_listed(view.selection), 1
    if number > CARDS_A_PAGE:
        page = st.pagination(-(-number // CARDS_A_PAGE), key="article-cards-page")
    shown = view.analysis.articles(
        view.selection, first=(page - 1) * CARDS_A_PAGE, most=CARDS_A_PAGE
    )
    st.html('<h2 class="px-h2 px-gap">The articles</h2>')
    cards = "".join(
        _article_card(
            row, view.reading_address(row["article_id"]), view.colours[row["perspective"]]
        )
        for row in shown.to_dict("records")
    )
    st.html(f'<div class="px-grid">{cards}</div>')


def _article_card(row: Mapping[str, Any], link: str, colour: str) -> str:
    title = f'<a href="{html.escape(link)}">{visible(phrases.title(row))}</a>'
    outlet = visible(phrases.sentence_case(phrases.outlet(row)))
    lines = [
        phrases.by_line(row),
        phrases.sentence_case(phrases.dated(row)),
        f"{phrases.sentence_case(phrases.KINDS[row['kind']])}, "
        f"{phrases.TRANSLATIONS[row['translation']]}",
        f"This copy from {row['republisher']}" if phrases.known(row["republisher"], "") else "",
        f"{phrases.count(row['n_sentences'], 'sentence')}, {phrases.count(row['n_words'], 'word')}",
    ]
    rest = "".join(f"<p>{visible(line)}</p>" for line in lines if line)
    return (
        f'<div class="px-card" style="border-top-color:{colour}"><h3>{title}</h3>'
        f"<p><b>{outlet}</b> · {html.escape(row['perspective'])} perspective</p>{rest}</div>"
    )


def plot(
    view: View,
    key: str,
    figure: go.Figure,
    alt: str,
    *,
    selection: Selection | None = None,
    measure: str = "",
    **settings: Any,
) -> None:
    """Draws a figure, and under it the button that takes it away.

    Args:
        view: what the page shows.
        key: name of the chart.
        figure: what to draw.
        alt: the chart in a sentence.
        selection: what counts in it, when not the reader's own selection.
        measure: name in the registry of measures.
        settings: more for st.plotly_chart.
    """
    st.plotly_chart(
        figure,
        theme=None,
        key=f"chart-{key}",
        alt=alt,
        config={"displaylogo": False, "displayModeBar": False},
        **settings,
    )
    remember(view, key, figure, selection, measure)


def foot(key: str, table: pd.DataFrame, how: str) -> None:
    """What stands under a chart: how to read it (Markdown written by us), and its rows as CSV."""
    with st.expander("How to read this"):
        st.markdown(how)
    csv_button(table, f"parallax-{key}")
