"""The line on every page that says whose articles these are and how much was corrected."""

from __future__ import annotations

import html

import streamlit as st

from analysis import phrases
from pages.ui import uploads
from pages.ui.data import Corpus


def show_whose(corpus: Corpus) -> None:
    """Draws the line; nothing when all readers see the same."""
    own = corpus.is_own and uploads.desk().files
    number = corpus.analysis.n_corrections
    said = []
    if own:
        articles = phrases.count(len(corpus.analysis.articles()), "article")
        said.append(f"You are looking at your own {articles}, which nobody else sees")
    if number:
        said.append(phrases.by_hand(number))
    if not said:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="whose"):
        words = html.escape(" · ".join(said))
        st.html(f'<p class="px-whose" role="status">{words}</p>', width="content")
        if own:
            st.button(
                "Back to the sample",
                key="back-to-sample",
                type="tertiary",
                icon=":material/undo:",
                on_click=uploads.back_to_sample,
            )


def show_remark() -> None:
    """Draws what went wrong with the last thing that the reader asked for, if anything did."""
    lines = uploads.desk().remark
    if lines:
        st.error("That could not be done:", icon=":material/error:")
        st.text("\n".join(lines))
