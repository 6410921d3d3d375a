"""Borders of sources: what a finder took along that names nobody ("and Otieno has", "she said,")."""

from __future__ import annotations

from analysis.attribution import grammar
from analysis.attribution.drafts import Draft
from analysis.attribution.grammar import word_set
from analysis.attribution.text import MARK, Span, Token, tokenize

_BEFORE = (
    grammar.CONJUNCTIONS
    | (grammar.SUBORDINATORS - {"who", "which", "whom", "whose"})
    | grammar.AUXILIARIES
    | word_set("by to from of in on at with for according per thus so also later earlier")
)
_BEHIND = (
    grammar.CONJUNCTIONS
    | grammar.SUBORDINATORS
    | grammar.AUXILIARIES
    | grammar.PREPOSITIONS
    | grammar.ADVERBS
    | grammar.DETERMINERS
    | grammar.TIMES
) - grammar.POSSESSIVES
_SAYING = word_set(
    "said says say saying told tells tell telling added adds adding wrote writes writing stated"
    " states stating noted notes noting explained explains stressed warned warns warning claimed"
    " claims claiming announced announces insisted insists argued argues believes believe accused"
    " accuses denied denies called calls urged urges asked asks reported reports confirmed replied"
    " continued concluded suggested suggests vowed emphasized emphasised declared expressed"
)
_OPENING = "([“«„\"'‘"


def trimmed_source(text: str, draft: Draft) -> Span | None:
    """The source without marks, cues and little words at its ends; itself where nothing is left."""
    if draft.source is None:
        return None
    start, end = _without_cue(draft.source, draft.cue)
    tokens = tokenize(text, start, end)
    first, last = 0, len(tokens)
    while first < last and _may_go_before(tokens[first], last - first):
        first += 1
    while last > first and _may_go_behind(tokens[last - 1], last - first):
        last -= 1
    if first == last or (first, last) == (0, len(tokens)):
        return (start, end) if start < end else draft.source
    return tokens[first].start, tokens[last - 1].end


def _without_cue(source: Span, cue: Span | None) -> Span:
    """The longer rest of a source beside a cue that stands in it."""
    if cue is None or cue[1] <= source[0] or source[1] <= cue[0]:
        return source
    left, right = (source[0], max(source[0], cue[0])), (min(source[1], cue[1]), source[1])
    return max(left, right, key=lambda span: span[1] - span[0])


def _may_go_before(token: Token, left: int) -> bool:
    if token.kind == MARK:
        return token.text not in _OPENING
    return left > 1 and (token.low in _BEFORE or (token.low in _SAYING and not token.is_name))


def _may_go_behind(token: Token, left: int) -> bool:
    if token.kind == MARK:
        return token.text in ",.;:–—-"
    return left > 1 and not token.is_name and (token.low in _BEHIND or token.low in _SAYING)
