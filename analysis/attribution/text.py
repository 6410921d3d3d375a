"""An article cut into units of reading: sentences joined where a quotation runs over their border.

Inside a unit a quotation is one single token, so that `"X," he said, "Y"` reads as three parts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from analysis.attribution.quotes import Quote

_LONGEST_UNIT = 300  # tokens
Span = tuple[int, int]
WORD, MARK, QUOTE = "word", "mark", "quote"
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Capt|Prof|St|Sgt|Adm|Brig|Maj|Cmdr|Jr|Sr)\."
    r"|[A-Z]\.(?=\s?[A-Z])"
    r"|\d+(?:[.,]\d+)+"
    r"|[^\W_]+(?:[-’'‘&][^\W_]+)*"
    r"|[^\w\s]|_"
)
_APOSTROPHES = frozenset("'’‘")


class Token(NamedTuple):
    """A word, a punctuation mark or a whole quotation, with its offsets in the article.

    `low` is the word in small letters, `is_name` whether it has a capital letter.

    A tuple, because an article has thousands and a data class takes several times as long to make.
    """

    start: int
    end: int
    text: str
    kind: str
    low: str
    is_name: bool


# A token out of its parts, in half the time that Token(...) takes.
_token = partial(tuple.__new__, Token)


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch that is read as one: one sentence, or several that share a quotation."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Words (a possessive ending apart) and punctuation marks of text[start:end]."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        first, last = match.span()
        low = word.lower()
        if low.isascii() and "'" not in low:
            sort = WORD if word[0].isalnum() else MARK
            tokens.append(_token((first, last, word, sort, low, word[0].isupper())))
        elif not word[0].isalnum():
            tokens.append(_token((first, last, word, MARK, word, False)))
        elif word[-2:-1] in _APOSTROPHES and len(word) > 2 and word[-1] in "sS":
            tokens.append(_word(first, last - 2, word[:-2]))
            tokens.append(_word(last - 2, last, word[-2:]))
        else:
            tokens.append(_word(first, last, word))
    return tokens


def words_in(text: str) -> list[str]:
    """The texts of the tokens of a text, in half the time."""
    words: list[str] = []
    for word in _TOKEN.findall(text):
        if word[-2:-1] in _APOSTROPHES and len(word) > 2 and word[-1] in "sS":
            words += (word[:-2], word[-2:])
        else:
            words.append(word)
    return words


@lru_cache(maxsize=256)
def tokens_in(phrase: str) -> tuple[Token, ...]:
    """The tokens of a phrase; one and the same is asked about several times on end."""
    return tuple(tokenize(phrase, 0, len(phrase)))


def _word(start: int, end: int, text: str) -> Token:
    low = text.lower()
    if not low.isascii():
        low = low.replace("’", "'").replace("‘", "'")
    return _token((start, end, text, WORD, low, text[0].isupper()))


def touching(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """Those of some spans, sorted and apart, that share a code point with [start, end)."""
    first = bisect_right(spans, (start, start))
    if first and spans[first - 1][1] > start:
        first -= 1
    last = bisect_left(spans, (end, end))
    return [span for span in spans[first:last] if span[1] > start]


def units_of(
    text: str, sentences: Sequence[Span], quotes: Sequence[Quote], paragraph: int
) -> list[Unit]:
    """The units of one paragraph, in order."""
    quoted = [(quote.start, quote.end) for quote in quotes]
    units: list[Unit] = []
    for start, end in _joined(sentences, quoted):
        tokens = _with_quotes(text, start, end, touching(quoted, start, end))
        for piece in _pieces(tokens):
            units.append(Unit(piece[0].start, piece[-1].end, tuple(piece), paragraph))
    return units


def _joined(sentences: Sequence[Span], quoted: Sequence[Span]) -> list[Span]:
    """The sentences, those joined whose border a quotation runs over."""
    borders: list[Span] = []
    for start, end in sentences:
        if borders and any(a < borders[-1][1] for a, _ in touching(quoted, start, start + 1)):
            borders[-1] = (borders[-1][0], end)
        else:
            borders.append((start, end))
    return borders


def units_within(text: str, unit: Unit, sentences: Sequence[Span]) -> list[Unit]:
    """The sentences inside the quotations of a unit, each as a unit of its own."""
    inner = []
    for quote in unit.tokens:
        if quote.kind != QUOTE:
            continue
        for start, end in touching(sentences, quote.start, quote.end):
            left, right = max(start, quote.start + 1), min(end, quote.end - 1)
            tokens = tokenize(text, left, right) if left < right else []
            if tokens:
                inner.append(Unit(left, right, tuple(tokens), unit.paragraph))
    return inner


def _pieces(tokens: list[Token]) -> list[list[Token]]:
    """The tokens cut where a sentence follows a full stop without a space ("signed.Later").

    What is longer than any sentence is cut as well, so that time stays linear in the text.
    """
    glued = [
        number + 1
        for number, token in enumerate(tokens)
        if token.text == "."
        and 0 < number < len(tokens) - 1
        and _is_glued(*tokens[number - 1 :][:3])
    ]
    return [
        tokens[at : min(at + _LONGEST_UNIT, stop)]
        for start, stop in pairwise([0, *glued, len(tokens)])
        for at in range(start, stop, _LONGEST_UNIT)
    ]


def _is_glued(before: Token, stop: Token, behind: Token) -> bool:
    """Whether a full stop has no space on either side and stands before a capital letter."""
    touch = before.end == stop.start and stop.end == behind.start
    return touch and behind.is_name and len(before.text) > 2


def _with_quotes(text: str, start: int, end: int, quoted: Sequence[Span]) -> list[Token]:
    """The tokens of text[start:end], each quotation as one."""
    tokens: list[Token] = []
    at = start
    for opening, closing in quoted:
        left, right = max(opening, start), min(closing, end)
        tokens += tokenize(text, at, left)
        tokens.append(Token(left, right, text[left:right], QUOTE, QUOTE, False))
        at = right
    return tokens + tokenize(text, at, end)
