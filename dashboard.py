"""Parallax, the dashboard: `streamlit run dashboard.py`.

Sets up the page, loads the analysis, draws what all pages share, and runs the page asked for.
"""

from __future__ import annotations

import html

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis import phrases
from analysis.models import ModelFault
from analysis.selection import Selection
from hosting import collecting, prompt, trimming
from hosting.settings import SettingsFault
from pages.ui import access, data, filters, style, taking
from pages.ui.corpus_files import bring
from pages.ui.failing import part
from pages.ui.navigation import entry_of, navigate, showing
from pages.ui.reference import reference
from pages.ui.view import View
from pages.ui.whose import show_remark, show_whose


def main() -> None:
    collecting.begin()
    prompt.begin()
    trimming.begin()
    st.set_page_config("Parallax", "🔭", layout="wide", initial_sidebar_state="auto")
    style.apply(dark=_dark())
    st.logo(style.logo(dark=_dark()), size="large")
    if not _may_enter():
        return
    page = navigate("top")
    entry = entry_of(page)
    head = st.empty()
    head.html(_heading(entry.name, entry.lead))
    try:
        corpus = data.corpus()
    except data.CorpusFault as fault:
        _show_fault(head, str(fault))
        show_remark()
        bring(shows_own=False)
        return
    view = _ask(corpus)
    taking.begin()
    with showing(view):
        try:
            with part(entry.stem):
                page.run()
        except ModelFault as fault:
            st.error("A part of this page needs a model that cannot be used:")
            st.text(str(fault))
    taking.offer(view, entry.stem)


def _may_enter() -> bool:
    try:
        if access.admitted():
            return True
    except SettingsFault as fault:
        _show_fault(st.empty(), f"The settings have faults:\n{fault}")
    navigate("hidden")  # else all pages would be listed beside the sign-in
    return False


def _dark() -> bool:
    return st.context.theme.type == "dark"


def _heading(name: str, lead: str) -> str:
    return f'<div class="px-head"><h1>{html.escape(name)}</h1><p>{html.escape(lead)}</p></div>'


def _ask(corpus: data.Corpus) -> View:
    """Draws filters and the two questions, and returns what they choose."""
    options = data.options(corpus)
    labels = data.article_words(corpus).options
    show_whose(corpus)
    chosen = filters.ask_filters(options, labels)
    # Without the reference tables, which a remark then tells of, nobody knows what is arguable.
    chosen["plain_only"] = chosen["plain_only"] and reference() is not None
    chosen["minimum"] = filters.ask_minimum()
    access.show_who_sees()
    selection = Selection(**(chosen | filters.ask_questions()))
    view = View(
        corpus=corpus,
        options=options,
        selection=selection,
        filters=filters.active_filters(selection, options, labels),
        dark=_dark(),
    )
    said = [
        phrases.coverage(selection, view.coverage(), view.totals["articles"]),
        phrases.not_counted(view.totals),
    ]
    words = " ".join(f"{sentence}." for sentence in said if sentence)
    st.html(f'<div class="px-live" role="status">{html.escape(words)}</div>')
    filters.show_active(view.filters, corpus.token)
    return view


def _show_fault(head: DeltaGenerator, message: str) -> None:
    first, _, faults = message.partition("\n")
    lead = "The stored articles cannot be shown until this is mended."
    head.html(_heading("Parallax cannot start", lead))
    st.error("There is nothing to show yet. What is wrong:", icon=":material/error:")
    st.text(first)
    st.text(faults)


main()
