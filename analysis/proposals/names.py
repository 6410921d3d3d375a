"""Where names stand in sentences, read from their capitals and from nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.actors.words import (
    AFFIXED,
    CALENDAR,
    DETERMINERS,
    DIRECTIONS,
    FORMS_OF_ADDRESS,
    OCCASIONS,
    TITLES,
)

_NAME_SHARE = 0.8  # of the occurrences inside sentences, from which a word is a name
_SHOUTED = 0.75  # of a sentence's longer words, from which its capitals say nothing
_FEWEST_SHOUTED = 5
_LONGEST = 6  # words
_BOUND = 2  # places from which on it is no chance that two words stand together
_MOST_WORDS = 2_000  # of a sentence that are looked at

_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'.&][^\W\d_]+)*|[^\w\s]|\d+")
_POSSESSIVE = re.compile(r"[’']s?$")
_JOINS = frozenset({"of", "de", "da", "del", "della", "di", "du", "la", "van", "von", "al", "bin"})
_AFFIXES = tuple(f"-{affix}" for affix in (*AFFIXED, "based", "listed", "owned", "run"))
# In a name they own nothing: Women’s League.
_OWNERS = frozenset({"people", "women", "men", "children", "king", "queen"})
_BEGINS = frozenset(".!?:;“”\"‘’'—–-([•*")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


HEADS = FORMS_OF_ADDRESS | _set(
    "premier prime sir lady lord princess spokesperson chairwoman commissioner governor mayor "
    "coach manager captain striker midfielder defender goalkeeper winger owner founder director "
    "judge justice professor lawyer economist analyst candidate congressman congresswoman colonel "
    "lieutenant admiral pope bishop archbishop agent author actor actress singer leader executive "
    "co-founder baroness envoy"
)
_NO_NAMES = _set(
    "i the a an st no dr god internet covid am pm tv dvd dvds cd pc gdp ceo cfo mp mps gmt utc vat "
    "wifi usd eur ok new"
)


@dataclass(frozen=True)
class Seen:
    """One place where a name stands: its words, the sentence, and the word before it.

    `printed` is the whole run of capitals that it is part of.
    """

    words: tuple[str, ...]
    sentence_id: str
    article_id: str
    before: str
    printed: tuple[str, ...]


def find_names(sentences: list[tuple[str, str, str]]) -> list[Seen]:
    """Every place of a name.

    Args:
        sentences: sentence_id, article_id and text of each.
    """
    read = [(sentence_id, article_id, _words(text)) for sentence_id, article_id, text in sentences]
    read = [sentence for sentence in read if not _is_shouted(sentence[2])]
    lexicon = _lexicon([words for _, _, words in read])
    return [place for sentence in read for place in _places(*sentence, lexicon)]


def _words(text: str) -> list[str]:
    """The words of a sentence; a possessive ends a name ("Norland’s Acme") and stands alone."""
    words: list[str] = []
    for word in _TOKEN.findall(text)[:_MOST_WORDS]:
        owner = _POSSESSIVE.sub("", word)
        if owner in ("", word) or owner.lower() in _OWNERS:
            words.append(word)
        else:
            words += [owner, "’s"]
    return words


def _begins(words: list[str], at: int) -> bool:
    """Whether a word stands where any word has a capital."""
    return at == 0 or words[at - 1] in _BEGINS


def _is_shouted(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    capitals = sum(word[0].isupper() for word in long)
    return capitals >= _FEWEST_SHOUTED and capitals >= _SHOUTED * len(long)


@dataclass(frozen=True)
class _Lexicon:
    """What the insides of sentences teach.

    Attributes:
        words: words that are names.
        runs: whole names.
        pairs: two words of which the second stands behind the first and nowhere else, again and
            again, while the first is never small: so it is part of the name even where it begins
            a sentence.
    """

    words: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    pairs: frozenset[tuple[str, str]]


def _lexicon(sentences: list[list[str]]) -> _Lexicon:
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    behind: Counter[tuple[str, str]] = Counter()
    runs = set()
    for words in sentences:
        for at, word in enumerate(words):
            if word[0].islower():
                small[word] += 1
            elif word[0].isupper() and not _begins(words, at):
                capital[word] += 1
                behind[words[at - 1], word] += 1
                if not words[at - 1][0].isupper() or _begins(words, at - 1):
                    runs.add(tuple(words[at : _end(words, at)]))
    names = {
        word
        for word, count in capital.items()
        if count >= _NAME_SHARE * (count + small[word.lower()])
    }
    pairs = {
        (first, word)
        for (first, word), count in behind.items()
        if first[0].isupper() and not small[first.lower()] and count == capital[word] >= _BOUND
    }
    return _Lexicon(frozenset(names), frozenset(runs), frozenset(pairs))


def _places(
    sentence_id: str, article_id: str, words: list[str], lexicon: _Lexicon
) -> Iterator[Seen]:
    """The names of a sentence, without the titles before them."""
    at = 0
    while at < len(words):
        end = _end(words, at)
        first = at
        if end > at and _begins(words, at) and tuple(words[at:end]) not in lexicon.runs:
            is_name = words[at] in lexicon.words or tuple(words[at : at + 2]) in lexicon.pairs
            first += not is_name
        first = _after_titles(words, first, end)
        while first < end and _is_before_name(words[first]):
            first += 1
        found = tuple(words[first:end])
        if _is_name(found, lexicon):
            before = words[first - 1].lower() if first else ""
            yield Seen(found, sentence_id, article_id, before, tuple(words[at:end]))
        at = max(end, at + 1)


def _is_before_name(word: str) -> bool:
    """A small word with a capital, or one such as "London-based"."""
    return word.lower() in DETERMINERS | _JOINS | {"a", "an"} or word.endswith(_AFFIXES)


def _end(words: list[str], at: int) -> int:
    """Where the run of capitals ends that begins here; here when there is none."""
    end = at
    while end < len(words) and words[end][0].isupper():
        end += 1
        if end + 1 < len(words) and words[end] in _JOINS and words[end + 1][0].isupper():
            end += 1
    return end


def _after_titles(words: list[str], first: int, end: int) -> int:
    """Where the name proper begins: after "President" or "Deputy Health Minister"."""
    after = first
    for at in range(first, end):
        word = words[at].lower()
        if word in HEADS and (word != "general" or at > first):
            after = at + 1
        elif word not in TITLES and not (at + 1 < end and words[at + 1].lower() in HEADS):
            break
    return after if after < end else first


def _is_name(found: tuple[str, ...], lexicon: _Lexicon) -> bool:
    if not found or len(found) > _LONGEST or any(_is_plain(word) for word in found):
        return False
    if found[-1] in OCCASIONS | DIRECTIONS or {word.lower() for word in found} <= HEADS | TITLES:
        return False
    if len(found) == 1:
        lower = found[0].lower()
        return (
            len(lower) > 1 and found[0] in lexicon.words and lower not in HEADS | TITLES | _NO_NAMES
        )
    return True


def _is_plain(word: str) -> bool:
    """A word that has its capital for another reason than being a name: May, I'm."""
    return word in CALENDAR or word == "I" or word[:2] in ("I'", "I’")
