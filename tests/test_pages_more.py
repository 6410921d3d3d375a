"""Voices, topics, sentiment, articles and methods: run without a browser, on small corpora."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import phrases, store
from analysis import tables as contract
from analysis.charts.rows import group_keys
from analysis.charts.theme import PERSPECTIVE_COLOURS
from analysis.selection import Selection
from pages.ui import reader
from pages.ui.evidence import Cell
from pages.ui.facts import facts_html
from pages.ui.view import View
from pages.ui.voices_share import UNITS
from tests import tiny
from tests.opening import open_page

ROOT = Path(__file__).resolve().parents[1]
ACTING = set("\u202e\u202c\x00\x1b")
STEMS = ("voices", "topics", "sentiment", "articles", "methods")
# Page, key of the mark in the address, measure, grouping that the card always has.
CARDS = [
    ("voices", "voice", "voice_share", "article"),
    ("voices", "printed", "printed_share", None),
    ("voices", "roles", "role_share", None),
    ("voices", "framing", "framing", None),
    ("voices", "introduced", "framing", "pair"),
    ("voices", "acts", "speech_act", None),
    ("topics", "topic_cell", "topic_share", None),
    ("topics", "topic_article_cell", "topic_share", "article"),
    ("sentiment", "tone", "sentiment", None),
    ("sentiment", "tone_article", "sentiment", "article"),
    ("sentiment", "tenth", "sentiment_course", "article"),
]
CARDS_OF = {
    "overview": ("voices", "stance", "dates", "articles"),
    "stance": ("groups", "articles"),
    "voices": ("share", "perspectives", "framing", "acts", "speakers"),
    "topics": ("groups", "ranges", "times", "articles", "map"),
    "sentiment": ("groups", "articles", "course"),
}
# What must be switched on a page for a card to be drawn.
SWITCHED = {"roles": {"divided": "roles"}, "introduced": {"cues": "outlets"}}
HOSTILE = (
    '<img src=x onerror="alert(1)"> <style>body{display:none}</style> & "quoted" \u202etxet\u202c '
    "\x00\x1b " + "a" * 10_000
)


def hostile_tables() -> dict[str, pd.DataFrame]:
    """The tiny corpus with one article whose every text tries to become markup."""
    made = tiny.tables()
    articles = made["articles"].copy()
    first = articles.index[0]
    articles.loc[first, ["title", "outlet", "authors", "url"]] = HOSTILE
    articles.loc[first, "text"] = HOSTILE
    removed = pd.DataFrame(
        [{"article_id": "one", "start": 0, "end": 40, "text": HOSTILE[:40], "reason": HOSTILE[:40]}]
    )
    attributions = made["attributions"].assign(speaker=HOSTILE[:60], cue=HOSTILE[:5])
    mentions = made["mentions"].assign(actor=HOSTILE[:40], target=HOSTILE[:40])
    topics = made["topics"].assign(label=HOSTILE[:40], terms=HOSTILE[:40])
    made |= {"articles": articles, "attributions": attributions, "mentions": mentions}
    return made | {"removed": contract.conform("removed", removed), "topics": topics.head(1)}


def doubtful_tables() -> dict[str, pd.DataFrame]:
    """The tiny corpus, in which nobody knows for whom Ivanov speaks in article two."""
    made = tiny.tables()
    changed = made["attributions"].copy()
    changed.loc[changed["article_id"] == "two", "affiliation"] = None
    return made | {"attributions": changed}


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of stored analyses by name: empty, one, tiny, hostile."""
    base = tmp_path_factory.mktemp("analyses")
    whole = tiny.analysis()
    one = {
        name: frame[frame["article_id"] == "one"] if "article_id" in frame else frame
        for name, frame in tiny.tables().items()
    }
    analyses = {
        "empty": store.Analysis({n: contract.empty(n) for n in contract.TABLES}, whole.run),
        "one": store.Analysis({n: f.reset_index(drop=True) for n, f in one.items()}, whole.run),
        "tiny": whole,
        "doubtful": store.Analysis(doubtful_tables(), whole.run),
        "hostile": store.Analysis(hostile_tables(), whole.run),
    }
    for name, analysis in analyses.items():
        store.save(analysis, base / name, comparison=False)
    return {name: base / name for name in analyses}


@pytest.fixture
def start(corpora: dict[str, Path], monkeypatch: pytest.MonkeyPatch):
    """Opens a page of the dashboard on a corpus, with a state."""

    def open_at(corpus: str, page: str, **state: object) -> AppTest:
        app = open_page(monkeypatch, corpora[corpus], page)
        for name, value in state.items():
            app.session_state[name] = value
        return app.run() if state else app

    return open_at


