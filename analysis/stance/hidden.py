"""Stance as it is judged when the engine cannot know whom a text mentions."""

from __future__ import annotations

import pandas as pd

from analysis.stance import default_engine, judge_mentions, score_mentions
from analysis.stance.classes import PROBABILITIES

# Judging anew takes about a second for 300 mentions, and the reader waits for it.
MOST_MENTIONS = 5_000


def with_names_hidden(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The mentions table judged anew, all names of mentions hidden from the engine.

    So no actor is judged better or worse for its name. What is certain stays as it is: what a
    person judged, and mentions that only say which thing is meant; and so does what is not judged
    at all. Voices stay as well.

    Args:
        mentions: the mentions table, at most MOST_MENTIONS rows.
        sentences: the sentences table.

    Raises:
        ValueError: there are more mentions.
    """
    if len(mentions) > MOST_MENTIONS:
        raise ValueError(f"{len(mentions)} mentions, at most {MOST_MENTIONS} are judged anew")
    before = mentions[list(PROBABILITIES)]
    open_ones = (before.max(axis=1) < 1).to_numpy()
    if not open_ones.any():
        return mentions
    judged = judge_mentions(mentions, sentences, engine=default_engine(True))
    # The names of certain mentions are hidden too, but those are not judged.
    parts = [score_mentions(one) for _, one in judged[open_ones].groupby("article_id", sort=False)]
    return pd.concat([mentions[~open_ones], *parts]).loc[mentions.index, mentions.columns]
