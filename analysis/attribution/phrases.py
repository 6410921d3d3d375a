"""Where a noun phrase ends, judged word by word."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.attribution import grammar
from analysis.attribution.text import MARK, QUOTE, WORD, Token

Range = tuple[int, int]
MOST_WORDS = 24
_LINKS = frozenset({"of", "for", "at", "in", "from", "on", "to", "with", "against"})


def phrase_end(tokens: Sequence[Token], start: int, limit: int) -> int:
    """Where a noun phrase that starts at a token ends: before its verb, a comma or a clause."""
    index = start
    while index < limit and index - start < MOST_WORDS:
        token = tokens[index]
        if token.kind == MARK and (token.text not in "-/&'’" or is_dash(tokens, index)):
            break
        if token.kind == QUOTE and (index > start or grammar.is_quotation(token)):
            break
        if index > start and token.low in grammar.SUBJECT_PRONOUNS:
            break
        if token.low in _LINKS and index > start:
            if not _links(tokens, index, limit):
                break
        elif token.low in ("and", "or"):
            if (
                index + 1 >= limit
                or not joins(tokens, index)
                or tokens[index + 1].low in (grammar.SUBJECT_PRONOUNS)
            ):
                break
        elif index > start and _ends_phrase(tokens, index):
            break
        index += 1
    return index


def is_dash(tokens: Sequence[Token], index: int) -> bool:
    """Whether a hyphen stands for a dash, with a space before it."""
    return tokens[index].text == "-" and index > 0 and tokens[index - 1].end < tokens[index].start


def _links(tokens: Sequence[Token], index: int, limit: int) -> bool:
    """Whether a preposition goes on with the phrase ("head of the bank", "envoy to Sudan")."""
    if index + 1 >= limit:
        return False
    following = tokens[index + 1]
    if grammar.is_time(following) or following.low.isdigit():
        return False
    if tokens[index].low == "of":
        return True
    place = following.is_name or following.low in ("the", "their", "its")
    if tokens[index].low in ("in", "on", "to", "with", "against", "from"):
        return place and not tokens[index - 1].is_name and following.is_name
    return place


def joins(tokens: Sequence[Token], index: int) -> bool:
    """Whether "and" joins two noun phrases of one subject rather than two clauses."""
    if index == 0 or tokens[index - 1].kind != WORD:
        return False
    left, right = tokens[index - 1], tokens[index + 1]
    return left.is_name or not right.is_name


def _ends_phrase(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    low = token.low
    if low in grammar.AUXILIARIES or grammar.is_time(token) or low in grammar.CONJUNCTIONS:
        return True
    if low in grammar.PREPOSITIONS or low in grammar.SUBORDINATORS:
        return True
    return grammar.is_adverb(token) or grammar.looks_like_verb(tokens, index)
