"""Every page on a phone and on a wide dark screen: nothing overflows, complains or bars anybody."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.browser.barriers import barriers, needs_axe
from tests.browser.conftest import PAGES, keep_picture, listen, settle


@dataclass(frozen=True)
class Screen:
    """A drawn page in the browser, and the errors that were heard while it was drawn."""

    name: str
    page: Any
    heard: list[str]


@pytest.fixture(scope="module", params=[(390, "light"), (1440, "dark")], ids=["phone", "dark"])
def window(request, open_window):
    """One window of the browser for all pages, and what is heard in it."""
    width, scheme = request.param
    page = open_window(width=width, scheme=scheme)
    return page, listen(page), f"{width}-{scheme}"


@pytest.fixture(scope="module", params=PAGES, ids=lambda name: name or "overview")
def screen(request, window, address) -> Screen:
    """A page in that window, drawn once for all tests."""
    page, heard, kind = window
    heard.clear()
    page.goto(f"{address}/{request.param}")
    settle(page)
    name = request.param or "overview"
    keep_picture(page, f"{name}-{kind}")
    return Screen(name, page, heard)


def test_no_page_overflows_or_complains(screen):
    assert screen.page.locator("h1").first.inner_text().lower() == screen.name
    assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert screen.page.locator("[data-testid=stException]").count() == 0
    assert screen.heard == []


@needs_axe
def test_no_page_bars_anybody(screen):
    assert barriers(screen.page) == []
