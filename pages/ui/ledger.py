"""What was removed from an article and what a person put back: each with its button."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import streamlit as st

from analysis import phrases
from analysis.charts.theme import shortened
from analysis.corrections import Removed, Restored
from analysis.corrections.entries import Stretch
from pages.ui import reader, uploads
from pages.ui.downloads import csv_button
from pages.ui.prose import note
from pages.ui.view import View

_ROWS_A_PAGE = 15
_WIDTH = 300  # characters of a line that are shown


def show_ledger(view: View, parts: Mapping[str, Any], place: str) -> None:
    """Draws what was removed from an article, with a button on each line that restores it.

    Args:
        view: what the page shows.
        parts: what Analysis.article gives.
        place: tells two articles that stand side by side apart.
    """
    removed = parts["removed"]
    article_id = parts["article"]["article_id"]
    with st.expander(
        f"What was removed: {phrases.count(len(removed), 'piece')}", key=f"ledger-{place}"
    ):
        page = 1
        if len(removed) > _ROWS_A_PAGE:
            pages = -(-len(removed) // _ROWS_A_PAGE)
            page = st.pagination(pages, key=f"ledger-page-{place}-{article_id}")
        shown = removed.iloc[(page - 1) * _ROWS_A_PAGE : page * _ROWS_A_PAGE]
        for row in shown.to_dict("records"):
            stretch = Restored(article_id, int(row["start"]), int(row["end"]))
            _line(view, row["text"], row["reason"], "Restore", stretch, place)
        csv_button(removed, f"parallax-removed-{place}", "What was removed (CSV)")
    if view.corpus.can_correct:
        _show_restored(view, parts, place)
        _take_out(parts, place)


def _line(view: View, text: str, reason: str, action: str, stretch: Stretch, place: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if view.corpus.can_correct:
            st.button(
                action,
                key=f"{action}-{place}-{stretch.article_id}-{stretch.start}-{stretch.end}",
                icon=":material/undo:",
                on_click=_apply,
                args=(stretch,),
            )
        tag = f'<span class="px-tag px-neutral">{html.escape(reason)}</span>' if reason else ""
        st.html(f'<p class="px-ledger">{tag}{reader.visible(shortened(text, _WIDTH))}</p>')


def _apply(stretch: Stretch) -> None:
    """Takes back what a person said of this stretch before, else corrects it."""
    opposite = Removed if isinstance(stretch, Restored) else Restored
    before = opposite(stretch.article_id, stretch.start, stretch.end)
    if before in uploads.desk().corrections.entries:
        uploads.take_back([before])
    else:
        uploads.correct(stretch)


def _show_restored(view: View, parts: Mapping[str, Any], place: str) -> None:
    article_id, text = parts["article"]["article_id"], str(parts["article"]["text"])
    restored = [
        entry
        for entry in uploads.desk().corrections.of(Restored)
        if entry.article_id == article_id and entry.end <= len(text)
    ]
    if not restored:
        return
    with st.expander(
        f"Restored by hand: {phrases.count(len(restored), 'piece')}", key=f"restored-{place}"
    ):
        for entry in restored:
            stretch = Removed(article_id, entry.start, entry.end)
            _line(view, text[entry.start : entry.end], "", "Remove again", stretch, place)


def _take_out(parts: Mapping[str, Any], place: str) -> None:
    article_id, text = parts["article"]["article_id"], str(parts["article"]["text"])
    spans = [(int(row["start"]), int(row["end"])) for row in parts["passages"].to_dict("records")]
    with st.expander("Take a paragraph out", key=f"take-out-{place}"):
        note("For one that is no part of the article. It can be restored above afterwards.")
        key = f"take-out-{place}-{article_id}-{uploads.desk().edition}"
        chosen = st.selectbox(
            "Paragraph",
            spans,
            index=None,
            key=key,
            # The number tells paragraphs of the same words apart.
            format_func=lambda span: (
                f"{spans.index(span) + 1}. {shortened(text[span[0] : span[1]], _WIDTH)}"
            ),
            placeholder="choose one",
        )
        st.button(
            "Take out",
            key=f"button-{key}",
            icon=":material/content_cut:",
            disabled=chosen is None,
            on_click=_apply,
            args=(Removed(article_id, *chosen),) if chosen else (),
        )
