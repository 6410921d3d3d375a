"""Corpus: bring articles, read what was made of them, correct it, take it away."""

from __future__ import annotations

import streamlit as st

from pages.ui.corpus_articles import articles
from pages.ui.corpus_corrections import corrections
from pages.ui.corpus_files import files
from pages.ui.corpus_names import names
from pages.ui.corpus_outlets import outlets
from pages.ui.navigation import open_view
from pages.ui.whose import show_remark

PARTS = {
    "files": ("Files", files),
    "articles": ("Articles", articles),
    "outlets": ("Outlets and perspectives", outlets),
    "names": ("Actors and topics", names),
    "corrections": ("Corrections and downloads", corrections),
}

view = open_view()
part = st.segmented_control(
    "Show",
    list(PARTS),
    default="files",
    required=True,
    key="part",
    bind="query-params",
    format_func=lambda name: PARTS[name][0],
    label_visibility="collapsed",
)
show_remark()
PARTS[part or "files"][1](view)
