"""Headings and remarks in our own style, escaped."""

from __future__ import annotations

import html

import streamlit as st

from pages.ui.reader import visible


def heading(title: str) -> None:
    """Draws the heading of a card."""
    st.html(f'<h2 class="px-h2">{html.escape(title)}</h2>')


def note(words: str) -> None:
    """Draws a remark."""
    st.html(f'<p class="px-note">{visible(words)}</p>')
