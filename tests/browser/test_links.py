"""The address is the view: whoever opens it sees the same."""

import pytest

from tests.browser.conftest import PAGES, settle


@pytest.mark.parametrize("name", PAGES)
def test_a_deep_link_shows_its_page_with_its_filters(visit, name):
    page = visit(f"/{name}?include=In+quotation+marks&outlet=Al+Jazeera")
    heading = page.locator("h1").first.inner_text()
    assert heading.lower() == (name or "overview")
    live = page.locator(".px-live").inner_text()
    assert "in quotation marks" in live
    assert "in 1 article" in live
    assert page.locator(".st-key-chips").get_by_text("Al Jazeera").count()
    assert page.locator("[data-testid=stException]").count() == 0


def test_an_analyst_shares_a_view(visit):
    first = visit("/stance")
    first.get_by_text("In quotation marks").first.click()
    settle(first)
    first.wait_for_function("location.search.includes('include=')")
    shown = first.locator(".px-live").inner_text()
    second = visit(first.url.split("/", 3)[3].join(["/", ""]))
    assert second.locator(".px-live").inner_text() == shown
