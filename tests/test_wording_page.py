"""The Wording page, run without a browser: what is chosen, the lines behind it, hostile text."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import store
from analysis.selection import Selection
from analysis.wording import views
from pages.ui import wording
from pages.ui.view import View
from pages.ui.word_lines import LINES_A_PAGE, line_html
from pages.ui.wording import SORTS
from tests import tiny
from tests.opening import open_page

HOSTILE = '<img src=x onerror="alert(1)"> \u202etxet\u202c'


def several() -> store.Analysis:
    """The larger corpus, one sentence of it printed often enough to be compared."""
    made = tiny.larger()
    articles = made["articles"]
    made["articles"] = articles.assign(
        translation=["stated" if name == "a" else "none known" for name in articles["article_id"]]
    )
    return tiny.as_analysis(made)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("analysis")
    store.save(several(), made, comparison=False)
    return made


@pytest.fixture
def page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return open_page(monkeypatch, folder, "wording")


def pieces(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def set_to(app: AppTest, **state: object) -> AppTest:
    for key, value in state.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app


def test_a_chosen_word_shows_every_line_of_it(page, folder):
    lines = store.load(folder, comparison=False).word_lines(Selection(), "alfa", "text")
    set_to(page, any_word="Alfa")
    shown = re.findall(r'class="px-kwic"', pieces(page))
    assert len(shown) == min(len(lines), LINES_A_PAGE) > 5
    assert f"<b>{len(lines)} lines in {lines['article_id'].nunique()} articles</b>" in pieces(page)
    assert pieces(page).count("<mark>Alfa</mark>") >= len(shown)
    set_to(page, any_word="no such word")
    assert "<b>0 lines in 0 articles</b>" in pieces(page)


def test_lines_are_sorted_as_asked(page):
    set_to(page, **{"any_word": "Alfa", "any_word-sort": "after"})
    after = re.findall(r'<mark>Alfa</mark><span class="r"><span>(.*?)</span>', pieces(page))
    assert after
    words = [" ".join(re.findall(r"\w+", text.lower())[:1]) for text in after]
    assert words == sorted(words)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("whose", ["own", "publisher", "article", "speaker"])
def test_every_choice_opens(page, whose, sort):
    asked = set_to(page, words_of=whose, sort=sort, near="Alfa")
    assert (asked.session_state["words_of"], asked.session_state["sort"]) == (whose, sort)
    charts = asked.get("plotly_chart")
    assert bool(charts) == (sort != "phrase"), "no phrase stands twice in this corpus"


def test_words_of_one_side_and_of_all_are_those_of_the_table(page, folder):
    table = views.of_sort(store.load(folder, comparison=False).wording(Selection()), "word")
    for which in (views.ALL, views.ONE_SIDED, views.SHARED):
        set_to(page, which=which)
        found = views.side_by_side(table, which)
        if found.empty:
            assert "None, in these texts under these filters." in pieces(page)
        else:
            assert list(page.dataframe[0].value.index) == list(found["term"][:100])


def test_of_very_many_articles_one_card_is_worked_out_at_a_time(page, monkeypatch):
    monkeypatch.setattr(View, "is_large", True)
    set_to(page)
    assert len(page.get("plotly_chart")) == 1
    assert not page.dataframe
    assert "drawn from all" in pieces(page)
    set_to(page, card="all")
    assert page.dataframe
    assert not page.get("plotly_chart")


def test_the_pair_is_of_two_different_groups_whatever_is_chosen(page):
    for _ in range(2):
        second = page.selectbox("other").value
        set_to(page, one=second)
        assert page.selectbox("one").value == second != page.selectbox("other").value


def test_a_translator_is_named_and_only_where_there_may_be_one(page):
    (said,) = (warning.value for warning in page.warning)
    assert "Chinese voices (1 of 1 article)" in said
    assert "Western" not in said
    set_to(page, translation=["none known"])
    assert not page.warning


def test_a_click_makes_its_word_the_chosen_one(monkeypatch):
    state = {"chart-word": {"selection": {"points": [{"customdata": ["A", "peace"]}]}}}
    monkeypatch.setattr(wording.st, "session_state", state)
    wording._take_click("word")
    assert state["word"] == "peace"
    state["all-words-table"] = {"selection": {"rows": [1]}}
    wording._take_row(["war", "trade"])
    assert state["any_word"] == "trade"
    for nothing in ({"rows": []}, {"rows": [7]}):
        state["all-words-table"] = {"selection": nothing}
        wording._take_row(["war", "trade"])
        assert state["any_word"] == "trade"


def test_text_of_an_article_never_becomes_markup():
    row = {
        "left": HOSTILE * 9, "keyword": HOSTILE, "right": HOSTILE, "group": HOSTILE,
        "outlet": HOSTILE, "published": pd.NaT, "translation": "stated",
    }  # fmt: skip
    made = line_html(row, {HOSTILE: HOSTILE}, 'articles?read="><b>', [HOSTILE, "blame"])
    assert '<span class="px-tag px-own">blame</span>' in made
    assert "<img" not in made
    assert "\u202e" not in made
    assert "&lt;img" in made
    assert 'read="><b>' not in made
