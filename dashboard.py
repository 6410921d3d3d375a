"""Parallax, the dashboard: `streamlit run dashboard.py`.

Sets up the page, loads the analysis, draws what all pages share, and runs the page asked for.
"""

from __future__ import annotations

import html

import streamlit as st

from analysis import phrases
from analysis.selection import Selection
from pages.ui import data, filters, style
from pages.ui.navigation import Entry, entry_of, navigate, showing
from pages.ui.view import View
from pages.ui.whose import show_whose


def main() -> None:
    st.set_page_config("Parallax", "🔭", layout="wide", initial_sidebar_state="auto")
    style.apply(dark=_dark())
    st.logo(style.logo(dark=_dark()), size="large")
    page = navigate("top")
    try:
        corpus = data.corpus()
    except data.CorpusFault as fault:
        _show_fault(str(fault))
        return
    view = _ask(corpus, entry_of(page))
    with showing(view):
        page.run()


def _dark() -> bool:
    return st.context.theme.type == "dark"


def _ask(corpus: data.Corpus, entry: Entry) -> View:
    """Draws heading, filters and the two questions, and returns what they choose."""
    options = data.options(corpus)
    labels = data.article_words(corpus).options
    st.html(
        f'<div class="px-head"><h1>{html.escape(entry.name)}</h1>'
        f"<p>{html.escape(entry.lead)}</p></div>"
    )
    show_whose(corpus)
    chosen = filters.ask_filters(options, labels)
    selection = Selection(**(chosen | filters.ask_questions()))
    view = View(
        corpus=corpus,
        options=options,
        selection=selection,
        filters=filters.active_filters(selection, options, labels),
        dark=_dark(),
        image_format=filters.ask_image_format(),
    )
    held = view.coverage()
    said = [
        phrases.coverage(selection, held.groups, held.totals["articles"]),
        phrases.not_counted(held.totals),
    ]
    words = " ".join(f"{sentence}." for sentence in said if sentence)
    st.html(f'<div class="px-live" role="status">{html.escape(words)}</div>')
    filters.show_active(view.filters)
    return view


def _show_fault(message: str) -> None:
    first, _, faults = message.partition("\n")
    st.html(
        '<div class="px-head"><h1>Parallax cannot start</h1>'
        "<p>The articles cannot be shown until this is mended.</p></div>"
    )
    st.error("There is nothing to show yet. What is wrong:", icon=":material/error:")
    st.text(first)
    st.text(faults)


main()
