"""Copies and texts that cannot be measured are listed, but no number counts them."""

import pandas as pd
import pytest

from analysis.pipeline import analyse
from analysis.read.language import find_language
from analysis.selection import Selection, is_english
from analysis.store import Analysis
from tests import tiny

ITALIAN = (
    "La Russia ha accusato la NATO di voler accerchiare il paese. Il ministro degli Esteri ha "
    'detto che "la pazienza è finita" e che Mosca risponderà. Secondo gli analisti, la crisi tra '
    "Russia e Stati Uniti durerà ancora molti mesi, mentre l’Italia chiede di trattare."
)


def changed(**columns):
    """The tiny analysis with other values for article two."""
    tables = tiny.tables()
    articles = tables["articles"].copy()
    for column, value in columns.items():
        articles.loc[articles["article_id"] == "two", column] = value
    return Analysis(tables | {"articles": articles}, tiny.analysis().run)


@pytest.mark.parametrize("columns", [{"duplicate_of": "one"}, {"language": "it"}])
def test_an_article_that_does_not_count_is_listed_but_in_no_number(columns):
    analysis = changed(**columns)
    assert set(analysis.articles(Selection())["article_id"]) == {"one", "two", "three"}
    assert analysis.totals(Selection())["sentences"] == 3
    assert analysis.coverage(Selection())["n_sentences"].sum() == 3
    for measure in ("stance", "sentiment", "voice_share"):
        assert "two" not in set(analysis.evidence(Selection(), measure)["article_id"])
        by_article = analysis.comparison(Selection(group_by="article"), measure)
        assert "two" not in set(by_article["article_id"])


def test_totals_say_what_was_left_out():
    assert changed(duplicate_of="one").totals(Selection())["copies"] == 1
    assert changed(language="zh").totals(Selection())["not_english"] == 1
    totals = changed(duplicate_of="one").totals(Selection(outlets=("Daily North",)))
    assert (totals["copies"], totals["not_english"]) == (0, 0)


def test_copies_count_when_asked_for():
    analysis = changed(duplicate_of="one")
    totals = analysis.totals(Selection(count_duplicates=True))
    assert (totals["sentences"], totals["copies"]) == (6, 0)


def test_counting_copies_is_a_question_and_restricts_nothing():
    assert Selection(count_duplicates=True).restricted == ()


def test_an_unknown_language_counts_as_english():
    assert list(is_english(pd.Series(["en", None, "it"]))) == [True, True, False]


@pytest.fixture(scope="module")
def italian(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    (folder / "it.txt").write_text(f"Title: Crisi\nText: {ITALIAN}\n", encoding="utf-8")
    return analyse([folder])


def test_a_text_that_is_not_english_is_kept_and_shown_without_scores(italian):
    (article_id,) = italian.articles()["article_id"]
    parts = italian.article(article_id)
    assert parts["article"]["language"] == "it"
    assert len(parts["sentences"]) >= 3
    assert parts["sentences"]["sentiment"].isna().all()
    assert len(parts["mentions"])
    scores = parts["mentions"][["p_negative", "p_neutral", "p_positive", "stance"]]
    assert scores.isna().all(axis=None)
    assert parts["attributions"].empty


def test_its_counts_say_so(italian):
    assert italian.totals(Selection()) == {
        "sentences": 0, "mentions": 0, "attributions": 0,
        "articles": 0, "copies": 0, "not_english": 1,
    }  # fmt: skip


def test_a_language_without_a_code_of_two_letters_is_unknown_and_so_counts_as_english():
    assert find_language("Dem don sell di club for big money") is None
