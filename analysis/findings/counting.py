"""In how many articles a group speaks, where words and sentences give two answers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.phrases import count, joined

MOST_NAMED = 4
WHY = (
    "Words count for whoever says them, down to a piece of a sentence; a sentence counts for "
    "whoever says its larger part"
)


def counted_apart(words: pd.DataFrame, sentences: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Which groups have words in more articles than sentences, in a sentence; empty for none.

    Args:
        words: group and n_articles, by words (wording.group_sizes); in the order to be named.
        sentences: the same by sentences (Analysis.coverage); a group that is missing has none.
        names: each group in words, for running text; those without a name are not told.
    """
    known = dict(zip(sentences["group"], sentences["n_articles"], strict=True))
    apart = [
        f"{names[group]}: words in {count(number, 'article')}, sentences in {known.get(group, 0)}"
        for group, number in zip(words["group"], words["n_articles"].tolist(), strict=True)
        if group in names and number != known.get(group, 0)
    ]
    if not apart:
        return ""
    more = [f"{len(apart) - MOST_NAMED} more"] if len(apart) > MOST_NAMED else []
    return f"{WHY} ({joined([*apart[:MOST_NAMED], *more])})."
