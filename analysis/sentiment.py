"""Sentiment: the emotional tone of a sentence's wording, by VADER."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

# Words before and behind a word of the lexicon that VADER looks at to judge it.
_BEFORE, _BEHIND = 3, 2


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
        compound(text) if language_ok and text.strip() else None
        for text in sentences["text"].tolist()
    ]
    return sentences.assign(sentiment=pd.Series(scores, index=sentences.index, dtype="float64"))


def compound(text: str) -> float:
    """VADER's compound score of a text: that of its `polarity_scores`, in a third of the time.

    VADER walks through each letter for emojis, and through all words again for each word of its
    lexicon. Here it is asked about the words of the lexicon only, and shown those around each that
    it looks at.
    """
    from vaderSentiment.vaderSentiment import BOOSTER_DICT, SentiText

    vader = analyser()
    if not vader.emojis.keys().isdisjoint(text):
        return float(vader.polarity_scores(text)["compound"])
    whole = SentiText(text.strip())
    words = whole.words_and_emoticons
    low = [word.lower() for word in words]
    valences: list[float] = [0] * len(words)
    for at, word in enumerate(low):
        if word not in vader.lexicon or word in BOOSTER_DICT or low[at : at + 2] == ["kind", "of"]:
            continue
        first = max(0, at - _BEFORE)
        near = SimpleNamespace(
            words_and_emoticons=words[first : at + _BEHIND + 1], is_cap_diff=whole.is_cap_diff
        )
        valences[at] = vader.sentiment_valence(0, near, words[at], at - first, [])[0]
    if "but" in low:
        valences = vader._but_check(low, valences)
    return float(vader.score_valence(valences, whole.text)["compound"]) if any(valences) else 0.0
