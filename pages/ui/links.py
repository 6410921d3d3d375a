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

_KEPT = (GROUP_BY, INCLUDE, *LISTS.values(), FIRST_DAY, LAST_DAY, WORDS, REPRINTS, PLAIN, MINIMUM)


def address(stem: str, **parameters: str) -> str:
    """The address of a page, relative to the present one, with more parameters set.

    The result is not escaped for HTML.
    """
    kept = {name: st.query_params.get_all(name) for name in _KEPT}
    query = {name: values for name, values in kept.items() if values}
    return f"{stem}?{urlencode(query | parameters, doseq=True)}"
