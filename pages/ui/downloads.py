"""Buttons that save tables."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.spreadsheet import csv
from pages.ui.taking import remember_table


def csv_button(frame: pd.DataFrame, name: str, label: str = "Table (CSV)") -> None:
    """Draws a button that saves the frame as NAME.csv; the file is made when it is pressed.

    That of a chart stands in the row of buttons under it.
    """
    place = remember_table(name, frame) or st
    csv_later(lambda: frame, name, label, place)


def csv_later(
    make: Callable[[], pd.DataFrame], name: str, label: str, place: DeltaGenerator | ModuleType = st
) -> None:
    """Draws a button that saves, as NAME.csv, a frame that is made when it is pressed."""
    place.download_button(
        label,
        data=lambda: csv(make()),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv-{name}",
        icon=":material/download:",
        type="tertiary",
    )
