"""How a verb of saying, its subject and what is said stand to each other in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.attribution import cues as forms
from analysis.attribution import grammar, roles
from analysis.attribution.contents import (
    content_start,
    end_of_clause,
    end_of_object,
    end_of_sentence,
    follows_content,
    is_clause,
)
from analysis.attribution.drafts import (
    Case,
    Clause,
    Draft,
    bounds_before,
    content_end,
    offsets,
)
from analysis.attribution.nouns import may_hold_views
from analysis.attribution.passives import read_led, read_passive
from analysis.attribution.phrases import Range
from analysis.attribution.sources import first_subject
from analysis.attribution.text import QUOTE, WORD, Token

# "such as", "as well as": here "as" compares.
_COMPARING = frozenset({"such", "well", "same", "soon", "long", "far", "much", "just", "as"})
# Verbs by which only a document or study says something, and helpers of what is not said yet.
_EVIDENCE = frozenset({"show", "find"})
_MODALS = frozenset({"would", "could", "might", "should", "may"})
# "expected to say", "refused to say": nothing has been said.
_NOT_YET = grammar.word_set(
    "expected likely set due ready refused declined failed able unable want wants wanted"
    " needs need supposed going reluctant unwilling hesitant refusal"
)
_MOST_OPENING = 3  # "Further, as NAME notes,"


def read_verb(case: Case, earlier: Sequence[Draft]) -> Draft | None:
    """The attribution that a verb makes, given those found earlier in the unit; None if none."""
    clause = case.clause
    if clause.cue.form == forms.PASSIVE:
        return read_passive(case)
    if clause.cue.form == forms.INFINITIVE and (led := read_led(case)):
        return led
    if clause.cue.negated and "quote" in clause.cue.entry.patterns:
        return None
    if _is_own_voice(case.tokens, clause) or _only_describes(case) or _is_mere_fact(case):
        return None
    if clause.inverted:
        return _before(case)
    if clause.subject is None:
        return _shared(case, earlier)
    if clause.start and case.tokens[clause.start - 1].low == "as":
        return _as(case)
    return _with_subject(case)


def _is_own_voice(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether the article's own author speaks ("I", "the author believes")."""
    if clause.subject is None:
        return False
    words = " ".join(token.low for token in tokens[slice(*clause.subject)])
    return words in grammar.AUTHORS


def _only_describes(case: Case) -> bool:
    """Whether the clause only describes a thing ("the deal that he claims to want")."""
    start = case.clause.start
    if start == 0:
        return False
    before = case.tokens[start - 1].low
    if before == "which":
        relative = start < 2 or case.tokens[start - 2].low not in grammar.PREPOSITIONS
        return relative and not _tells_of_thing(case)
    if before == "what":
        return True
    relative = before == "that" and not any(c.cue.last == start - 1 for c in case.clauses)
    return relative and not _tells_of_thing(case)


def _tells_of_thing(case: Case) -> bool:
    """Whether a relative clause tells what is said of a thing ("that critics say will fail")."""
    cue, tokens = case.cue, case.tokens
    if "quote" not in cue.entry.patterns or cue.last + 1 >= len(tokens):
        return False
    return tokens[cue.last].low in grammar.AUXILIARIES


def _is_mere_fact(case: Case) -> bool:
    """Whether nobody speaks: things that show or would do something, not that say it."""
    entry, clause = case.cue.entry, case.clause
    subject = case.tokens[slice(*clause.subject)] if clause.subject else ()
    if entry.lemma in _EVIDENCE:
        return not any(token.low in roles.DOCUMENTS for token in subject)
    if "quote" in entry.patterns:
        return False
    helpers = case.tokens[case.cue.group : case.cue.first]
    return any(token.low in _MODALS for token in helpers) or not (
        clause.subject is None or may_hold_views(subject)
    )


