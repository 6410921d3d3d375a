"""Viewpoints: "in NAME's view", "for the farmers downstream", "to Kenyan analysts".

No verb says here that somebody speaks: the sentence tells how things look to somebody.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.attribution import grammar
from analysis.attribution.contents import end_of_sentence
from analysis.attribution.drafts import Draft, offsets
from analysis.attribution.grammar import word_set
from analysis.attribution.phrases import Range, phrase_end
from analysis.attribution.text import WORD, Token, Unit

_SIGHTS = word_set("view opinion eyes judgment judgement reading telling estimation assessment")
_LOOKS = grammar.BE | word_set(
    "looks look looked seems seem seemed means mean meant remains appears"
)
_MOST_WORDS = 16
_DEMONYM_ENDINGS = ("ans", "ese", "ish")


def viewpoints(unit: Unit) -> list[Draft]:
    """The sentences of a unit that tell how somebody sees it."""
    tokens = unit.tokens
    found = []
    for at, token in enumerate(tokens):
        source = None
        if token.low == "in" and _is_set_off(tokens, at):
            source = _owner(tokens, at)
        elif token.low in ("to", "for") and _tells_looks(tokens, at):
            source = _people(tokens, at)
        parts = _content(tokens, at, _end(tokens, source)) if source else []
        if source and parts:
            found.append(_draft(unit, at, source, parts))
    return found


def _draft(unit: Unit, at: int, source: Range, parts: Sequence[Range]) -> Draft:
    tokens = unit.tokens
    stop = _end(tokens, source)
    cue = (tokens[stop - 1].start, tokens[stop - 1].end)
    if stop == source[1]:
        cue = (tokens[at].start, tokens[at].end)
    content = tuple(offsets(tokens, part) for part in parts)
    where = offsets(tokens, source)
    return Draft(content, cue, where, "believing", "viewpoint", unit.paragraph)


def _is_set_off(tokens: Sequence[Token], at: int) -> bool:
    """Whether a phrase opens its sentence or stands behind a comma."""
    return _opens(tokens, at) or grammar.is_mark(tokens[at - 1], ",;:—–")


def _opens(tokens: Sequence[Token], at: int) -> bool:
    opening = tokens[at - 1].low in grammar.CONJUNCTIONS if at == 1 else False
    return at == 0 or opening or grammar.is_mark(tokens[at - 1], ".!?")


def _tells_looks(tokens: Sequence[Token], at: int) -> bool:
    """Whether "to" or "for" opens its sentence or interrupts "it looks, …, like"."""
    if at < 2 or not grammar.is_mark(tokens[at - 1], ","):
        return _opens(tokens, at)
    return tokens[at - 2].low in _LOOKS


def _owner(tokens: Sequence[Token], at: int) -> Range | None:
    """Whose view it is in "in NAME's view"."""
    for index in range(at + 2, min(len(tokens) - 1, at + _MOST_WORDS)):
        if tokens[index].low in ("'s", "'", "’"):
            return (at + 1, index) if tokens[index + 1].low in _SIGHTS else None
        if tokens[index].kind != WORD:
            return None
    return None


def _people(tokens: Sequence[Token], at: int) -> Range | None:
    """The people in "to Kenyan analysts", "for the farmers downstream"."""
    stop = phrase_end(tokens, at + 1, min(len(tokens), at + _MOST_WORDS))
    head = at + 1
    while head < stop and tokens[head].low not in grammar.PREPOSITIONS:
        head += 1
    people = any(_means_people(token) for token in tokens[max(at + 1, head - 2) : head])
    return (at + 1, stop) if people else None


def _means_people(token: Token) -> bool:
    return grammar.is_group_noun(token.low) or (
        token.is_name and token.low.endswith(_DEMONYM_ENDINGS)
    )


def _end(tokens: Sequence[Token], source: Range) -> int:
    """The token behind the whole phrase."""
    stop = source[1]
    return stop + 2 if stop < len(tokens) and tokens[stop].low in ("'s", "'", "’") else stop


def _content(tokens: Sequence[Token], at: int, stop: int) -> list[Range]:
    """What is seen so: the sentence around the phrase, or the one behind it."""
    limit = end_of_sentence(tokens, stop)
    if stop >= limit:
        before = _before(tokens, at)
        return [before] if before else []
    behind = (stop + 1, limit)
    if not grammar.is_mark(tokens[stop], ",") or behind[1] - behind[0] < 2:
        return []
    before = _before(tokens, at)
    return [before, behind] if before else [behind]


def _before(tokens: Sequence[Token], at: int) -> Range | None:
    """The beginning of the sentence in front of a phrase between commas."""
    if at < 2 or not grammar.is_mark(tokens[at - 1], ","):
        return None
    stops = (i for i in range(at - 2, -1, -1) if grammar.is_mark(tokens[i], ".;:"))
    start = next(stops, -1) + 1
    return (start, at - 1) if at - 1 > start else None