@pytest.mark.parametrize("page", CARDS_OF)
def test_of_very_many_articles_each_card_is_drawn_by_itself(start, monkeypatch, page):
    def drawn(app: AppTest) -> list[str]:
        assert not app.exception
        charts = app.get("plotly_chart")
        return [json.loads(chart.proto.spec)["layout"]["title"]["text"] for chart in charts]

    whole = drawn(start("tiny", page))
    monkeypatch.setattr(View, "is_large", True)
    app = start("tiny", page)
    first, *others = CARDS_OF[page]
    assert app.segmented_control("card").value == first
    assert len(app.segmented_control("card").options) == 1 + len(others)
    found = [drawn(app)]
    for name in others:
        found.append(drawn(app.segmented_control("card").set_value(name).run()))
    assert all(len(titles) <= 1 for titles in found)
    assert [title for titles in found for title in titles] == whole


def test_where_not_all_articles_are_looked_at_for_missing_voices_that_is_told(start, monkeypatch):
    said = "Looked at are the first 2 articles"
    assert said not in pieces(start("tiny", "voices"))
    for module in ("analysis.door.numbers", "pages.ui.voices_share"):
        monkeypatch.setattr(f"{module}.MOST_BY_ARTICLE", 2)
    assert said in pieces(start("tiny", "voices"))


def pieces(app: AppTest) -> str:
    """All raw HTML on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def words(markup: str) -> str:
    """What a reader sees of the markup, without the signs that replace control characters."""
    return html.unescape(
        re.sub(r"<[^>]*>", "", re.sub(r'<span class="sign".*?</span>', "", markup))
    )


class Tags(HTMLParser):
    """The names of all elements and attributes, and the text of the styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.styles = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.styles += data


@pytest.mark.parametrize("page", STEMS)
@pytest.mark.parametrize("corpus", ["empty", "one", "tiny", "hostile"])
def test_a_page_opens_on_every_corpus(start, corpus, page):
    app = start(corpus, page)
    assert not app.exception
    app.run()
    assert not app.exception, "the page fails when it is run again"


@pytest.mark.parametrize("page", ["voices", "topics", "sentiment", "articles"])
def test_an_empty_corpus_says_so(start, page):
    assert "Nothing to show" in pieces(start("empty", page))


@pytest.mark.parametrize(
    ("page", "key", "measure", "grouping"), CARDS, ids=lambda value: str(value)
)
def test_a_chosen_mark_opens_exactly_the_rows_counted(start, page, key, measure, grouping):
    selection = Selection(group_by=grouping or "voice")
    table = tiny.analysis().comparison(selection, measure)
    row = table[table["n_sentences"] > 0].iloc[-1]
    group = group_keys(table)[row.name]
    app = start("tiny", page, **SWITCHED.get(key, {}), **{key: Cell(group, row["item"])})
    assert not app.exception
    count = int(row["n_negative"] + row["n_neutral"] + row["n_positive"])
    assert f"<b>{phrases.count(count, 'row')}</b>" in pieces(app)
    assert pieces(app).count('class="px-row"') == count


@pytest.mark.parametrize("bars", ["article", "publisher", "outlet"])
@pytest.mark.parametrize("unit", UNITS)
def test_voices_can_be_measured_in_every_unit_and_drawn_by_every_group(start, unit, bars):
    selection = Selection(group_by=bars)
    table = tiny.analysis().comparison(selection, UNITS[unit].measure)
    spoken = table[(table["item"] == "Russian") & (table["n_sentences"] > 0)]
    cell = Cell(group_keys(spoken).iloc[-1], "Russian")
    app = start("tiny", "voices", bars=bars, unit=unit)
    app.session_state["voice"] = cell
    app.run()
    assert not app.exception
    assert app.session_state["voice"] == cell
    assert "<b>1 row</b>" in pieces(app)


def test_the_words_themselves_can_be_read(start):
    app = start("tiny", "voices", cues="cue_words")
    app.session_state["framing"] = Cell("Russian", "accused")
    app.run()
    assert "<b>1 row</b>" in pieces(app)
    assert "accused" in pieces(app)


def test_acts_are_chosen_one_by_one_and_by_speaker(start):
    app = start("tiny", "voices", act="accusing", columns="speaker")
    app.session_state["acts"] = Cell("Ivanov", "accusing → Beta")
    app.run()
    assert "<b>1 row</b>" in pieces(app)
    app.session_state["outlet"] = ["Daily North"]
    app.run()
    assert not app.exception
    assert app.session_state["act"] == "every", "an act that nobody does is let go"