def _with_subject(case: Case) -> Draft | None:
    clause, tokens = case.clause, case.tokens
    before = tokens[clause.start - 1] if clause.start else None
    if before and grammar.is_quotation(before):
        return _before(case)
    start = _start(case)
    if start is not None:
        if _is_hypothetical(tokens, clause.start):
            return None
        return _after(case, start)
    following = tokens[clause.cue.last] if clause.cue.last < len(tokens) else None
    if tokens[0].low == "as" and following and grammar.is_mark(following, ","):
        return _as(case)
    patterns = clause.cue.entry.patterns
    closes = "person" in patterns or follows_content(tokens, clause.cue.last)
    leads = before and (grammar.is_mark(before, ",—–-") or before.kind == QUOTE)
    return _before(case) if "quote" in patterns and closes and leads else None


def _is_hypothetical(tokens: Sequence[Token], start: int) -> bool:
    """Whether the clause stands under an "if"."""
    for index in range(start - 1, max(-1, start - 8), -1):
        if tokens[index].kind != WORD:
            return False
        if tokens[index].low in ("if", "unless"):
            return True
    return False


def _start(case: Case) -> int | None:
    """Where the content behind a cue starts, if it does before the next cue."""
    start = content_start(case.tokens, case.cue, case.cue.last)
    if start is None or start <= case.next_start:
        return start
    passed = case.tokens[case.cue.last : start]
    return None if any(token.kind != WORD for token in passed) else start


def _after(case: Case, start: int) -> Draft | None:
    """A content behind its cue: a quotation, a clause, or an object that tells what is said."""
    tokens = case.tokens
    end = _end_of_relative(case, start, content_end(case, start))
    if start >= end:
        return None
    rule = "clause after cue"
    if grammar.is_quotation(tokens[start]) and _closes(tokens, start, end):
        end, rule = start + 1, "quote after cue"
    elif tokens[start - 1].low == "that":
        end = end_of_clause(tokens, start, end)
    else:
        takes_clause = "clause" in case.cue.entry.patterns
        if takes_clause and is_clause(tokens, start, end):
            end = end_of_clause(tokens, start, end)
        else:
            rule = "object after cue"
            end = end if tokens[start].kind == QUOTE else end_of_object(tokens, start, end)
    return case.draft(case.clause.subject, [(start, end)], rule)


def _end_of_relative(case: Case, start: int, end: int) -> int:
    """Where a content ends that stands in a relative clause between commas."""
    tokens, first = case.tokens, case.clause.start
    if first < 2 or tokens[first - 1].low != "which" or not grammar.is_mark(tokens[first - 2], ","):
        return end
    return next((i for i in range(start, end) if grammar.is_mark(tokens[i], ",")), end)


def _closes(tokens: Sequence[Token], quote: int, end: int) -> bool:
    """Whether nothing that belongs to the content follows a quotation."""
    if quote + 1 >= end or tokens[quote + 1].kind != WORD:
        return True
    return tokens[quote].text.rstrip("”\"»’' ")[-1:] in (".", "!", "?", ",")


def _before(case: Case) -> Draft | None:
    """A content in front of the cue, and its second part when the cue interrupts it."""
    tokens, clause = case.tokens, case.clause
    bounds = bounds_before(tokens, min(clause.start, clause.cue.group))
    if not bounds:
        return None
    start, end = bounds
    rule = "clause before cue"
    if grammar.is_quotation(tokens[end - 1]):
        rule = "quote before cue"
        if _stands_alone(tokens, start, end - 1):
            start = end - 1
    resume = clause.subject[1] if clause.inverted and clause.subject else clause.cue.last
    second = _second_part(case, resume, rule)
    if rule == "clause before cue" and not _tells(tokens, start, second[1] if second else end):
        return None
    parts = [(start, end), second] if second else [(start, end)]
    return case.draft(clause.subject, parts, rule)


