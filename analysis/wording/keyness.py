"""How typical a word is of one text against another: the two statistics, on plain counts.

References:
    Monroe, Colaresi and Quinn (2008), Fightin' Words, Political Analysis 16(4): the log-odds ratio
    with an informative Dirichlet prior, its variance and its z-score.
    Dunning (1993), Accurate Methods for the Statistics of Surprise and Coincidence,
    Computational Linguistics 19(1): G².
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import xlogy

# So many words of common usage are added to both sides before they are compared. The paper leaves
# the number open; a larger one asks for more evidence.
PRIOR_WORDS = 500
_NORMAL_95 = 1.959963984540054  # of the standard normal distribution, for 95 % within


@dataclass(frozen=True)
class Usage:
    """How often each of some terms stands in a text, and how many words the text has in all."""

    counts: np.ndarray
    total: float


@dataclass(frozen=True)
class LogOdds:
    """What compares the use of each term in a focus with that in a reference.

    Attributes:
        value: natural logarithm of the ratio of the odds of the term; above 0 where the focus uses
            it more. NaN where focus or reference has no words, or common usage has not the term.
        low, high: the ends of the middle 95 %, by the normal approximation.
        z: the value in its standard deviations.
    """

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    z: np.ndarray


def log_odds(
    focus: Usage, reference: Usage, common: Usage, prior_words: float = PRIOR_WORDS
) -> LogOdds:
    """The log-odds ratio of each term under an informative Dirichlet prior.

    Args:
        focus: the text whose typical terms are sought.
        reference: the text that it is compared with.
        common: the texts that tell common usage.
        prior_words: size of the prior.
    """
    if not (focus.total and reference.total and common.total):
        absent = np.full(len(focus.counts), np.nan)
        return LogOdds(absent, absent, absent, absent)
    prior = np.where(common.counts > 0, prior_words * common.counts / common.total, np.nan)
    value = _log(focus, prior, prior_words) - _log(reference, prior, prior_words)
    spread = np.sqrt(1 / (focus.counts + prior) + 1 / (reference.counts + prior))
    return LogOdds(value, value - _NORMAL_95 * spread, value + _NORMAL_95 * spread, value / spread)


def _log(side: Usage, prior: np.ndarray, prior_words: float) -> np.ndarray:
    """The logarithm of the odds of each term."""
    here = side.counts + prior
    return np.log(here) - np.log(side.total + prior_words - here)


def log_likelihood(focus: Usage, reference: Usage) -> np.ndarray:
    """G² of each term: 0 for equal use, higher for more different; it tells no direction.

    It is NaN where focus or reference has no words.
    """
    if not (focus.total and reference.total):
        return np.full(len(focus.counts), np.nan)
    both, whole = focus.counts + reference.counts, focus.total + reference.total
    found = np.zeros(len(both))
    for side in (focus, reference):
        for seen, row in ((side.counts, both), (side.total - side.counts, whole - both)):
            found += xlogy(seen, seen * whole) - xlogy(seen, row * side.total)
    return np.maximum(2 * found, 0.0)


def per_thousand(side: Usage) -> np.ndarray:
    """How often each term stands in a thousand words; NaN where there are none."""
    if not side.total:
        return np.full(len(side.counts), np.nan)
    return 1000 * side.counts / side.total
