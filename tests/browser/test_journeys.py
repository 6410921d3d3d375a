"""Journeys of a reader through the real dashboard on the sample."""

import re
import struct
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import keep_picture, settle

PAGES = ["", "stance", "voices", "topics", "sentiment", "articles", "corpus", "methods"]
WITH_CHARTS = ["", "stance", "voices", "topics", "sentiment"]
# Streamlit asks beside a page's address for these before it asks at the root, and no setting
# keeps it from that.
ASKED_ASTRAY = ("/_stcore/health", "/_stcore/host-config")


def listen(page) -> list[str]:
    """Errors of the console and answers that are errors, as they come."""
    heard: list[str] = []

    def take_answer(answer) -> None:
        if answer.status >= 400 and not answer.url.endswith(ASKED_ASTRAY):
            heard.append(f"{answer.status} {answer.url}")

    def take_words(said) -> None:
        # Answers that are errors are heard above, with their address.
        if said.type == "error" and "404 (Not Found)" not in said.text:
            heard.append(said.text)

    page.on("response", take_answer)
    page.on("console", take_words)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    return heard


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


def take_image(page, chart, folder) -> Path:
    """Saves a chart with its camera."""
    chart.scroll_into_view_if_needed()
    chart.hover()
    with page.expect_download() as download:
        chart.locator(".modebar-btn").first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def choose_svg(page, chart) -> None:
    """Chooses SVG and waits until the charts, which are then drawn anew, save that."""
    before = chart.locator(".js-plotly-plot").element_handle()
    page.get_by_text("SVG", exact=True).click()
    page.wait_for_function("plot => !plot.isConnected", arg=before)
    settle(page)


@pytest.mark.parametrize("name", WITH_CHARTS)
def test_every_chart_can_be_taken_away_as_an_image(visit, name, tmp_path):
    page = visit(f"/{name}")
    charts = page.locator('[class*="st-key-chart-"]')
    assert charts.count() >= 2
    for chart in charts.all():
        image = take_image(page, chart, tmp_path).read_bytes()
        width, height = struct.unpack(">II", image[16:24])
        assert image.startswith(b"\x89PNG\r\n\x1a\n")
        assert image.endswith(b"IEND\xaeB`\x82")
        assert len(image) > 5_000
        assert min(width, height) > 300
    names = {path.name for path in tmp_path.glob("parallax-*.png")}
    assert len(names) == charts.count(), "images of different charts have the same name"
    chart = charts.last
    choose_svg(page, chart)
    title = chart.locator(".gtitle tspan").first.text_content()
    words = take_image(page, chart, tmp_path).read_text(encoding="utf-8").replace("\xa0", " ")
    assert words.startswith("<svg")
    assert title
    assert title in words
    assert re.search(r"Parallax [0-9a-f]{8,}", words), "the image has no fingerprint"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_no_page_overflows_or_complains(visit, name, width, scheme):
    page = visit("/", width=width, scheme=scheme)
    heard = listen(page)
    page.goto(page.url.rstrip("/") + f"/{name}")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("[data-testid=stException]").count() == 0
    assert heard == []
    keep_picture(page, f"{name or 'overview'}-{width}-{scheme}")
