"""Every page on a phone and on a wide dark screen: nothing overflows, complains or bars anybody."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.browser.barriers import barriers, needs_axe
from tests.browser.conftest import PAGES, keep_picture, settle, turn_to

# What we add to a page beyond Streamlit itself: all that the server sends to draw it.
MOST_BYTES = 200_000
# Streamlit's own page, scripts, fonts and pictures.
STREAMLITS = ("/static/", "/_stcore/", "/favicon.png", "/manifest.json")


@dataclass(frozen=True)
class Screen:
    """A drawn page in the browser.

    Attributes:
        name: its stem.
        page: the window.
        heard: errors that were heard while it was drawn.
        sent: bytes that the server sent to draw it.
        fetched: addresses beside Streamlit's own that the browser asked for.
    """

    name: str
    page: Any
    heard: list[str]
    sent: int
    fetched: list[str]


@pytest.fixture(scope="package", params=[(390, "light"), (1440, "dark")], ids=["phone", "dark"])
def window(request, windows, address):
    """One window of the browser for all pages, and what is heard in it.

    Its scope is wider than that of a page, so that all pages of one window come after each other.
    """
    width, scheme = request.param
    window = windows.take(width=width, scheme=scheme)
    page = window.page
    sent: list[int] = []
    fetched: list[str] = []
    page.on(
        "websocket",
        lambda line: line.on("framereceived", lambda content: sent.append(len(content))),
    )
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{address}/methods")
    settle(page)
    return page, (window.heard, sent, fetched), f"{width}-{scheme}"


@pytest.fixture(scope="module", params=PAGES, ids=lambda name: name or "overview")
def screen(request, window) -> Screen:
    """A page in that window, drawn once for all tests; every page is turned to from another."""
    page, noted, kind = window
    for notes in noted:
        notes.clear()
    heard, sent, fetched = noted
    name = request.param or "overview"
    turn_to(page, name)
    keep_picture(page, f"{name}-{kind}")
    ours = [url for url in fetched if not is_streamlits(url)]
    return Screen(name, page, heard, sum(sent), ours)


def is_streamlits(url: str) -> bool:
    return any(part in url for part in STREAMLITS)


def test_no_page_overflows_or_complains(screen):
    assert screen.page.locator("h1").first.inner_text().lower() == screen.name
    assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert screen.page.locator("[data-testid=stException]").count() == 0
    assert screen.heard == []


@needs_axe
def test_no_page_bars_anybody(screen):
    assert barriers(screen.page) == []


def test_no_page_weighs_more_than_it_may(screen):
    assert 5_000 < screen.sent < MOST_BYTES
    assert screen.fetched == []


@needs_axe
def test_what_is_opened_bars_nobody(window, address):
    page, _, kind = window
    page.goto(f"{address}/stance?cell=Russia+%C2%B7+Western+voices")
    settle(page)
    page.locator(".st-key-evidence-stance .px-row").first.wait_for()
    assert barriers(page) == []
    page.locator(".st-key-image-stance button").click()
    page.locator("[role=dialog] .main-svg").first.wait_for()
    settle(page)
    assert barriers(page) == []
    keep_picture(page, f"dialog-{kind}")
