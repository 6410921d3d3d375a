"""The Overview: what to do first, the articles by date, and what stands out in few of them."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from analysis.charts.theme import LIGHT, Notes
from analysis.charts.timeline import timeline
from analysis.selection import UNDATED, Selection
from analysis.store import Analysis, save
from pages.ui.evidence import Cell
from tests import tiny
from tests.opening import open_page

TABLES = tiny.larger()
NUMBER = len(TABLES["articles"])
DAYS = [pd.Timestamp("2022-01-12"), pd.Timestamp("2022-02-05"), pd.NaT]
BASES = [("stated", "reposted", "unknown")[at % 3] for at in range(NUMBER)]


def of_days(days) -> Analysis:
    published = pd.Series(days, dtype="datetime64[us]")
    articles = TABLES["articles"].assign(published=published, published_basis=BASES)
    return tiny.as_analysis(TABLES | {"articles": articles})


ANALYSIS = of_days([DAYS[at % 3] for at in range(NUMBER)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("analysis")
    save(ANALYSIS, place)
    return place


def pieces(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def titles(app) -> list[str]:
    figures = [json.loads(element.proto.spec) for element in app.get("plotly_chart")]
    return [figure["layout"]["title"]["text"] for figure in figures]


def test_every_article_stands_in_one_mark_of_the_timeline():
    table = ANALYSIS.articles_by_date(Selection())
    assert table["n_articles"].sum() == NUMBER
    assert set(table["item"]) == {"2022-01-12", "2022-02-05", UNDATED}
    drawn = timeline(table, Notes("T"), colours={"Chinese": "#D97706", "Russian": "#B4318B"})
    (marks,) = drawn.data
    assert [tuple(mark) for mark in marks.customdata] == list(
        table[["group", "item"]].itertuples(index=False, name=None)
    )
    places = dict(zip(table["item"], marks.x, strict=True))
    assert places["2022-02-05"] - places["2022-01-12"] == 24
    assert places[UNDATED] > places["2022-02-05"]
    said = [note.text for note in drawn.layout.annotations]
    assert said.count("no outlet in these texts") == 1


def test_a_date_of_a_repost_is_hollow():
    table = ANALYSIS.articles_by_date(Selection())
    (marks,) = timeline(table, Notes("T"), colours={}).data
    for item, colour in zip(table["item"], marks.marker.color, strict=True):
        assert (colour == LIGHT.paper) is (item == "2022-02-05")


@pytest.mark.parametrize(
    ("days", "item"),
    [(["2022-01-01", "2023-01-01"], "2022-01"), (["2012-01-01", "2022-01-01"], "2012")],
)
def test_a_long_time_is_cut_into_months_or_years(days, item):
    two = of_days(pd.to_datetime([days[at % 2] for at in range(NUMBER)]))
    table = two.articles_by_date(Selection())
    assert table["item"].iloc[0] == item
    assert len(set(timeline(table, Notes("T"), colours={}).data[0].x)) == 2


def test_articles_without_any_date_are_drawn_all_the_same():
    table = of_days([pd.NaT] * NUMBER).articles_by_date(Selection())
    assert set(table["item"]) == {UNDATED}
    drawn = timeline(table, Notes("T"), colours={})
    assert list(drawn.layout.xaxis.ticktext) == ["no date"]


def test_a_mark_opens_as_many_articles_as_it_counts(monkeypatch, folder):
    table = ANALYSIS.articles_by_date(Selection())
    row = table.loc[table["n_articles"].idxmax()]
    app = open_page(monkeypatch, folder, "overview")
    assert any("When the articles were published" in title for title in titles(app))
    app.session_state["when"] = Cell(row["group"], row["item"])
    app.run()
    assert not app.exception
    shown = pieces(app)
    assert f"<b>{row['n_articles']} articles</b>" in shown
    assert len(re.findall(r'class="px-row"><b><a href="articles\?', shown)) == row["n_articles"]


def test_a_newcomer_is_told_what_to_do_and_offered_a_tour(monkeypatch, folder):
    app = open_page(monkeypatch, folder, "overview")
    said = [element.value for element in app.markdown]
    assert any("Click any bar, cell or dot" in words.replace("*", "") for words in said)
    assert "New here? A tour of two minutes" in [box.label for box in app.expander]


def test_few_articles_are_described_and_not_tested(monkeypatch, folder):
    assert NUMBER < 10
    shown = pieces(open_page(monkeypatch, folder, "overview"))
    assert "What stands out in these texts" in shown
    assert "could be tested" not in shown
