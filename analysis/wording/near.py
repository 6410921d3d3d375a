"""Which words stand near the mentions of an actor."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.wording.words import Words

NEAR = 8  # words to each side, within one sentence and one voice


def near_mentions(words: Words, rows: pd.DataFrame, mentions: pd.DataFrame) -> np.ndarray:
    """For each word whether it stands near one of the mentions and belongs to none of them.

    Args:
        words: the words of some stretches.
        rows: the article_id of each of these stretches.
        mentions: article_id, start and end of the mentions of an actor.
    """
    near, named = np.zeros(len(words.code), dtype=bool), np.zeros(len(words.code), dtype=bool)
    held = dict(iter(mentions.groupby("article_id")))
    article = rows["article_id"].to_numpy(dtype=object)[words.stretch]
    # The words of an article stand together and in the order of the text.
    edges = np.flatnonzero(article[1:] != article[:-1]) + 1
    for first, last in zip([0, *edges], [*edges, len(article)], strict=True):
        if first == last or article[first] not in held:
            continue
        place = held[article[first]]
        begins = first + np.searchsorted(words.end[first:last], place["start"], side="right")
        ends = first + np.searchsorted(words.start[first:last], place["end"], side="left")
        for begin, end in zip(begins, ends, strict=True):
            if begin < end:
                named[begin:end] = True
                low, high = max(first, begin - NEAR), min(last, end + NEAR)
                around = slice(low, high)
                near[around] |= words.stretch[around] == words.stretch[begin]
    return near & ~named