def test_missing_voices_are_listed_whatever_is_included(start):
    said = words(pieces(start("tiny", "voices")))
    assert "No Italian voice in any of 3 articles." in said
    assert "No Russian voice in 1 of 3 articles: unknown outlet · undated." in said
    assert "Chinese voices are the own words of its outlet only (1 article)." in said
    app = start("tiny", "voices", perspective=["Chinese"])
    app.session_state["include"] = "own"
    app.run()
    assert "No Russian voice in 1 of 3 articles" in words(pieces(app))


def arguable(app: AppTest) -> list[str]:
    return re.findall(r"\d+ of \d+ speakers? (?:is|are) arguable[^<;]*", pieces(app))


def test_arguable_speakers_are_marked_and_can_be_left_out(start):
    app = start("doubtful", "voices")
    assert arguable(app) == ["1 of 1 speaker is arguable, with 1 of 2 statements"]
    app.button("leave-out-arguable").click().run()
    assert not app.exception
    assert arguable(app) == []
    assert "5 sentences" in words(pieces(app)).replace("\xa0", " ")
    chips = [button for button in app.button if (button.key or "").startswith("chip-")]
    assert [chip.label for chip in chips] == ["Speakers with an arguable perspective\\: left out"]
    chips[0].click().run()
    assert app.session_state["plain"] is False
    assert len(arguable(app)) == 1


def test_links_keep_that_arguable_speakers_are_left_out(corpora, monkeypatch):
    app = open_page(monkeypatch, corpora["doubtful"], "overview", plain="true")
    assert "plain=true" in pieces(app)


def test_the_statements_of_a_speaker_are_as_many_as_the_table_says(start):
    speakers = tiny.analysis().named_speakers(Selection())
    assert list(speakers["speaker"]) == ["Ivanov"]
    app = start("tiny", "voices", speaker="Ivanov")
    assert f"<b>{speakers['n_attributions'][0]} statements</b>" in pieces(app)
    assert pieces(app).count('class="px-row"') == 2
    app.session_state["outlet"] = ["South Post"]
    app.run()
    assert "<b>1 statement</b>" in pieces(app)


def test_topics_tell_how_firm_they_are(start):
    said = pieces(start("tiny", "topics"))
    assert said.count("found again nearly unchanged when part of the text is left out") == 2
    assert "1 paragraph in 1 article" in said


def test_sentiment_warns_and_names_vader(start):
    app = start("tiny", "sentiment")
    assert any("VADER" in element.value for element in app.info)


def test_articles_show_the_text_as_found_and_two_side_by_side(start):
    app = start("tiny", "articles", read="one", beside="two")
    shown = re.findall(r'<div class="px-text" dir="auto">(.*?)</div>', pieces(app), re.DOTALL)
    texts = tiny.tables()["articles"].set_index("article_id")["text"]
    assert [words(markup) for markup in shown] == [texts["one"], texts["two"]]
    assert 'data-tag="Ivanov"' in shown[0]
    assert "Alfa: counts as unfavourable" in shown[0]
    assert "(unfavourable 80%, neutral 20%, favourable 0%)" in shown[0]


def test_marks_can_be_left_out(start):
    shown = pieces(start("tiny", "articles", read="one", marks=["removed"]))
    assert 'data-tag="Ivanov"' not in shown
    assert 'title="Alfa' not in shown


def test_an_article_that_the_filters_remove_is_let_go(start):
    app = start("tiny", "articles", read="two")
    app.session_state["outlet"] = ["Daily North"]
    app.run()
    assert not app.exception
    assert app.session_state["read"] == "one"


@pytest.mark.parametrize("page", STEMS)
def test_hostile_text_stays_text(start, page):
    state = {"read": "one"} if page == "articles" else {}
    app = start("hostile", page, **state)
    tags = Tags()
    tags.feed(pieces(app))
    assert tags.found <= {"a", "b", "bdi", "blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3",
                          "li", "mark", "p", "span", "style", "ul"}  # fmt: skip
    assert tags.attributes <= {"class", "href", "style", "title", "data-tag", "role", "dir"}
    assert "body{" not in tags.styles
    for element in [*app.markdown, *app.caption]:
        assert "onerror" not in element.value


@pytest.mark.parametrize(
    ("page", "state"),
    [
        ("overview", {}),
        ("stance", {"article_cell": Cell("two", HOSTILE[:40])}),
        ("voices", {"voice": Cell("one", "own words")}),
    ],
)
def test_signs_that_act_on_the_screen_are_shown(start, page, state):
    shown = pieces(start("hostile", page, **state))
    assert not set(shown) & ACTING
    if page != "stance":
        assert "right-to-left override" in shown


