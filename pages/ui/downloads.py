"""Tables as CSV files that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV in UTF-8 with a byte-order mark, which spreadsheets need for it.

    Text that a spreadsheet would take for a formula gets a leading apostrophe; numbers stay.
    """
    texts = frame.select_dtypes(exclude=["number", "bool", "datetime"]).columns
    neutral = frame.assign(**{name: frame[name].map(_neutral) for name in texts})
    return neutral.to_csv(index=False).encode("utf-8-sig")


def _neutral(value: object) -> object:
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def csv_button(frame: pd.DataFrame, name: str, label: str = "Table (CSV)") -> None:
    """Draws a button that saves the frame as NAME.csv; the file is made when it is pressed."""
    st.download_button(
        label,
        data=lambda: csv(frame),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv-{name}",
        icon=":material/download:",
        type="tertiary",
    )
