"""Charts, archive and report are taken away in a real browser, and hold what they should."""

import re
import struct
import zipfile
from pathlib import Path

import pytest

from tests.browser.conftest import keep_picture, settle, turn_to

WITH_CHARTS = ["overview", "stance", "voices", "topics", "sentiment", "wording"]
FINGERPRINT = re.compile(r"corpus fingerprint [0-9a-f]{8,}")


def open_picture(page, key: str) -> None:
    """Opens the dialog that shows a chart as it leaves."""
    page.locator(f".st-key-image-{key} button").click()
    page.wait_for_selector("[role=dialog] .main-svg")
    settle(page)


def take_image(page, folder) -> Path:
    """Saves the picture in the dialog with its camera."""
    with page.expect_download() as download:
        page.locator("[role=dialog] .modebar-btn").first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def take_file(page, name: str, folder, timeout: float = 120_000) -> Path:
    """Saves a file that is made when its button is pressed."""
    with page.expect_download(timeout=timeout) as download:
        page.locator(f".st-key-take-{re.sub(r'[^a-zA-Z0-9_-]', '-', name)} button").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def keys(page) -> list[str]:
    """The charts that can be taken away."""
    names = page.locator('[class*="st-key-image-"]').evaluate_all(
        "all => all.map(one => one.className.match(/st-key-image-([\\w-]+)/)[1])"
    )
    return list(dict.fromkeys(names))


def size_of(image: bytes) -> tuple[int, int]:
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    assert image.endswith(b"IEND\xaeB`\x82")
    return struct.unpack(">II", image[16:24])


def test_every_chart_can_be_taken_away_as_an_image(visit, tmp_path):
    page = visit("/")
    for name in WITH_CHARTS:
        turn_to(page, name)
        held = keys(page)
        assert len(held) == page.locator('[class*="st-key-chart-"]').count() >= 1, name
        for key in held:
            open_picture(page, key)
            path = take_image(page, tmp_path)
            assert path.name == f"parallax-{key}.png"
            width, height = size_of(path.read_bytes())
            assert width == 1680, "twice the 840 pixels of a chart on paper"
            assert height > 700
            page.keyboard.press("Escape")
            page.wait_for_selector("[role=dialog]", state="detached")


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1440), ("light", 390)])
def test_an_image_is_white_and_says_what_it_rests_on(visit, tmp_path, scheme, width):
    page = visit("/stance", scheme=scheme, width=width)
    open_picture(page, "stance")
    keep_picture(page, f"take-away-{scheme}-{width}")
    page.locator("[role=dialog]").get_by_text("SVG", exact=True).click()
    page.get_by_text("saves this picture as SVG").wait_for()
    settle(page)
    image = take_image(page, tmp_path).read_text(encoding="utf-8").replace("\xa0", " ")
    assert re.match(r'<svg[^>]* width="1680"', image)
    assert "#1B202C" not in image.upper()
    assert "rgb(27, 32, 44)" not in image
    words = re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", image))
    for told in ("Who portrays whom, and how", "no filters", "Articles: ", "Missing in this corpus",
                 "describes these texts only"):  # fmt: skip
        assert told in words, told
    assert FINGERPRINT.search(words)


def test_all_charts_of_a_page_come_in_one_archive(visit, tmp_path):
    page = visit("/stance")
    path = take_file(page, "parallax-stance.zip", tmp_path)
    with zipfile.ZipFile(path) as files:
        names = set(files.namelist())
        expected = {f"{k}.{s}" for k in keys(page) for s in ("png", "svg", "csv")}
        assert names == expected | {"about.txt"}
        assert size_of(files.read("stance.png"))[0] == 1680
        assert FINGERPRINT.search(files.read("stance.svg").decode().replace("\xa0", " "))
        assert files.read("stance.csv").startswith(b"\xef\xbb\xbfmeasure,")


@pytest.mark.parametrize(("name", "sheets"), [("report", None), ("one_page", 1)])
def test_the_report_opens_without_a_network_and_prints(visit, chromium, tmp_path, name, sheets):
    from pypdf import PdfReader

    path = take_file(visit("/stance"), f"parallax-{name}.html", tmp_path)
    context = chromium.new_context(offline=True, viewport={"width": 800, "height": 1100})
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(path.as_uri())
    charts = page.locator("script[type='application/json']").count()
    page.wait_for_function(f"document.querySelectorAll('.plot-container').length === {charts}")
    page.screenshot(path=tmp_path / "report.png")
    printed = tmp_path / "report.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    sizes = {tuple(map(round, sheet.mediabox[2:])) for sheet in PdfReader(printed).pages}
    assert sizes == {(595, 842)}, "not on A4"
    if sheets:
        assert len(PdfReader(printed).pages) == sheets
    assert asked == [path.as_uri()]
    assert faults == []
    context.close()
