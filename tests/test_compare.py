"""Comparison against numbers worked by hand on the tiny corpus, and its laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare import RANGE, RESAMPLED, _interval, compare
from analysis.evidence import ROWS, all_rows
from analysis.selection import Selection
from tests import tiny

TABLES = tiny.tables()
ANALYSIS = tiny.analysis()


def cell(frame: pd.DataFrame, group: str, item: str, column: str = "perspective") -> pd.Series:
    found = frame[(frame[column] == group) & (frame["item"] == item)]
    assert len(found) == 1
    return found.iloc[0]


def test_stance_by_voice_worked_by_hand():
    shown = ANALYSIS.comparison(Selection(), "stance")
    alfa = cell(shown, "Russian", "Alfa")
    assert (alfa.value, alfa.n_negative, alfa.n_positive) == (pytest.approx(-0.8), 1, 0)
    assert (alfa.n_sentences, alfa.n_articles, bool(alfa.enough)) == (1, 1, False)
    assert cell(shown, "Chinese", "Alfa").value == pytest.approx(0.6)
    assert cell(shown, "Western", "Beta").n_neutral == 1


def test_stance_by_outlet_mixes_the_voices_an_outlet_prints():
    shown = ANALYSIS.comparison(Selection(group_by="outlet"), "stance")
    assert cell(shown, "Chinese", "Alfa").value == pytest.approx((0.6 - 0.8) / 2)
    assert cell(shown, "Western", "Beta").value == pytest.approx((-0.8 + 0.0) / 2)


@pytest.mark.parametrize(("include", "n"), [("own", 3), ("direct", 1), ("indirect", 1), ("all", 5)])
def test_include_counts_only_its_text(include, n):
    shown = ANALYSIS.comparison(Selection(include=include), "stance")
    assert shown[["n_negative", "n_neutral", "n_positive"]].to_numpy().sum() == n


def test_own_words_make_the_two_groupings_coincide():
    by_voice = ANALYSIS.comparison(Selection(include="own"), "stance", "sentiment")
    by_outlet = ANALYSIS.comparison(Selection("outlet", "own"), "stance", "sentiment")
    pd.testing.assert_frame_equal(
        by_voice.drop(columns="group_by"), by_outlet.drop(columns="group_by")
    )


def test_shares_of_a_group_add_up_to_one():
    shown = ANALYSIS.comparison(Selection(group_by="article"), *(set(ROWS) - {"stance"}))
    shares = shown[shown["measure"].isin(["voice_share", "topic_share", "framing", "role_share"])]
    sums = shares.groupby(["measure", "article_id"])["value"].sum(min_count=1).dropna()
    assert len(sums) == 3 + 3 + 2 + 2
    assert sums.to_numpy() == pytest.approx(1.0)


def test_voice_share_of_an_article():
    shown = ANALYSIS.comparison(Selection(group_by="article"), "voice_share")
    assert cell(shown, "two", "own words", "article_id").value == pytest.approx(2 / 3)
    assert cell(shown, "two", "Russian", "article_id").n_sentences == 1


def test_perspectives_of_the_mission_are_listed_even_when_silent():
    shown = ANALYSIS.comparison(Selection(), "stance")
    assert {"Chinese", "Italian", "Western", "Russian"} <= set(shown["perspective"])
    silent = shown[shown["perspective"] == "Italian"]
    assert silent["value"].isna().all()
    assert (silent["n_sentences"] == 0).all()


def test_an_unknown_measure_is_named():
    with pytest.raises(KeyError, match="moon"):
        ANALYSIS.comparison(Selection(), "moon")


def test_interval_says_what_it_is():
    one = _interval(np.array([2.0]), np.array([4.0]))
    assert np.isnan(one[0])
    assert one[2] is None
    assert _interval(np.array([1.0, 3.0]), np.array([2.0, 4.0])) == (0.5, 0.75, RANGE)
    low, high, kind = _interval(np.arange(40.0) % 2, np.ones(40))
    assert kind == RESAMPLED
    assert low == pytest.approx(0.5 - 1.96 * (0.25 / 40) ** 0.5, abs=0.05)
    assert low < 0.5 < high


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(range(len(TABLES["mentions"]))))
def test_the_order_of_rows_changes_nothing(order):
    shuffled = TABLES | {"mentions": TABLES["mentions"].iloc[list(order)].reset_index(drop=True)}
    made = compare(shuffled, all_rows(shuffled), Selection(), ["stance"])
    pd.testing.assert_frame_equal(made, ANALYSIS.comparison(Selection(), "stance"))


def test_empty_tables_give_an_empty_comparison():
    nothing = {name: frame.head(0) for name, frame in TABLES.items()}
    made = compare(nothing, all_rows(nothing), Selection(), ROWS)
    assert made["n_sentences"].sum() == 0
