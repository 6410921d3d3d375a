"""Beside stance: how many mentions are unfavourable and favourable, given that the engine errs."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.ui.downloads import csv_button
from pages.ui.failing import card
from pages.ui.prose import heading, note
from pages.ui.view import View

HOW = (
    "Each mention is counted as one class, however doubtful that is. Corrected shares are the mean "
    "of the calibrated probabilities, which came nearest to the annotators on articles that the "
    "engine had not seen, with 95 % intervals: from resampling articles where a cell has five or "
    "more, else from resampling the mentions of these articles, which says nothing of others. An "
    "arrow marks a counted share outside the interval of the corrected one."
)
_NAMES = {"negative": "Unfavourable", "positive": "Favourable"}


def shares_card(view: View) -> None:
    """A table of the cells with enough evidence: shares as counted and as corrected.

    Args:
        view: what the page shows.
    """
    with card("corrected-shares"):
        heading("Shares as counted, and corrected for the errors of the engine")
        table = view.corrected_shares()
        if table.empty:
            note(f"Every cell rests on {view.too_few}.")
            return
        st.dataframe(_shown(view, table), hide_index=True, key="corrected-shares")
        csv_button(table, "parallax-corrected-shares")
        note(HOW)


def _shown(view: View, table: pd.DataFrame) -> pd.DataFrame:
    """The table in words, one row per cell."""
    names = view.group_names(view.selection.group_by, table["group"].unique())
    shown = pd.DataFrame(
        {
            "Group": table["group"].map(names),
            "Actor": table["item"],
            "Mentions": table["n_mentions"],
            "Articles": table["n_articles"],
        }
    )
    for name, words in _NAMES.items():
        counted, low, high = (table[f"{end}{name}"] for end in ("counted_", "low_", "high_"))
        apart = (counted < low) | (counted > high)
        shown[f"{words}, counted"] = [
            f"{share:.0%}{' ↔' if differs else ''}"
            for share, differs in zip(counted, apart, strict=True)
        ]
        shown[f"{words}, corrected"] = [
            f"{best:.0%} ({a:.0%} to {b:.0%})"
            for best, a, b in zip(table[name], low, high, strict=True)
        ]
    return shown
