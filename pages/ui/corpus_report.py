"""What was read, what was not, and what is uncertain about it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis import phrases
from analysis.store import Analysis
from pages.ui.downloads import csv_button
from pages.ui.prose import heading, note
from pages.ui.reference import reference
from pages.ui.view import View

_COUNTS = {
    "articles": "Articles read",
    "skipped": "Not read",
    "copies": "Reprints",
    "unknown_outlet": "Outlet unknown",
    "undated": "No date",
    "not_english": "Not English",
}
_COLUMNS = {
    "source_path": "File",
    "title": "Headline",
    "outlet": "Outlet",
    "republisher": "This copy from",
    "language": "Language",
    "reason": "Why",
    "n": "Pieces",
    "n_articles": "In articles",
    "n_words": "Words",
    "published_basis": "Date rests on",
    "counts": "Counts",
    "country": "Country",
    "perspective": "Perspective",
}


def report(view: View) -> None:
    """The reading report of the whole corpus, whatever the filters."""
    tables = reference()
    if tables is None:
        return
    corpus = view.analysis.corpus
    counts = corpus.counts(tables)
    with st.container(horizontal=True, key="report-metrics"):
        for name, label in _COUNTS.items():
            st.metric(label, f"{counts[name]:,}", border=True)
    with st.container(border=True, key="card-report"):
        heading("What was read")
        _part("Could not be read", view.analysis.skipped(), "skipped", "Everything was read.")
        _part(
            "Reprints: the same text more than once. One print counts; the others are kept, and "
            "“Count reprints too” beside the filters counts them all",
            corpus.copies(),
            "copies",
            "No text stands here twice.",
        )
        _part(
            "Outlets that no table knows; say where they belong under “Outlets and perspectives”",
            corpus.unknown_outlets(tables),
            "unknown-outlets",
            "Every outlet is known.",
        )
        _part("No date", corpus.undated(), "undated", "Every article has a date.")
        _part(
            "A date that is not stated: that of a repost, or read from the address",
            corpus.weakly_dated(),
            "weakly-dated",
            "Every date is stated in its article.",
        )
        _part(
            "Not in English: shown, but in no number",
            corpus.not_english(),
            "not-english",
            "Every article is in English.",
        )
        _part(
            "Lines that are no part of an article, removed before counting; one click on the page "
            "Articles brings one back",
            view.analysis.removed_by_reason(),
            "removed",
            "No line was removed.",
        )


def skipped(analysis: Analysis) -> None:
    """The inputs that could not be read, with the reasons."""
    _table(analysis.skipped(), "skipped-uploads")


def _part(title: str, frame: pd.DataFrame, key: str, nothing: str) -> None:
    if frame.empty:
        note(nothing)
        return
    with st.expander(f"**{phrases.count(len(frame), 'row')}** · {title}"):
        _table(frame, key)


def _table(frame: pd.DataFrame, key: str) -> None:
    st.dataframe(
        frame,
        hide_index=True,
        column_order=[name for name in (*_COLUMNS, "published") if name in frame],
        column_config=_config(),
        key=f"report-{key}",
    )
    csv_button(frame, f"parallax-{key}")


def _config() -> dict[str, Any]:
    plain = {name: st.column_config.Column(title) for name, title in _COLUMNS.items()}
    return plain | {
        "published": st.column_config.DateColumn("Date", format="D MMM YYYY"),
        "counts": st.column_config.CheckboxColumn("Counts"),
        "source_path": st.column_config.TextColumn("File", width="medium"),
    }
