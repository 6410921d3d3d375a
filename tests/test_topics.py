"""Topics: found again when planted, named by matters, and never a crash."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.topics import find_topics
from analysis.topics.labels import labels_of
from analysis.topics.words import content_words
from tests.topic_texts import THEMES, passages, planted


def find(texts: list[str], **options) -> tuple[pd.DataFrame, pd.DataFrame]:
    return find_topics(passages(len(texts)), texts, **options)


def test_planted_topics_are_found_again():
    texts, themes = planted()
    topics, placed = find(texts, n_topics=3)
    together = pd.crosstab(placed["topic_id"], np.array(themes))
    assert together.to_numpy().max(axis=1).sum() == len(texts)
    assert (topics["stability"] > 0.9).all()
    for terms, label in zip(topics["terms"], topics["label"], strict=True):
        theme = next(name for name, words in THEMES.items() if terms.split(", ")[0] in words)
        assert set(terms.split(", ")) <= set(THEMES[theme].split())
        assert len(label.split(" · ")) == 2


def test_counts_are_those_of_the_passages_and_the_largest_comes_first():
    texts, _ = planted()
    topics, placed = find(texts + texts[::3], n_topics=3)
    counted = placed.groupby("topic_id").agg(n=("passage_id", "size"), a=("article_id", "nunique"))
    assert topics["n_passages"].tolist() == counted.loc[topics["topic_id"], "n"].tolist()
    assert topics["n_articles"].tolist() == counted.loc[topics["topic_id"], "a"].tolist()
    assert topics["n_passages"].is_monotonic_decreasing
    assert topics["topic_id"].tolist() == ["0", "1", "2"]
    assert topics["label"].is_unique


def labels(terms: str, *texts: str, topics: int = 1) -> list[str]:
    """The labels of so many topics that all have these terms, the first one strongest."""
    vocabulary = terms.split()
    weights = np.tile(1 / np.arange(1, len(vocabulary) + 1), (topics, 1))
    numbers = {row: row % topics for row in range(len(texts))}
    return labels_of(weights, vocabulary, texts, content_words(texts), numbers)


@pytest.mark.parametrize(
    ("terms", "texts", "label"),
    [
        ("strike winter", ("Norland wants the rail strike to end before winter.",
          "The rail strike in Norland ended a quiet winter."), "rail strike"),
        ("strike rail", ("Voters fear the Norland rail strike, which lasts.",
          "They debate the Norland rail strike."), "Norland rail strike"),
        ("balance power", ("An old balance of power is at stake. The balance of power will shift.",
          "Nothing threatens the balance of power."), "balance of power"),
        ("rockets", ("Medium-range rockets: they dismantle the medium-range rockets.",
          "The medium-range rockets rust, and they dismantle them."), "medium-range rockets"),
        ("discuss wages", ("To discuss the wages, they discuss the current wages.",
          "They will discuss wages, and the latest wages fell."), "wages"),
    ],
)  # fmt: skip
def test_a_topic_is_called_by_a_phrase_that_its_passages_print(terms, texts, label):
    assert labels(terms, *texts)[0].split(" · ")[0] == label


def test_no_name_stands_alone_and_no_label_twice():
    one = "The ports of Norland and of the Free Cities need deeper ports, and the Free Cities pay."
    other = "The Free Cities ask Norland about ports. Deep ports cost the Free Cities dearly."
    found = labels("ports cities deep", *[one, other] * 6, topics=4)
    assert len(set(found)) == len(found)
    assert not {"Free Cities", "Norland"} & {part for text in found for part in text.split(" · ")}


def test_a_passage_between_topics_belongs_to_none():
    texts, _ = planted(themes=4)
    between = "judge rocket oven harvest verdict orbit recipe wheat."
    _, placed = find([*texts, between], n_topics=4)
    assert pd.isna(placed["topic_id"].iloc[-1])
    assert pd.isna(placed["weight"].iloc[-1])
    assert placed["topic_id"].iloc[:-1].notna().all()


def test_what_several_articles_print_alike_makes_no_topic():
    texts, _ = planted()
    notice = "Subscribe to our free newsletter and never miss a story from our editors."
    topics, placed = find([*texts, *[notice] * 8], n_topics=4)
    assert placed["topic_id"].iloc[-8:].isna().all()
    assert not topics["terms"].str.contains("newsletter").any()


def test_two_articles_may_quote_the_same_words():
    texts, _ = planted()
    rows = passages(len(texts) + 2).assign(
        article_id=[*(f"a{at % 4}" for at in range(len(texts))), "x", "y"]
    )
    _, placed = find_topics(rows, [*texts, *["The judge and jury heard the evidence."] * 2], 3)
    assert placed["topic_id"].iloc[-2:].notna().all()


def test_two_runs_agree():
    texts, _ = planted(8)
    for one, other in zip(find(texts), find(texts), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_search_can_be_stopped_between_its_fits():
    calls = []

    def pause() -> None:
        calls.append(1)
        if len(calls) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        find(planted()[0], n_topics=3, pause=pause)
    assert len(calls) == 3


def test_names_are_no_matters():
    texts = [
        f"Yesterday {text} But Atlantis and Lemuria objected, said Atlantis."
        for text in planted(4)[0]
    ]
    words = {word for row in content_words(texts) for word in row}
    assert "harvest" in words
    assert not words & {"atlantis", "lemuria", "said", "the"}


def test_plural_and_singular_are_one_term():
    assert content_words(["missiles fly", "a missile flew"])[0][0] == "missile"


def test_a_short_passage_belongs_to_no_topic():
    texts, _ = planted(8)
    _, placed = find([*texts, "Yes, of course.", ""])
    assert placed["topic_id"].isna().tolist()[-2:] == [True, True]
    assert placed["weight"].isna().tolist()[-2:] == [True, True]
    assert placed["weight"].iloc[:-2].between(0, 1).all()


@pytest.mark.parametrize(
    ("texts", "most"),
    [
        ([], 0),
        ([""], 0),
        (["yes", "no", "…"], 0),
        (["the and of to"] * 5, 0),
        (["judge and jury heard new evidence at trial"], 1),
        (["judge and jury heard new evidence at trial"] * 12, 3),
        (["judge and jury heard new evidence at trial"] * 60, 6),
        (["裁判官は証拠を聞いた", "δικαστής και ένορκοι"] * 6, 3),
    ],
)
def test_small_and_odd_corpora(texts, most):
    topics, placed = find(texts)
    assert len(topics) <= most
    assert tables.faults("topics", topics) == []
    assert tables.faults("passages", tables.conform("passages", placed)) == []
    assert len(placed) == len(texts)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(THEMES["farm"].split()), max_size=12), max_size=14),
    st.integers(1, 8),
)
def test_any_corpus_gives_sound_tables(rows, n_topics):
    topics, placed = find([" ".join(row) for row in rows], n_topics=n_topics)
    assert len(topics) <= n_topics
    assert tables.faults("topics", topics) == []
    assert set(placed["topic_id"].dropna()) == set(topics["topic_id"])
    assert topics["n_passages"].sum() == placed["topic_id"].notna().sum()


def test_wrong_input_is_refused():
    with pytest.raises(ValueError, match="2 passages, 1 texts"):
        find_topics(passages(2), ["one"])
    with pytest.raises(ValueError, match="n_topics=0"):
        find(["one"], n_topics=0)
