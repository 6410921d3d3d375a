"""The choices of the Stance page: names hidden from the model, and what stands beside stance."""

from __future__ import annotations

import pytest

from analysis.store import save
from tests import tiny
from tests.opening import open_page


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("analysis")
    save(tiny.larger_analysis(), place)
    return place


def test_names_can_be_hidden_from_the_model_and_the_page_says_what_that_means(monkeypatch, folder):
    plain = open_page(monkeypatch, folder, "stance")
    assert not plain.exception
    hidden = open_page(monkeypatch, folder, "stance", names="Names hidden from the model")
    assert not hidden.exception
    shown = [str(one.proto) for one in hidden.get("html")]
    assert any("is hidden from the model here" in one for one in shown)
    assert not any("is hidden from the model here" in str(one.proto) for one in plain.get("html"))


def test_corrected_shares_stand_beside_stance(monkeypatch, folder):
    app = open_page(monkeypatch, folder, "stance", beside="Shares, corrected for errors")
    assert not app.exception
    (table,) = [one.value for one in app.dataframe if "Mentions" in one.value.columns]
    assert len(table)
    assert list(table.columns)[:4] == ["Group", "Actor", "Mentions", "Articles"]
    assert table["Unfavourable, corrected"].str.fullmatch(r"\d+% \(\d+% to \d+%\)").all()
