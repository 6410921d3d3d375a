"""Columns answer as the plain tables do, are shared unchanged, and stand for a large analysis."""

from __future__ import annotations

import json
import random
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest

from analysis import shipped, store, stored
from analysis.charts.room import first_articles
from analysis.columns.counting import MOST_KEPT
from analysis.compare import compare, sums
from analysis.door import Analysis, numbers
from analysis.doubts import doubts_of
from analysis.evidence import ROWS, all_rows
from analysis.reference import load_reference
from analysis.selection import Selection, grouped, keep_rows
from analysis.tables import GROUPINGS, INCLUDES
from analysis.topics.times import over_time

OF_ARTICLES = ("articles", "removed", "passages", "sentences", "attributions", "mentions")


@cache
def sample() -> Analysis:
    return store.load(shipped.FOLDER, comparison=False)


@cache
def plain() -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """The tables of the sample and their evidence rows, with what can be argued about."""
    tables = sample().whole_tables()
    doubts = doubts_of(tables["attributions"], load_reference())
    doubted = set(doubts.index[doubts != ""])
    rows = {
        name: frame.assign(arguable=frame["attribution_id"].isin(doubted))
        for name, frame in all_rows(tables).items()
    }
    return tables, rows


def selected(seed: int) -> Selection:
    """Filters at random, a few of them at once."""
    chance, options = random.Random(seed), sample().options()

    def some(held) -> tuple[str, ...]:
        names = list(held)
        if chance.random() < 0.75:
            return ()
        return tuple(chance.sample(names, min(len(names), chance.randint(1, 3))))

    return Selection(
        group_by=GROUPINGS[seed % len(GROUPINGS)],
        include=chance.choice(INCLUDES),
        perspectives=some(options.perspectives),
        outlets=some(options.outlets),
        kinds=some(options.kinds),
        translations=some(options.translations),
        roles=some(options.roles),
        speakers=some(sorted(set(plain()[1]["role_share"]["voice"]))),
        plain_only=chance.random() < 0.3,
        actors=some(options.actors),
        topics=some([*options.topics, "other"]),
        articles=some(options.articles),
        first_day=chance.choice((None, None, date(2022, 1, 14))),
        last_day=chance.choice((None, None, date(2022, 1, 20))),
        words=chance.choice(("", "", "", "SECURITY", "the")),
        count_duplicates=chance.random() < 0.5,
        minimum=chance.choice((1, 5)),
    )


@pytest.mark.parametrize("seed", range(30))
def test_every_number_is_that_of_the_plain_tables(seed):
    (tables, rows), asked, made = plain(), selected(seed), sample()
    measures = random.Random(seed).sample(sorted(ROWS), 4)
    pd.testing.assert_frame_equal(
        made.comparison(asked, *measures), compare(tables, rows, asked, measures),
        check_exact=False, rtol=1e-9,
    )  # fmt: skip
    for measure in measures:
        kept = keep_rows(rows[measure], tables["articles"], asked)
        behind = made.evidence(asked, measure)
        assert sorted(behind["row_id"]) == sorted(kept["row_id"])
        assert made.n_evidence(asked, measure) == (len(kept), kept["modifier"].sum())
        told = behind.set_index("row_id").loc[kept["row_id"], ["text", "voice", "item", "value"]]
        there = kept.set_index("row_id")[["text", "voice", "item", "value"]]
        pd.testing.assert_frame_equal(told, there, check_dtype=bool(len(kept)))


