"""A card in which something goes wrong says so, and the rest of the page stands."""

from __future__ import annotations

import shutil

import pytest

from analysis import store
from analysis.report.catalogue import portraits, topics, wording
from analysis.store import Analysis, save
from pages.ui import cards, comparing, corpus_report, echoes, methods
from pages.ui.failing import BROKEN_FILE, TOLD
from tests import tiny
from tests.opening import open_page


def test_an_error_in_one_card_leaves_the_others(monkeypatch, tmp_path, caplog):
    save(tiny.larger_analysis(), tmp_path)
    whole = open_page(monkeypatch, tmp_path, "sentiment")
    drawn = len(whole.get("plotly_chart"))
    plot = cards.plot

    def broken(view, key, *rest, **settings):
        if key == "sentiment":
            raise ValueError("a secret path")
        plot(view, key, *rest, **settings)

    monkeypatch.setattr(cards, "plot", broken)
    app = open_page(monkeypatch, tmp_path, "sentiment")
    assert not app.exception
    assert [box.value for box in app.error] == [TOLD]
    assert "secret" not in TOLD
    assert len(app.get("plotly_chart")) == drawn - 1
    assert "a secret path" in caplog.text
    caplog.clear()


# Page, what breaks on it, and words of a card that stands nevertheless.
BROKEN = [
    ("overview", Analysis, "presence", "The articles"),
    ("overview", cards, "_article_card", "What is missing in these texts"),
    ("voices", Analysis, "pointed_speakers", "Voices that are missing"),
    ("compare", comparing, "two_sides", "The same matter, different accounts"),
    ("compare", echoes, "_pairs", "What only one side mentions"),
    ("compare", comparing, "_one_sided", "The two sides"),
    ("corpus", corpus_report, "reference", "Your own articles"),
    ("methods", methods, "read_quality", "Tables that a person can edit"),
    ("methods", Analysis, "removed_by_reason", "How good each method is"),
    ("articles", Analysis, "article", "introduces a statement"),
    ("topics", topics, "by_article", "What is measured"),
    ("sentiment", portraits, "tone", "What is measured"),
    ("wording", wording, "typical", "Words near an actor"),
]


@pytest.mark.parametrize(("page", "owner", "name", "stands"), BROKEN)
def test_what_breaks_is_told_in_its_place(monkeypatch, tmp_path, caplog, page, owner, name, stands):
    save(tiny.larger_analysis(), tmp_path)

    def broken(*_rest, **_settings):
        raise ValueError("broken on purpose")

    monkeypatch.setattr(owner, name, broken)
    app = open_page(monkeypatch, tmp_path, page, columns="Speakers by name")
    assert not app.exception
    assert {box.value for box in app.error} == {TOLD}
    assert stands in "".join(piece.proto.body for piece in app.get("html"))
    assert "broken on purpose" in caplog.text
    caplog.clear()


def test_whatever_stops_a_page_still_stops_it(monkeypatch, tmp_path):
    save(tiny.larger_analysis(), tmp_path)

    def stop(*_rest, **_settings):
        cards.st.stop()

    monkeypatch.setattr(cards, "plot", stop)
    app = open_page(monkeypatch, tmp_path, "sentiment")
    assert not app.exception
    assert not app.error
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("damage", ["corrupted", "missing"])
def test_a_broken_part_of_a_large_analysis_is_named_where_it_is_needed(
    monkeypatch, tmp_path, caplog, damage
):
    monkeypatch.setattr(store, "MOST_IN_MEMORY", 0)
    store.save(tiny.larger_analysis(), tmp_path)
    drawn = len(open_page(monkeypatch, tmp_path, "stance").get("plotly_chart"))
    shutil.rmtree(tmp_path / ".columns" / "read")
    part = tmp_path / "sentences.parquet"
    content = part.read_bytes()
    part.write_bytes(content[:100] + bytes(len(content) - 200) + content[-100:])
    if damage == "missing":
        part.unlink()
    app = open_page(monkeypatch, tmp_path, "articles")
    assert not app.exception
    assert {box.value for box in app.error} == {BROKEN_FILE}
    told = [text.value for text in app.text if "cannot be read" in text.value]
    assert told
    assert "cannot be read" in caplog.text
    caplog.clear()
    assert all(words.startswith("sentences.parquet cannot be read") for words in told)
    app = open_page(monkeypatch, tmp_path, "stance")
    assert not app.exception
    assert not app.error
    assert len(app.get("plotly_chart")) == drawn > 0
