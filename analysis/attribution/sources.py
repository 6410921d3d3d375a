"""Who says it: the noun phrase that belongs to a cue, to its left, to its right or further back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analysis.attribution import grammar
from analysis.attribution.appositions import right_apposition, with_name
from analysis.attribution.cues import PARTICIPLE, Cue
from analysis.attribution.grammar import word_set
from analysis.attribution.phrases import MOST_WORDS, Range, is_dash, joins, phrase_end
from analysis.attribution.text import MARK, QUOTE, WORD, Token

_CLOSED = grammar.CONJUNCTIONS | grammar.SUBORDINATORS | grammar.PREPOSITIONS


def subject_left(tokens: Sequence[Token], cue: Cue, floor: int = 0) -> Range | None:
    """The subject that stands directly before a cue; None where the cue has none of its own.

    Args:
        tokens: the tokens of the unit.
        cue: the cue.
        floor: no subject starts before this token.
    """
    last = cue.group - 1
    if last < floor:
        return None
    token = tokens[last]
    if token.low in grammar.SUBJECT_PRONOUNS:
        return last, last + 1
    if token.low in ("who", "which", "that"):
        return _antecedent(tokens, last, floor) if token.low == "who" else None
    if grammar.is_mark(token, ",—–") or grammar.is_mark(token, ")"):
        return _before_apposition(tokens, last, floor)
    if (
        token.kind != WORD
        or token.low in grammar.CONJUNCTIONS
        or token.low in grammar.SUBORDINATORS
    ):
        return None
    if token.low in grammar.PREPOSITIONS:
        return None
    found = _phrase_ending_at(tokens, last + 1, floor)
    if found is None and cue.form == PARTICIPLE:
        return _behind_with(tokens, last + 1)
    return found


def _behind_with(tokens: Sequence[Token], stop: int) -> Range | None:
    """The subject of "with NAME saying"."""
    for start in range(stop - 1, max(-1, stop - 10), -1):
        if tokens[start].low == "with":
            return (start + 1, stop) if start + 1 < stop else None
        if tokens[start].kind != WORD:
            return None
    return None


def _phrase_ending_at(tokens: Sequence[Token], stop: int, floor: int) -> Range | None:
    """The noun phrase whose last token is stop - 1."""
    start = stop
    while start > floor and stop - start < MOST_WORDS and _continues(tokens, start - 1, stop):
        start -= 1
    start = _without_opening(tokens, start, stop)
    if any(token.low == "and" for token in tokens[start:stop]):
        start = _start_of_list(tokens, start, floor)
    return (start, stop) if start < stop and _can_speak(tokens, start, stop) else None


def _start_of_list(tokens: Sequence[Token], start: int, floor: int) -> int:
    """Where "A, B and C" starts, seen from the part behind its last comma."""
    while start - 1 > floor and grammar.is_mark(tokens[start - 1], ","):
        first = start - 1
        while first > floor and tokens[first - 1].kind == WORD:
            first -= 1
        part = tokens[first : start - 1]
        named = any(token.is_name or grammar.is_group_noun(token.low) for token in part)
        if not named or _is_adverbial(tokens, first) or grammar.is_adverb(tokens[first]):
            break
        if any(grammar.looks_like_verb(tokens, i) for i in range(first, start - 1)):
            break
        if any(token.low in grammar.SUBORDINATORS for token in part):
            break
        start = first
    return start


def _continues(tokens: Sequence[Token], index: int, stop: int) -> bool:
    token = tokens[index]
    if token.kind == MARK:
        return token.text in "-/&'’." and not is_dash(tokens, index)
    if token.kind == QUOTE:
        return not grammar.is_quotation(token) and index + 1 < stop
    if token.low == "as" and index and tokens[index - 1].low == "such":
        return True
    if token.low in ("that", "if") or token.low in grammar.SUBORDINATORS - {"after", "before"}:
        return False
    if token.low in grammar.SUBJECT_PRONOUNS or token.low in grammar.AUXILIARIES:
        return False
    if token.low in ("but", "nor", "yet"):
        return False
    if token.low in ("and", "or"):
        return index + 1 < stop and joins(tokens, index)
    if index and tokens[index - 1].low in ("he", "she", "it") and token.low.endswith("s"):
        return False
    return not grammar.looks_like_verb(tokens, index) or index == stop - 1


def _without_opening(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Skips what stands before the subject: conjunctions, adverbs, "On Friday", "In Vienna"."""
    while start < stop:
        token = tokens[start]
        if (
            token.low in grammar.CONJUNCTIONS
            or grammar.is_adverb(token)
            or token.kind == MARK
            or (grammar.is_time(token) and start + 1 < stop)
        ):
            start += 1
        elif token.low in _NEAR and start + 1 < stop and tokens[start + 1].low in _PERIODS:
            start += 2
        elif token.low in grammar.PREPOSITIONS or token.low in grammar.SUBORDINATORS:
            start = _after_adverbial(tokens, start, stop)
        else:
            break
    return start


