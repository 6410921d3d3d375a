"""Taking away on the pages: the picture of each chart, the archive and the report."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from analysis import store
from analysis.report import pack
from pages.ui import taking
from tests import hostile, tiny
from tests.opening import open_page

PAGES = ("overview", "stance", "voices", "topics", "sentiment", "wording", "compare")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    base = tmp_path_factory.mktemp("taking")
    for name, analysis in (("larger", tiny.larger_analysis()), ("hostile", hostile.analysis())):
        store.save(analysis, base / name, comparison=False)
    return {name: base / name for name in ("larger", "hostile")}


def charts(app) -> list[str]:
    return [button.key.removeprefix("image-") for button in app.button
            if (button.key or "").startswith("image-")]  # fmt: skip


def paper(app) -> dict:
    """The picture in the dialog."""
    return json.loads(app.get("plotly_chart")[-1].proto.spec)


@pytest.mark.parametrize("page", PAGES)
def test_every_chart_of_a_page_opens_as_a_picture_with_its_words(folders, page, monkeypatch):
    app = open_page(monkeypatch, folders["larger"], page)
    drawn = len(app.get("plotly_chart"))
    assert len(charts(app)) == drawn > 0
    for key in charts(app):
        app.button(f"image-{key}").click().run()
        assert not app.exception
        assert len(app.get("plotly_chart")) == drawn + 1
        words = str(paper(app)["layout"]["annotations"][-1]["text"])
        for told in ("Too little evidence", "Articles: ", "corpus fingerprint tiny", "Missing"):
            assert told in words.replace("<br>", " "), (key, told)


def test_a_filter_stands_in_the_picture(folders, monkeypatch):
    app = open_page(monkeypatch, folders["larger"], "sentiment", outlet="South Post")
    app.button("image-sentiment").click().run()
    words = (
        str(paper(app)["layout"]["annotations"][-1]["text"])
        .replace("<br>", " ")
        .replace("\xa0", " ")
    )
    assert "Outlets: South Post" in words
    assert "Articles: South Post, 12 January 2022" in words
    assert "East Times" not in words


def test_every_page_with_charts_offers_archive_and_report(folders, monkeypatch):
    app = open_page(monkeypatch, folders["larger"], "stance")
    labels = [button.proto.label for button in app.get("download_button")]
    for told in ("All charts of this page (ZIP)", "The report (HTML)", "One page (HTML)"):
        assert told in labels
    nothing = open_page(monkeypatch, folders["larger"], "articles")
    assert "The report (HTML)" not in [b.proto.label for b in nothing.get("download_button")]


def test_the_archive_holds_every_chart_of_the_page_and_its_rows(folders, monkeypatch):
    monkeypatch.setattr(pack, "painted", lambda jobs: [b"image"] * len(jobs))
    app = open_page(monkeypatch, folders["larger"], "sentiment")
    held = list(app.session_state[taking._HELD].values())
    analysis = store.load(folders["larger"], comparison=False)
    with zipfile.ZipFile(io.BytesIO(taking._archive(analysis, held))) as files:
        names = set(files.namelist())
    suffixes = ("png", "svg", "csv")
    assert names == {"about.txt", *(f"{k}.{s}" for k in charts(app) for s in suffixes)}


@pytest.mark.parametrize("page", PAGES)
def test_hostile_words_stay_words_in_pictures(folders, page, monkeypatch):
    app = open_page(monkeypatch, folders["hostile"], page)
    assert not app.exception
    for key in charts(app):
        app.button(f"image-{key}").click().run()
        assert not app.exception
        words = json.dumps(paper(app)["layout"], ensure_ascii=False)
        assert "<img" not in words
        assert "<a " not in words
        assert not hostile.ACTING & set(words)


def test_every_chart_gives_the_link_to_what_is_on_the_screen(folders, monkeypatch):
    asked = {"outlet": "South Post", "cell": "Alfa · Western voices"}
    app = open_page(monkeypatch, folders["larger"], "stance", **asked)
    keys = charts(app)
    assert {f"link-{key}" for key in keys} <= {button.key for button in app.button}
    app.button(f"link-{keys[0]}").click().run()
    assert not app.exception
    (link,) = [one.value for one in app.code]
    stem, _, query = link.lstrip("/").partition("?")
    assert stem == "stance"
    assert {name: value for name, (value,) in parse_qs(query).items()} == asked
    app.run()
    assert not app.code, "the dialog stays open"
