"""An article cut into units of reading: sentences joined where a quotation runs over their border.

Inside a unit a quotation is one single token, so that `"X," he said, "Y"` reads as three parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.attribution.quotes import Quote

WORD, MARK, QUOTE = "word", "mark", "quote"
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Capt|Prof|St|Sgt|Adm|Brig|Maj|Cmdr|Jr|Sr)\."
    r"|[A-Z]\.(?=\s?[A-Z])"
    r"|\d+(?:[.,]\d+)+"
    r"|[^\W_]+(?:[-’'‘&][^\W_]+)*"
    r"|[^\w\s]|_"
)
_POSSESSIVE = re.compile(r"['’‘]s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a punctuation mark or a whole quotation, with its offsets in the article."""

    start: int
    end: int
    text: str
    kind: str
    low: str

    @property
    def is_name(self) -> bool:
        return self.kind == WORD and self.text[:1].isupper()


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
        if not (word[0].isalnum()):
            tokens.append(Token(match.start(), match.end(), word, MARK, word))
            continue
        ending = _POSSESSIVE.search(word)
        if ending and ending.start():
            middle = match.start() + ending.start()
            tokens.append(_word(match.start(), middle, word[: ending.start()]))
            tokens.append(_word(middle, match.end(), ending.group()))
        else:
            tokens.append(_word(match.start(), match.end(), word))
    return tokens


def _word(start: int, end: int, text: str) -> Token:
    return Token(start, end, text, WORD, text.lower().replace("’", "'").replace("‘", "'"))


def units_of(
    text: str,
    sentences: Sequence[tuple[int, int]],
    quotes: Sequence[Quote],
    paragraph: int,
) -> list[Unit]:
    """The units of one paragraph, in order."""
    borders: list[list[int]] = []
    for start, end in sentences:
        joined = borders and any(q.start < borders[-1][1] and q.end > start for q in quotes)
        if joined:
            borders[-1][1] = end
        else:
            borders.append([start, end])
    return [
        Unit(piece[0].start, piece[-1].end, tuple(piece), paragraph)
        for start, end in borders
        for piece in _at_glued_stops(_with_quotes(text, start, end, quotes))
    ]


def units_within(text: str, unit: Unit, sentences: Sequence[tuple[int, int]]) -> list[Unit]:
    """The sentences inside the quotations of a unit, each as a unit of its own."""
    inner = []
    for quote in unit.tokens:
        if quote.kind != QUOTE:
            continue
        for start, end in sentences:
            left, right = max(start, quote.start + 1), min(end, quote.end - 1)
            tokens = tokenize(text, left, right) if left < right else []
            if tokens:
                inner.append(Unit(left, right, tuple(tokens), unit.paragraph))
    return inner


def _at_glued_stops(tokens: list[Token]) -> list[list[Token]]:
    """The tokens cut where a sentence follows a full stop without a space ("signed.Later")."""
    pieces: list[list[Token]] = [[]]
    for number, token in enumerate(tokens):
        pieces[-1].append(token)
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        if token.text == "." and following and following.is_name and number:
            glued = following.start == token.end and len(tokens[number - 1].text) > 2
            if glued and tokens[number - 1].end == token.start:
                pieces.append([])
    return [piece for piece in pieces if piece]


def _with_quotes(text: str, start: int, end: int, quotes: Sequence[Quote]) -> list[Token]:
    tokens: list[Token] = []
    at = start
    for quote in quotes:
        if quote.end <= start or quote.start >= end:
            continue
        left, right = max(quote.start, start), min(quote.end, end)
        tokens += tokenize(text, at, left)
        tokens.append(Token(left, right, text[left:right], QUOTE, QUOTE))
        at = right
    return tokens + tokenize(text, at, end)
