"""Journeys of a reader through the real dashboard on the sample."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import keep_picture, settle


def click_cell(page, card: str, number: int = 0) -> str:
    """Clicks a cell of a matrix, waits for the sentences behind it, and returns its hover."""
    chart = page.locator(f".st-key-chart-{card}")
    chart.scroll_into_view_if_needed()
    spot = chart.locator(".barlayer .point").nth(number).bounding_box()
    at = (spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    page.mouse.move(*at)
    lines = chart.locator(".hoverlayer .nums .line")
    lines.first.wait_for()
    hover = "\n".join(lines.all_text_contents())
    page.mouse.click(*at)
    page.wait_for_selector(f".st-key-evidence-{card} .px-row")
    settle(page)
    return hover


def test_newcomer_reads_the_overview_and_opens_a_cell(visit):
    page = visit("/")
    assert page.locator("text=5 articles").count()
    assert page.locator(".px-card").count() == 5
    for said in ("Russian outlets: 0", "in these texts"):
        assert page.get_by_text(said).count(), said
    keep_picture(page, "overview")


@pytest.mark.parametrize("number", [0, -1])
def test_a_clicked_cell_opens_as_many_sentences_as_it_counts(visit, number):
    page = visit("/stance")
    hover = click_cell(page, "stance", number)
    counts = re.search(r"(\d+) unfavourable · (\d+) neutral · (\d+) favourable", hover)
    assert counts, hover
    panel = page.locator(".st-key-evidence-stance")
    rows = int(re.search(r"(\d+) rows?", panel.inner_text()).group(1))
    assert rows == sum(map(int, counts.groups()))
    assert panel.locator(".px-row").count() == min(rows, 20)
    item, group = hover.splitlines()[0].split(", ")
    assert parse_qs(urlsplit(page.url).query)["cell"] == [f"{item} · {group} voices"]
    keep_picture(page, f"stance-cell-{number}")
    again = visit(page.url.split("/", 3)[3].join(["/", ""]))
    assert again.locator(".st-key-evidence-stance .px-row").count() == min(rows, 20)


@pytest.mark.parametrize(
    ("card", "asked"),
    [
        ("voices", "?unit=Statements&bars=Outlet"),
        ("outlet-framing", ""),
        ("acts", "?columns=Speakers+by+name"),
    ],
)
def test_a_clicked_mark_of_the_voices_page_opens_what_it_counts(visit, card, asked):
    page = visit(f"/voices{asked}")
    hover = click_cell(page, card)
    counted = re.search(r"(\d+) statements? in", hover)
    assert counted, hover
    panel = page.locator(f".st-key-evidence-{card}")
    assert re.search(r"(\d+) rows?", panel.inner_text()).group(1) == counted.group(1)
    assert panel.locator(".px-row").count() == min(int(counted.group(1)), 20)
    again = visit(page.url.split("/", 3)[3].join(["/", ""]))
    assert again.locator(f".st-key-evidence-{card} .px-row").count()


def test_arguable_speakers_are_left_out_by_a_link(visit):
    whole = visit("/voices").locator(".px-live").inner_text()
    page = visit("/voices?plain=true")
    assert page.locator(".px-live").inner_text() != whole
    assert page.locator(".st-key-chips").get_by_text("arguable").count()
