"""Plain words for what the tables hold."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import phrases
from analysis import tables as contract
from analysis.selection import UNDATED, Selection

ARTICLE = {
    "article_id": "a",
    "title": "A headline",
    "source_path": "folder/file.txt",
    "outlet": "Some Times",
    "authors": "A. Author",
    "kind": "opinion",
    "published": pd.Timestamp("2022-01-12"),
    "published_basis": "stated",
}


REPOSTED_NEWS = {"authors": None, "published_basis": "reposted", "kind": "news"}
UNKNOWN = {"authors": None, "outlet": None, "published": pd.NaT}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "A. Author’s opinion piece for Some Times (12 January 2022)"),
        ({"authors": "A; B"}, "A and B’s opinion piece for Some Times (12 January 2022)"),
        ({"authors": "A; B; C"}, "A and others’ opinion piece for Some Times (12 January 2022)"),
        (REPOSTED_NEWS, "the Some Times news report (reposted 12 January 2022)"),
        (UNKNOWN, "the unknown outlet opinion piece (undated)"),
    ],
)
def test_an_article_in_words(changes, words):
    assert phrases.article(ARTICLE | changes) == words


def test_a_date_comes_with_its_basis():
    assert phrases.dated(ARTICLE) == "12 January 2022 (date stated in the text)"
    unknown = {"published": pd.NaT, "published_basis": "unknown"}
    assert phrases.dated(ARTICLE | unknown) == "date unknown"


def test_every_value_of_the_contract_has_words():
    for words, allowed in (
        (phrases.KINDS, contract.KINDS),
        (phrases.BASES, contract.DATE_BASES),
        (phrases.TRANSLATIONS, contract.TRANSLATIONS),
        (phrases.INCLUDES, contract.INCLUDES),
        (phrases.ROLES, ("outlet", *contract.ROLES)),
    ):
        assert set(words) == set(allowed)


def test_labels_of_equal_articles_are_told_apart():
    rows = [ARTICLE | {"article_id": name} for name in "abc"] + [ARTICLE | {"title": None}]
    labels = phrases.article_labels(pd.DataFrame(rows))
    assert len(set(labels.values())) == len(labels)
    assert phrases.title(ARTICLE | {"title": None}) == "file.txt"


def groups(**sentences: int) -> pd.DataFrame:
    return pd.DataFrame({"group": list(sentences), "n_sentences": list(sentences.values())})


@pytest.mark.parametrize(
    ("selection", "held", "words"),
    [
        (Selection(), {"Russian": 212}, "212 sentences by Russian voices, printed in 3 articles"),
        (
            Selection(group_by="outlet", include="direct"),
            {"Other": 1, "Chinese": 9},
            "10 sentences in quotation marks, printed in 3 articles: 9 in Chinese outlets and "
            "1 in other outlets",
        ),
        (Selection(), {}, "No sentence is left under these filters"),
    ],
)
def test_coverage_in_a_sentence(selection, held, words):
    assert phrases.coverage(selection, groups(**held), 3) == words


@pytest.mark.parametrize(
    ("parts", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ("abc", "a, b and c")]
)
def test_parts_are_joined(parts, words):
    assert phrases.joined(parts) == words


@pytest.mark.parametrize(
    ("group_by", "name", "words"),
    [
        ("voice", "Other", "other voices"),
        ("outlet", "Italian", "Italian outlets"),
        ("publisher", "Some Times", "Some Times"),
        ("speaker", "unnamed", "a source that is not named"),
        ("pair", "Some Times → Russian", "Some Times on Russian voices"),
        ("country", "GB", "outlets in GB"),
        ("month", "2022-01", "January 2022"),
        ("month", "undated", "undated"),
        ("topic", "trade", "paragraphs on “trade”"),
        ("topic", "other", "paragraphs of no topic"),
        ("actor", "NATO", "sentences that mention NATO"),
    ],
)
def test_a_group_in_words(group_by, name, words):
    assert phrases.group(group_by, name) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [("2022-01-02", "2 Jan 2022"), ("2022-11", "Nov 2022"), ("2022", "2022"), ("", "no date")],
)
def test_a_period_in_words(name, words):
    assert phrases.period(name or UNDATED) == words


def test_every_grouping_has_words():
    assert {*phrases.GROUPINGS, *phrases.NAMED_GROUPINGS} == set(contract.GROUPINGS)


def test_arguable_speakers_are_told_with_their_statements():
    told = pd.DataFrame({"n_attributions": [2, 7, 11], "n_arguable": [0, 1, 2]})
    assert phrases.arguable(told) == "2 of 3 speakers are arguable, with 3 of 20 statements"
    assert phrases.arguable(told.tail(1)).startswith("1 of 1 speaker is arguable")
    assert phrases.arguable(told.head(1)) == ""


def test_the_questions_in_words():
    assert phrases.questions(Selection()) == "everything, by who is speaking"
    assert phrases.questions(Selection(include="own")) == "the article’s own words"
    assert phrases.questions(Selection(group_by="article")) == "everything, by article"
    assert phrases.questions(Selection(group_by="pair")) == "everything, by outlet and speaker"


def test_equal_names_are_told_apart():
    names = {"a": "Times", "b": "Post", "c": "Times", "d": "Times"}
    assert phrases.told_apart(names) == {
        "a": "Times",
        "b": "Post",
        "c": "Times #2",
        "d": "Times #3",
    }


def test_groups_that_may_be_translated_are_named_the_first_ones_only():
    sizes = pd.DataFrame({"group": list("abcdefgh"), "n_articles": 2, "n_translated": 1})
    names = {name: name.upper() for name in "abcdefgh"}
    said = phrases.translated(sizes, names)
    assert "A (1 of 2 articles)" in said
    assert said.endswith("and 2 more.")
    assert phrases.translated(sizes.assign(n_translated=0), names) == ""
