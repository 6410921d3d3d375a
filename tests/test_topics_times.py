"""Topics by time, the places of passages, and what the door tells of both."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.selection import Selection
from analysis.topics.place import MOST_PLACES, places_of
from analysis.topics.times import COLUMNS, over_time
from tests import tiny
from tests.topic_texts import noise, passages, planted

ANALYSIS = tiny.analysis()


def rows(*said: tuple[str, str, str]) -> pd.DataFrame:
    """Sentences as (article, group, topic)."""
    return pd.DataFrame(
        [
            {"article_id": article, "group": group, "item": item, "sentence_id": str(at)}
            for at, (article, group, item) in enumerate(said)
        ],
        columns=["article_id", "group", "item", "sentence_id"],
    )


def dates(**days: str | None) -> pd.Series:
    return pd.Series(pd.to_datetime(list(days.values())), index=list(days))


SAID = rows(
    ("a", "Western", "trade"), ("a", "Western", "trade"), ("a", "Russian", "weather"),
    ("b", "Western", "weather"), ("b", "Western", "trade"), ("c", "Western", "trade"),
)  # fmt: skip


def test_sentences_are_counted_by_day_group_and_topic():
    found = over_time(SAID, dates(a="2024-03-01", b="2024-03-02", c="2024-03-02"))
    assert list(found.columns) == list(COLUMNS)
    assert found.to_dict("tight")["data"] == [
        ["2024-03-01", "Russian", "weather", 1, 1, 1, 1.0],
        ["2024-03-01", "Western", "trade", 2, 1, 2, 1.0],
        ["2024-03-02", "Western", "trade", 2, 2, 3, pytest.approx(2 / 3)],
        ["2024-03-02", "Western", "weather", 1, 1, 3, pytest.approx(1 / 3)],
    ]


@pytest.mark.parametrize(
    ("last", "periods"),
    [
        ("2024-03-20", ["2024-03-01", "2024-03-20"]),
        ("2024-08-20", ["2024-03", "2024-08"]),
        ("2031-01-01", ["2024", "2031"]),
    ],
)
def test_the_longer_the_time_the_longer_a_column(last, periods):
    found = over_time(SAID, dates(a="2024-03-01", b=last, c=last))
    assert sorted(set(found["period"])) == periods


def test_articles_without_a_date_are_left_out():
    found = over_time(SAID, dates(a="2024-03-01", b=None, c=None))
    assert found["n_sentences"].sum() == 3
    assert over_time(SAID, dates(a=None, b=None, c=None)).empty
    assert over_time(rows(), dates(a="2024-03-01")).empty
    nothing = pd.Series([], index=pd.Index([], dtype="str"), dtype="datetime64[us]")
    assert list(over_time(rows(), nothing).columns) == list(COLUMNS)


def test_no_share_is_lost():
    found = over_time(SAID, dates(a="2024-03-01", b="2024-03-02", c="2024-03-03"))
    assert found.groupby(["period", "group"])["share"].sum().to_numpy() == pytest.approx(1)


def test_passages_of_one_theme_lie_closer_than_those_of_different_ones():
    texts, themes = planted()
    found = places_of(passages(len(texts)), texts)
    places = found[["x", "y"]].to_numpy()
    assert len(places) == len(texts)
    far = np.linalg.norm(places[:, None] - places[None], axis=2)
    same = np.array(themes)[:, None] == np.array(themes)[None]
    apart = ~np.eye(len(texts), dtype=bool)
    assert far[same & apart].mean() < 0.5 * far[~same].mean()


def test_the_places_are_the_same_again():
    texts = noise(40)
    pd.testing.assert_frame_equal(*(places_of(passages(40), texts) for _ in range(2)))


def test_of_many_passages_some_are_placed_evenly(monkeypatch):
    monkeypatch.setattr("analysis.topics.place.MOST_PLACES", 20)
    found = places_of(passages(60), noise(60))
    assert len(found) == 20 < MOST_PLACES
    assert found["passage_id"].iloc[[0, -1]].tolist() == ["p0", "p59"]


@pytest.mark.parametrize("texts", [[], ["yes"], ["judge and jury heard new evidence"] * 3])
def test_too_few_passages_have_no_places(texts):
    found = places_of(passages(len(texts)), texts)
    assert found.empty
    assert {"x", "y"} <= set(found.columns)


def test_the_door_counts_what_the_comparison_counts():
    found = ANALYSIS.topics_over_time(Selection())
    table = ANALYSIS.comparison(Selection(), "topic_share")
    dated = ANALYSIS.articles().dropna(subset="published")["article_id"]
    kept = ANALYSIS.comparison(Selection(articles=tuple(dated)), "topic_share")
    assert found["n_sentences"].sum() == kept["n_sentences"].sum() <= table["n_sentences"].sum()


def test_the_door_tells_how_topics_were_found_when_it_is_known():
    assert ANALYSIS.topics_found == {}
    told = replace(ANALYSIS, run={**ANALYSIS.run, "topics": {"method": "nmf"}})
    assert told.topics_found["method"] == "nmf"
