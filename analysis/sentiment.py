"""Sentiment: the emotional tone of a sentence's wording, by VADER."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


@lru_cache(maxsize=1)
def analyser() -> SentimentIntensityAnalyzer:
    """The VADER analyser; reading its lexicon takes a moment, so it is done once."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def score_sentences(sentences: pd.DataFrame, language_ok: bool = True) -> pd.DataFrame:
    """Adds the tone of each sentence.

    Args:
        sentences: rows with a text.
        language_ok: false when the text is not English, which VADER's lexicon does not cover.

    Returns:
        The same rows with `sentiment`, VADER's compound score from −1 to 1; higher means more
        positive wording, 0 that no word of the lexicon occurs. NaN when `language_ok` is false
        or the sentence is blank.

    Reference:
        Hutto and Gilbert 2014, VADER: a parsimonious rule-based model for sentiment analysis of
        social media text.
    """
    scores = [
        analyser().polarity_scores(text)["compound"] if language_ok and text.strip() else None
        for text in sentences["text"]
    ]
    return sentences.assign(sentiment=pd.Series(scores, index=sentences.index, dtype="float64"))
