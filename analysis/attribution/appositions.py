"""Names and titles set behind a source by a comma: where the whole phrase ends."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.attribution import grammar
from analysis.attribution.phrases import phrase_end
from analysis.attribution.roles import PARTICLES, TITLES
from analysis.attribution.text import MARK, Token


def right_apposition(tokens: Sequence[Token], end: int) -> int:
    """Where a short apposition behind a name ends ("said NAME, head of it"), else the name."""
    if end + 1 >= len(tokens) or not grammar.is_mark(tokens[end], ","):
        return end
    stop = phrase_end(tokens, end + 1, len(tokens))
    if _is_name_of(tokens, end, stop):
        return stop
    titled = any(token.low in TITLES for token in tokens[end + 1 : stop])
    closed = stop >= len(tokens) or tokens[stop].kind == MARK
    return stop if titled and closed and stop - end > 2 else end


def with_name(tokens: Sequence[Token], end: int) -> int:
    """Where the name behind a title ends ("the minister, NAME, opened"), else the title."""
    if end + 1 >= len(tokens) or not grammar.is_mark(tokens[end], ","):
        return end
    stop = phrase_end(tokens, end + 1, len(tokens))
    return stop if _is_name_of(tokens, end, stop) else end


def _is_name_of(tokens: Sequence[Token], comma: int, stop: int) -> bool:
    """Whether a name alone stands behind a title and a comma ("the minister, NAME")."""
    name = tokens[comma + 1 : stop]
    plain = all(token.is_name or token.low in PARTICLES or token.kind == MARK for token in name)
    title = tokens[comma - 1]
    described = title.low in TITLES and not title.is_name
    verb = stop < len(tokens) and grammar.looks_like_verb(tokens, stop)
    return described and plain and 0 < len(name) <= 6 and not verb
