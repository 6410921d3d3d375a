"""How much evidence a number needs: set by the reader, kept in the address, used on every page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from analysis import store
from tests import tiny
from tests.opening import open_page


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store.save(tiny.larger_analysis(), tmp_path, comparison=False)

    def open_at(page: str = "overview", **parameters: str) -> AppTest:
        return open_page(monkeypatch, tmp_path, page, **parameters)

    return open_at


def figures(app: AppTest) -> list[dict]:
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]


def hatched(app: AppTest) -> int:
    """How many bars of the charts are hatched."""
    bars = [trace for figure in figures(app) for trace in figure["data"] if trace["type"] == "bar"]
    patterns = [bar["marker"].get("pattern", {}) for bar in bars]
    return sum(shape == "/" for pattern in patterns for shape in pattern.get("shape", ()))


@pytest.mark.parametrize("page", ["overview", "sentiment", "voices"])
def test_a_higher_minimum_hatches_more_marks_on_every_page(start, page):
    assert hatched(start(page, least="1")) < hatched(start(page, least="1000"))


def test_the_minimum_stands_in_the_address_the_texts_and_the_images(start):
    app = start("stance", least="8")
    assert app.number_input("least").value == 8
    assert any("rests on fewer than 8 sentences" in text.value for text in app.markdown)
    feet = [figure["layout"]["annotations"][-1]["text"] for figure in figures(app)]
    assert feet
    plain = [foot.replace("\u00a0", " ").replace("<br>", " ") for foot in feet]
    assert all("hatched: fewer than 8 sentences" in foot for foot in plain)
    usual = start("stance")
    assert any("rests on fewer than 5 sentences" in text.value for text in usual.markdown)
    assert not any(
        "hatched" in foot["layout"]["annotations"][-1]["text"] for foot in figures(usual)
    )


def test_links_keep_the_minimum(start):
    app = start(least="3")
    pieces = "\n".join(element.proto.body for element in app.get("html"))
    links = re.findall(r'<h3><a href="(.*?)">', pieces)
    assert links
    assert all(parse_qs(link.partition("?")[2])["least"] == ["3"] for link in links)


@pytest.mark.parametrize("wrong", ["0", "-3", "many", "1000000"])
def test_a_minimum_that_cannot_be_is_the_usual_one(start, wrong):
    app = start(least=wrong)
    assert not app.exception
    assert app.number_input("least").value == 5
