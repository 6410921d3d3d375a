"""The address is the view: whoever opens it sees the same, also first of all on a fresh server."""

import pytest

from tests.browser.conftest import PAGES, running, settle

FILTERS = "include=In+quotation+marks&by=Who+published&outlet=Al+Jazeera&role=Officials&least=2"


@pytest.fixture(scope="module")
def fresh(windows):
    """A window, and the address of a server that nobody has asked for anything yet."""
    with running() as address:
        yield windows.take().page, address


@pytest.mark.parametrize("name", [*PAGES[1:], PAGES[0]])
def test_a_deep_link_shows_its_page_with_its_filters(fresh, name):
    page, address = fresh
    page.goto(f"{address}/{name}?{FILTERS}")
    settle(page)
    assert page.locator("h1").first.inner_text().lower() == (name or "overview")
    live = page.locator(".px-live").inner_text()
    assert "in quotation marks in other outlets, printed in 1 article" in live
    chips = page.locator(".st-key-chips").inner_text()
    for told in ("Outlets: Al Jazeera", "Who speaks: Officials"):
        assert told in chips
    assert page.locator(".st-key-least input").input_value() == "2"
    assert page.locator("[data-testid=stException]").count() == 0
