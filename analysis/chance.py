"""What chance alone would give, of many tests at once."""

from __future__ import annotations

import numpy as np


def adjusted(chances: np.ndarray) -> np.ndarray:
    """p-values corrected for so many tests, by Benjamini and Hochberg (1995).

    As scipy.stats.false_discovery_control gives them, which takes longer to load than all that a
    first screen computes.

    Args:
        chances: p-values of all tests, in any order, each from 0 to 1.
    """
    chances = np.asarray(chances, dtype=float)
    order = np.argsort(chances)[::-1]
    ranks = np.arange(len(chances), 0, -1)
    found = np.empty(len(chances))
    found[order] = np.minimum.accumulate(chances[order] * len(chances) / ranks)
    return np.minimum(found, 1)
