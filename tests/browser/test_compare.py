"""Two sides beside each other, in the browser: marks open their sentences, links show the same."""

import re

from tests.browser.conftest import keep_picture, settle


def test_a_clicked_mark_of_two_sides_opens_what_it_counts(visit):
    page = visit("/compare?what=Outlets")
    chart = page.locator(".st-key-chart-compare-topic_share")
    chart.scroll_into_view_if_needed()
    spot = chart.locator(".scatterlayer .point").first.bounding_box()
    at = (spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    page.mouse.move(*at)
    lines = chart.locator(".hoverlayer .nums .line")
    lines.first.wait_for()
    counted = re.search(r"(\d+) sentences? in", "\n".join(lines.all_text_contents()))
    assert counted
    page.mouse.click(*at)
    panel = page.locator(".st-key-evidence-compare-topic_share")
    panel.locator(".px-row").first.wait_for()
    settle(page)
    assert re.search(r"(\d+) rows?", panel.inner_text()).group(1) == counted.group(1)
    keep_picture(page, "compare")
    again = visit(page.url.split("/", 3)[3].join(["/", ""]))
    assert again.locator(".st-key-evidence-compare-topic_share .px-row").count()


def test_a_finding_leads_to_its_sentences(visit):
    page = visit("/compare")
    link = page.locator('[class*="st-key-card-only-"] a.px-read').first
    said = link.locator("xpath=..").inner_text()
    link.click()
    page.wait_for_function("location.search.includes('only_')")
    settle(page)
    rows = page.locator('[class*="st-key-card-only-"] .px-row').count()
    assert rows >= int(re.search(r"(\d+) sentences?", said).group(1)) > 0
