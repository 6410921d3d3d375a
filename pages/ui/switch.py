"""A choice of one of a few things, whose state stands in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def ask(label: str, key: str, names: Mapping[str, str]) -> str:
    """Draws the choice and returns what is chosen, at first the first.

    Args:
        label: what is chosen.
        key: of the widget, which is also its name in the address.
        names: each thing to choose, and its name on the screen.
    """
    first = next(iter(names))
    if st.session_state.get(key) not in (None, *names):
        st.session_state[key] = first
    chosen = st.segmented_control(
        label,
        list(names),
        default=first,
        required=True,
        key=key,
        bind="query-params",
        format_func=lambda name: names[name],
    )
    return str(chosen or first)


def ask_if_any(label: str, key: str, names: Mapping[str, str]) -> str:
    """The same choice of which nothing is chosen at first, nor need be; "" for nothing."""
    if st.session_state.get(key) not in (None, *names):
        st.session_state[key] = None
    chosen = st.segmented_control(
        label, list(names), key=key, bind="query-params", format_func=lambda name: names[name]
    )
    return str(chosen or "")
