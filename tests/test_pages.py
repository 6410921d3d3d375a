"""The pages, run without a browser, on an empty, a one-article and the full corpus."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from analysis import store
from analysis import tables as contract
from analysis.pipeline import analyse
from analysis.selection import Selection
from pages.ui import sample
from pages.ui.evidence import MODIFIER, ROWS_A_PAGE, Cell, evidence_row, marked
from pages.ui.filters import LISTS
from pages.ui.navigation import ENTRIES
from tests.opening import open_page

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"
HOSTILE = (
    "Title: <script>alert(1)</script> ![x](http://evil.example/x.png) https://evil.example\n"
    "Text:\n"
    'Russia must <img src="http://evil.example/pixel"> leave, NATO said. '
    "“Russia is <b>wrong</b> and NATO is right,” said Jens Stoltenberg, the head of NATO.\n"
)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of stored analyses by name: empty, one, full, hostile."""
    base = tmp_path_factory.mktemp("analyses")
    full = sample.analysis()
    page = base / "hostile.txt"
    page.write_text(HOSTILE, encoding="utf-8")
    empty = store.Analysis({name: contract.empty(name) for name in contract.TABLES}, full.run)
    analyses = {
        "empty": empty,
        "one": analyse([sorted(SAMPLE.glob("*.txt"))[0]]),
        "full": full,
        "hostile": analyse([page]),
    }
    for name, analysis in analyses.items():
        store.save(analysis, base / name, comparison=False)
    return {name: base / name for name in analyses}


@pytest.fixture
def start(corpora: dict[str, Path], monkeypatch: pytest.MonkeyPatch):
    """Opens the dashboard on a corpus, at a page, with parameters in the address."""

    def open_at(corpus: str | Path, page: str = "overview", **parameters: str) -> AppTest:
        folder = corpora.get(corpus, corpus) if isinstance(corpus, str) else corpus
        return open_page(monkeypatch, folder, page, **parameters)

    return open_at