def _tells(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch in front of a cue holds more than a date or a place."""
    if end - start < 3:
        return False
    opens = tokens[start].low in grammar.PREPOSITIONS or grammar.is_time(tokens[start])
    return not opens or any(grammar.looks_like_verb(tokens, i) for i in range(start, end))


def _stands_alone(tokens: Sequence[Token], start: int, quote: int) -> bool:
    """Whether the quotation is what is said, without a beginning in the article's own words."""
    if start == quote:
        return True
    before = tokens[quote - 1]
    return before.kind != WORD and not grammar.is_mark(before, ",)")


def _second_part(case: Case, resume: int, rule: str) -> Range | None:
    """What goes on behind an interrupting cue: after a comma, never in a new sentence."""
    tokens = case.tokens
    limit = end_of_sentence(tokens, resume)
    for index in range(resume, min(limit, resume + 12)):
        if tokens[index].kind == QUOTE:
            goes_on = grammar.is_mark(tokens[index - 1], ",—–") and grammar.is_quotation(
                tokens[index]
            )
            return (index, index + 1) if goes_on else None
        if grammar.is_mark(tokens[index], ".:"):
            return None
    if rule != "clause before cue" or resume >= limit or not grammar.is_mark(tokens[resume], ","):
        return None
    opening = tokens[resume + 1].low if resume + 1 < limit else ""
    if opening in grammar.PREPOSITIONS | grammar.SUBORDINATORS or opening.endswith("ing"):
        return None
    end = content_end(case, resume + 1)
    return (resume + 1, end) if end - resume > 3 else None


def _shared(case: Case, earlier: Sequence[Draft]) -> Draft | None:
    """A cue without a subject of its own: "…, adding that", "… and called for", "by saying"."""
    start = _start(case)
    if start is None or case.cue.group == 0 or case.cue.entry.cue_class == "believing":
        return None
    if not _shares(case, start):
        return None
    draft = _after(case, start)
    source = _source_before(case, earlier)
    if draft is None or source is None:
        return None
    return replace(draft, source=source, rule="shared subject")


def _source_before(case: Case, earlier: Sequence[Draft]) -> tuple[int, int] | None:
    """The source of the cue before, else the subject of the sentence."""
    start = case.tokens[case.cue.first].start
    sources = [draft.source for draft in earlier if draft.cue and draft.cue[0] < start]
    known = [source for source in sources if source]
    if known:
        return known[-1]
    subject = first_subject(case.tokens, case.cue.group)
    return offsets(case.tokens, subject) if subject else None


def _shares(case: Case, start: int) -> bool:
    """Whether a cue without subject goes on with the sentence's subject."""
    tokens, cue = case.tokens, case.cue
    before = tokens[cue.group - 1]
    announced = tokens[start].kind == QUOTE or tokens[start - 1].low in ("that", ":")
    if cue.form == forms.INFINITIVE:
        if before.low in _NOT_YET:
            return False
        return announced and "quote" in cue.entry.patterns
    if cue.form == forms.PARTICIPLE:
        opens = before.kind != WORD or before.low in ("and", "while", "before", "after")
        return opens or (announced and "quote" in cue.entry.patterns)
    return before.low in ("and", "but", "or") or grammar.is_mark(before, ",")


def _as(case: Case) -> Draft | None:
    """ "as NAME said": the content is the sentence around it."""
    tokens, clause = case.tokens, case.clause
    stop = clause.start - 1
    if stop > 0 and tokens[stop - 1].low in _COMPARING:
        return None
    opening = stop <= _MOST_OPENING and grammar.is_mark(tokens[stop - 1], ",")
    if tokens[0].low == "as" or stop <= 1 or opening:
        start = clause.cue.last
        if start + 1 < len(tokens) and grammar.is_mark(tokens[start], ","):
            end = content_end(case, start + 1)
            return case.draft(clause.subject, [(start + 1, end)], "as") if end > start + 1 else None
        return None
    if "clause" not in clause.cue.entry.patterns or not follows_content(tokens, clause.cue.last):
        return None
    bounds = bounds_before(tokens, stop, ".!?;,:")
    return case.draft(clause.subject, [bounds], "as") if bounds else None
