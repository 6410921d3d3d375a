"""Sentiment: the emotional tone of a sentence's wording, by VADER."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import nan
from string import punctuation
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
    """The sentences, rows with a text, with what `tones` tells of them as `sentiment`."""
    scores = tones(sentences["text"].tolist(), language_ok)
    return sentences.assign(sentiment=pd.Series(scores, index=sentences.index, dtype="float64"))


def tones(texts: Iterable[str], language_ok: bool = True) -> list[float]:
    """The tone of each of some sentences.

    Args:
        texts: the sentences.
        language_ok: false when they are not English, which VADER's lexicon does not cover.

    Returns:
        VADER's compound scores from −1 to 1; higher means more positive wording, 0 that no word of
        the lexicon occurs. NaN when `language_ok` is false or the sentence is blank.

    Reference:
        Hutto and Gilbert 2014, VADER: a parsimonious rule-based model for sentiment analysis of
        social media text.
    """
    return [compound(text) if language_ok and text.strip() else nan for text in texts]


def compound(text: str) -> float:
    """VADER's compound score of a text: that of its `polarity_scores`, in a fifth of the time.

    VADER walks through each letter for emojis, and through all words again for each word of its
    lexicon. Here it is asked only about words of the lexicon near which something stands that it
    has a rule for, and shown those around them that it looks at; the others have the valence that
    the lexicon gives them.
    """
    from vaderSentiment.vaderSentiment import BOOSTER_DICT, allcap_differential

    vader, has_rule = analyser(), _has_rule()
    lexicon = vader.lexicon
    if not text.isascii() and not vader.emojis.keys().isdisjoint(text):
        return float(vader.polarity_scores(text)["compound"])
    # As VADER does it: what is left of a word, without marks, unless it is too short for a word.
    words = [bare if len(bare := word.strip(punctuation)) > 2 else word for word in text.split()]
    low = [word.lower() for word in words]
    told = [at for at, word in enumerate(low) if word in lexicon]
    if not told:
        return 0.0
    capitals, negated = allcap_differential(words), "n't" in text.lower()
    valences: list[float] = [0] * len(words)
    for at in told:
        first, last = max(0, at - _BEFORE), at + _BEHIND + 1
        if not (negated or words[at].isupper() or not has_rule.isdisjoint(low[first:last])):
            valences[at] = lexicon[low[at]]
        elif low[at] not in BOOSTER_DICT and low[at : at + 2] != ["kind", "of"]:
            near = SimpleNamespace(words_and_emoticons=words[first:last], is_cap_diff=capitals)
            valences[at] = vader.sentiment_valence(0, near, words[at], at - first, [])[0]
    if "but" in low:
        valences = vader._but_check(low, valences)
    return float(vader.score_valence(valences, text.strip())["compound"]) if any(valences) else 0.0


@lru_cache(maxsize=1)
def _has_rule() -> frozenset[str]:
    """Words near a word of the lexicon by which VADER changes its valence; of phrases one word."""
    from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES

    phrases = [*BOOSTER_DICT, *NEGATE, *SPECIAL_CASES, "no", "never", "without", "least", "this"]
    return frozenset(max(phrase.split(), key=len) for phrase in phrases)
