"""What a topic is called: the noun phrase that its passages print most and others least.

Which phrase names a topic best is told by class-based TF-IDF: how often the passages of the topic
print it against how often all topics do, times the weight that its words have in the topic.

No parser is needed to tell a noun phrase: it follows an article, a possessive or a preposition, and
ends before a comma or a small word.

Reference:
    Grootendorst 2022, BERTopic: Neural topic modeling with a class-based TF-IDF procedure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.topics.words import (
    SPLIT,
    Words,
    closes_noun,
    is_vague,
    opens_noun,
    opens_verb,
    plain,
)

_LONGEST = 3  # words: longer ones are seldom printed twice
_FEWEST_PRINTS = 2  # a phrase printed once is chance
_TERMS = 10  # strongest terms of a topic, one of which each part of its label holds
_PHRASE_GAIN = 2.0  # a phrase says more than a word that is printed twice as often
_WHOLE = 0.5  # share of the prints that end where the phrase ends: else it is part of a longer one
_COVERED = 0.12  # share of the passages from which on a phrase names the topic by itself
_NEXT = frozenset(" \u00a0\n-‐‑")  # what may stand between two words of a phrase
_PARTS = " · "
_PARTICIPLE = re.compile(r"\w{4}ed$|ly$")  # or an adverb: no phrase ends with one


@dataclass
class _Prints:
    """How often a phrase is printed.

    Attributes:
        by_topic: prints among the passages of each topic.
        passages: those of each topic that hold it.
        spellings: each spelling with its count.
        nominal: prints after a word that opens a noun phrase.
        verbal: prints after a word that comes before verbs.
        whole: prints that end where a noun phrase can end.
    """

    by_topic: Counter[int] = field(default_factory=Counter)
    passages: Counter[int] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    nominal: int = 0
    verbal: int = 0
    whole: int = 0

    @property
    def is_noun(self) -> bool:
        """Whether it is printed as a noun is, and not as a name, which tells no matter."""
        is_name = all(word[0].isupper() for word in self.spelling.split())
        whole = self.whole >= _WHOLE * self.by_topic.total()
        return whole and not is_name and self.nominal > self.verbal

    @property
    def spelling(self) -> str:
        return max(self.spellings.items(), key=lambda item: (item[1], item[0]))[0]


@dataclass(frozen=True)
class _Part:
    """A phrase that may stand in a label, with the share of the topic's passages that hold it."""

    key: tuple[str, ...]
    spelling: str
    share: float
    score: float


def labels_of(
    weights: np.ndarray,
    vocabulary: Sequence[str],
    texts: Sequence[str],
    words: Words,
    topic_of: Mapping[int, int],
) -> list[str]:
    """A label for each topic, no two the same.

    A phrase that many passages of the topic hold stands alone; else the two best phrases or nouns
    are joined. Names of actors may stand inside a phrase ("rail strike in Norland"), never alone.

    Args:
        weights: a row of term weights for each topic.
        vocabulary: the term of each column.
        texts: the passages.
        words: their words.
        topic_of: number of a passage to its topic; passages of none are left out.
    """
    strongest = [
        {vocabulary[at]: row[at] / row.max() for at in np.argsort(-row, kind="stable")[:_TERMS]}
        for row in weights
    ]
    strongest = [{term: w for term, w in terms.items() if w > 0} for terms in strongest]
    prints = _prints(texts, words, topic_of, {term for terms in strongest for term in terms})
    sizes = Counter(topic for topic in topic_of.values() if topic >= 0)
    per_topic = sum(found.by_topic.total() for found in prints.values()) / max(len(sizes), 1)
    used: list[str] = []
    for topic, terms in enumerate(strongest):
        parts = _parts(topic, terms, prints, sizes[topic], per_topic)
        used.append(_label(parts or [_Part((t,), t, 0, w) for t, w in terms.items()], used))
    return used


def _label(parts: Sequence[_Part], used: Sequence[str]) -> str:
    """The best phrase or two of them; the next ones where that label is taken."""
    for first in parts:
        alone = len(first.key) > 1 and first.share >= _COVERED
        if alone and first.spelling not in used:
            return first.spelling
        for second in parts:
            joined = _PARTS.join((first.spelling, second.spelling))
            if not _overlap(first.key, second.key) and joined not in used:
                return joined
    alone_left = parts[0].spelling
    return alone_left if alone_left not in used else f"{alone_left} ({len(used) + 1})"


