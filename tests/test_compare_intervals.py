"""Intervals against published and independent figures, and their laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, binomtest, kurtosis, t

from analysis.compare.intervals import (
    CLUMPED,
    DRAWS,
    MOST_UNITS,
    RESAMPLED,
    WILSON,
    dealt,
    draws,
    intervals,
    wilson,
)
from analysis.compare.totals import Totals, summed


def means(article: np.ndarray, value: np.ndarray) -> Totals:
    """Totals of one group and one item, whose value is a mean."""
    place = np.zeros(len(value), dtype=int)
    sums = summed(place, article, value)
    counts = summed(place, article, np.ones(len(value)))
    return Totals(False, 1, 1, *sums, *counts, lowest=value[:1], highest=value[:1])


# Newcombe (1998), Statistics in Medicine 17, table I: method 3, the score method.
@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson_has_the_published_figures(hits, n, low, high):
    found = wilson(np.array([hits / n]), np.array([n]))
    assert [ends[0] for ends in found] == pytest.approx([low, high], abs=5e-5)


def test_wilson_agrees_with_scipy_at_every_count():
    for n in (1, 5, 30, 400):
        hits = np.arange(n + 1)
        low, high = wilson(hits / n, np.full(n + 1, n))
        told = [binomtest(k, n).proportion_ci(method="wilson") for k in hits]
        assert low == pytest.approx([ends.low for ends in told], abs=1e-9)
        assert high == pytest.approx([ends.high for ends in told], abs=1e-9)


def test_as_many_units_are_drawn_as_there_are_and_each_as_often():
    drawn = draws(40)
    assert drawn.shape == (DRAWS, 40)
    assert (drawn.sum(axis=1) == 40).all()
    assert drawn.mean() == 1
    assert drawn.var() == pytest.approx(39 / 40, abs=0.03)


@pytest.mark.parametrize("n", [40, MOST_UNITS, 10 * MOST_UNITS])
def test_the_interval_of_a_mean_has_the_width_that_theory_gives(n):
    """One row an article and many of them: the mean plus and minus 1.96 standard errors."""
    value = np.random.default_rng(1).normal(0.2, 0.3, n)
    low, high, kind = intervals(means(np.arange(n), value))
    half = 1.96 * value.std() / n**0.5
    assert kind[0] == RESAMPLED
    assert (low[0], high[0]) == pytest.approx((value.mean() - half, value.mean() + half), rel=0.15)


def test_articles_are_drawn_and_not_their_sentences():
    """Every article repeats one value fifty times: the interval is that of the articles alone."""
    value = np.random.default_rng(2).normal(0, 0.4, 30)
    once = intervals(means(np.arange(30), value))
    often = intervals(means(np.repeat(np.arange(30), 50), np.repeat(value, 50)))
    assert (once[0][0], once[1][0]) == pytest.approx((often[0][0], often[1][0]))


def test_bundles_hold_every_article_and_equally_many():
    bundle = dealt(10 * MOST_UNITS)
    assert np.bincount(bundle).tolist() == [10] * MOST_UNITS
    assert dealt(MOST_UNITS).tolist() == list(range(MOST_UNITS))


@pytest.mark.parametrize("hits", [0, 3, 12])
def test_a_share_whose_articles_hold_one_row_each_has_wilsons_interval(hits):
    """Two items in twelve articles with a sentence each."""
    article, item = np.arange(12), (np.arange(12) < hits).astype(int)
    cell, where, value = summed(item, article, np.ones(12))
    part = summed(np.zeros(12, dtype=int), article, np.ones(12))
    low, high, kind = intervals(Totals(True, 1, 2, cell, where, value, *part))
    assert list(kind) == [WILSON, WILSON]
    told = binomtest(hits, 12).proportion_ci(method="wilson")
    assert (low[1], high[1]) == pytest.approx((told.low, told.high))
    assert (low[0], high[0]) == pytest.approx((1 - told.high, 1 - told.low))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.floats(-1, 1)), min_size=1, max_size=40))
def test_ends_lie_in_order_and_within_the_rows(rows):
    article, value = (np.array(column) for column in zip(*rows, strict=True))
    made = means(article, value.astype(float))
    if made.articles_behind[0] > 1:
        (low,), (high,), _ = intervals(made)
        assert value.min() - 1e-9 <= low <= high <= value.max() + 1e-9


def shares(hits: np.ndarray, rows: np.ndarray) -> Totals:
    """Totals of one group with two items: so many rows of each article are of the first."""
    article = np.arange(len(rows))
    sums = summed(
        np.repeat([0, 1], len(rows)), np.tile(article, 2), np.concatenate([hits, rows - hits])
    )
    held = sums[2] > 0
    part = summed(np.zeros(len(rows), dtype=int), article, rows)
    return Totals(True, 1, 2, *(column[held] for column in sums), *part)


def test_a_share_has_the_binomial_interval_of_the_rows_that_its_articles_are_worth():
    """Korn and Graubard's formulas, one after the other."""
    rows = np.array([12.0, 7, 30, 5, 9, 14, 22, 8])
    hits = np.array([1.0, 0, 12, 0, 4, 2, 6, 0])
    n, share = len(rows), hits.sum() / rows.sum()
    spread = hits - share * rows
    variance = n / (n - 1) * (spread**2).sum() / rows.sum() ** 2
    # The spread adds up to zero, so that its moments are central ones.
    freedom = 2 * n / (2 + kurtosis(spread, bias=False)) - 1
    worth = share * (1 - share) / variance * (1.959964 / t.ppf(0.975, freedom)) ** 2
    assert 1 < freedom < n - 1
    assert worth < rows.sum()
    low, high, kind = intervals(shares(hits, rows))
    assert list(kind) == [CLUMPED, CLUMPED]
    x = share * worth
    told = beta.ppf(0.025, x, worth - x + 1), beta.ppf(0.975, x + 1, worth - x)
    assert (low[0], high[0]) == pytest.approx(told, abs=1e-6)
    assert (low[1], high[1]) == pytest.approx((1 - told[1], 1 - told[0]), abs=1e-6)


def test_articles_that_are_all_alike_are_worth_their_rows_and_no_more():
    rows, hits = np.full(6, 10.0), np.full(6, 2.0)
    low, high, _ = intervals(shares(hits, rows))
    lowered = 60 * (1.959964 / t.ppf(0.975, 5)) ** 2
    assert high[0] == pytest.approx(beta.ppf(0.975, 0.2 * lowered + 1, 0.8 * lowered), abs=1e-6)
    assert low[0] < 0.2 < high[0]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), min_size=5, max_size=30))
def test_ends_of_a_share_lie_around_it_within_nothing_and_all(articles):
    rows = np.array([float(number) for _, number in articles])
    hits = np.array([float(min(of, number)) for of, number in articles])
    made = shares(hits, rows)
    low, high, _ = intervals(made)
    value = made.values()
    assert ((low >= 0) & (high <= 1)).all()
    assert ((low <= value + 1e-9) & (value <= high + 1e-9)).all()
    assert low[0] == pytest.approx(1 - high[1], abs=1e-9)
