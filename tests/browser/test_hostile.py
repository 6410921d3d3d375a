"""Hostile words in a real browser: no alert opens, and no request leaves."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from analysis import store
from analysis.report import document
from tests import hostile
from tests.browser.conftest import PAGES, free_port, settle, start_server, turn_to


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory, chromium):
    """The dashboard on the hostile corpus."""
    folder = tmp_path_factory.mktemp("hostile")
    store.save(hostile.analysis(), folder)
    port = free_port()
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("PARALLAX_ANALYSIS", str(folder))
        assert os.environ["PARALLAX_ANALYSIS"]
        server = start_server(port)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=60)


@pytest.fixture
def watched(windows):
    """A page, the alerts that it opened, and the addresses elsewhere that it asked for."""
    page = windows.take().page
    alerts: list[str] = []
    asked: list[str] = []

    def close(dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    def take_down(request) -> None:
        asked.append(request.url)

    page.on("dialog", close)
    page.on("request", take_down)
    yield page, alerts, lambda: [url for url in asked if is_elsewhere(url)]
    page.remove_listener("dialog", close)
    page.remove_listener("request", take_down)


def is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1"


def point_at_marks(page) -> int:
    """Moves the mouse over marks of charts, so that their labels open; how many did."""
    opened = 0
    for chart in page.locator('[class*="st-key-chart-"]').all()[:2]:
        chart.scroll_into_view_if_needed()
        for spot in chart.locator(".point").all()[:1]:
            box = spot.bounding_box()
            if box:
                page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
                with contextlib.suppress(Exception):
                    chart.locator(".hoverlayer .hovertext").first.wait_for(timeout=1500)
                    opened += 1
    return opened


def open_panel(page) -> int:
    """Opens the sentences behind the first mark in a list; whether there is such a list."""
    lists = page.get_by_role("combobox", name="Read the sentences behind")
    if not lists.count():
        return 0
    lists.first.click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".px-row").first.wait_for()
    settle(page)
    return 1


def test_tables_are_saved_by_buttons_that_neutralise_formulas_alone(hostile_address, watched):
    page, _, _ = watched
    page.goto(f"{hostile_address}/voices")
    settle(page)
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.hover()
    toolbar = page.get_by_test_id("stElementToolbar").first
    toolbar.get_by_label("Search").wait_for()
    assert not toolbar.get_by_label("Download as CSV").is_visible()
    with page.expect_download() as download:
        page.locator('[class*="st-key-csv-parallax-speakers"] button').click()
    saved = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in saved
    assert not re.search(r"""(^|,)"?[=@]""", saved, re.MULTILINE)


def test_nothing_on_any_page_acts(hostile_address, watched):
    page, alerts, elsewhere = watched
    page.goto(f"{hostile_address}/methods")
    settle(page)
    hovers = panels = 0
    for name in (name or "overview" for name in PAGES):
        turn_to(page, name)
        hovers += point_at_marks(page)
        panels += open_panel(page)
        assert page.locator('img[src*="far.example"], iframe[srcdoc]').count() == 0, name
        assert page.locator('a[href^="javascript"]').count() == 0, name
        assert page.locator('.main-svg a, [data-testid="stException"]').count() == 0, name
    assert hovers, "no label of any mark was opened"
    assert panels, "no sentences behind any mark were opened"
    assert alerts == []
    assert elsewhere() == []


def test_nothing_in_the_picture_and_the_report_acts(hostile_address, watched, tmp_path):
    page, alerts, elsewhere = watched
    page.goto(f"{hostile_address}/stance")
    settle(page)
    page.locator(".st-key-image-stance button").click()
    page.wait_for_selector("[role=dialog] .main-svg")
    settle(page)
    for name, write in (("report", document.report), ("one", document.one_page)):
        path = tmp_path / f"{name}.html"
        path.write_text(write(hostile.analysis()), encoding="utf-8")
        page.goto(path.as_uri())
        page.wait_for_selector(".plot-container")
        assert page.locator("img, iframe, a[href^='javascript'], .main-svg a").count() == 0
        assert page.get_by_text("<iframe").count(), "the words are not shown"
    assert alerts == []
    assert elsewhere() == []
