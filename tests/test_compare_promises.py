"""Intervals and tests keep their word in simulated corpora (benchmarks/comparison.py has more)."""

from __future__ import annotations

import time

import pytest

from analysis.compare import cells_of
from analysis.compare.tally import tally
from analysis.explain import COVERED, COVERED_SHARES
from benchmarks.comparison import LENGTHS, REPEATS, SHARES, corpus, coverage, rejected


@pytest.mark.parametrize("lengths", LENGTHS)
@pytest.mark.parametrize("beta", [None, *SHARES.values()], ids=["mean", *SHARES])
def test_intervals_of_thirty_articles_hold_the_truth_as_often_as_they_say(beta, lengths):
    held, _ = coverage(30, beta, lengths)
    assert 0.92 <= held <= 0.97
    if beta:
        least, most = COVERED_SHARES
        assert least - 0.005 <= held <= most + 0.005


def test_what_is_told_of_few_articles_is_what_they_do():
    """With few articles they fall short of 95 %; the Methods page says how far."""
    for n_articles, told in COVERED.items():
        assert coverage(n_articles)[0] == pytest.approx(told, abs=0.012)
    assert list(COVERED.values()) == sorted(COVERED.values())


@pytest.mark.parametrize("shape", [(30, 30, 0), (0, 0, 30)], ids=["apart", "in the same articles"])
def test_where_there_is_no_difference_one_in_twenty_is_found(shape):
    assert rejected(shape, repeats=REPEATS // 2) == pytest.approx(0.05, abs=0.01)


def test_a_comparison_of_a_large_corpus_takes_time_that_grows_with_its_rows():
    """A tenth of the large benchmark, whose whole must take under two seconds."""
    rows = corpus(10_000, 300_000, 6, 12, share=False)
    cells_of(tally(rows), list(rows.groups), list(rows.items), 5)
    started = time.process_time()
    made = cells_of(tally(rows), list(rows.groups), list(rows.items), 5)
    assert time.process_time() - started < 0.6
    assert made["n_neutral"].sum() + made["n_negative"].sum() + made["n_positive"].sum() == 300_000