def _overlap(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two phrases repeat a word, be it in another form (tax, taxes)."""
    return any(a.startswith(b) or b.startswith(a) for a in one for b in other)


def _parts(
    topic: int,
    terms: Mapping[str, float],
    prints: Mapping[tuple[str, ...], _Prints],
    size: int,
    per_topic: float,
) -> list[_Part]:
    """The phrases and nouns that may name a topic, the best first.

    Args:
        topic: its number.
        terms: its strongest terms with their weights.
        prints: all phrases.
        size: its passages.
        per_topic: prints of all phrases in a topic, on average.
    """
    parts = []
    for key, found in prints.items():
        weight = sum(terms.get(word, 0) for word in key)
        count = found.by_topic[topic]
        if weight == 0 or count < (_FEWEST_PRINTS if len(key) > 1 else 1) or not found.is_noun:
            continue
        typical = np.log1p(count) * np.log1p(per_topic / found.by_topic.total())
        gain = _PHRASE_GAIN if len(key) > 1 else 1
        score = weight * typical * gain
        parts.append(_Part(key, found.spelling, found.passages[topic] / size, float(score)))
    return sorted(parts, key=lambda part: (-part.score, part.key))


def _prints(
    texts: Sequence[str],
    words: Words,
    topic_of: Mapping[int, int],
    terms: set[str],
) -> dict[tuple[str, ...], _Prints]:
    """Every run of up to _LONGEST words that holds a term, with its prints."""
    prints: dict[tuple[str, ...], _Prints] = defaultdict(_Prints)
    for row, topic in topic_of.items():
        if topic < 0:
            continue
        passage = _Passage(texts[row], words[row])
        here = set()
        for first, last in passage.spans(terms):
            key = passage.key(first, last)
            found = prints[key]
            found.by_topic[topic] += 1
            found.spellings[passage.spelling(first, last)] += 1
            before = passage.before(first)
            found.nominal += opens_noun(before)
            found.verbal += opens_verb(before)
            found.whole += passage.can_end(last)
            here.add(key)
        for key in here:
            prints[key].passages[topic] += 1
    return dict(prints)


class _Passage:
    """A text as words and what stands between them."""

    def __init__(self, text: str, terms: Sequence[str]) -> None:
        self._terms = terms
        parts = SPLIT.split(text)
        self._words, self._gaps = parts[1::2], parts[::2]  # the gap before each, and the last one

    def spans(self, terms: set[str]) -> Iterator[tuple[int, int]]:
        """First word and the one after the last of every possible phrase that holds a term."""
        holding = {at for at, term in enumerate(self._terms) if term in terms}
        firsts = {at - back for at in holding for back in range(min(_LONGEST, at + 1))}
        for first in sorted(firsts):
            if not self._tells(first):
                continue
            for last in range(first + 1, min(first + _LONGEST, len(self._words)) + 1):
                at = last - 1
                if at > first and not self._goes_on(at):
                    break
                if not self._tells(at):
                    if self._plain(at) == "of":
                        continue
                    break
                is_whole = _PARTICIPLE.search(self._plain(at)) is None
                if is_whole and not holding.isdisjoint(range(first, last)):
                    yield first, last

    def _goes_on(self, at: int) -> bool:
        """Whether a phrase may hold a word and the one before it, which owns nothing."""
        before = self._words[at - 1]
        return self._follows(at) and "'" not in before and "’" not in before

    def _follows(self, at: int) -> bool:
        return self._gaps[at] in _NEXT

    def _tells(self, at: int) -> bool:
        """Whether a word says something: a term, or a name."""
        named = bool(self._terms[at]) or self._words[at][0].isupper()
        return named and not is_vague(self._terms[at] or self._plain(at))

    def _plain(self, at: int) -> str:
        return plain(self._words[at])

    def key(self, first: int, last: int) -> tuple[str, ...]:
        return tuple(self._terms[at] or self._plain(at) for at in range(first, last))

    def spelling(self, first: int, last: int) -> str:
        inner = zip(self._words[first:last], self._gaps[first + 1 : last], strict=False)
        printed = "".join(word + gap for word, gap in inner) + self._words[last - 1]
        return re.sub(r"['’]s?$", "", " ".join(printed.split()))

    def before(self, first: int) -> str:
        """The word before, empty where a mark or the beginning of the text parts them."""
        return self._words[first - 1].lower() if first and self._follows(first) else ""

    def can_end(self, last: int) -> bool:
        """Whether a phrase may be over before a word: a mark, a small word or a verb follows."""
        if last == len(self._words) or not self._follows(last):
            return True
        # Names and titles have no term either, but go on ("prime minister").
        is_verb = not self._terms[last] and not is_vague(self._plain(last))
        return closes_noun(self._plain(last)) or (is_verb and self._words[last].islower())
