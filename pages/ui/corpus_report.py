"""What was read, what was not, and what is uncertain about it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis import phrases
from analysis.store import Analysis
from pages.ui.downloads import csv_button
from pages.ui.failing import card, part
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
# Table: what one row is, what the rows have in common, and what is said when there are none.
_PARTS = {
    "skipped": ("input", "could not be read", "Everything was read."),
    "copies": (
        "article",
        "with a text that stands here more than once. One of each group counts; “Count reprints "
        "too” beside the page counts them all",
        "No text stands here twice.",
    ),
    "unknown-outlets": (
        "outlet",
        "that no table knows. Say under “Outlets and perspectives” where it belongs",
        "Every outlet is known.",
    ),
    "undated": ("article", "without a date", "Every article has a date."),
    "weakly-dated": (
        "article",
        "with the date of a repost, or with one read from the address",
        "No date is uncertain.",
    ),
    "not-english": (
        "article",
        "not in English: shown, but in no number",
        "Every article is in English.",
    ),
    "removed": (
        "reason",
        "to remove lines before counting. On the page Articles one click brings a line back",
        "No line was removed.",
    ),
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


@part("report")
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
    with card("report"):
        heading("What to look at")
        frames = {
            "skipped": view.analysis.skipped(),
            "copies": corpus.copies(),
            "unknown-outlets": corpus.unknown_outlets(tables),
            "undated": corpus.undated(),
            "weakly-dated": corpus.weakly_dated(),
            "not-english": corpus.not_english(),
            "removed": view.analysis.removed_by_reason(),
        }
        for key, (noun, what, _) in _PARTS.items():
            if len(frames[key]):
                with st.expander(f"**{phrases.count(len(frames[key]), noun)}** {what}"):
                    _table(frames[key], key)
        note(" ".join(nothing for key, (_, _, nothing) in _PARTS.items() if frames[key].empty))


def skipped(analysis: Analysis) -> None:
    """The inputs that could not be read, with the reasons."""
    _table(analysis.skipped(), "skipped-uploads")


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
