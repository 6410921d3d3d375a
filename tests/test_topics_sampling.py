"""Topics of more passages than are looked at: found in a sample, and told of all others."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis import tables as contract
from analysis.batch import writing
from analysis.pipeline import analyse
from analysis.topics import AUTO, EMBEDDING, NMF, sampling
from tests.batch_corpus import FAST, assert_same, in_order, made, tables, write
from tests.topic_texts import passages, planted

EACH, THEMES, SAMPLE = 400, 4, 1100


@pytest.fixture(scope="module")
def texts():
    return planted(EACH, themes=THEMES)


@pytest.fixture(scope="module")
def placed(texts):
    """Every passage with the topic that a sample of them told, and which are of the sample."""
    found = passages(len(texts[0]), articles=40)
    chosen = sampling.sampled(found["passage_id"], SAMPLE)
    sample = found.iloc[chosen]
    _, placement = sampling.find(sample, [texts[0][at] for at in chosen], THEMES, NMF, whole=False)
    everything = placement.place(found, texts[0])
    # The same passages as if none of them had been read.
    blind = sampling.Placement(placement.known.iloc[:0], placement.rule).place(found, texts[0])
    return everything, blind, found.index.isin(chosen)


def agreement(one: pd.Series, other: pd.Series) -> float:
    return float((one.fillna("other") == other.fillna("other")).mean())


def test_a_sample_is_the_same_whatever_the_order():
    ids = pd.Series([f"p{at}" for at in range(500)])
    mixed = ids.sample(frac=1, random_state=3).reset_index(drop=True)
    chosen = set(ids.iloc[sampling.sampled(ids, 100)])
    assert len(chosen) == 100
    assert set(mixed.iloc[sampling.sampled(mixed, 100)]) == chosen
    assert sampling.sampled(ids, 500).tolist() == list(range(500))
    # Of more passages the sample is drawn among the new ones alike.
    more = pd.Series([f"q{at}" for at in range(500)])
    both = pd.concat([ids, more], ignore_index=True)
    assert 60 < (sampling.sampled(both, 200) < 500).sum() < 140


def test_passages_outside_the_sample_fall_to_their_theme(texts, placed):
    everything, _, sampled = placed
    by_theme = pd.crosstab(np.array(texts[1])[~sampled], everything["topic_id"][~sampled])
    assert by_theme.max(axis=1).sum() / (~sampled).sum() > 0.97
    assert by_theme.idxmax(axis=1).nunique() == THEMES


def test_a_passage_is_told_as_if_it_had_been_read(placed):
    everything, blind, sampled = placed
    assert sampled.sum() == SAMPLE
    assert agreement(everything["topic_id"][sampled], blind["topic_id"][sampled]) > 0.99
    both = everything["weight"][sampled].notna() & blind["weight"][sampled].notna()
    gap = (everything["weight"] - blind["weight"])[sampled][both].abs()
    assert gap.mean() < 0.02


def test_a_passage_of_no_words_that_are_known_has_no_topic(placed, texts):
    found = passages(3)
    _, placement = sampling.find(passages(len(texts[0])), texts[0], THEMES, NMF, whole=False)
    blind = sampling.Placement(placement.known.iloc[:0], placement.rule)
    told = blind.place(found, ["", "Unheard words stand here alone.", texts[0][0]])
    assert told["topic_id"].notna().tolist() == [False, False, True]
    assert told["weight"].notna().tolist() == [False, False, True]


def test_topics_by_meaning_of_too_many_passages_are_refused_and_what_to_do_is_said():
    most = sampling.MOST_READ[EMBEDDING]
    assert sampling.allowed(EMBEDDING, most) == EMBEDDING
    with pytest.raises(sampling.TooManyPassages, match="--topics nmf"):
        sampling.allowed(EMBEDDING, most + 1)
    assert [sampling.allowed(AUTO, n) for n in (most, most + 1)] == [AUTO, NMF]


def test_a_sample_is_the_same_in_partitions_and_in_the_dashboard(tmp_path, monkeypatch):
    monkeypatch.setitem(sampling.MOST_READ, NMF, 30)
    monkeypatch.setattr(writing, "comparison_of_few", lambda *_: contract.empty("comparison"))
    texts = write(tmp_path / "texts", range(6))
    report = made(texts, tmp_path / "two", partition=2)
    made(texts, tmp_path / "all")
    found = tables(tmp_path / "two")
    assert_same(found, tables(tmp_path / "all"))
    assert report.record["topics"]["passages_read"] == 30
    dashboard = analyse([texts], FAST)
    assert dashboard.run["topics"] == report.record["topics"]
    for name in ("passages", "topics"):
        pd.testing.assert_frame_equal(found[name], in_order(name, dashboard.whole_tables()[name]))
    counts = found["passages"]["topic_id"].value_counts()
    copies = found["articles"].dropna(subset="duplicate_of")["article_id"]
    counted = found["passages"][~found["passages"]["article_id"].isin(copies)]
    counts = counted["topic_id"].value_counts()
    assert counts.sum() > 30
    listed = found["topics"].set_index("topic_id")["n_passages"]
    assert listed[listed > 0].to_dict() == counts.to_dict()
