"""The reader of articles: how a mention is marked, and the place that a link leads to."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs

import pandas as pd
import pytest

from analysis.selection import Selection
from analysis.store import save
from analysis.tables import STANCE_CLASSES
from pages.ui.evidence import Cell
from pages.ui.reader import LAYERS, PLACE_ID, STYLE, legend_html, reader_html
from tests import tiny
from tests.opening import open_page

TABLES = tiny.larger()
DAYS = pd.date_range("2022-03-09", periods=len(TABLES["articles"]), freq="-11D")
ANALYSIS = tiny.as_analysis(TABLES | {"articles": TABLES["articles"].assign(published=DAYS)})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("analysis")
    save(ANALYSIS, place)
    return place


def article(number: int = 0) -> dict:
    return ANALYSIS.article(ANALYSIS.articles()["article_id"].iloc[number])


def drawn(parts: dict, place: tuple[int, int] | None = None) -> str:
    whole = 0, len(parts["article"]["text"])
    return reader_html(parts, LAYERS, {}, *whole, place)


def pieces(app) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_every_class_of_stance_has_its_own_underline():
    legend = legend_html({})
    for name in STANCE_CLASSES:
        assert f".px-text .m-{name} {{text-decoration-color" in STYLE
        assert f'class="m m-{name}"' in legend


def test_a_mention_is_underlined_by_the_class_it_counts_as_and_tells_its_score():
    parts = article()
    judged = parts["mentions"].dropna(subset="stance")
    judged = judged[~judged["modifier"]]
    assert len(judged)
    shown = drawn(parts)
    for row in judged.to_dict("records"):
        assert re.search(rf'class="[^"]*m-{row["stance_class"]}[ "]', shown)
        assert f"{row['stance']:+.2f}".replace("-", "−") in shown


def test_the_place_of_a_link_is_marked_once_and_the_text_stays_as_found():
    parts = article()
    first = parts["sentences"].iloc[1]
    shown = drawn(parts, (first["start"], first["end"]))
    assert shown.count(f'id="{PLACE_ID}"') == 1
    assert 'class="place"' in shown or " place" in shown
    assert re.sub("<[^>]*>", "", shown) == re.sub("<[^>]*>", "", drawn(parts))
    assert PLACE_ID not in drawn(parts)


def test_evidence_leads_to_its_sentence_in_the_article(monkeypatch, folder):
    row = ANALYSIS.comparison(Selection(), "stance").query("n_sentences > 1").iloc[0]
    app = open_page(monkeypatch, folder, "stance")
    app.session_state["cell"] = Cell(row["perspective"], row["item"])
    app.run()
    link = html.unescape(re.search(r'href="(articles\?[^"]*)"', pieces(app))[1])
    asked = {name: values[0] for name, values in parse_qs(link.partition("?")[2]).items()}
    opened = open_page(monkeypatch, folder, "articles", **asked)
    assert not opened.exception
    assert opened.selectbox("read").value == asked["at"].split(".")[0]
    assert f'id="{PLACE_ID}"' in pieces(opened)
    assert "scrollIntoView" in pieces(opened)


@pytest.mark.parametrize("at", ["nothing", "other.1.2", "a.x.y", "a..", "<b>.0.1"])
def test_a_place_that_is_none_is_ignored(monkeypatch, folder, at):
    app = open_page(monkeypatch, folder, "articles", at=at)
    assert not app.exception
    assert PLACE_ID not in pieces(app)


def test_evidence_is_sorted_by_strength_or_by_date_as_the_address_says(monkeypatch, folder):
    table = ANALYSIS.comparison(Selection(), "stance")
    row = table.loc[table["n_articles"].idxmax()]
    cell = Cell(row["perspective"], row["item"])
    days = {}
    for order in ("Strongest first", "Date"):
        app = open_page(monkeypatch, folder, "stance", **{"order-stance": order})
        app.session_state["cell"] = cell
        app.run()
        assert not app.exception
        days[order] = re.findall(r"(\d+ \w+ \d{4}) \(date stated", pieces(app))
    counts = ("n_negative", "n_neutral", "n_positive")
    assert len(days["Date"]) == len(days["Strongest first"]) == sum(row[name] for name in counts)
    assert days["Date"] == sorted(days["Strongest first"], key=pd.Timestamp)
    assert days["Date"] != days["Strongest first"]