@pytest.mark.parametrize("seed", range(30))
def test_how_much_text_there_is_and_when_is_told_as_from_the_plain_tables(seed):
    (tables, rows), asked, made = plain(), selected(seed), sample()
    kept = keep_rows(rows["voice_share"], tables["articles"], asked)
    by_group = grouped(kept, tables, asked.group_by).groupby("group")
    covered = made.coverage(asked).set_index("group")
    assert covered["n_sentences"].to_dict() == by_group["sentence_id"].nunique().to_dict()
    assert covered["n_articles"].to_dict() == by_group["article_id"].nunique().to_dict()
    assert made.totals(asked)["sentences"] == len(kept)
    topics = grouped(
        keep_rows(rows["topic_share"], tables["articles"], asked), tables, asked.group_by
    )
    dates = tables["articles"].set_index("article_id")["published"]
    pd.testing.assert_frame_equal(
        made.topics_over_time(asked), over_time(topics, dates), check_dtype=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sample in parts of two articles."""
    place, (tables, _) = tmp_path_factory.mktemp("large") / "analysis", plain()
    place.mkdir()
    ids = tables["articles"]["article_id"].tolist()
    for name in OF_ARTICLES:
        (place / f"{name}.parquet").mkdir()
        for part in range(0, len(ids), 2):
            held = tables[name][tables[name]["article_id"].isin(ids[part : part + 2])]
            held.to_parquet(place / f"{name}.parquet" / f"part-{part:06d}.parquet", index=False)
    for name in ("topics", "skipped"):
        tables[name].to_parquet(place / f"{name}.parquet", index=False)
    counts = {"sentences": len(tables["sentences"])}
    (place / "run.json").write_text(json.dumps({**sample().run, "counts": counts}))
    pd.DataFrame().to_parquet(place / "comparison.parquet")
    return place


@pytest.fixture
def opened(folder, monkeypatch):
    monkeypatch.setattr(store, "MOST_IN_MEMORY", 10)
    return store.load(folder, comparison=False)


@pytest.mark.parametrize("seed", range(10))
def test_an_analysis_on_disk_answers_as_one_in_memory(opened, seed):
    asked, held = selected(seed), sample()
    for measure in random.Random(seed).sample(sorted(ROWS), 3):
        for ask in (Analysis.comparison, Analysis.evidence):
            pd.testing.assert_frame_equal(
                ask(opened, asked, measure), ask(held, asked, measure), check_dtype=False
            )
    assert opened.totals(asked) == held.totals(asked)
    for ask in (
        Analysis.coverage, Analysis.named_speakers, Analysis.word_groups, Analysis.articles,
        Analysis.corrected_shares, Analysis.topics_over_time,
    ):  # fmt: skip
        pd.testing.assert_frame_equal(ask(opened, asked), ask(held, asked))


def test_what_is_read_from_disk_is_what_is_in_memory(opened):
    held, whole = sample(), Selection()
    assert opened.options() == held.options()
    assert isinstance(opened._source, stored.Stored)
    for ask in (Analysis.presence, Analysis.removed_by_reason, Analysis.skipped, Analysis.topics):
        pd.testing.assert_frame_equal(ask(opened), ask(held))
    for name in held.articles()["article_id"]:
        one, other = opened.article(name), held.article(name)
        assert one["article"] == other["article"]
        for table in OF_ARTICLES[1:]:
            pd.testing.assert_frame_equal(one[table], other[table])
    pd.testing.assert_frame_equal(opened.wording(whole), held.wording(whole))
    pd.testing.assert_frame_equal(
        opened.statements(whole, "Russia"), held.statements(whole, "Russia"), check_dtype=False
    )


def test_pages_of_evidence_are_pieces_of_the_whole(opened):
    for order in (store.GIVEN, store.BY_DATE):
        whole = opened.evidence(Selection(), "stance", order=order)["row_id"].tolist()
        pages = [
            opened.evidence(Selection(), "stance", order=order, first=at, most=7)["row_id"].tolist()
            for at in range(0, 35, 7)
        ]
        assert [name for page in pages for name in page] == whole[:35]


def test_columns_are_made_once_and_anew_when_the_analysis_is_another(opened, folder):
    made = folder / stored.FOLDER
    before = made.stat().st_ino
    store.load(folder, comparison=False)
    assert made.stat().st_ino == before
    run = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps(run | {"version": "another"}))
    assert not stored.is_prepared(folder)
    store.load(folder, comparison=False)
    assert stored.is_prepared(folder)


def test_a_table_that_is_missing_is_told(opened, folder, tmp_path):
    (tmp_path / "run.json").write_text((folder / "run.json").read_text())
    with pytest.raises(store.AnalysisFault, match="lacks articles, removed"):
        store.load(tmp_path, comparison=False)


def test_nobody_can_change_what_all_readers_share(opened):
    for columns in (opened._columns, sample()._columns):
        arrays = [*columns.told.arrays().values(), columns.chances, columns.number]
        for held in (*columns.bases.values(), *columns.measures.values()):
            arrays += held.arrays().values()
        assert all(isinstance(array, np.ndarray) for array in arrays)
        assert not any(array.flags.writeable for array in arrays)


def test_only_the_rows_of_the_last_selections_are_remembered():
    made = sample()
    for seed in range(20):
        made.totals(selected(seed))
    assert len(made._counts._kept) == MOST_KEPT


def test_of_very_many_articles_the_first_are_compared_and_all_are_counted(monkeypatch):
    monkeypatch.setattr(numbers, "MOST_BY_ARTICLE", 2)
    table = sample().comparison(Selection(group_by="article"), "voice_share")
    first = sample().articles()["article_id"].tolist()[:2]
    assert list(dict.fromkeys(table["article_id"])) == first
    assert first_articles(table, most=1)[1] == 4


@pytest.mark.parametrize("most", [7, 1 << 20])
def test_sums_are_the_same_whether_rows_fit_beside_their_pairs_or_not(monkeypatch, most):
    monkeypatch.setattr(sums, "MOST_PAIRS", most)
    chance = np.random.default_rng(1)
    place, article = chance.integers(9, size=400), chance.integers(11, size=400)
    value = chance.random(400)
    frame = pd.DataFrame({"place": place, "article": article, "value": value})
    expected = frame.groupby(["place", "article"])["value"].sum().reset_index()
    for stretch in (1, 10_000):
        found = sums.summed(place, article * stretch, value)
        assert found[0].tolist() == expected["place"].tolist()
        assert found[1].tolist() == (expected["article"] * stretch).tolist()
        np.testing.assert_allclose(found[2], expected["value"])
    assert [len(part) for part in sums.summed(place[:0], article[:0], value[:0])] == [0, 0, 0]
