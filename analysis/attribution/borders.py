"""Borders of sources: what a finder took along or cut off ("and Otieno has", "President Grace")."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_PRONOUNS = word_set("he she they it who i we")
# The rest of a name that a finder cut: one or two words, not before a verb of its own.
_REST_OF_NAME = re.compile(r"(?: (?:de|van|von|der|al|bin)){0,2} [A-Z][\w’'-]{1,24}")
# What a finder cut off before "officials": "U.S.", "U.N.", which looks like the end of a sentence
# but is none before a small letter.
_ABBREVIATED = re.compile(r"(?<!\w)(?:[A-Z]\.){2,3} (?=[a-z])")
_LONGEST_ABBREVIATION = 7  # code points, with the space behind it
_OPENING = "([“«„\"'‘"


def trimmed_source(text: str, draft: Draft) -> Span | None:
    """The source without marks, cues and little words at its ends, with the name it cuts.

    Itself where nothing would be left.
    """
    if draft.source is None:
        return None
    start, end = _without_cue(draft.source, draft.cue)
    tokens = tokenize(text, start, end)
    first, last = 0, len(tokens)
    while first < last and _may_go_before(tokens, first, last):
        first += 1
    while last > first and _may_go_behind(tokens[last - 1], last - first):
        last -= 1
    if first == last:
        return draft.source
    if last - first > 1 and tokens[first].low in _PRONOUNS:
        last = first + 1
    elif last - first > 1 and tokens[last - 1].low in _PRONOUNS:
        first = last - 1
    stop = tokens[last - 1].end
    if last == len(tokens) and tokens[-1].is_name:
        stop = _end_of_name(text, stop, draft.cue)
    return _start_with_abbreviation(text, tokens[first].start), stop


def _start_with_abbreviation(text: str, start: int) -> int:
    """Where a phrase starts whose abbreviation stands in front of it."""
    first = max(0, start - _LONGEST_ABBREVIATION)
    before = _ABBREVIATED.search(text, first, start + 1)
    return before.start() if before and before.end() == start else start


def _end_of_name(text: str, end: int, cue: Span | None) -> int:
    """Where a name ends that goes on behind the source; a cue ends it."""
    rest = _REST_OF_NAME.match(text, end)
    if rest is None or (cue is not None and end <= cue[0] < rest.end()):
        return end
    return rest.end()


def _without_cue(source: Span, cue: Span | None) -> Span:
    """The longer rest of a source beside a cue that stands in it."""
    if cue is None or cue[1] <= source[0] or source[1] <= cue[0]:
        return source
    left, right = (source[0], max(source[0], cue[0])), (min(source[1], cue[1]), source[1])
    return max(left, right, key=lambda span: span[1] - span[0])


def _may_go_before(tokens: Sequence[Token], first: int, last: int) -> bool:
    token = tokens[first]
    if token.kind == MARK:
        return token.text not in _OPENING
    if last - first < 2 or token.is_name:
        return last - first > 1 and token.low in _BEFORE
    following = tokens[first + 1].low
    leads = following in ("the", "a", "an") and token.low not in grammar.QUANTIFIERS
    return token.low in _BEFORE or token.low in _SAYING or leads


def _may_go_behind(token: Token, left: int) -> bool:
    if token.kind == MARK:
        return token.text in ",.;:–—-"
    return left > 1 and not token.is_name and (token.low in _BEHIND or token.low in _SAYING)
