"""A part of a page that tells what goes wrong in it, so that one does not take the page with it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from analysis.models import ModelFault
from analysis.store import TableFault

TOLD = (
    "This part of the page could not be drawn; the others stand. Removing a filter may help. What "
    "went wrong stands in the log of the server."
)
BROKEN_FILE = "This part of the page needs a file of the articles that cannot be read:"


@contextmanager
def part(name: str) -> Iterator[None]:
    """A part of that name, also as a decorator; an error in it is logged and told in its place.

    A model that cannot be used is the page's to tell, as its message says what to do.
    """
    try:
        yield
    except ModelFault:
        raise
    except TableFault as fault:
        logging.getLogger(__name__).exception("a file that %r needs cannot be read", name)
        st.error(BROKEN_FILE, icon=":material/error:")
        st.text(str(fault))
    except Exception:
        logging.getLogger(__name__).exception("the part %r could not be drawn", name)
        st.error(TOLD, icon=":material/error:")


@contextmanager
def card(key: str) -> Iterator[None]:
    """A part with a border of its own."""
    with st.container(border=True, key=f"card-{key}"), part(key):
        yield
