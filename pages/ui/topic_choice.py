"""The choice of how many topics are looked for, and how."""

from __future__ import annotations

import streamlit as st

from analysis.explain import WAY_CHOICES
from pages.ui import uploads
from pages.ui.prose import note
from pages.ui.uploads import Topics

_NUMBER, _WAY = "topics-number", "topics-way"
_MOST = 12
_OPEN = 0  # the texts decide; an empty list would show no choice at all


def choose_topics() -> None:
    """Draws two lists; a change looks for topics anew, for this reader alone."""
    held = uploads.desk().topics
    st.session_state.setdefault(_NUMBER, held.number or _OPEN)
    st.session_state.setdefault(_WAY, held.way)
    left, right = st.columns(2, gap="medium")
    left.selectbox(
        "How many topics",
        [_OPEN, *range(2, _MOST + 1)],
        key=_NUMBER,
        format_func=lambda number: "as many as the texts bear" if number == _OPEN else str(number),
        on_change=_take,
    )
    right.selectbox(
        "How they are looked for",
        list(WAY_CHOICES),
        key=_WAY,
        format_func=lambda way: WAY_CHOICES[way],
        on_change=_take,
    )
    note(
        "This holds for all pages until you leave, and is no part of your corrections; the command "
        "line has it as --n-topics and --topics."
    )


def _take() -> None:
    uploads.choose_topics(Topics(st.session_state[_NUMBER] or None, st.session_state[_WAY]))
