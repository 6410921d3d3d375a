"""The Compare page, and findings on all pages: each links to the evidence that it rests on."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import findings, store
from analysis import tables as contract
from analysis.selection import Selection
from analysis.store import Analysis
from pages.ui import found as found_parts
from pages.ui.comparing import FEW, GROUPS, MEASURES, NOT_ASKED
from pages.ui.echoes import LOOK_FURTHER, NONE_FOUND
from pages.ui.found import NONE_SURVIVES
from pages.ui.sides import WHAT
from pages.ui.view import View
from tests import tiny
from tests.opening import open_page

ARTICLES = 7
# What the three mentions of each made article get, by outlet perspective, in turns.
TILTED = {
    "Chinese": [(0.0, 0.2, 0.8), (0.1, 0.5, 0.4)],
    "Western": [(0.8, 0.2, 0.0), (0.4, 0.5, 0.1)],
}


def grown(*, tilted: bool, articles: int = ARTICLES) -> Analysis:
    """So many articles of each of two perspectives, made from one; they differ when tilted."""
    tables = tiny.larger()
    made: dict[str, list[pd.DataFrame]] = {name: [] for name in contract.TABLES}
    for perspective in TILTED:
        for number in range(articles):
            for name in ("articles", "passages", "sentences", "mentions"):
                frame = tables[name]
                frame = frame[frame["article_id"] == "b"].copy()
                names = frame.columns[frame.columns.str.endswith("_id")]
                for column in names.drop("topic_id", errors="ignore"):
                    frame[column] = frame[column] + f"-{perspective}{number}"
                for column in ("perspective", "outlet_perspective", "voice_perspective"):
                    if column in frame:
                        frame[column] = perspective
                if name == "mentions":
                    chances = TILTED[perspective if tilted else "Western"][number % 2]
                    frame[["p_negative", "p_neutral", "p_positive"]] = chances
                    frame["stance"] = chances[2] - chances[0]
                    frame["stance_class"] = ("negative", "neutral", "positive")[
                        max(range(3), key=chances.__getitem__)
                    ]
                made[name].append(frame)
    whole = {
        name: contract.conform(name, pd.concat(frames or [tables[name].head(0)]))
        for name, frames in made.items()
    }
    return Analysis(whole | {"topics": tables["topics"]}, tiny.larger_analysis().run)


def by_months() -> Analysis:
    """Three articles on two topics, the second of a later month."""
    tables = tiny.tables()
    days = [pd.Timestamp("2022-01-12"), pd.Timestamp("2022-02-01"), None]
    articles = tables["articles"].assign(published=pd.Series(days, dtype="datetime64[us]"))
    return Analysis(tables | {"articles": articles}, tiny.analysis().run)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    base = tmp_path_factory.mktemp("analyses")
    made = {
        "few": tiny.larger_analysis(),
        "tilted": grown(tilted=True),
        "alike": grown(tilted=False),
        "months": by_months(),
        "two": grown(tilted=True, articles=2),
    }
    for name, analysis in made.items():
        store.save(analysis, base / name, comparison=False)
    return {name: base / name for name in made}


@pytest.fixture
def start(corpora: dict[str, Path], monkeypatch: pytest.MonkeyPatch):
    def open_at(corpus: str, page: str = "compare", **parameters: str) -> AppTest:
        app = open_page(monkeypatch, corpora[corpus], page, **parameters)
        assert not app.exception
        return app

    return open_at


def pieces(app: AppTest) -> str:
    return html.unescape("\n".join(element.proto.body for element in app.get("html")))


def links(app: AppTest) -> list[str]:
    raw = "\n".join(element.proto.body for element in app.get("html"))
    return [html.unescape(link) for link in re.findall(r'<a class="px-read" href="(.*?)">', raw)]


def asked(link: str) -> dict[str, str]:
    """What the address of a link asks for."""
    return {name: held[0] for name, held in parse_qs(link.partition("?")[2]).items()}


def figures(app: AppTest) -> list[dict]:
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]


@pytest.mark.parametrize("measures", [name for name, _ in GROUPS.values()])
@pytest.mark.parametrize("what", WHAT.values())
def test_two_sides_of_every_kind_can_be_compared(start, what, measures):
    app = start("few", what=what, measures=measures)
    if what in ("Months", "Topics"):
        assert any("Fewer than two" in box.value for box in app.info), "there is only one"
        return
    one, other = app.selectbox("one"), app.selectbox("other")
    assert one.value != other.value
    assert one.value not in other.options
    assert "Nothing to show" not in pieces(app) or measures == "Voices"


@pytest.mark.parametrize(
    ("what", "one", "other"),
    [
        ("Months", "January 2022", "February 2022"),
        ("Topics", "Paragraphs on “weather”", "Paragraphs"),
    ],
)
def test_months_and_topics_are_compared_too(start, what, one, other):
    app = start("months", what=what, one=one)
    said = re.findall(r"<h3>(.*?)</h3>", pieces(app))
    assert said[0] == one
    assert said[1].startswith(other)
    assert figures(app)


def test_every_measure_is_in_a_group():
    assert {name for _, names in GROUPS.values() for name in names} == set(MEASURES)
    assert set(NOT_ASKED) <= set(WHAT)


def test_the_sides_stand_in_the_address(start):
    app = start("few", one="Western voices", other="Chinese voices")
    assert (app.selectbox("one").value, app.selectbox("other").value) == ("Western", "Chinese")
    labels = figures(app)[0]["layout"]["title"]["text"]
    assert labels.index("Western voices") < labels.index("Chinese voices")


def test_a_side_that_is_not_there_is_another(start):
    app = start("few", one="Martian voices", other="Chinese voices")
    assert app.selectbox("one").value == "Western"


def test_each_side_is_told_with_its_kind_date_and_translation_and_what_differs(start):
    app = start("few", one="Western voices", other="Chinese voices")
    said = pieces(app)
    for part in (
        "5 articles", "news report (5)", "12 January 2022", "no translation known (5)",
        "<b>Outlets.</b> Western voices: 2 outlets: South Post and East Times. Chinese voices: 1 "
        "outlet: Daily North.",
    ):  # fmt: skip
        assert part in said
    assert "alike" in pieces(start("alike", one="Western voices", other="Chinese voices"))


def test_few_articles_are_described_and_not_ranked(start):
    app = start("few", one="Western voices", other="Russian voices")
    assert FEW in pieces(app)
    assert "a difference of" not in pieces(app)


def test_what_survives_is_told_and_opens_its_evidence(start):
    app = start("tilted", one="Western voices", other="Chinese voices")
    (told,) = re.findall(r"<li>(Alfa is portrayed.*?) <a", pieces(app))
    assert told.startswith("Alfa is portrayed more favourably by Chinese voices (+0.")
    assert "21 sentences in 7 articles" in told
    (link, *_) = links(app)
    opened = start("tilted", **asked(link))
    assert opened.selectbox("at_stance").value == ("Chinese", "Alfa")
    assert opened.selectbox("one").value == "Western"


def test_what_does_not_survive_is_not_told(start):
    app = start("alike", one="Western voices", other="Chinese voices")
    assert NONE_SURVIVES in pieces(app)
    assert "a difference of" not in pieces(app)


def test_what_only_one_side_mentions_opens_its_sentences(start):
    app = start("few", one="Russian voices", other="Western voices")
    said = pieces(app)
    assert "Beta: 2 sentences in 1 article of Russian voices; not found in these texts of" in said
    link = next(link for link in links(app) if "only_stance" in link and "Beta" in link)
    opened = start("few", **asked(link))
    assert opened.selectbox("only_stance").value == ("Russian", "Beta")
    assert "2 rows" in pieces(opened)


def test_one_group_alone_is_not_compared(start):
    app = start("few", perspective="Russian")
    assert any("Fewer than two" in box.value for box in app.info)


@pytest.mark.parametrize(
    ("corpus", "heading"),
    [("few", "What stands out in these texts"), ("tilted", "What differs between the groups"),
     ("alike", "What differs between the groups")],
)  # fmt: skip
def test_the_overview_tells_contrasts_only_where_they_can_be_tested(start, corpus, heading):
    said = pieces(start(corpus, "overview"))
    assert heading in said
    assert ("a difference of" in said) is (corpus == "tilted")
    assert (NONE_SURVIVES in said) is (corpus == "alike")


def test_of_much_text_differences_are_tested_where_a_reader_asks(start, monkeypatch):
    monkeypatch.setattr(found_parts, "MOST_UNASKED", 0)
    app = start("tilted", "overview")
    assert "What differs between the groups" in pieces(app)
    assert "a difference of" not in pieces(app)
    app.button("test-differences").click().run()
    assert "a difference of" in pieces(app)
    app.multiselect("kind").set_value(["news"]).run()
    assert "a difference of" not in pieces(app)


def test_of_a_large_corpus_one_measure_is_compared_and_more_where_a_reader_asks(start, monkeypatch):
    monkeypatch.setattr(found_parts, "MOST_UNASKED", 0)
    monkeypatch.setattr(View, "is_large", True)
    sides = {"one": "Western voices", "other": "Chinese voices"}
    app = start("tilted", **sides)
    assert len(figures(app)) == 1
    assert "a difference of" not in pieces(app)
    assert "only Western voices" not in pieces(app)
    app.button("test-differences").click().run()
    told = next(link for link in links(app) if "at_stance" in link)
    assert start("tilted", **asked(told)).selectbox("at_stance").value == ("Chinese", "Alfa")
    app.segmented_control("measures").set_value("sentiment").run()
    assert app.selectbox("at_sentiment")
    app.segmented_control("only").set_value("stance").run()
    assert "Actors: only Western voices" in pieces(app)
    app = start("few", one="Russian voices", other="Western voices", only="Actors")
    link = next(link for link in links(app) if "only_stance" in link and "Beta" in link)
    assert start("few", **asked(link)).selectbox("only_stance").value == ("Russian", "Beta")


@pytest.mark.parametrize(
    ("corpus", "page", "card"),
    [
        ("two", "overview", ""),
        ("two", "stance", ""),
        ("tilted", "overview", ""),
        ("two", "overview", "Who portrays whom"),
        ("two", "stance", "Article by article"),
    ],
)
def test_every_finding_opens_its_evidence(start, monkeypatch, corpus, page, card):
    if card:  # as of very many articles
        monkeypatch.setattr(View, "is_large", True)
    found = links(start(corpus, page, least="3", card=card))
    assert found
    for link in found:
        wanted = asked(link)
        opened = start(corpus, link.partition("?")[0], **wanted)
        (key,) = {"cell", "article_cell", "tone_cell", "voice"} & set(wanted)
        assert opened.selectbox(key).value is not None


def test_what_else_differs_is_told_where_groups_are_compared(start):
    assert "<b>What else differs between the groups.</b> outlets" in pieces(
        start("few", "sentiment")
    )
    assert "What else differs between the groups" not in pieces(start("alike", "sentiment"))


def echoing() -> Analysis:
    """Two articles of two outlets, of which a passage each is about the same bridge."""
    said = {
        "a": "The ministry wants the harbour bridge rebuilt before the winter storms arrive.",
        "b": "Engineers call the plan to have the harbour bridge rebuilt this winter a dream.",
    }
    tables = {name: frame.copy() for name, frame in tiny.larger().items()}
    sentences, articles = tables["sentences"], tables["articles"]
    for article_id, text in said.items():
        row = sentences.index[sentences["article_id"] == article_id][0]
        home = articles.index[articles["article_id"] == article_id][0]
        start = len(articles.loc[home, "text"]) + 1
        articles.loc[home, "text"] += f"\n{text}"
        sentences.loc[row, ["text", "start", "end"]] = [text, start, start + len(text)]
        sentences.loc[row, "passage_id"] = f"{article_id}-bridge"
    return Analysis(tables, tiny.larger_analysis().run)


def test_passages_on_one_matter_stand_beside_each_other_and_lead_to_their_articles(
    tmp_path, monkeypatch
):
    analysis = echoing()
    rows = analysis.echoes(Selection(group_by="article"), "a", "b")
    assert list(rows["side"]) == [0, 1]
    texts = dict(zip(rows["article_id"], rows["text"], strict=True))
    assert texts["a"].startswith("The ministry")
    assert texts["b"].startswith("Engineers")
    assert {"harbour", "bridge"} <= set(rows["words"].iloc[0].split(", "))
    store.save(analysis, tmp_path / "echoing", comparison=False)
    sides = {"what": "Outlets", "one": "Daily North", "other": "South Post"}
    app = open_page(monkeypatch, tmp_path / "echoing", "compare", **sides)
    shown = "".join(element.proto.body for element in app.get("html"))
    pair = shown[shown.index('<div class="px-echo">') :]
    for article_id, text in texts.items():
        assert html.escape(text) in re.sub("</?mark>", "", pair), article_id
    assert pair.count(">in the article</a>") >= 2
    assert "Words in common" in pair
    assert links_elsewhere(app) == []


def test_of_a_large_corpus_passages_are_looked_for_only_where_asked_for(tmp_path, monkeypatch):
    store.save(echoing(), tmp_path / "echoing", comparison=False)
    monkeypatch.setattr(Analysis, "read_for_words", (20_000, 30_000))
    sides = {"what": "Outlets", "one": "Daily North", "other": "South Post"}
    app = open_page(monkeypatch, tmp_path / "echoing", "compare", **sides)
    assert "looked for in 20,000 of 30,000 articles" in pieces(app)
    assert '<div class="px-echo">' not in pieces(app)
    app.button(key="same-matter").click().run()
    assert pieces(app).count('<div class="px-echo">') == 1
    app.selectbox("one").set_value("East Times").run()
    assert NONE_FOUND not in pieces(app)
    assert app.button(key="same-matter")


def links_elsewhere(app: AppTest) -> list[str]:
    """Where the page leads to when the two sides have no passages on one matter."""
    said = next((text for text in pieces(app).split("<p>") if "They are found of" in text), "")
    return re.findall(r'href="(.*?)"', said.partition("</p>")[0])


def test_where_none_are_found_it_leads_to_sides_that_have_some(tmp_path, monkeypatch):
    store.save(echoing(), tmp_path / "echoing", comparison=False)
    sides = {"what": "Outlets", "one": "East Times", "other": "South Post", "least": "2"}
    app = open_page(monkeypatch, tmp_path / "echoing", "compare", **sides)
    assert NONE_FOUND in pieces(app)
    assert links_elsewhere(app) == []
    app.button(key="elsewhere").click().run()
    (link,) = links_elsewhere(app)
    assert asked(link)["least"] == "2"
    opened = open_page(monkeypatch, tmp_path / "echoing", "compare", **asked(link))
    assert {opened.selectbox(side).value for side in ("one", "other")} == {
        "Daily North", "South Post",
    }  # fmt: skip
    assert "harbour" in pieces(opened)


def test_what_has_nothing_in_common_is_said_to_be_not_found(corpora, monkeypatch):
    app = open_page(monkeypatch, corpora["few"], "compare")
    shown = "".join(element.proto.body for element in app.get("html"))
    assert NONE_FOUND in shown
    assert LOOK_FURTHER in html.unescape(shown)


def test_both_pages_say_where_words_and_sentences_are_in_different_articles(corpora, monkeypatch):
    def apart(words: pd.DataFrame, sentences: pd.DataFrame, names: dict[str, str]) -> str:
        assert {"group", "n_articles"} <= set(words) & set(sentences)
        return f"<b>{', '.join(sorted(names.values()))}</b>"

    monkeypatch.setattr(findings, "counted_apart", apart)
    for page, said in (
        ("compare", "Here sentences are counted"),
        ("wording", "Compare counts sentences"),
    ):
        app = open_page(monkeypatch, corpora["few"], page)
        shown = "".join(element.proto.body for element in app.get("html"))
        note = next(part for part in shown.split("<p ") if said in part)
        assert "&lt;b&gt;" in note
        assert "Western voices" in note
