"""Coverage on a timeline, with the articles behind each of its marks."""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from analysis import phrases
from analysis.report.catalogue import portraits
from analysis.selection import UNDATED
from pages.ui.cards import PANEL_HEIGHT, foot, plot
from pages.ui.evidence import Cell, choose_cell, take_click
from pages.ui.failing import card, part
from pages.ui.prose import note
from pages.ui.reader import visible
from pages.ui.view import View

KEY, CELL = "articles-by-date", "when"
MOST_LISTED = 100
HOW = (
    "Each row is the **perspective of an outlet**, each mark the **articles of one date**; a "
    "larger mark stands for more of them. Articles whose date is not known stand at the right. A "
    "hollow mark has only the date of a repost. It shows what was collected here, not how much "
    "anybody published."
)


@part(KEY)
def timeline_card(view: View) -> None:
    """A card with the articles by date; the articles of the chosen mark stand beside it."""
    chart = portraits.by_date(view.desk)
    table = chart.table
    if table.empty:
        return
    offered = [Cell(row.group, row.item) for row in table.itertuples()]
    with card(KEY):
        left, right = st.columns([3, 2], gap="medium")
        with right:
            names = {cell.group: f"{cell.group} outlets" for cell in offered}
            words = {cell.item: _day(cell.item) for cell in offered}
            chosen = choose_cell(offered, names, CELL, words, label="See the articles of")
            if chosen:
                articles = view.analysis.articles_of(view.selection, chosen.group, chosen.item)
                with st.container(height=PANEL_HEIGHT // 2, border=False, key=f"evidence-{KEY}"):
                    _list(view, len(articles), articles.head(MOST_LISTED).to_dict("records"))
            else:
                note("Click a mark to see its articles, and from there read them.")
        with left:
            plot(
                view, KEY, chart.draw(chosen),
                "Marks on a timeline: the articles of each perspective by date.",
                measure=chart.measure, on_select=partial(take_click, f"chart-{KEY}", CELL, offered),
                selection_mode="points",
            )  # fmt: skip
            foot(KEY, table, HOW)


def _day(item: str) -> str:
    return "no date" if item == UNDATED else phrases.day(item) if len(item) > 7 else item


def _list(view: View, number: int, rows: list[Mapping[str, Any]]) -> None:
    st.html(
        f'<p class="px-meta"><b>{phrases.count(number, "article")}</b></p>'
        + "".join(_article(view, row) for row in rows)
    )
    if number > len(rows):
        note(f"These are the first {MOST_LISTED}; the Corpus page lists all.")


def _article(view: View, row: Mapping[str, Any]) -> str:
    link = html.escape(view.reading_address(row["article_id"]))
    about = [phrases.sentence_case(phrases.outlet(row)), phrases.by_line(row), phrases.dated(row)]
    said = " · ".join(f"<bdi>{visible(part)}</bdi>" for part in about)
    return (
        f'<div class="px-row"><b><a href="{link}">{visible(phrases.title(row))}</a></b>'
        f'<p class="px-meta">{said}</p></div>'
    )
