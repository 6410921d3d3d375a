"""The chips of active filters: what removes them, and what brings them back."""

from __future__ import annotations

import pytest

from analysis.store import save
from tests import tiny
from tests.opening import open_page

ASKED = {"outlet": "South Post", "actor": "Alfa", "words": "Alfa"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("analysis")
    save(tiny.larger_analysis(), place)
    return place


def keys(app) -> set[str]:
    return {button.key for button in app.button}


def state(app) -> dict:
    return {name: app.session_state[name] for name in ASKED}


def test_all_filters_go_at_once_and_come_back(monkeypatch, folder):
    app = open_page(monkeypatch, folder, "stance", **ASKED)
    before = state(app)
    assert {"chip-outlets", "chip-actors", "chip-words", "clear-chips"} <= keys(app)
    assert "undo" not in keys(app), "nothing was removed yet"
    app.button("clear-chips").click().run()
    assert state(app) == {"outlet": [], "actor": [], "words": ""}
    app.button("undo").click().run()
    assert not app.exception
    assert state(app) == before
    assert "undo" not in keys(app)


def test_one_filter_that_was_removed_comes_back(monkeypatch, folder):
    app = open_page(monkeypatch, folder, "stance", **ASKED)
    before = state(app)
    app.button("chip-outlets").click().run()
    assert state(app) == before | {"outlet": []}
    app.button("undo").click().run()
    assert state(app) == before


def test_one_chip_alone_needs_no_button_for_all(monkeypatch, folder):
    app = open_page(monkeypatch, folder, "stance", actor="Alfa")
    assert "chip-actors" in keys(app)
    assert "clear-chips" not in keys(app)


def test_a_removal_is_forgotten_when_another_filter_is_set(monkeypatch, folder):
    app = open_page(monkeypatch, folder, "stance", **ASKED)
    assert not app.button("clear").disabled
    app.button("clear").click().run()
    assert app.button("clear").disabled
    assert "undo" in keys(app)
    app.session_state["actor"] = ["Beta"]
    app.run()
    assert "undo" not in keys(app)


def test_a_removal_is_not_taken_back_on_other_articles(monkeypatch, folder, tmp_path):
    app = open_page(monkeypatch, folder, "stance", **ASKED)
    app.button("clear").click().run()
    save(tiny.analysis(), tmp_path)
    monkeypatch.setenv("PARALLAX_ANALYSIS", str(tmp_path))
    app.run()
    assert not app.exception
    assert "undo" not in keys(app)
