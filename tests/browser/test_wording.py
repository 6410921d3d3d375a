"""From a word on the screen to every line that it stands in."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import keep_picture, settle


@pytest.mark.parametrize("card", ["word", "pair_word"])
def test_a_clicked_word_opens_as_many_lines_as_it_counts(visit, card):
    page = visit("/wording")
    chart = page.locator(f".st-key-chart-{card}")
    chart.scroll_into_view_if_needed()
    spot = chart.locator(".scatterlayer .point").first.bounding_box()
    at = (spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    page.mouse.move(*at)
    lines = chart.locator(".hoverlayer .nums .line")
    lines.first.wait_for()
    word, *counts = lines.all_text_contents()
    page.mouse.click(*at)
    page.wait_for_selector(".px-kwic")
    settle(page)
    printed = page.locator(".px-kwic summary mark").all_text_contents()
    assert {said.casefold() for said in printed} == {word.casefold()}
    assert parse_qs(urlsplit(page.url).query)[card] == [word.casefold()]
    times = sum(int(re.search(r"(\d+) times?", line).group(1)) for line in counts[:2])
    assert len(printed) >= min(times, 25)
    keep_picture(page, f"wording-{card}")
    page.locator(".px-kwic summary").first.click()
    assert page.locator(".px-kwic details[open] p").first.is_visible()
