"""How to cite this program, and what it is made of."""

from __future__ import annotations

import streamlit as st

from analysis import about
from pages.ui import access
from pages.ui.downloads import csv_button
from pages.ui.failing import card
from pages.ui.prose import heading, note
from pages.ui.view import View

_NAMES = {
    "name": "Name",
    "used_for": "For",
    "made_by": "By",
    "version": "Version",
    "licence": "Licence",
}


def about_card(view: View) -> None:
    """A card with how to cite these numbers, and the licences of all that made them."""
    with card("about"):
        heading("About Parallax, and how to cite it")
        note("To cite these numbers; the same stands in CITATION.cff for the program alone.")
        st.code(about.citation(view.analysis.fingerprint), language=None, wrap_lines=True)
        note(about.NO_LICENCE)
        note(access.who_sees())
        for title, key, table in (
            ("Models and data", "materials", about.materials()),
            ("Libraries, with the licence as each states it", "libraries", about.libraries()),
        ):
            with st.expander(title):
                st.dataframe(table, hide_index=True, key=f"about-{key}", column_config=_NAMES)
                csv_button(table, f"parallax-{key}")
