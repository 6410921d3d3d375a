"""Differences between groups: worked by hand, against scipy, and their laws."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, ttest_ind, ttest_rel

from analysis.compare.differences import COLUMNS, REST, differences
from analysis.compare.intervals import MOST_UNITS
from analysis.compare.permutation import p_values, units_of
from analysis.compare.totals import Totals, summed
from analysis.evidence import ROWS, all_rows
from analysis.selection import Selection
from tests import tiny

TINY = tiny.tables()
LARGER = tiny.larger()
LARGER_ROWS = all_rows(LARGER)


def sides(first: np.ndarray, other: np.ndarray, *, paired: bool = False) -> Totals:
    """Two groups with one item, whose value is a mean, and a row in each article."""
    articles = np.arange(len(first)), np.arange(len(other)) + (0 if paired else len(first))
    place = np.repeat([0, 1], [len(first), len(other)])
    article, value = np.concatenate(articles), np.concatenate([first, other])
    sums = summed(place, article, value)
    return Totals(False, 2, 1, *sums, *summed(place, article, np.ones(len(value))))


def p_of(made: Totals) -> float:
    return float(p_values(units_of(made, np.array([0])))[0])


def many(n: int = 8, tilt: float = 0.8) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """A corpus of 3 n articles by three outlets with four scored sentences each, and its rows.

    Those of the first outlet are higher by `tilt`.
    """
    random = np.random.default_rng(5)
    names = [f"x{number:02d}" for number in range(3 * n)]
    outlet = np.repeat(["Daily North", "South Post", "East Times"], n)
    one = LARGER["articles"].iloc[[0]]
    articles = pd.concat([one] * (3 * n), ignore_index=True).assign(article_id=names, outlet=outlet)
    rows = pd.concat([LARGER_ROWS["sentiment"].iloc[[0]]] * (12 * n), ignore_index=True)
    value = random.normal(0, 0.2, 12 * n) + np.where(np.repeat(outlet, 4) == "Daily North", tilt, 0)
    rows = rows.assign(
        article_id=np.repeat(names, 4), sentence_id=[f"s{k}" for k in range(12 * n)],
        row_id=[f"s{k}" for k in range(12 * n)], value=value.clip(-1, 1),
    )  # fmt: skip
    return LARGER | {"articles": articles}, {
        "sentiment": rows,
        "voice_share": rows.assign(value=1.0),
    }


BY_OUTLET = Selection(group_by="publisher")


def test_a_clear_difference_is_found_and_others_are_not():
    tables, rows = many()
    found = differences(tables, rows, BY_OUTLET, ["sentiment"]).set_index(["group", "other"])
    assert len(found) == 3 + 3
    apart = {pair for pair in found.index if "Daily North" in pair} | {
        ("South Post", REST), ("East Times", REST),
    }  # fmt: skip
    assert set(found.index[found["differs"]]) == apart
    north = found.loc[("Daily North", "South Post")]
    value = rows["sentiment"]["value"].to_numpy().reshape(3, -1).mean(axis=1)
    assert north["difference"] == pytest.approx(value[0] - value[1])
    assert north["low"] < north["difference"] < north["high"]
    assert (north["n_articles"], north["other_n_articles"], north["n_sentences"]) == (8, 8, 32)
    rest = found.loc[("Daily North", REST)]
    assert rest["other_value"] == pytest.approx((value[1] + value[2]) / 2)
    assert rest["other_n_articles"] == 16


def test_the_family_is_all_that_is_asked_for_at_once():
    tables, rows = many(tilt=0.15)
    found = differences(tables, rows, BY_OUTLET, ["sentiment"])
    assert found["p_adjusted"].to_numpy() == pytest.approx(false_discovery_control(found["p"]))
    alone = differences(tables, rows, BY_OUTLET, ["sentiment"], [("Daily North", "South Post")])
    assert alone["p_adjusted"].iloc[0] == alone["p"].iloc[0] == found["p"].iloc[0]


@pytest.mark.parametrize("measure", ["sentiment", "voice_share"])
def test_swapping_two_groups_flips_every_difference(measure):
    tables, rows = many(tilt=0.1)
    rows["voice_share"] = rows["voice_share"].assign(
        item=["a" if k % 3 else "b" for k in range(len(rows["voice_share"]))]
    )
    there, back = (
        differences(tables, rows, BY_OUTLET, [measure], [pair])
        for pair in (("South Post", "East Times"), ("East Times", "South Post"))
    )
    assert (there["difference"] == -back["difference"]).all()
    assert (there["low"] == -back["high"]).all()
    assert (there["high"] == -back["low"]).all()
    for same in ("p", "p_adjusted", "differs", "enough"):
        assert (there[same] == back[same]).all()
    for name in ("value", "n_sentences", "n_articles"):
        assert (there[name] == back[f"other_{name}"]).all()


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_order_of_rows_and_articles_changes_nothing(seed):
    tables, rows = many(n=5, tilt=0.1)
    mixed = rows["sentiment"].sample(frac=1, random_state=seed)
    other = differences(tables, {"sentiment": mixed}, BY_OUTLET, ["sentiment"])
    pd.testing.assert_frame_equal(differences(tables, rows, BY_OUTLET, ["sentiment"]), other)


def test_a_group_under_the_minimum_is_never_tested():
    tables, rows = many(n=4)
    found = differences(tables, rows, BY_OUTLET, ["sentiment"], [("Daily North", "South Post")])
    assert found[["low", "high", "p", "p_adjusted"]].isna().all(axis=None)
    assert not found["differs"].any()
    tables, rows = many(n=5)
    for minimum, tested in ((20, True), (21, False)):
        selection = Selection(group_by="publisher", minimum=minimum)
        found = differences(tables, rows, selection, ["sentiment"], [("Daily North", "South Post")])
        assert bool(found["p"].notna().all()) is tested


@pytest.mark.parametrize(
    "group_by", ["voice", "outlet", "article", "publisher", "actor", "speaker"]
)
def test_few_articles_have_differences_and_no_claim_about_them(group_by):
    found = differences(
        LARGER, LARGER_ROWS, Selection(group_by=group_by), ["stance", "voice_share"]
    )
    assert list(found.columns) == list(COLUMNS)
    assert found["difference"].notna().any()
    few = (found["n_articles"] < 5) & (found["measure"] == "stance")
    assert not found["differs"].any()
    assert found["p"][few].isna().all()


def test_nothing_to_compare_is_an_empty_table():
    nothing = {name: frame.head(0) for name, frame in TINY.items()}
    found = differences(nothing, all_rows(nothing), Selection(), ROWS)
    assert list(found.columns) == list(COLUMNS)
    assert found.empty
    with pytest.raises(KeyError, match="moon"):
        differences(TINY, all_rows(TINY), Selection(), ["moon"])


@pytest.mark.parametrize("shift", [0.0, 0.15, 0.3])
def test_p_agrees_with_welch_where_both_hold(shift):
    random = np.random.default_rng(3)
    first, other = random.normal(shift, 0.3, 40), random.normal(0, 0.6, 60)
    told = ttest_ind(first, other, equal_var=False).pvalue
    assert p_of(sides(first, other)) == pytest.approx(told, abs=0.02)


def test_what_stands_in_one_article_is_compared_within_it():
    """Voices go with the tone of their article: paired they differ, taken apart they do not."""
    random = np.random.default_rng(4)
    tone = random.normal(0, 0.5, 30)
    first, other = tone + 0.1, tone + random.normal(0, 0.1, 30)
    assert p_of(sides(first, other, paired=True)) == pytest.approx(
        ttest_rel(first, other).pvalue, abs=0.005
    )
    assert p_of(sides(first, other)) > 0.2


def test_all_ways_to_deal_five_against_five_are_judged_alike():
    """Two of the 252 ways put the five largest on one side: p is 2/252 up to chance."""
    first, other = np.array([0.5, 0.6, 0.7, 0.8, 0.9]), np.array([-0.1, 0.0, 0.1, 0.2, 0.3])
    assert p_of(sides(first, other)) == pytest.approx(2 / 252, abs=0.004)


def test_without_any_spread_there_is_no_p():
    assert np.isnan(p_of(sides(np.zeros(6), np.zeros(7))))


def test_bundles_of_many_articles_tell_the_same():
    random = np.random.default_rng(6)
    n = 3 * MOST_UNITS
    first, other = random.normal(0.05, 0.5, n), random.normal(0, 0.5, n)
    told = ttest_ind(first, other).pvalue
    assert p_of(sides(first, other)) == pytest.approx(told, abs=0.03)
