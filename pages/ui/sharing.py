"""A link to what is on the screen: the page with its filters, questions and chosen marks."""

from __future__ import annotations

import streamlit as st

from pages.ui.links import whole_address
from pages.ui.prose import note

OWN = (
    "Your own articles and corrections stay in your session: whoever opens this link sees it with "
    "what is shown there. Give them the corrections file or the report as well."
)


@st.dialog("Link to this view", icon=":material/link:")
def show_link(stem: str, *, is_own: bool) -> None:
    """The address of a page as it stands, to be copied.

    Args:
        stem: the stem of the page.
        is_own: whether the reader sees articles or corrections that nobody else does.
    """
    note("It opens this page with the same filters, questions and chosen sentences.")
    st.code(whole_address(stem), language=None, wrap_lines=True)
    if is_own:
        note(OWN)