def pieces(app: AppTest) -> str:
    """All raw HTML on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def live(app: AppTest) -> str:
    """The live sentence under the two questions."""
    found = re.search(r'px-live" role="status">(.*?)</div>', pieces(app))
    assert found, "no live sentence"
    return html.unescape(found.group(1))


@pytest.mark.parametrize("corpus", ["empty", "one", "full", "hostile"])
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.stem)
def test_every_page_opens_on_every_corpus(start, corpus, entry):
    app = start(corpus, entry.stem)
    assert not app.exception
    assert f"<h1>{entry.name}</h1>" in pieces(app)
    app.run()
    assert not app.exception, "the page fails when it is run again"


@pytest.mark.parametrize("page", ["overview", "stance"])
def test_an_empty_corpus_says_so_and_offers_to_clear_the_filters(start, page):
    app = start("empty", page)
    assert "Nothing to show" in pieces(app)
    assert live(app) == "No sentence is left under these filters."
    assert any(button.label == "Clear all filters" for button in app.button)


def test_the_live_sentence_counts_what_the_charts_count(start, corpora):
    analysis = store.load(corpora["full"], comparison=False)
    selection = Selection(perspectives=("Russian",))
    totals = analysis.totals(selection)
    app = start("full", perspective="Russian")
    assert live(app) == (
        f"{totals['sentences']} sentences by Russian voices, printed in "
        f"{totals['articles']} articles."
    )


def chart(app: AppTest, title: str) -> dict:
    """The figure whose title holds these words."""
    figures = [json.loads(element.proto.spec) for element in app.get("plotly_chart")]
    return next(figure for figure in figures if title in figure["layout"]["title"]["text"])


def test_a_filter_on_voices_is_not_taken_for_one_on_outlets(start):
    app = start("full", perspective="Russian")
    drawn = chart(app, "Who speaks in whose articles")
    assert "all perspectives" in drawn["layout"]["title"]["text"]
    assert "Russian" not in drawn["layout"]["annotations"][-1]["text"]
    assert "Perspectives: Russian" in chart(app, "Who portrays whom")["layout"]["annotations"][-1][
        "text"
    ].replace("\u00a0", " ")


def test_links_to_an_article_keep_the_filters_and_open_it(start, corpora):
    app = start("full", actor="NATO")
    links = re.findall(r'<h3><a href="(.*?)">', pieces(app))
    articles = store.load(corpora["full"], comparison=False).articles()
    assert len(links) == len(articles)
    stem, _, query = html.unescape(links[-1]).partition("?")
    asked = parse_qs(query)
    assert stem == "articles"
    assert asked["actor"] == ["NATO"]
    opened = start("full", "articles", **{name: values[0] for name, values in asked.items()})
    assert not opened.exception
    assert opened.selectbox("read").value == articles["article_id"].iloc[-1]


def test_own_words_grey_out_the_grouping(start):
    app = start("full")
    assert not app.get("button_group")[0].proto.disabled
    app = start("full", include="The article’s own words")
    disabled = {group.proto.label: group.proto.disabled for group in app.get("button_group")}
    assert disabled["Group by"]
    assert not disabled["Include"]
    assert "in the article’s own words" in live(app)


def test_filters_hold_across_pages_until_cleared(start):
    app = start("full", actor="NATO", kind="News report")
    app = app.switch_page("pages/stance.py").run()
    assert app.session_state["actor"] == ["NATO"]
    assert app.session_state["kind"] == ["news"]
    chips = [button for button in app.button if (button.key or "").startswith("chip-")]
    assert len(chips) == 2
    chips[0].click().run()
    assert app.session_state["kind"] == []
    assert app.session_state["actor"] == ["NATO"]
    app.button("clear").click().run()
    assert app.session_state["actor"] == []


def test_an_unknown_value_in_the_address_is_ignored(start):
    app = start("full", outlet="No such outlet", by="nonsense", cell="nothing")
    assert not app.exception
    assert app.session_state["outlet"] == []


@pytest.mark.parametrize("group_by", ["voice", "outlet"])
def test_a_clicked_cell_opens_exactly_the_rows_counted(start, corpora, group_by):
    analysis = store.load(corpora["full"], comparison=False)
    app = start("full", "stance")
    app.session_state["by"] = group_by
    row = analysis.comparison(Selection(group_by=group_by), "stance").iloc[0]
    app.session_state["cell"] = Cell(row["perspective"], row["item"])
    app.run()
    assert not app.exception
    count = row["n_negative"] + row["n_neutral"] + row["n_positive"]
    assert f"<b>{count} rows</b>" in pieces(app)
    assert pieces(app).count('class="px-row"') == min(count, 20)


def test_the_tone_beside_stance_counts_the_same_mentions_of_the_same_actors(start, corpora):
    analysis = store.load(corpora["full"], comparison=False)
    app = start("full", "stance")
    charts = len(app.get("plotly_chart"))
    app.session_state["beside"] = "tone"
    table = analysis.comparison(Selection(), "tone_around")
    row = table[table["n_sentences"] > 2].iloc[0]
    app.session_state["tone_cell"] = Cell(row["perspective"], row["item"])
    app.run()
    assert not app.exception
    count = row["n_negative"] + row["n_neutral"] + row["n_positive"]
    assert f"<b>{count} rows</b>" in pieces(app)
    assert "wording" in pieces(app)
    assert len(app.get("plotly_chart")) == charts + 1
    stance = analysis.comparison(Selection(), "stance")
    signs = ["n_negative", "n_neutral", "n_positive"]
    assert (table[signs].sum(axis=1) == stance[signs].sum(axis=1)).all()
    assert list(table["item"]) == list(stance["item"])


def test_mentions_that_only_say_which_thing_is_meant_are_shown_as_such(start, corpora):
    rows = store.load(corpora["full"], comparison=False).evidence(Selection(), "stance")
    modifiers = rows[rows["modifier"]]
    assert len(modifiers)
    assert (modifiers[["value", "sign"]] == 0).all(axis=None)
    for group, item in zip(modifiers["voice_perspective"], modifiers["item"], strict=True):
        cell = rows[(rows["voice_perspective"] == group) & (rows["item"] == item)]
        if len(cell) <= ROWS_A_PAGE:
            break
    app = start("full", "stance")
    app.session_state["cell"] = Cell(group, item)
    app.run()
    number = int(cell["modifier"].sum())
    assert pieces(app).count(MODIFIER) == number > 0
    verb = "say" if number > 1 else "says"
    assert f"{number} of them only {verb} which thing is meant." in pieces(app)


def test_a_modifier_corrected_by_hand_has_the_usual_tag(corpora):
    rows = store.load(corpora["full"], comparison=False).evidence(Selection(), "stance")
    row = rows[rows["modifier"]].iloc[0].to_dict()
    corrected = evidence_row(row | {"sign": 1, "value": 1.0}, "stance")
    assert MODIFIER not in corrected
    assert "favourable +1.00" in corrected
    assert MODIFIER not in evidence_row(row, "tone_around")


def test_a_cell_that_the_filters_remove_is_let_go(start):
    app = start("full", "stance")
    app.session_state["cell"] = Cell("Russian", "NATO")
    app.run()
    app.session_state["perspective"] = ["Chinese"]
    app.run()
    assert not app.exception
    assert app.session_state["cell"] is None


def test_text_of_an_article_never_becomes_markup(start, corpora):
    by_article = Selection(group_by="article")
    cells = store.load(corpora["hostile"], comparison=False).comparison(by_article, "stance")
    app = start("hostile", "stance")
    app.session_state["article_cell"] = Cell(cells["article_id"][0], cells["item"][0])
    app.run()
    assert "&lt;img" in pieces(app), "the evidence should show the hostile sentence"
    for page in [entry.stem for entry in ENTRIES]:
        app = app.switch_page(f"pages/{page}.py").run()
        assert "<script>" not in pieces(app)
        assert "<img" not in pieces(app)
        assert not any("evil.example" in element.value for element in app.markdown)


def test_a_broken_analysis_is_told_with_all_its_faults(start, corpora, tmp_path):
    for path in corpora["one"].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "topics.parquet").unlink()
    (tmp_path / "mentions.parquet").write_bytes(b"nothing")
    app = start(tmp_path)
    assert not app.exception
    said = "\n".join(element.value for element in app.text)
    assert "topics.parquet is missing" in said
    assert "mentions.parquet cannot be read" in said


def test_the_counted_stretch_is_marked_inside_its_sentence():
    row = {"text": "a <b> NATO & Co", "start": 106, "end": 110, "sentence_start": 100}
    assert marked(row) == "a &lt;b&gt; <mark>NATO</mark> &amp; Co"
    whole = {"text": "NATO", "start": 100, "end": 104, "sentence_start": 100}
    assert marked(whole) == "NATO"


def test_signs_that_act_on_the_screen_are_shown_in_evidence():
    row = {"text": "a\u202eb\x07 NATO\u2066 c", "start": 105, "end": 110, "sentence_start": 100}
    shown = marked(row)
    assert not set(shown) & set("\u202e\x07\u2066")
    for code in ("U+202E", "U+0007", "U+2066"):
        assert code in shown
    assert re.sub(r"<span.*?</span>", "", shown) == "ab <mark>NATO</mark> c"


def test_every_list_filter_has_its_own_name_in_the_address():
    assert len(set(LISTS.values())) == len(LISTS)
