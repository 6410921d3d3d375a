"""Intervals of values: what would vary, had other articles of the same kind been read.

The article is what is drawn, never the sentence: sentences of one article resemble each other, and
an interval that counts each for itself is far too narrow. With few articles nothing is said of
others: the ends tell how far these texts themselves lie apart.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import ndtr, stdtrit

from analysis.compare.clumped import Z, clumped
from analysis.compare.sums import Array
from analysis.compare.totals import Totals

ARTICLES_TO_RESAMPLE = 5
DRAWS = 1000
SEED = 20220126
# More articles than this are dealt at random into so many bundles, which are drawn in their stead:
# the spread of the bundles' totals is that of the articles', and the time no longer grows.
MOST_UNITS = 200
CELLS_AT_ONCE = 2000
RESAMPLED = "95 % by resampling articles"
CLUMPED = "95 % by the spread between articles"
WILSON = "95 % by Wilson’s formula, each article counted once"
WILSON_WITHIN = "95 % by Wilson’s formula over sentences, within this one article only"
ROWS_WITHIN = "lowest and highest sentence, within this one article only"
# Those that tell of articles like these, and not of these alone.
SURE = (RESAMPLED, CLUMPED, WILSON)


def range_within(n_articles: int) -> str:
    """The name of the interval of so many articles, when they are too few to be resampled."""
    return f"lowest and highest article, within these {n_articles} articles only"


def intervals(totals: Totals) -> tuple[Array, Array, Array]:
    """Lower end, upper end and kind of the interval of every cell.

    By the number of articles behind the whole of a cell:

    - ARTICLES_TO_RESAMPLE or more: for a mean DRAWS bootstrap draws of as many whole articles
      (seeded), of which `levels` says how many lie within; for a share the binomial interval of
      the rows that the articles are worth (see `clumped.clumped`). A share whose articles hold one
      row each, or that all articles have wholly or not at all, has Wilson's interval over articles.
    - two to four: the smallest and largest value of the single articles.
    - one: the smallest and largest row of a mean; Wilson's interval over the rows of a share, and
      none for a share of words, which are no draws of their own.
    - none: NaN, and no kind.
    """
    low, high = np.full((2, totals.n_cells), np.nan)
    kind = np.full(totals.n_cells, None, dtype=object)
    behind = totals.articles_behind[totals.wholes]
    _within_one(totals, behind == 1, low, high, kind)
    _within_few(totals, behind, low, high, kind)
    many = behind >= ARTICLES_TO_RESAMPLE
    kind[many] = RESAMPLED
    once = many & _article_is_unit(totals)
    low[once], high[once] = wilson(totals.values()[once], behind[once])
    kind[once] = WILSON
    spread = many & ~once
    if totals.share and spread.any():
        kind[spread] = CLUMPED
        low[spread], high[spread] = (ends[spread] for ends in clumped(totals))
    elif spread.any():
        _resampled(totals, spread, low, high)
    return low, high, kind


def wilson(share: Array, n: Array) -> tuple[Array, Array]:
    """Ends of the 95 % score interval of shares of n independent units each (Wilson 1927)."""
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    # Rounding must not leave an end a hair beyond what it is exactly.
    low = np.where(share <= 0, 0.0, np.maximum(0, middle - half))
    return low, np.where(share >= 1, 1.0, np.minimum(1, middle + half))


def levels(n_units: int) -> list[float]:
    """Which percentiles of the draws of n units are the ends of a 95 % interval.

    Draws of few units lie too close together; these levels are as much further out as Student's t
    is beyond the normal curve (Hesterberg 2015, The American Statistician 69, "expanded
    percentiles"). With many units they are 2.5 and 97.5.
    """
    tail = ndtr(-np.sqrt(n_units / (n_units - 1)) * stdtrit(n_units - 1, 0.975))
    return [100 * float(tail), 100 - 100 * float(tail)]


def draws(n_units: int) -> Array:
    """How often each of n units is drawn, one row per draw of as many units as there are."""
    return _draws(n_units)


@lru_cache(maxsize=8)
def _draws(n_units: int) -> Array:
    drawn = np.random.default_rng((SEED, n_units)).integers(n_units, size=(DRAWS, n_units))
    drawn += np.arange(DRAWS)[:, None] * n_units
    counts = np.bincount(drawn.ravel(), minlength=DRAWS * n_units)
    return counts.reshape(DRAWS, n_units).astype(float)


def dealt(n_articles: int) -> Array:
    """The unit of each of n articles: itself, or one of MOST_UNITS bundles dealt at random."""
    if n_articles <= MOST_UNITS:
        return np.arange(n_articles)
    return np.random.default_rng((SEED, n_articles)).permutation(n_articles) % MOST_UNITS


def _article_is_unit(totals: Totals) -> Array:
    """Which cells are shares that Wilson's formula over articles is for."""
    if not totals.share:
        return np.zeros(totals.n_cells, dtype=bool)
    weights = np.bincount(totals.part, weights=totals.weight, minlength=totals.n_wholes)
    single = totals.whole_rows & (weights == totals.articles_behind)
    values = totals.values()
    return single[totals.wholes] | (values <= 0) | (values >= 1)


def _within_one(totals: Totals, one: Array, low: Array, high: Array, kind: Array) -> None:
    if not totals.share:
        low[one], high[one], kind[one] = totals.lowest[one], totals.highest[one], ROWS_WITHIN
    elif totals.whole_rows:
        rows = np.bincount(totals.part, weights=totals.weight, minlength=totals.n_wholes)
        low[one], high[one] = wilson(totals.values()[one], rows[totals.wholes][one])
        kind[one] = WILSON_WITHIN


def _within_few(totals: Totals, behind: Array, low: Array, high: Array, kind: Array) -> None:
    for number in range(2, ARTICLES_TO_RESAMPLE):
        kind[behind == number] = range_within(number)
    few = (behind >= 2) & (behind < ARTICLES_TO_RESAMPLE)
    if not few.any():
        return
    held = few[totals.cell]
    cell, part = totals.cell[held], totals.part_of_cell[held]
    with np.errstate(invalid="ignore", divide="ignore"):
        single = totals.value[held] / totals.weight[part]
    # An article without the item has none of it, which is the lowest share there is.
    partly = np.bincount(totals.cell, minlength=totals.n_cells) < behind
    low[few & partly] = high[few & partly] = 0.0
    np.fmin.at(low, cell, single)
    np.fmax.at(high, cell, single)


def _resampled(totals: Totals, chosen: Array, low: Array, high: Array) -> None:
    """Fills the ends of the chosen cells, those with as many units at a time."""
    first = np.searchsorted(totals.part, np.arange(totals.n_wholes))
    rank = np.arange(len(totals.part)) - first[totals.part]
    behind = totals.articles_behind
    unit = rank.copy()
    for whole in np.flatnonzero(behind > MOST_UNITS):
        at = slice(first[whole], first[whole] + behind[whole])
        unit[at] = dealt(behind[whole])[rank[at]]
    n_units = np.minimum(behind, MOST_UNITS)
    for number in np.unique(n_units[chosen]):
        cells = np.flatnonzero(chosen & (n_units == number))
        for start in range(0, len(cells), CELLS_AT_ONCE):
            some = cells[start : start + CELLS_AT_ONCE]
            low[some], high[some] = _ends(totals, some, unit, int(number))


def _ends(totals: Totals, cells: Array, unit: Array, n_units: int) -> tuple[Array, Array]:
    weights = _spread(totals.part, unit, totals.weight, cells, n_units)
    sums = _spread(totals.cell, unit, totals.value, cells, n_units)
    drawn = draws(n_units).T
    with np.errstate(invalid="ignore", divide="ignore"):
        values = (sums @ drawn) / (weights @ drawn)
    low, high = np.percentile(values, levels(n_units), axis=1)
    return low, high


def _spread(place: Array, unit: Array, value: Array, wanted: Array, n_units: int) -> Array:
    """Sums of `value` as a matrix: a row for each wanted place (in order), a column per unit."""
    row = np.full(1 + max(place.max(initial=0), wanted.max(initial=0)), -1)
    row[wanted] = np.arange(len(wanted))
    row = row[place]
    held = row >= 0
    at = row[held] * n_units + unit[held]
    return np.bincount(at, weights=value[held], minlength=len(wanted) * n_units).reshape(
        len(wanted), n_units
    )
