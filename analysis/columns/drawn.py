"""Which articles of a large analysis are read for what only their texts can tell."""

from __future__ import annotations

import numpy as np

from analysis.columns.base import Array
from analysis.columns.held import Columns

SEED = 20220126


def drawn_articles(columns: Columns, most_words: int) -> Array:
    """All articles that have words, or as many, in a drawn order, as hold so many words.

    Args:
        columns: all rows.
        most_words: how many words are read at most.

    Returns:
        Their places in the order of dates.
    """
    base, value = columns.bases["voice_words"], columns.measures["voice_words"].value
    weights = value if len(value) else None
    words = np.bincount(base.article, weights=weights, minlength=len(columns.articles))
    # In the order of the ids, so that neither dates nor partitions decide who is drawn.
    places = np.argsort(columns.rank)
    places = places[words[places] > 0]
    if words.sum() <= most_words:
        return places
    order = places[np.random.default_rng(SEED).permutation(len(places))]
    held: Array = order[np.cumsum(words[order]) <= most_words]
    return held
