"""A run in partitions: the same tables however it is carried out, and only what is new analysed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis import batch, store
from analysis import tables as contract
from analysis.batch import How, keys, run, writing
from analysis.batch.comparison import comparison_of_many
from analysis.batch.place import Place
from analysis.batch.sums import write_sums
from analysis.compare import compare_everything, merged
from analysis.corrections import Article, Corrections, Perspective, Speaker
from analysis.pipeline import analyse
from analysis.settings import Settings
from tests import tiny
from tests.batch_corpus import FAST, assert_same, in_order, made, tables, write

ROOT = Path(__file__).parent.parent


@pytest.fixture
def no_comparison(monkeypatch):
    """Leaves out the table that follows from the others, for the sake of time."""
    monkeypatch.setattr(writing, "comparison_of_few", lambda *_: contract.empty("comparison"))
    monkeypatch.setattr(store, "compare_everything", lambda _: contract.empty("comparison"))


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    return write(tmp_path_factory.mktemp("texts"))


@pytest.fixture(scope="module")
def whole(texts):
    """The tables as one process makes them that holds the whole corpus."""
    found, _ = store.contents(analyse([texts], FAST))
    return {name: in_order(name, frame) for name, frame in found.items()}


@pytest.fixture(scope="module")
def first(texts, tmp_path_factory):
    """A run in partitions of two, and what came of it."""
    folder = tmp_path_factory.mktemp("first")
    return folder, made(texts, folder, partition=2)


def test_the_corpus_has_what_only_all_articles_together_tell(whole):
    articles = whole["articles"].set_index("source_path")["duplicate_of"]
    copies = articles[articles.notna()]
    assert [Path(path).name for path in copies.index] == ["4.txt"]
    speakers = set(whole["attributions"]["speaker"])
    assert {name for name in speakers if "Bondarchuk" in name} == {"Sergii Bondarchuk"}
    of_copy = whole["passages"][whole["passages"]["article_id"].isin(copies)]
    assert of_copy["topic_id"].notna().any()
    assert len(whole["skipped"]) == 1


def test_partitions_change_nothing(whole, first, texts, tmp_path):
    assert len(list((first[0] / "articles.parquet").iterdir())) == 5
    assert_same(tables(first[0]), whole)
    made(texts, tmp_path, partition=100)
    assert (tmp_path / "articles.parquet").is_file()
    assert_same(tables(tmp_path), whole)


def test_processes_change_nothing(whole, texts, tmp_path):
    made(texts, tmp_path, workers=2, partition=3)
    assert_same(tables(tmp_path), whole)


def test_one_partition_is_exactly_what_the_dashboard_computes(tmp_path):
    sample = ROOT / "data" / "sample"
    run([sample], tmp_path, how=How(workers=1))
    stored = store.load(tmp_path)
    expected, record = store.contents(analyse([sample]))
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(stored.whole_tables()[name], frame)
    told = json.loads(record)
    assert {**stored.run, "seconds": 0} == {**told, "seconds": 0}


def test_the_record_is_that_of_the_whole(first, texts):
    record = analyse([texts], FAST).run
    for name in ("corpus_fingerprint", "models", "settings", "topics", "corrections"):
        assert first[1].record[name] == record[name]
    assert first[1].record["models"]["attribution"] == "rules"


def test_new_articles_are_added_and_old_ones_not_analysed_again(tmp_path, no_comparison):
    texts, folder = tmp_path / "texts", tmp_path / "out"
    # Paths decide ids: the same articles as in `whole` lie elsewhere here, so a run of all at once.
    write(texts)
    at_once = made(texts, tmp_path / "at_once", partition=2)
    for path in [*texts.glob("[5-8].txt")]:
        path.unlink()
    assert made(texts, folder, partition=2).n_new == 5
    write(texts)
    again = made(texts, folder, partition=2)
    assert (again.n_new, again.n_kept) == (4, 5)
    assert_same(tables(folder), tables(tmp_path / "at_once"))
    assert again.record["corpus_fingerprint"] == at_once.record["corpus_fingerprint"]
    assert again.skipped == at_once.skipped


def test_what_is_no_longer_there_leaves(tmp_path, no_comparison):
    texts = write(tmp_path / "texts", range(4))
    made(texts, tmp_path / "out", partition=3)
    for name in ("0.txt", "3.txt"):
        (texts / name).unlink()
    again = made(texts, tmp_path / "out", partition=3)
    made(texts, tmp_path / "anew")
    assert (again.n_new, again.n_kept) == (0, 2)
    assert_same(tables(tmp_path / "out"), tables(tmp_path / "anew"))
    # Of the partition that held the last one nothing is left.
    assert len(list((tmp_path / "out" / ".partitions").glob("0*"))) == 1


def test_what_a_person_says_of_an_article_concerns_that_article_alone(
    texts, first, tmp_path, no_comparison
):
    made(texts, tmp_path, partition=2)
    article_id = tables(first[0])["articles"]["article_id"].iloc[0]
    said = Corrections(
        (
            Article(article_id, outlet="Daily North"),
            Speaker("gone", "nobody", perspective="Other"),
        )
    )
    settings = replace(FAST, corrections=said)
    again = made(texts, tmp_path, settings, partition=2)
    assert (again.n_new, again.n_kept) == (1, 8)
    expected, _ = store.contents(analyse([texts], settings))
    assert_same(tables(tmp_path), {n: in_order(n, frame) for n, frame in expected.items()})
    assert len(again.record["corrections"]["not_applied"]) == 1


def test_a_correction_finds_its_article_where_it_lies_now(texts, first, tmp_path, no_comparison):
    article = tables(first[0])["articles"].iloc[0]
    said = Corrections((Article("elsewhere", outlet="Daily North"),))
    moved = said.portable({"elsewhere": article["text"]})
    made(texts, tmp_path, replace(FAST, corrections=moved))
    outlets = tables(tmp_path)["articles"].set_index("article_id")["outlet"]
    assert outlets[article["article_id"]] == "Daily North"
    assert (outlets == "Daily North").sum() == 1


def test_what_was_made_otherwise_is_told_and_redone_only_when_asked(texts, tmp_path, no_comparison):
    made(texts, tmp_path, partition=4)
    before = tables(tmp_path)
    northern = Corrections((Perspective("Northern", ("NO",)),))
    other = replace(FAST, corrections=northern)
    with pytest.raises(batch.FAULTS, match=r"(?s)9 articles.*reference tables: .* -> .*--redo"):
        made(texts, tmp_path, other)
    assert_same(tables(tmp_path), before)
    again = made(texts, tmp_path, other, redo=True)
    assert again.n_new == 9
    assert store.check(tmp_path) == []


def test_another_number_of_topics_needs_no_article_again(texts, tmp_path, no_comparison):
    made(texts, tmp_path, partition=4)
    again = made(texts, tmp_path, replace(FAST, n_topics=2), partition=4)
    assert (again.n_new, len(tables(tmp_path)["topics"])) == (0, 2)


def test_each_model_that_changed_is_named():
    before = {"program": "1", "stance": "a", "cleaning": "c"}
    now = {"program": "1", "cleaning": "d"}
    assert keys.changes(before, now) == ["cleaning: c -> d", "stance: a -> none"]


def test_nothing_to_read_makes_empty_tables(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "empty.txt").write_bytes(b"")
    report = made(tmp_path / "texts", tmp_path / "out")
    assert report.record["counts"]["articles"] == 0
    assert len(report.skipped) == len(tables(tmp_path / "out")["skipped"]) == 1


def test_two_runs_do_not_write_into_one_folder(texts, tmp_path):
    with Place(tmp_path).held(), pytest.raises(batch.FAULTS, match="another run"):
        made(texts, tmp_path)


@pytest.mark.parametrize("make", [tiny.tables, tiny.larger])
@pytest.mark.parametrize("at_once", [merged.AT_ONCE, 3])
def test_a_large_comparison_is_the_small_one_without_single_articles(
    make, at_once, monkeypatch, tmp_path
):
    monkeypatch.setattr(merged, "AT_ONCE", at_once)
    found = make()
    articles = found["articles"].drop(columns="text")

    ids = sorted(articles["article_id"])
    for at, article_id in enumerate(ids):
        part = {
            name: frame[frame["article_id"] == article_id].reset_index(drop=True)
            for name, frame in found.items()
            if "article_id" in frame and name != "comparison"
        }
        write_sums({**part, "topics": found["topics"]}, {article_id: at}, tmp_path / article_id)
    expected = compare_everything(found)
    expected = expected[expected["group_by"] != "article"].reset_index(drop=True)
    made = comparison_of_many([tmp_path / name for name in ids], articles, found["topics"])
    pd.testing.assert_frame_equal(made, expected)


def test_a_large_run_compares_as_a_small_one(whole, texts, tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "MOST_GROUPED", 5)
    made(texts, tmp_path, partition=4)
    expected = whole["comparison"]
    expected = expected[expected["group_by"] != "article"].reset_index(drop=True)
    assert_same(tables(tmp_path), {**whole, "comparison": expected})


def test_a_fast_article_is_the_same_but_for_the_networks(texts):
    fast = analyse([texts], FAST).whole_tables()
    full = analyse([texts], Settings(n_topics=3)).whole_tables()
    for name in ("removed", "topics", "skipped"):
        pd.testing.assert_frame_equal(fast[name], full[name])
    for name, columns in (
        ("articles", ["article_id", "perspective", "kind", "n_words", "duplicate_of"]),
        ("passages", ["passage_id", "start", "end", "topic_id"]),
        ("sentences", ["sentence_id", "text", "sentiment"]),
        ("mentions", ["mention_id", "target", "modifier"]),
    ):
        pd.testing.assert_frame_equal(fast[name][columns], full[name][columns])
    assert fast["mentions"]["stance"].isna().all()
    assert full["mentions"]["stance"].notna().any()
