"""A card that tells what goes wrong in it, so that one chart does not take the page with it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from analysis.models import ModelFault

TOLD = (
    "This part of the page could not be drawn; the others stand. Removing a filter may help. What "
    "went wrong stands in the log of the server."
)


@contextmanager
def card(key: str) -> Iterator[None]:
    """A bordered card of that name; an error inside is logged and told in its place.

    A model that cannot be used is the page's to tell, as its message says what to do.
    """
    with st.container(border=True, key=f"card-{key}"):
        try:
            yield
        except ModelFault:
            raise
        except Exception:
            logging.getLogger(__name__).exception("the card %r could not be drawn", key)
            st.error(TOLD, icon=":material/error:")
