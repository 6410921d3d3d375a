"""Viewpoints: "in NAME's view", "from NAME's perspective", "for the farmers downstream".

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

# What stands behind the owner of a view, by the preposition in front.
_SIGHTS = {
    "in": word_set(
        "view views opinion eyes mind minds judgment judgement reading telling estimation"
        " assessment"
    ),
    "from": word_set("perspective viewpoint standpoint vantage point view"),
    "by": word_set("account reckoning telling lights logic"),
}
_SEEN = word_set("seen viewed judged")
_SEE = word_set("see sees saw view views viewed tell tells told")
_LOOKS = grammar.BE | word_set(
    "looks look looked seems seem seemed means mean meant remains remained appears appeared becomes"
    " became marks marked represents represented spells"
)
_WITHIN = 40  # tokens in which the sentence must say how things look
_MOST_WORDS = 16
_DEMONYM_ENDINGS = ("ans", "ese", "ish")


def viewpoints(unit: Unit) -> list[Draft]:
    """The sentences of a unit that tell how somebody sees it."""
    tokens = unit.tokens
    found = []
    for at, token in enumerate(tokens):
        source = None
        if token.low in _SIGHTS and _is_set_off(tokens, at):
            source = _owner(tokens, at)
        elif token.low in ("to", "for") and _tells_looks(tokens, at):
            source = _people(tokens, at)
        elif token.low == "as" and _is_set_off(tokens, at):
            source = _who_sees(tokens, at)
        elif token.low == "from" and at and tokens[at - 1].low in _SEEN:
            source = _place(tokens, at)
        parts = _content(tokens, at, _end(tokens, source)) if source else []
        if source and parts and (token.low not in ("to", "for") or _says_how(tokens, parts)):
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
    """Whose view it is in "in NAME's view", "from NAME's point of view"."""
    sights = _SIGHTS[tokens[at].low]
    for index in range(at + 2, min(len(tokens) - 1, at + _MOST_WORDS)):
        if tokens[index].low in ("'s", "'", "’"):
            return (at + 1, index) if tokens[index + 1].low in sights else None
        if tokens[index].kind != WORD:
            return None
    return None


def _who_sees(tokens: Sequence[Token], at: int) -> Range | None:
    """Who sees it so in "as the farmers see it"."""
    for stop in range(at + 2, min(len(tokens) - 1, at + _MOST_WORDS)):
        if tokens[stop].kind != WORD:
            return None
        if tokens[stop].low in _SEE and tokens[stop + 1].low in ("it", "them", "this"):
            return at + 1, stop
    return None


def _place(tokens: Sequence[Token], at: int) -> Range | None:
    """The capital or body in "seen from NAME, …"."""
    stop = at + 1
    while stop < len(tokens) and (tokens[stop].is_name or tokens[stop].low == "the"):
        stop += 1
    closed = stop < len(tokens) and grammar.is_mark(tokens[stop], ",")
    return (at + 1, stop) if stop > at + 1 and closed and _opens(tokens, at - 1) else None


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


def _says_how(tokens: Sequence[Token], parts: Sequence[Range]) -> bool:
    """Whether a content tells how something is or looks, rather than what is done for somebody."""
    start, stop = parts[0]
    inside = range(start, min(stop, start + _WITHIN))
    verbs = (tokens[i].low for i in inside if grammar.looks_like_verb(tokens, i))
    looking = (tokens[i].low for i in inside if tokens[i].low in _LOOKS)
    first = next(verbs, None) or next(looking, None)
    return len(parts) > 1 or first in _LOOKS


def _end(tokens: Sequence[Token], source: Range) -> int:
    """The token behind the whole phrase ("point of view", "see it" counted in)."""
    stop = source[1]
    if stop >= len(tokens):
        return stop
    if tokens[stop].low in _SEE:
        return stop + 2
    if tokens[stop].low not in ("'s", "'", "’"):
        return stop
    behind = [token.low for token in tokens[stop + 1 : stop + 4]]
    return stop + (4 if behind == ["point", "of", "view"] else 2)


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