@pytest.mark.parametrize(
    ("page", "key", "begins"),
    [
        ("voices", "roles", "Officials · Russian"),
        ("voices", "voice", "The article’s own words · "),
        ("voices", "framing", "Accusing: accused, blamed · "),
        ("topics", "topic_cell", "Other: no topic · "),
        ("sentiment", "tone", "All sentences · Chinese"),
        ("sentiment", "tenth", "Part 1 of 10 · "),
    ],
)
def test_marks_are_offered_in_plain_words(start, page, key, begins):
    offered = start("tiny", page, **SWITCHED.get(key, {})).selectbox(key).options
    assert any(option.startswith(begins) for option in offered), offered
    assert len(set(offered)) == len(offered)


def test_methods_explain_every_measure_and_the_stated_minimum(start):
    app = start("tiny", "methods")
    said = words(pieces(app))
    assert "A mean needs at least 5 sentences" in said
    assert "(a mixed quotation) counts as paraphrased" in said
    assert "3 articles are a sample of nothing" in said
    labels = " ".join(element.label for element in app.expander)
    for name in ("Stance", "Sentiment", "Topics", "outlets.csv", "attribution_verbs.csv"):
        assert name in labels
    assert "broken.bin" in "".join(element.value.to_csv() for element in app.dataframe)


class TestReader:
    def parts(self, text: str, **tables: pd.DataFrame) -> dict:
        empty = {n: contract.empty(n) for n in ("removed", "attributions", "mentions")}
        return {"article": {"text": text}} | empty | tables

    def whole(self, parts: dict, layers=tuple(reader.LAYERS)) -> str:
        return reader.reader_html(
            parts, layers, PERSPECTIVE_COLOURS, 0, len(parts["article"]["text"])
        )

    def test_text_comes_out_as_it_went_in(self):
        text = "a <b> & \"c\"\n\n\t'd' \u4e2d \U0001f600"
        assert words(self.whole(self.parts(text))) == text

    def test_what_turns_or_hides_text_becomes_visible(self):
        shown = self.whole(self.parts("a\u202eb\x00c\ud800d"))
        assert "\u202e" not in shown
        for code in ("U+202E", "U+0000", "U+D800"):
            assert code in shown
        assert "right-to-left override" in shown
        shown.encode("utf-8")

    def test_overlapping_marks_share_their_stretch(self):
        removed = pd.DataFrame(
            [
                {"article_id": "x", "start": 2, "end": 6, "text": "cdef", "reason": "caption"},
                {"article_id": "x", "start": 4, "end": 8, "text": "efgh", "reason": "heading"},
            ]
        )
        shown = self.whole(self.parts("abcdefghij", removed=removed))
        assert words(shown) == "abcdefghij"
        stretches = re.findall(r'title="([^"]*)"[^>]*>([^<]*)<', shown)
        assert stretches == [
            ("Not counted: caption", "cd"),
            ("Not counted: caption; Not counted: heading", "ef"),
            ("Not counted: heading", "gh"),
        ]

    def test_the_outermost_voice_gives_the_colour(self):
        common = {
            "article_id": "x", "kind": "direct", "speaker_role": "other", "confidence": 1.0,
        }  # fmt: skip
        rows = [
            {"attribution_id": "1", "content_start": 0, "content_end": 9, "speaker": "Outer",
             "voice_perspective": "Russian"},
            {"attribution_id": "2", "content_start": 3, "content_end": 6, "speaker": "Inner\u202e",
             "voice_perspective": "Chinese"},
        ]  # fmt: skip
        columns = contract.TABLES["attributions"].names
        frame = pd.DataFrame([common | row for row in rows], columns=columns)
        shown = self.whole(
            self.parts("abcdefghi", attributions=contract.conform("attributions", frame))
        )
        assert shown.count("#B53794;") == 3
        assert "#D97706;" not in shown
        assert 'data-tag="InnerU+202E"' in shown
        assert "U+202E" in shown
        assert "\u202e" not in shown
        assert "a rule whose stretches are right in 100% of cases" in shown

    def test_a_long_text_is_cut_at_ends_of_lines_and_nothing_is_lost(self):
        line = "word " * 20 + "\n"
        text = line * 3000 + "x" * (reader.PART_LENGTH + 5)
        cuts = reader.parts_of(text)
        assert "".join(text[start:end] for start, end in cuts) == text
        assert max(end - start for start, end in cuts) <= reader.PART_LENGTH
        assert text[cuts[0][1] - 1] == "\n"


def test_facts_escape_names_values_and_remarks():
    shown = facts_html({"<a>": ("<b>", "<c>\u202e"), "d": 3})
    assert words(shown) == "<a><b><c>d3"
    assert "U+202E" in shown
    assert shown.count("<dt>") == 2


def test_a_link_to_an_article_opens_it(corpora, monkeypatch):
    app = open_page(monkeypatch, corpora["tiny"], "articles")
    labels = app.selectbox("read").options
    app = open_page(monkeypatch, corpora["tiny"], "articles", read=labels[1])
    assert app.session_state["read"] == "two"
