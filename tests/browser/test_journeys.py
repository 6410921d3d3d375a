"""Journeys of a reader through the real dashboard on the sample."""

import re

import pytest

from tests.browser.conftest import keep_picture, settle

PAGES = ["", "stance", "voices", "topics", "sentiment", "articles", "corpus", "methods"]
# Streamlit asks beside a page's address for its health before it asks at the root.
NOISE = ("_stcore/health", "_stcore/host-config", "404 (Not Found)")


def listen(page) -> list[str]:
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    return heard


def click_cell(page, card: str, number: int = 0) -> None:
    """Clicks a cell of a matrix and waits for the sentences behind it."""
    chart = page.locator(f".st-key-chart-{card}")
    chart.scroll_into_view_if_needed()
    spot = chart.locator(".barlayer .point").nth(number).bounding_box()
    at = (spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    page.mouse.move(*at)
    page.mouse.click(*at)
    page.wait_for_selector(f".st-key-evidence-{card} .px-row")
    settle(page)


def counts_printed(page, card: str) -> list[list[int]]:
    """The counts printed on the cells of a matrix: unfavourable, neutral, favourable."""
    texts = page.locator(f".st-key-chart-{card} text").all_text_contents()
    found = [re.findall(r"\d+", text) for text in texts if re.fullmatch(r"−\W*\d+.*\+", text)]
    return [[int(number) for number in numbers] for numbers in found]


def test_newcomer_reads_the_overview_and_opens_a_cell(visit):
    page = visit("/")
    assert page.locator("text=5 articles").count()
    assert page.locator(".px-card").count() == 5
    for said in ("Russian outlets: 0", "in these texts"):
        assert page.get_by_text(said).count(), said
    keep_picture(page, "overview")


def test_a_clicked_cell_opens_as_many_sentences_as_it_counts(visit):
    page = visit("/stance")
    printed = counts_printed(page, "stance")
    click_cell(page, "stance")
    panel = page.locator(".st-key-evidence-stance")
    rows = int(re.search(r"(\d+) rows?", panel.inner_text()).group(1))
    assert panel.locator(".px-row").count() == min(rows, 20)
    assert rows in [sum(counts) for counts in printed]
    assert "cell=" in page.url
    keep_picture(page, "stance-cell")
    again = visit(page.url.split("/", 3)[3].join(["/", ""]))
    assert again.locator(".st-key-evidence-stance .px-row").count() == min(rows, 20)


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


@pytest.mark.parametrize(("kind", "begins"), [("PNG", b"\x89PNG"), ("SVG", b"<svg")])
def test_every_chart_can_be_taken_away_as_an_image(visit, kind, begins, tmp_path):
    page = visit("/stance")
    if kind == "SVG":
        page.get_by_text("SVG", exact=True).click()
        settle(page)
    chart = page.locator(".st-key-chart-stance")
    chart.hover()
    with page.expect_download() as download:
        chart.locator(".modebar-btn").first.click()
    download.value.save_as(tmp_path / "image")
    content = (tmp_path / "image").read_bytes()
    assert content.startswith(begins)
    assert download.value.suggested_filename.endswith(kind.lower())
    if kind == "SVG":
        words = content.decode().replace("\xa0", " ")
        for said in ("Who portrays whom", "5 articles", "Parallax"):
            assert said in words


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_no_page_overflows_or_complains(visit, name, width, scheme):
    page = visit("/", width=width, scheme=scheme)
    heard = listen(page)
    page.goto(page.url.rstrip("/") + f"/{name}")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("[data-testid=stException]").count() == 0
    assert [said for said in heard if not any(noise in said for noise in NOISE)] == []
    keep_picture(page, f"{name or 'overview'}-{width}-{scheme}")
