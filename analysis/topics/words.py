"""The words of a passage that can tell its matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_NAME_SHARE = 0.6


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_ENDS = frozenset(".!?:;\"“”‘’'(\n•-–—")
# Words of reporting and of the calendar say nothing of the matter; the vectoriser's own list of
# English stop words is used beside them.
_REPORTING = _set(
    "say said says saying told tell tells added according asked called statement monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday year years week weeks month months day "
    "days time times mr mrs ms also just like way make made makes take took taken come came going "
    "want wants new did does don doesn didn isn won wasn hasn haven couldn wouldn shouldn thing "
    "things lot really people percent photo source caption read minister president official "
    "officials spokesman spokeswoman spokesperson chief head leader leaders country countries "
    "state states government including last first second use used using"
)
_BEFORE_VERBS = _set(
    "to will would could should may might must can cannot did does do not they he she we who i you "
    "it"
)
_BEFORE_NOUNS = _set(
    "the a an of this these those its their our his her any no some more such on in for with and"
)


def content_words(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text that can tell its matter, in lower case, plurals as singulars."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    split = [[_plain(match.group()) for match in _WORD.finditer(text)] for text in texts]
    ignored = _names(texts) | _verbs(split) | ENGLISH_STOP_WORDS | _REPORTING
    known = {word for words in split for word in words}
    singular = {
        word: word[:-1]
        for word in known
        if len(word) > 4 and word.endswith("s") and word[:-1] in known
    }
    return [
        ["" if word in ignored or len(word) < 3 else singular.get(word, word) for word in words]
        for words in split
    ]


def _names(texts: Sequence[str]) -> frozenset[str]:
    """Words printed with a capital within sentences more often than not."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        for match in _WORD.finditer(text):
            before = text[max(0, match.start() - 3) : match.start()].rstrip(" \xa0")[-1:]
            word = match.group()
            if word[0].islower():
                small[_plain(word)] += 1
            elif before and before not in _SENTENCE_ENDS:
                capital[_plain(word)] += 1
    return frozenset(word for word, n in capital.items() if n > _NAME_SHARE * (n + small[word]))


def _verbs(split: Sequence[Sequence[str]]) -> frozenset[str]:
    """Words that follow 'to', 'will', 'they' and the like more often than 'the', 'of' or 'our'."""
    verbal: Counter[str] = Counter()
    nominal: Counter[str] = Counter()
    for words in split:
        for before, word in pairwise(words):
            verbal[word] += before in _BEFORE_VERBS
            nominal[word] += before in _BEFORE_NOUNS
    return frozenset(word for word, n in verbal.items() if n > nominal[word])


def _plain(word: str) -> str:
    """Lower case, without a possessive or a contraction."""
    return re.split("['’]", word)[0].lower()
