"""The words of a passage that can tell its matter."""

from __future__ import annotations

import re
from array import array
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

# A word is a name when more of its prints within sentences have a capital: many names are common
# words as well, and headlines print any word with one.
_NAME_SHARE = 0.6


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SPLIT = re.compile(f"({WORD.pattern})")
_KEPT = 20_000  # words of which what was found is kept, because most prints are of few of them
_BEGINNING = "   "  # before the first word of a text, where no sentence has begun
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


@dataclass(frozen=True)
class Words:
    """The words of texts that can tell their matter: a list of terms for each text.

    A term is a word in lower case, of a plural the singular; a word that tells nothing is "".

    Attributes:
        terms: the different terms, the first of which is "".
        codes: place among them of every word, text after text.
        starts: where the words of each text begin in `codes`, and where those of the last end.
        term_of: the term of each word in lower case that tells something.
    """

    terms: Sequence[str]
    codes: np.ndarray
    starts: np.ndarray
    term_of: Mapping[str, str]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, text: int) -> list[str]:
        return [self.terms[code] for code in self.codes_of(text).tolist()]

    def __iter__(self) -> Iterator[list[str]]:
        return map(self.__getitem__, range(len(self)))

    def codes_of(self, text: int) -> np.ndarray:
        """Those of one text."""
        return self.codes[self.starts[text] : self.starts[text + 1]]


class _Numbers(dict[str, int]):
    """Numbers what it is asked for, from 0."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


def content_words(texts: Sequence[str]) -> Words:
    """The words of each text that can tell its matter."""
    printed, gaps = _Numbers(), _Numbers()
    found, before, lengths = array("i"), array("i"), array("q", [0])
    for text in texts:
        parts = SPLIT.split(_BEGINNING + text)  # gap, word, gap, word, ..., gap
        found.extend(map(printed.__getitem__, parts[1::2]))
        before.extend(map(gaps.__getitem__, parts[:-1:2]))
        lengths.append(len(parts) // 2)
    forms = _Numbers()
    form_of = np.array([forms[plain(word)] for word in printed], int)
    starts = np.cumsum(lengths)
    words = form_of[found]
    is_small = np.array([word[0].islower() for word in printed], bool)[found]
    is_within = np.array([_within(gap) for gap in gaps], bool)[before]
    ignored = _names(words, is_small, is_within, len(forms))
    ignored |= _verbs(words, starts, forms)
    unsaid = _small_words() | _REPORTING
    ignored |= np.array([len(form) < 3 or form in unsaid for form in forms], bool)
    terms = _Numbers({"": 0})
    known = zip(forms, ignored.tolist(), strict=True)
    term_of = {form: _singular(form, forms) for form, is_ignored in known if not is_ignored}
    code_of = np.array([terms[term_of.get(form, "")] for form in forms], np.int32)
    return Words(list(terms), code_of[words], starts, term_of)


def _singular(word: str, known: Container[str]) -> str:
    is_plural = len(word) > 4 and word.endswith("s") and word[:-1] in known
    return word[:-1] if is_plural else word


def _within(gap: str) -> bool:
    """Whether a word goes on with a sentence after what stands between it and the one before."""
    before = f"x{gap}"[-3:].rstrip(" \xa0")[-1:]
    return bool(before) and before not in _SENTENCE_ENDS


def _names(
    words: np.ndarray, is_small: np.ndarray, is_within: np.ndarray, n_forms: int
) -> np.ndarray:
    """Whether each form is printed with a capital within sentences more often than not."""
    small = np.bincount(words[is_small], minlength=n_forms)
    capital = np.bincount(words[~is_small & is_within], minlength=n_forms)
    return np.asarray(capital > _NAME_SHARE * (capital + small))


def _verbs(words: np.ndarray, starts: np.ndarray, forms: Mapping[str, int]) -> np.ndarray:
    """Whether each form follows 'to', 'will', 'they' and the like more often than 'the' or 'of'."""
    follows = np.ones(len(words), bool)
    follows[starts[:-1][np.diff(starts) > 0]] = False
    after, before = words[follows], np.roll(words, 1)[follows]
    verbal, nominal = (
        np.bincount(
            after[np.isin(before, [forms[word] for word in opening if word in forms])],
            minlength=len(forms),
        )
        for opening in (_BEFORE_VERBS, _BEFORE_NOUNS)
    )
    return np.asarray(verbal > nominal)


@lru_cache(maxsize=_KEPT)
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


@lru_cache(maxsize=_KEPT)
def plain(word: str) -> str:
    """Lower case, without a possessive or a contraction."""
    return word.replace("’", "'").partition("'")[0].lower()
