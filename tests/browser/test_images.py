"""Every chart of every page can be taken away as a PNG and as an SVG."""

import re
import struct
from pathlib import Path

import pytest

from tests.browser.conftest import settle

WITH_CHARTS = ["", "stance", "voices", "topics", "sentiment"]


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
