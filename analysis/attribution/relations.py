"""Relations: each cue of a unit with its source and its content, and quotations that go on.

Verbs are read in `frames`; here are the cues that are no verbs ("according to", "the claim that")
and the quotations that have no cue of their own: they continue what was quoted before.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.attribution import cues as forms
from analysis.attribution import grammar
from analysis.attribution.contents import end_of_sentence
from analysis.attribution.cues import Cue
from analysis.attribution.drafts import (
    Case,
    Clause,
    Draft,
    bounds_before,
    content_end,
    floor_before,
    read_clause,
)
from analysis.attribution.frames import read_verb
from analysis.attribution.phrases import Range, phrase_end
from analysis.attribution.sources import subject_right
from analysis.attribution.text import QUOTE, WORD, Token, Unit
from analysis.attribution.viewpoints import viewpoints

_NOBODY_ELSE = grammar.word_set("i we you it one anyone everyone nobody who that what my our your")
_MOST_BEFORE = 4  # tokens that may stand before "according to" where it opens its sentence


def relate(unit: Unit, cues: Sequence[Cue]) -> list[Draft]:
    """The attributions of one unit, in the order of their cues, continuing quotations last."""
    clauses = [read_clause(unit.tokens, cue) for cue in cues]
    drafts: list[Draft] = []
    for number in range(len(clauses)):
        case = Case(unit, clauses, number)
        if case.cue.form == forms.PHRASE:
            draft = _according(case)
        elif case.cue.form == forms.NOUN:
            draft = _by_noun(case)
        else:
            draft = read_verb(case, drafts)
        if draft:
            drafts.append(draft)
    return [*viewpoints(unit), *drafts, *_continuing(unit, drafts)]


def relate_quoted(unit: Unit, cues: Sequence[Cue]) -> list[Draft]:
    """What a speaker ascribes to others within a quotation; "I think" adds no voice to it."""
    clauses = [read_clause(unit.tokens, cue) for cue in cues]
    others = [clause.cue for clause in clauses if clause.subject and _is_other(unit, clause)]
    return [draft for draft in relate(unit, others) if draft.rule == "clause after cue"]


def _is_other(unit: Unit, clause: Clause) -> bool:
    subject = unit.tokens[slice(*clause.subject)] if clause.subject else ()
    return not any(token.low in _NOBODY_ELSE for token in subject)


def _according(case: Case) -> Draft | None:
    """ "according to NAME": the content stands before or behind it; "in his view" likewise."""
    tokens, cue = case.tokens, case.cue
    subject = _own_possessor(tokens, cue) or subject_right(tokens, cue.last)
    if subject is None:
        return None
    if cue.first - floor_before(tokens, cue.first) < _MOST_BEFORE:
        behind = max(subject[1], cue.last)
        limit = end_of_sentence(tokens, behind)
        commas = (i for i in range(behind, limit) if grammar.is_mark(tokens[i], ","))
        start = next(commas, behind - 1) + 1
        if start >= limit:
            return None
        return case.draft(subject, [(start, content_end(case, start))], "according to")
    bounds = bounds_before(tokens, cue.first)
    return case.draft(subject, [bounds], "according to") if bounds else None


def _own_possessor(tokens: Sequence[Token], cue: Cue) -> Range | None:
    """The pronoun inside a phrase such as "in his view"."""
    inside = (i for i in range(cue.first, cue.last) if tokens[i].low in grammar.POSSESSIVES)
    index = next(inside, None)
    return None if index is None else (index, index + 1)


def _by_noun(case: Case) -> Draft | None:
    """ "NAME's claim that", "allegations by NAME that"."""
    tokens, cue = case.tokens, case.cue
    index, subject = cue.last, None
    if index < len(tokens) and tokens[index].low in ("by", "from", "of"):
        end = phrase_end(tokens, index + 1, len(tokens))
        if end > index + 1:
            subject, index = (index + 1, end), end
    if index + 1 >= len(tokens) or tokens[index].low != "that":
        return None
    subject = subject or _possessor(tokens, cue.first)
    end = content_end(case, index + 1)
    if subject is None or end <= index + 1:
        return None
    return case.draft(subject, [(index + 1, end)], "noun")


def _possessor(tokens: Sequence[Token], noun: int) -> Range | None:
    for index in range(noun - 1, max(-1, noun - 4), -1):
        if tokens[index].low in grammar.POSSESSIVES:
            return index, index + 1
        if tokens[index].low == "'s" and index:
            start = index
            while start > 0 and _names_owner(tokens[start - 1]):
                start -= 1
            return (start, index) if start < index else None
    return None


def _names_owner(token: Token) -> bool:
    return token.low == "the" or (token.is_name and token.low not in grammar.PREPOSITIONS)


def _continuing(unit: Unit, drafts: Sequence[Draft]) -> list[Draft]:
    """Quotations without a cue that make up their unit or follow a quotation in it."""
    quoted = any(draft.rule.startswith("quote") for draft in drafts)
    spans = [span for draft in drafts for span in draft.content]
    found: list[Draft] = []
    for index, token in enumerate(unit.tokens):
        if not grammar.is_quotation(token) or any(
            a < token.end and token.start < b for a, b in spans
        ):
            continue
        after_quote = any(earlier.kind == QUOTE for earlier in unit.tokens[:index])
        if _makes_up(unit, token) or (quoted and after_quote):
            content = ((token.start, token.end),)
            found.append(Draft(content, None, None, None, "continuing", unit.paragraph))
    return found


def _makes_up(unit: Unit, quote: Token) -> bool:
    """Whether a quotation is nearly all of its unit."""
    rest = sum(t.end - t.start for t in unit.tokens if t is not quote and t.kind == WORD)
    return rest <= 0.25 * (quote.end - quote.start)
