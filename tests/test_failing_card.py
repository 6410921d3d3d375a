"""A card in which something goes wrong says so, and the rest of the page stands."""

from __future__ import annotations

from analysis.store import save
from pages.ui import cards
from pages.ui.failing import TOLD
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


def test_whatever_stops_a_page_still_stops_it(monkeypatch, tmp_path):
    save(tiny.larger_analysis(), tmp_path)

    def stop(*_rest, **_settings):
        cards.st.stop()

    monkeypatch.setattr(cards, "plot", stop)
    app = open_page(monkeypatch, tmp_path, "sentiment")
    assert not app.exception
    assert not app.error
    assert not app.get("plotly_chart")
