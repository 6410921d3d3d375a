"""The words of a passage that can tell its matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

# A word is a name when more of its prints within sentences have a capital: many names are common
# words as well, and headlines print any word with one.
_NAME_SHARE = 0.6


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
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


# Further words before a noun, and before a participle or adjective.
_PREPOSITIONS = _set(
    "about against over by from into between through under after before at as without within "
    "during towards toward or but than including despite across behind"
)
_BEFORE_PREDICATES = _set(
    "is are was were be been being am has have had having not never so very too more most as"
)


_SAYING = _set("said says saying told tells added called made took came")
# These may tell what parts a text from others, but in a label they say nothing.
_VAGUE = _set(
    "able acted available best better big case certain current different entire example fact good "
    "great having important issue key large latest likely long main major matter next particular "
    "possible present previous real recent regarding similar small various whole"
)


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    """The library's stop words; it is loaded only when topics are looked for."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return frozenset(ENGLISH_STOP_WORDS)


def content_words(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text that can tell its matter, in lower case, plurals as singulars."""
    split = [[plain(match.group()) for match in WORD.finditer(text)] for text in texts]
    ignored = _names(texts) | _verbs(split) | _small_words() | _REPORTING
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
        for match in WORD.finditer(text):
            before = text[max(0, match.start() - 3) : match.start()].rstrip(" \xa0")[-1:]
            word = match.group()
            if word[0].islower():
                small[plain(word)] += 1
            elif before and before not in _SENTENCE_ENDS:
                capital[plain(word)] += 1
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


def is_vague(word: str) -> bool:
    """Whether a word in lower case fits any matter, so that no label needs it."""
    either = {word, word.removesuffix("s")}
    return len(word) < 2 or word in _small_words() or bool(either & (_REPORTING | _VAGUE))


def closes_noun(word: str) -> bool:
    """Whether a noun is over before a word in lower case, or before a mark (no word)."""
    return len(word) < 2 or word in _small_words() or word in _SAYING


def opens_noun(word: str) -> bool:
    """Whether a noun follows a word in lower case: an article, a possessive or a preposition."""
    owned = word.endswith(("'s", "’s"))
    return owned or word in _PREPOSITIONS or (word in _BEFORE_NOUNS and word != "and")


def opens_verb(word: str) -> bool:
    """Whether a verb, a participle or an adjective by itself follows a word in lower case."""
    return word in _BEFORE_VERBS or word in _BEFORE_PREDICATES


def plain(word: str) -> str:
    """Lower case, without a possessive or a contraction."""
    return word.replace("’", "'").partition("'")[0].lower()
