"""Addresses of pages that keep the reader's filters and questions."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from pages.ui.filters import (
    FIRST_DAY,
    GROUP_BY,
    INCLUDE,
    LAST_DAY,
    LISTS,
    MINIMUM,
    PLAIN,
    REPRINTS,
    WORDS,
)

# The stretch of an article that a link leads to, in the address of the Articles page.
PLACE = "at"
_KEPT = (GROUP_BY, INCLUDE, *LISTS.values(), FIRST_DAY, LAST_DAY, WORDS, REPRINTS, PLAIN, MINIMUM)


def address(stem: str, **parameters: str) -> str:
    """The address of a page, relative to the present one, with more parameters set.

    The result is not escaped for HTML.
    """
    kept = {name: st.query_params.get_all(name) for name in _KEPT}
    query = {name: values for name, values in kept.items() if values}
    return f"{stem}?{urlencode(query | parameters, doseq=True)}"


def whole_address(stem: str) -> str:
    """The address of a page with all that the present one holds; relative when no browser asks."""
    base = (st.context.url or "").rstrip("/")
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    asked = f"?{urlencode(query, doseq=True)}" if query else ""
    return f"{base}/{stem}{asked}"


def place_words(article_id: str, start: int, end: int) -> str:
    """A stretch of an article as it stands in the address."""
    return f"{article_id}.{start}.{end}"


def place_in(article_id: str) -> tuple[int, int] | None:
    """The stretch of this article that the address leads to; None when it leads to no such."""
    name, _, rest = st.query_params.get(PLACE, "").partition(".")
    start, _, end = rest.partition(".")
    if name != article_id or not (start.isdecimal() and end.isdecimal()):
        return None
    return int(start), int(end)