def _after_adverbial(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Where the subject starts behind a prepositional opening without a comma."""
    for index in range(start + 1, stop):
        before, token = tokens[index - 1], tokens[index]
        if index == start + 1:
            continue
        starts = token.low in grammar.DETERMINERS or token.is_name
        if starts and (grammar.is_time(before) or before.low.isdigit()):
            return index
        if starts and before.kind == WORD and not before.is_name and before.low not in _ARTICLES:
            if before.low in grammar.PREPOSITIONS | grammar.CONJUNCTIONS | {"'s"}:
                continue
            return index
    return stop


_NEAR = frozenset({"last", "this", "next", "late", "early", "that"})
_PERIODS = (
    grammar.TIMES | grammar.MONTHS | word_set("week month year night morning day summer winter")
)
_ARTICLES = grammar.DETERMINERS


def _can_speak(tokens: Sequence[Token], start: int, stop: int) -> bool:
    words = [token for token in tokens[start:stop] if token.kind == WORD]
    if not words or words[0].low in ("there", "what", "nothing", "something"):
        return False
    return not all(grammar.is_time(word) or word.low.isdigit() for word in words)


def _antecedent(tokens: Sequence[Token], who: int, floor: int) -> Range | None:
    """The noun phrase that a relative "who" belongs to."""
    stop = who - 1 if who and grammar.is_mark(tokens[who - 1], ",") else who
    if stop <= floor:
        return None
    return _phrase_ending_at(tokens, stop, floor)


def _before_apposition(tokens: Sequence[Token], comma: int, floor: int) -> Range | None:
    """The subject in "NAME, who she is, named after a man, said": its first phrase."""
    start = _clause_start(tokens, comma, floor)
    bounds = [start - 1, *(i for i in range(start, comma + 1) if _separates(tokens[i]))]
    for left, right in pairwise(bounds):
        first = _skip(tokens, left + 1, right)
        if first == start and _is_as_phrase(tokens, first, right):
            first += 1
        if first >= right or _is_adverbial(tokens, first):
            continue
        end = phrase_end(tokens, first, right)
        if not _can_speak(tokens, first, end) or (end < right and _has_verb(tokens, end, right)):
            continue
        if _goes_on_as_clause(tokens, right, comma):
            continue
        return first, _with_apposition(tokens, right, right, comma)
    return None


def _is_as_phrase(tokens: Sequence[Token], first: int, right: int) -> bool:
    """Whether "as" stands before a mere noun phrase ("As the mayor, NAME, put it")."""
    opens = first + 1 < right and tokens[first].low == "as"
    return opens and phrase_end(tokens, first + 1, right) == right


def _goes_on_as_clause(tokens: Sequence[Token], right: int, comma: int) -> bool:
    """Whether a verb behind a phrase shows that it opens a clause, not the phrase of a speaker."""
    for index in range(right, comma):
        if is_relative(tokens[index]):
            return False
        if tokens[index].low in grammar.AUXILIARIES:
            return True
    return False


def _with_apposition(tokens: Sequence[Token], end: int, right: int, comma: int) -> int:
    """Takes a short apposition up to the closing comma into the phrase, never a relative clause."""
    after = tokens[right + 1 : comma]
    if end < right:
        return right if not after else end
    if not after or len(after) > 14 or any(is_relative(token) for token in after):
        return end
    return comma


def is_relative(token: Token) -> bool:
    return token.low in ("who", "which", "whose", "whom", "where") or token.kind == QUOTE


def _clause_start(tokens: Sequence[Token], stop: int, floor: int) -> int:
    for index in range(stop - 1, floor - 1, -1):
        token = tokens[index]
        if grammar.is_quotation(token):
            return index + 1
        if token.kind == MARK and token.text in ";:":
            return index + 1
    return floor


def _separates(token: Token) -> bool:
    return token.kind == MARK and token.text in ",—–()"


def _skip(tokens: Sequence[Token], start: int, stop: int) -> int:
    while start < stop and (
        tokens[start].low in grammar.CONJUNCTIONS or grammar.is_adverb(tokens[start])
    ):
        start += 1
    return start


def _is_adverbial(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    low = token.low
    if grammar.is_time(token) or low.isdigit():
        return True
    if low in grammar.PREPOSITIONS or (low in grammar.SUBORDINATORS and low != "so"):
        return True
    return low.endswith(("ing", "ed")) and not token.text.isupper() and len(low) > 4


def _has_verb(tokens: Sequence[Token], start: int, stop: int) -> bool:
    return any(
        tokens[i].low in grammar.AUXILIARIES or tokens[i].low in grammar.COMMON_VERBS
        for i in range(start, stop)
    )


def subject_right(tokens: Sequence[Token], start: int) -> Range | None:
    """The subject behind an inverted cue ("said the minister"), with a short apposition."""
    limit = len(tokens)
    if start >= limit or tokens[start].kind != WORD:
        return None
    token = tokens[start]
    if token.low in grammar.SUBJECT_PRONOUNS:
        return start, start + 1
    if token.low in grammar.PREPOSITIONS | grammar.SUBORDINATORS | grammar.CONJUNCTIONS:
        return None
    if grammar.is_time(token) or grammar.is_adverb(token) or token.low in grammar.AUXILIARIES:
        return None
    end = phrase_end(tokens, start, limit)
    if end == start or not _can_speak(tokens, start, end):
        return None
    return start, right_apposition(tokens, end)


def first_subject(tokens: Sequence[Token], stop: int, floor: int = 0) -> Range | None:
    """The subject of the clause that a later verb shares ("NAME met him and said")."""
    bounds = [floor - 1, *(i for i in range(floor, stop) if _separates(tokens[i])), stop]
    for left, right in pairwise(bounds):
        first = _skip(tokens, left + 1, right)
        if first < right and (grammar.is_time(tokens[first]) or _is_adverbial(tokens, first)):
            first = _without_opening(tokens, first, right) if left + 1 == floor else right
        if first >= right:
            continue
        end = phrase_end(tokens, first, right)
        if end > first and _can_speak(tokens, first, end):
            return first, with_name(tokens, end)
    return None
