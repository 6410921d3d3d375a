"""The topics page: what it says of the topics, the charts it draws, and names that are changed."""

import html
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import sample, topics_more
from tests.opening import PATIENCE, open_page

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def opened() -> AppTest:
    """The page on the sample, as anybody first sees it."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE)
    return app.switch_page("pages/topics.py").run()


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("PARALLAX_ANALYSIS", raising=False)


def pieces(app: AppTest) -> str:
    return html.unescape("\n".join(element.proto.body for element in app.get("html")))


def charts(app: AppTest) -> dict[str, dict]:
    found = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return {re.sub("<[^>]*>.*", "", spec["layout"]["title"]["text"][3:]): spec for spec in found}


def test_the_page_says_how_firm_the_topics_are(opened):
    assert not opened.exception
    said = opened.info[0].value
    assert "Weak topic structure" in said
    assert "so there are 6" in said
    assert "paragraphs fit no topic" in said
    assert len(re.findall("without any one article", pieces(opened))) == 6


def test_every_word_of_a_topic_leads_to_the_lines_that_it_stands_in(opened, monkeypatch):
    links = [html.unescape(link) for link in re.findall(r'href="(wording.*?)"', pieces(opened))]
    terms = [term for held in sample.analysis().topics()["terms"] for term in held.split(", ")]
    assert [parse_qs(urlsplit(link).query)["read"] for link in links] == [[term] for term in terms]
    app = open_page(monkeypatch, None, "wording", read=terms[0])
    assert not app.exception
    said = pieces(app)
    assert said.count('class="px-kwic"') == int(re.search(r"<b>(\d+) lines? in", said).group(1)) > 0


def test_the_page_draws_topics_by_group_with_ranges_by_time_and_by_article(opened):
    assert list(charts(opened)) == [
        "Who writes about what",
        "How far the articles lie apart",
        "Topics by perspective and time",
        "The same, article by article",
    ]


def test_a_dot_beside_its_articles_opens_the_sentences_behind_it(opened):
    line, rings, dots = charts(opened)["How far the articles lie apart"]["data"]
    assert not line["x"], "five articles say nothing of others"
    assert rings["x"]
    mark = dots["customdata"][0]
    box = next(box for box in opened.selectbox if box.key == "topic_range_cell")
    app = box.set_value(box.options[0]).run()
    assert not app.exception
    assert mark[1] in pieces(app).lower() or mark[1] in pieces(app)
    assert "as printed in this copy" in pieces(app)


def test_the_map_is_drawn_when_it_is_asked_for(opened):
    toggle = next(toggle for toggle in opened.toggle if toggle.key == "draw_map")
    app = toggle.set_value(True).run()
    assert not app.exception
    spec = charts(app)["Map of the paragraphs"]
    passage = spec["data"][0]["customdata"][0][0]
    assert "Click a dot to read its paragraph." in pieces(app)
    app.query_params["passage"] = passage
    app.run()
    assert not app.exception
    assert "Click a dot to read its paragraph." not in pieces(app)
    assert "<blockquote>" in pieces(app)
    assert "articles?" in pieces(app)


def test_a_clicked_dot_of_the_map_puts_its_paragraph_into_the_address(monkeypatch):
    address: dict[str, str] = {}
    event = {"selection": {"points": [{"customdata": ["p-1"]}]}}
    monkeypatch.setattr(topics_more.st, "query_params", address)
    monkeypatch.setattr(topics_more.st, "session_state", {"chart-passage-map": event})
    topics_more._take_passage()
    assert address == {"passage": "p-1"}
    event["selection"]["points"].clear()
    topics_more._take_passage()
    assert address == {"passage": "p-1"}, "a click beside the dots lets the paragraph stand"


@pytest.fixture
def fresh() -> AppTest:
    """The page in a session of its own, for what changes it."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE)
    return app.switch_page("pages/topics.py").run()


def box(app: AppTest, label: str):
    return next(box for box in app.selectbox if box.label == label)


def names(app: AppTest) -> list[str]:
    return re.findall("<h3>(.*?)</h3>", pieces(app))


def test_a_reader_chooses_how_many_topics_there_are(fresh):
    app = box(fresh, "How many topics").set_value(3).run()
    assert not app.exception
    assert len(names(app)) == 3
    assert "the number was given" in app.info[0].value
    app = app.switch_page("pages/overview.py").run().switch_page("pages/topics.py").run()
    assert len(names(app)) == 3
    assert box(app, "How many topics").value == 3
    app = box(app, "How many topics").set_value(0).run()
    assert len(names(app)) == 6
    assert "so there are 6" in app.info[0].value


def test_a_reader_chooses_how_topics_are_looked_for(fresh):
    before = names(fresh)
    app = box(fresh, "How they are looked for").set_value("embedding").run()
    assert not app.exception
    assert "by their meaning" in app.info[0].value
    assert names(app) != before


def test_what_one_reader_chooses_no_other_sees(fresh, opened):
    box(fresh, "How many topics").set_value(4).run()
    assert len(names(opened.run())) == 6
