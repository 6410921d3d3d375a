"""Journeys of a reader through the real dashboard on the sample."""

import re
from urllib.parse import parse_qs, urlsplit

from tests.browser.conftest import keep_picture, settle


def address_of(page) -> str:
    """What somebody would share: the address without the server."""
    return "/" + page.url.split("/", 3)[3]


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


def counted(panel) -> int:
    """The rows that a panel of sentences says it holds."""
    return int(re.search(r"(\d+) rows?", panel.inner_text()).group(1))


def test_newcomer_reads_the_overview_and_opens_a_cell(visit):
    page = visit("/")
    assert page.locator("text=5 articles").count()
    assert page.locator(".px-card").count() == 5
    for said in ("Russian outlets: 0", "in these texts"):
        assert page.get_by_text(said).count(), said
    keep_picture(page, "overview")
    hover = click_cell(page, "stance-overview")
    counts = re.search(r"(\d+) unfavourable · (\d+) neutral · (\d+) favourable", hover)
    assert counted(page.locator(".st-key-evidence-stance-overview")) == sum(
        map(int, counts.groups())
    )
    keep_picture(page, "overview-cell")


def test_an_analyst_shares_what_is_quoted_of_russian_voices(visit):
    first = visit("/stance")
    first.get_by_label("Perspectives").first.fill("Russian")
    first.get_by_role("option", name="Russian").click()
    first.keyboard.press("Escape")
    first.wait_for_function("location.search.includes('perspective=Russian')")
    first.get_by_text("In quotation marks").first.click()
    first.wait_for_function("location.search.includes('include=')")
    settle(first)
    shown = first.locator(".px-live").inner_text()
    assert "in quotation marks by Russian voices" in shown
    cells = first.locator(".st-key-chart-stance .main-svg text").all_text_contents()
    keep_picture(first, "quoted-russian-voices")
    second = visit(address_of(first))
    assert second.locator(".px-live").inner_text() == shown
    assert second.locator(".st-key-chips").get_by_text("Perspectives: Russian").count()
    assert second.locator(".st-key-chart-stance .main-svg text").all_text_contents() == cells


def test_a_clicked_cell_opens_as_many_sentences_as_it_counts(visit):
    page = visit("/stance")
    for number in (0, -1):
        hover = click_cell(page, "stance", number)
        counts = re.search(r"(\d+) unfavourable · (\d+) neutral · (\d+) favourable", hover)
        assert counts, hover
        item, group = hover.splitlines()[0].split(", ")
        assert parse_qs(urlsplit(page.url).query)["cell"] == [f"{item} · {group} voices"]
        panel = page.locator(".st-key-evidence-stance")
        rows = counted(panel)
        assert rows == sum(map(int, counts.groups()))
        assert panel.locator(".px-row").count() == min(rows, 20)
        keep_picture(page, f"stance-cell-{number}")
    again = visit(address_of(page))
    assert again.locator(".st-key-evidence-stance .px-row").count() == min(rows, 20)


def test_clicked_marks_of_the_voices_page_open_what_they_count(visit):
    asked = "unit=Statements&bars=Outlet&cues=Classes,+outlet+by+outlet&columns=Speakers+by+name"
    page = visit(f"/voices?{asked}")
    cards = ("voices", "outlet-framing", "acts")
    for card in cards:
        hover = click_cell(page, card)
        told = re.search(r"(\d+) statements? in", hover)
        assert told, hover
        panel = page.locator(f".st-key-evidence-{card}")
        assert counted(panel) == int(told.group(1))
        assert panel.locator(".px-row").count() == min(int(told.group(1)), 20)
    again = visit(address_of(page))
    for card in cards:
        assert again.locator(f".st-key-evidence-{card} .px-row").count(), card
