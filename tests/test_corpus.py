"""What the Corpus page is told: copies, gaps and names that no table knows."""

from analysis.corpus import Corpus
from analysis.reference import load_reference
from tests import tiny

REFERENCE = load_reference()


def corpus(**columns):
    """The tiny corpus; each column is given as article_id to value."""
    tables = tiny.tables()
    articles = tables["articles"].copy()
    for column, values in columns.items():
        for article_id, value in values.items():
            articles.loc[articles["article_id"] == article_id, column] = value
    return corpus_of(tables | {"articles": articles})


def corpus_of(tables):
    return Corpus(
        tables["articles"], len(tables["skipped"]), len(tables["removed"]), lambda: tables
    )


def test_outlets_that_no_table_knows_are_listed_for_assignment():
    listed = corpus(outlet={"one": "Xinhua", "three": None}).unknown_outlets(REFERENCE)
    assert list(listed["outlet"]) == ["South Post", "unknown outlet"]
    assert list(listed["article_ids"]) == [("two",), ("three",)]
    assert list(listed["perspective"]) == ["Western", "Other"]


def test_the_outlet_with_most_articles_comes_first():
    listed = corpus(outlet={"three": "South Post"}).unknown_outlets(REFERENCE)
    assert list(zip(listed["outlet"], listed["n_articles"], strict=True)) == [
        ("South Post", 2),
        ("Daily North", 1),
    ]


def test_dates_without_and_with_a_weak_basis():
    basis = {"one": "unknown", "two": "reposted", "three": "url"}
    found = corpus(published_basis=basis)
    assert list(found.undated()["article_id"]) == ["one"]
    assert list(found.weakly_dated()["published_basis"]) == ["reposted", "url"]


def test_copies_stand_together_and_the_one_that_counts_comes_first():
    found = corpus(duplicate_of={"one": "two"}).copies()
    assert list(found["article_id"]) == ["two", "one"]
    assert list(found["group"]) == ["two", "two"]
    assert list(found["counts"]) == [True, False]
    assert corpus().copies().empty


def test_articles_that_are_not_english_are_listed_with_their_language():
    found = corpus(language={"one": "zh", "two": None}).not_english()
    assert found.to_dict("records") == [
        {"article_id": "one", "source_path": "one.txt", "title": "One", "outlet": "Daily North",
         "language": "zh"}
    ]  # fmt: skip


def test_proposals_come_with_their_sentences():
    tables = tiny.tables()
    sentences = tables["sentences"].assign(text="They sold Acme to a friend.")
    found = corpus_of(tables | {"sentences": sentences}).proposals(REFERENCE)
    assert list(found["name"]) == ["Acme"]
    assert set(found.loc[0, "examples"]) == {"They sold Acme to a friend."}


def test_the_report_in_numbers():
    counts = corpus(
        duplicate_of={"one": "two"}, language={"three": "it"}, published_basis={"two": "unknown"}
    ).counts(REFERENCE)
    assert counts == {
        "articles": 3, "copies": 1, "not_english": 1, "undated": 1, "unknown_outlet": 3,
        "skipped": 1, "removed": 0,
    }  # fmt: skip


def test_no_answer_holds_the_text():
    found = corpus(duplicate_of={"one": "two"})
    for frame in (found.copies(), found.undated(), found.not_english()):
        assert "text" not in frame.columns
