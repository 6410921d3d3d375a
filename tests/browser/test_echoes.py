"""Passages on the same matter, in the browser: two sides chosen, pairs read, evidence opened."""

from itertools import combinations

from analysis.selection import Selection
from pages.ui import sample
from tests.browser.conftest import keep_picture, settle

CARD = ".st-key-card-echoes"


def outlets_with_a_pair() -> tuple[str, str]:
    """The first two outlets of the sample that speak of one matter."""
    analysis, selection = sample.analysis(), Selection(group_by="publisher")
    groups = list(analysis.coverage(selection)["group"])
    pairs = combinations(groups, 2)
    return next(pair for pair in pairs if not analysis.echoes(selection, *pair).empty)


def choose(page, key: str, option: str) -> None:
    """Chooses an entry of a list as a person does: type, then Enter."""
    field = page.locator(f".st-key-{key} input").first
    field.click()
    field.fill(option)
    page.get_by_role("option", name=option).first.wait_for()
    field.press("Enter")
    settle(page)


def test_two_outlets_are_chosen_and_their_passages_lead_to_the_articles(visit):
    one, other = outlets_with_a_pair()
    page = visit("/compare?what=Outlets")
    choose(page, "one", one)
    choose(page, "other", other)
    pair = page.locator(f"{CARD} .px-echo").first
    pair.wait_for()
    assert "likely the same matter" in pair.inner_text()
    assert pair.locator(".px-pair > div").count() == 2
    keep_picture(page, "compare-same-matter")
    passage = pair.locator("mark").first.inner_text()
    pair.get_by_role("link", name="in the article").first.click()
    page.wait_for_url("**/articles?**")
    settle(page)
    assert " ".join(passage.split())[:40] in " ".join(page.inner_text("body").split())
