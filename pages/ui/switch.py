"""A choice of one of a few things, whose state stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


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


def ask_cards(cards: Mapping[str, tuple[str, T]], *, one: bool) -> Sequence[T]:
    """What draws the cards of a page: all of them, or the one that is chosen.

    Args:
        cards: by name, each with its name on the screen.
        one: whether they are drawn one at a time, as where there is so much to count that readers
            would wait for what they do not look at.
    """
    if not one:
        return [draw for _, draw in cards.values()]
    chosen = ask("Look at", "card", {name: said for name, (said, _) in cards.items()})
    return [cards[chosen][1]]
