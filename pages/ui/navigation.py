"""The list of pages, and the guard that lets a link to any of them open a fresh server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.ui.view import View

_VIEW = "_view_of_this_run"


@dataclass(frozen=True)
class Entry:
    """One page: the stem of its file (also its address), its name and the line under it."""

    stem: str
    name: str
    lead: str


ENTRIES = (
    Entry(
        "overview",
        "Overview",
        "What these articles are, who speaks in them, and what stands out.",
    ),
    Entry(
        "stance",
        "Stance",
        "How favourably a voice portrays an actor: not whether it agrees with it, and not "
        "whether the news is good.",
    ),
    Entry(
        "voices",
        "Voices",
        "Who speaks where and who is missing, how they are introduced, and what is said of whom.",
    ),
    Entry(
        "topics",
        "Topics",
        "What the passages are about, and who speaks about it.",
    ),
    Entry(
        "sentiment",
        "Sentiment",
        "The emotional tone of the wording. Words of war count as negative, whoever is meant.",
    ),
    Entry(
        "wording",
        "Wording",
        "Which words each group uses more than the others, and how each of them stands in its "
        "sentence.",
    ),
    Entry(
        "compare",
        "Compare",
        "Two sides beside each other on every measure, what else differs between them, and what "
        "only one of them mentions.",
    ),
    Entry(
        "articles",
        "Articles",
        "Each article as found, with what was removed, who speaks where, and who is mentioned.",
    ),
    Entry(
        "corpus",
        "Corpus",
        "Bring your own articles, see what was made of them, and correct it by hand.",
    ),
    Entry(
        "methods",
        "Methods",
        "What each number means, how good each method is, and what few articles cannot show.",
    ),
)


def navigate(position: Literal["top", "hidden"]) -> StreamlitPage:
    """Registers all pages and returns the one that the address asks for.

    The pages have no icons because the browser would fetch one from a font host.
    """
    pages = [_page(entry) for entry in ENTRIES]
    # The first page answers to the bare address only; this lets its own name lead there too.
    return st.navigation([*pages, _page(ENTRIES[0], visibility="hidden")], position=position)


def _page(entry: Entry, visibility: Literal["visible", "hidden"] = "visible") -> StreamlitPage:
    first = entry is ENTRIES[0] and visibility == "visible"
    return st.Page(
        f"pages/{entry.stem}.py",
        title=entry.name,
        url_path="home" if first else entry.stem,
        default=first,
        visibility=visibility,
    )


def entry_of(page: StreamlitPage) -> Entry:
    """The entry of a page that `navigate` returned."""
    return next(entry for entry in ENTRIES if entry.name == page.title)


@contextmanager
def showing(view: View) -> Iterator[None]:
    """Hands a view to the page that runs inside, and takes it back afterwards."""
    st.session_state[_VIEW] = view
    try:
        yield
    finally:
        del st.session_state[_VIEW]


def open_view() -> View:
    """What the page is to show. Must be the first call of every page.

    The first deep link after a start of the server runs the page's file without the dashboard
    around it; then this registers the pages and runs again, through the dashboard.
    """
    if _VIEW not in st.session_state:
        navigate("hidden")
        st.rerun()
    view: View = st.session_state[_VIEW]
    return view
