"""Stretches of text cut into words: where each stands, how it is written and what sort it is."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

WORD, NAME, SMALL, PHRASE = "word", "name", "small", "phrase"
# A word that is written with a capital within sentences more often than this is a name.
_NAME_SHARE = 0.6
# Letters, digits and the marks within a word; at least one letter, so that numbers are none.
_TOKEN = re.compile(r"(?=[\d'’-]*[^\W\d_])[^\W_]+(?:['’-][^\W_]+)*")
_POSSESSIVE = ("'s", "’s")

# The closed classes of English: articles, pronouns, prepositions, conjunctions, auxiliaries,
# particles and the adverbs that only join or grade.
_SMALL = frozenset(
    """
    a an the this that these those some any no each every either neither both all half such what
    which whatever whichever whose another other others same
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his
    himself she her hers herself it its itself they them their theirs themselves one ones oneself
    who whom whoever someone somebody something anyone anybody anything everyone everybody
    everything nobody nothing none
    about above across after against along amid among around as at before behind below beneath
    beside besides between beyond by despite down during except for from in inside into like near
    of off on onto out outside over past per since through throughout to toward towards under until
    till up upon via with within without
    and or but nor so yet if unless whether because although though while whereas than once when
    whenever where wherever why how however therefore thus hence moreover furthermore
    be am is are was were been being have has had having do does did doing done will would shall
    should can could may might must ought cannot
    not never n't also too very more most much many few fewer less least lot lots rather quite just
    only even still already again ever then there here now almost often always sometimes perhaps
    maybe well else instead indeed
    i'm i've i'll i'd you're you've you'll you'd he's he'll he'd she's she'll she'd it's it'll we're
    we've we'll we'd they're they've they'll they'd that's there's here's what's who's let's isn't
    aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't won't wouldn't shan't shouldn't
    can't couldn't mightn't mustn't
    """.split()
)


@dataclass(frozen=True)
class Words:
    """The words of some stretches in the order of the text.

    Attributes:
        stretch: for each word the number of its stretch.
        code: for each word its number in `keys`.
        start, end: where it stands in the text of its article, in code points.
        joined: whether only blanks part it from the next word of its stretch.
        keys: each different word in small letters, without a possessive ending; what is no small
            word for its capitals, as US, keeps them.
        shown: each as it is written most often.
        sorts: each's sort: WORD, NAME (with a capital as a rule) or SMALL (of a closed class).
    """

    stretch: np.ndarray
    code: np.ndarray
    start: np.ndarray
    end: np.ndarray
    joined: np.ndarray
    keys: np.ndarray
    shown: np.ndarray
    sorts: np.ndarray

    def codes_of(self, term: str) -> np.ndarray:
        """The numbers of the words of a term, however it is written; -1 for an unknown word."""
        return pd.Index(self.keys).get_indexer([key for key, _, _ in _cut(term)])

    def places_of(self, term: str) -> np.ndarray:
        """Where in these a term begins, a phrase in one stretch and parted by blanks only."""
        codes = self.codes_of(term)
        if not len(codes) or (codes < 0).any() or len(codes) > len(self.code):
            return np.array([], dtype=np.int64)
        last = len(self.code) - len(codes) + 1
        found = np.ones(last, dtype=bool)
        for step, code in enumerate(codes):
            found &= self.code[step : step + last] == code
            if step:
                found &= self.joined[step - 1 : step - 1 + last]
        return np.flatnonzero(found)


def words_of(rows: pd.DataFrame, texts: Mapping[str, str]) -> Words:
    """The words of some stretches.

    Args:
        rows: article_id, start and end of each stretch.
        texts: the text of each article, by its id.
    """
    stretch, code, starts, ends, joined = (array("q") for _ in range(5))
    numbers: dict[str, int] = {}
    forms: Counter[tuple[int, str]] = Counter()
    places = zip(rows["article_id"], rows["start"], rows["end"], strict=True)
    for number, (article_id, start, end) in enumerate(places):
        text, after = texts[article_id], -1
        for key, first, last in _cut(texts[article_id][start:end]):
            first, last = first + start, last + start
            code_here = numbers.setdefault(key, len(numbers))
            if after >= 0:
                joined[-1] = text[after:first].isspace()
                forms[code_here, text[first:last]] += 1
            stretch.append(number)
            code.append(code_here)
            starts.append(first)
            ends.append(last)
            joined.append(0)
            after = last
    shown, sorts = _written(list(numbers), forms)
    return Words(
        stretch=np.array(stretch, dtype=np.int64),
        code=np.array(code, dtype=np.int64),
        start=np.array(starts, dtype=np.int64),
        end=np.array(ends, dtype=np.int64),
        joined=np.array(joined, dtype=bool),
        keys=np.array(list(numbers), dtype=object),
        shown=shown,
        sorts=sorts,
    )


def _cut(text: str) -> list[tuple[str, int, int]]:
    """Each word of a text: its key, start and end."""
    words = []
    for match in _TOKEN.finditer(text):
        form, end = match.group(), match.end()
        if form.endswith(_POSSESSIVE) and _key(form) not in _SMALL:
            form, end = form[:-2], end - 2
        words.append((_key(form), match.start(), end))
    return words


def _key(form: str) -> str:
    """A word in small letters, but "US" and the like, which are not "us"."""
    key = form.replace("’", "'").lower()
    return form if len(form) > 1 and form.isupper() and key in _SMALL else key


def _written(
    keys: Sequence[str], forms: Mapping[tuple[int, str], int]
) -> tuple[np.ndarray, np.ndarray]:
    """How each word is written most often, and its sort.

    A capital at the beginning of a stretch tells nothing, so a word that stands nowhere else is
    written small and is no name.

    Args:
        keys: the words.
        forms: how often each is printed within stretches: by its number and its form.
    """
    within: list[Counter[str]] = [Counter() for _ in keys]
    for (number, form), times in forms.items():
        within[number][form] += times
    shown, sorts = [], []
    for key, inside in zip(keys, within, strict=True):
        capital = sum(times for form, times in inside.items() if form[0].isupper())
        name = capital > _NAME_SHARE * inside.total()
        shown.append(min(inside, key=lambda form: (-inside[form], form), default=key))
        sorts.append(SMALL if key in _SMALL else NAME if name else WORD)
    return np.array(shown, dtype=object), np.array(sorts, dtype=object)
