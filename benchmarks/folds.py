"""The five folds of the annotated articles, which all that is trained on them leaves out alike."""

from __future__ import annotations

import random
from collections.abc import Sequence

FOLDS = 5
_SEED = 7


def fold_of(articles: Sequence[dict], fold: int) -> list[dict]:
    """The articles of one of the folds, which are the same on every run."""
    order = sorted(articles, key=lambda article: article["id"])
    random.Random(_SEED).shuffle(order)
    return order[fold::FOLDS]
