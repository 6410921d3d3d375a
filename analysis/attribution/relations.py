"""Relations: each cue of a unit with its source and its content, and quotations that go on.

The rules know four places for a content: behind the cue, in front of it, on both sides of it
(`"X," he said, "Y"`), and, for a quotation without a cue of its own, nowhere near one: it continues
what was quoted before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.attribution import cues as cue_forms
from analysis.attribution import grammar
from analysis.attribution.contents import (
    clause_bounds_before,
    content_start,
    end_of_object,
    end_of_sentence,
    follows_content,
    is_clause,
    is_quotation,
)
from analysis.attribution.cues import Cue
from analysis.attribution.sources import (
    Range,
    first_subject,
    phrase_end,
    subject_left,
    subject_right,
)
from analysis.attribution.text import QUOTE, WORD, Token, Unit

Span = tuple[int, int]

# How sure each rule is: the share of its findings that annotators confirm, rounded.
CONFIDENCE = {
    "quote before cue": 0.95,
    "quote after cue": 0.9,
    "clause after cue": 0.8,
    "clause before cue": 0.85,
    "according to": 0.85,
    "object after cue": 0.6,
    "shared subject": 0.65,
    "noun": 0.55,
    "as": 0.7,
    "no source": 0.5,
    "continuing": 0.8,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution before its speaker is known. Spans are offsets in the article."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    cue_class: str | None
    rule: str
    paragraph: int
    passive: bool = False

    @property
    def start(self) -> int:
        return self.content[0][0]

    @property
    def end(self) -> int:
        return self.content[-1][1]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A cue with its own subject (if it has one) and the token where its clause starts."""

    cue: Cue
    subject: Range | None
    start: int
    inverted: bool = False


def relate(unit: Unit, cues: Sequence[Cue]) -> list[Draft]:
    """The attributions of one unit, in the order of their cues, continuing quotations last."""
    clauses = [_clause(unit.tokens, cue) for cue in cues]
    drafts: list[Draft] = []
    for number in range(len(clauses)):
        draft = _draft(unit, clauses, number, drafts)
        if draft:
            drafts.append(draft)
    return drafts + _continuing(unit, drafts)


def _clause(tokens: Sequence[Token], cue: Cue) -> _Clause:
    if cue.form in (cue_forms.PHRASE, cue_forms.NOUN):
        return _Clause(cue, None, cue.first)
    if _may_invert(tokens, cue):
        right = subject_right(tokens, cue.last)
        quoted = tokens[cue.group - 1].kind == QUOTE
        if right and (quoted or _stops_after(tokens, right[1])):
            return _Clause(cue, right, cue.group, inverted=True)
    subject = subject_left(tokens, cue) if _has_own_subject(tokens, cue) else None
    return _Clause(cue, subject, subject[0] if subject else cue.group)


def _has_own_subject(tokens: Sequence[Token], cue: Cue) -> bool:
    if cue.form == cue_forms.PARTICIPLE:
        before = tokens[cue.first - 1] if cue.first else None
        return before is not None and (before.is_name or before.low in grammar.GROUP_NOUNS)
    return cue.form != cue_forms.INFINITIVE


def _may_invert(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether something said stands directly in front of the cue: a quotation, or a comma."""
    if cue.form != cue_forms.FINITE or cue.group == 0 or "quote" not in cue.entry.patterns:
        return False
    before = tokens[cue.group - 1]
    if before.kind == QUOTE:
        return is_quotation(before)
    return grammar.is_mark(before, ",—–-") and "person" not in cue.entry.patterns


def _stops_after(tokens: Sequence[Token], stop: int) -> bool:
    """Whether no verb follows a subject, which then belongs to the cue in front of it."""
    for index in range(stop, len(tokens)):
        if tokens[index].kind != WORD:
            return True
        if grammar.looks_like_verb(tokens, index):
            return False
    return True


def _draft(
    unit: Unit, clauses: Sequence[_Clause], number: int, drafts: Sequence[Draft]
) -> Draft | None:
    clause = clauses[number]
    if clause.cue.form == cue_forms.PHRASE:
        return _according(unit, clauses, number)
    if clause.cue.form == cue_forms.NOUN:
        return _by_noun(unit, clauses, number)
    if clause.cue.form == cue_forms.PASSIVE:
        return _passive(unit, clauses, number)
    if clause.cue.negated and "quote" in clause.cue.entry.patterns:
        return None
    if _is_own_voice(unit.tokens, clause) or _is_relative(unit.tokens, clauses, clause):
        return None
    if clause.inverted:
        return _before(unit, clauses, number, clause.cue.last)
    if clause.subject is None:
        return _shared(unit, clauses, number, drafts)
    if clause.start and unit.tokens[clause.start - 1].low == "as":
        return _as(unit, clauses, number)
    return _with_subject(unit, clauses, number)


def _is_own_voice(tokens: Sequence[Token], clause: _Clause) -> bool:
    """Whether the article's own author speaks ("I", "the author believes")."""
    if clause.subject is None:
        return False
    words = [token.low for token in tokens[slice(*clause.subject)]]
    return words in (["i"], ["we"], ["the", "author"], ["this", "author"], ["the", "writer"])


def _is_relative(tokens: Sequence[Token], clauses: Sequence[_Clause], clause: _Clause) -> bool:
    """Whether the clause only describes a thing ("the deal that he claims to want")."""
    if clause.start == 0:
        return False
    before = tokens[clause.start - 1].low
    if before in ("what", "which"):
        return True
    return before == "that" and not any(c.cue.last == clause.start - 1 for c in clauses)


def _with_subject(unit: Unit, clauses: Sequence[_Clause], number: int) -> Draft | None:
    clause, tokens = clauses[number], unit.tokens
    before = tokens[clause.start - 1] if clause.start else None
    if before and before.kind == QUOTE and is_quotation(before):
        return _before(unit, clauses, number, clause.cue.last)
    start = _start(tokens, clauses, number)
    if start is not None:
        if _is_hypothetical(tokens, clause.start):
            return None
        rule = "clause after cue" if tokens[start - 1].low == "that" else "object after cue"
        return _after(unit, clauses, number, start, clause.subject, rule)
    if tokens[0].low == "as" and grammar.is_mark(
        tokens[min(clause.cue.last, len(tokens) - 1)], ","
    ):
        return _as(unit, clauses, number)
    if "quote" not in clause.cue.entry.patterns:
        return None
    closes = "person" in clause.cue.entry.patterns or follows_content(tokens, clause.cue.last)
    if before and closes and (grammar.is_mark(before, ",—–-") or before.kind == QUOTE):
        return _before(unit, clauses, number, clause.cue.last)
    return None


def _is_hypothetical(tokens: Sequence[Token], start: int) -> bool:
    """Whether the clause stands under an "if"."""
    for index in range(start - 1, max(-1, start - 8), -1):
        if tokens[index].kind != WORD:
            return False
        if tokens[index].low in ("if", "unless"):
            return True
    return False


def _start(tokens: Sequence[Token], clauses: Sequence[_Clause], number: int) -> int | None:
    """Where the content behind a cue starts, if it does before the next cue."""
    clause = clauses[number]
    start = content_start(tokens, clause.cue, clause.cue.last)
    following = clauses[number + 1].start if number + 1 < len(clauses) else len(tokens)
    passed = tokens[clause.cue.last : start] if start else ()
    if start is not None and start > following and any(t.kind != WORD for t in passed):
        return None
    return start


def _after(
    unit: Unit,
    clauses: Sequence[_Clause],
    number: int,
    start: int,
    subject: Range | None,
    rule: str,
) -> Draft | None:
    tokens = unit.tokens
    end = _content_end(tokens, clauses, number, start)
    if start >= end:
        return None
    takes_clause = "clause" in clauses[number].cue.entry.patterns
    if tokens[start - 1].low != "that" and not (takes_clause and is_clause(tokens, start, end)):
        if tokens[start].kind != QUOTE:
            end = end_of_object(tokens, start, end)
    elif rule == "object after cue":
        rule = "clause after cue"
    if is_quotation(tokens[start]) and _closes(tokens, start, end):
        end, rule = start + 1, "quote after cue"
    return _make(unit, clauses[number].cue, subject, [(start, end)], rule)


def _closes(tokens: Sequence[Token], quote: int, end: int) -> bool:
    """Whether nothing that belongs to the content follows a quotation."""
    if quote + 1 >= end or tokens[quote + 1].kind != WORD:
        return True
    inner = tokens[quote].text.rstrip("”\"»’' ")
    return inner[-1:] in ".!?" or inner.endswith(",")


def _content_end(
    tokens: Sequence[Token], clauses: Sequence[_Clause], number: int, start: int
) -> int:
    """The token behind the content: the end of the sentence, or where another cue takes over."""
    end = end_of_sentence(tokens, start)
    for later in clauses[number + 1 :]:
        if later.start <= start:
            continue
        left = later.start - 1
        conjunction = left > start and tokens[left].low in ("and", "but", "or", "while", "whereas")
        comma = left - 1 if conjunction else left
        after_comma = comma > start and grammar.is_mark(tokens[comma], ",;—–")
        after_quote = comma > start and tokens[comma].kind == QUOTE
        if later.subject and not later.inverted:
            trailing = later.cue.last >= end - 1 and after_comma
            if (after_comma and conjunction) or trailing or tokens[comma].low == ";":
                return comma
        elif later.cue.form == cue_forms.PHRASE or later.inverted:
            return comma if after_comma else later.start
        elif later.cue.form == cue_forms.PARTICIPLE and (after_comma or after_quote):
            return comma if after_comma else comma + 1
        elif later.cue.form == cue_forms.FINITE and conjunction:
            return comma if after_comma else left
    return end


def _before(unit: Unit, clauses: Sequence[_Clause], number: int, last: int) -> Draft | None:
    """A content in front of the cue, and its second part when the cue interrupts it."""
    tokens, clause = unit.tokens, clauses[number]
    stop = min(clause.start, clause.cue.group)
    bounds = clause_bounds_before(tokens, stop, _floor(tokens, stop))
    if not bounds:
        return None
    start, end = bounds
    rule = "clause before cue"
    if is_quotation(tokens[end - 1]):
        rule = "quote before cue"
        if _stands_alone(tokens, start, end - 1):
            start = end - 1
    elif end - start < 3:
        return None
    parts = [(start, end)]
    resume = clause.subject[1] if clause.inverted and clause.subject else last
    second = _second_part(tokens, resume, rule, clauses, number)
    if second:
        parts.append(second)
    return _make(unit, clause.cue, clause.subject, parts, rule)


def _stands_alone(tokens: Sequence[Token], start: int, quote: int) -> bool:
    """Whether the quotation is what is said, without a beginning in the article's own words."""
    if start == quote:
        return True
    before = tokens[quote - 1]
    return before.kind != WORD and not grammar.is_mark(before, ",)")


def _floor(tokens: Sequence[Token], stop: int, marks: str = ".!?;:") -> int:
    """Where a content in front of a cue may start: behind the sentence or clause before it."""
    floor = 0
    for index in range(stop - 2, -1, -1):
        if grammar.is_mark(tokens[index], marks):
            floor = index + 1
            break
    return floor


def _second_part(
    tokens: Sequence[Token],
    resume: int,
    rule: str,
    clauses: Sequence[_Clause],
    number: int,
) -> Range | None:
    limit = end_of_sentence(tokens, resume)
    for index in range(resume, min(limit, resume + 12)):
        if tokens[index].kind == QUOTE:
            comma = grammar.is_mark(tokens[index - 1], ",—–")
            return (index, index + 1) if comma and is_quotation(tokens[index]) else None
        if grammar.is_mark(tokens[index], ".:"):
            return None
    if rule == "clause before cue" and resume < limit and grammar.is_mark(tokens[resume], ","):
        end = _content_end(tokens, clauses, number, resume + 1)
        return (resume + 1, end) if end - resume > 3 else None
    return None


def _shared(
    unit: Unit, clauses: Sequence[_Clause], number: int, drafts: Sequence[Draft]
) -> Draft | None:
    """A cue without a subject of its own: "…, adding that", "… and called for", "by saying"."""
    tokens, clause = unit.tokens, clauses[number]
    start = _start(tokens, clauses, number)
    if start is None or clause.cue.group == 0:
        return None
    if not _shares(tokens, clause.cue, start):
        return None
    draft = _after(unit, clauses, number, start, None, "shared subject")
    if draft is None:
        return None
    earlier = [d for d in drafts if d.source and d.cue and d.cue[0] < draft.cue[0]]
    if earlier:
        source: Span | None = earlier[-1].source
    else:
        subject = first_subject(tokens, clause.cue.group)
        source = _offsets(tokens, subject) if subject else None
    if source is None:
        return None
    return Draft(
        draft.content, draft.cue, source, draft.cue_class, "shared subject", unit.paragraph
    )


def _shares(tokens: Sequence[Token], cue: Cue, start: int) -> bool:
    """Whether a cue without subject goes on with the sentence's subject."""
    before = tokens[cue.group - 1]
    announced = tokens[start].kind == QUOTE or tokens[start - 1].low in ("that", ":")
    if cue.form == cue_forms.INFINITIVE:
        return announced and "quote" in cue.entry.patterns
    if cue.form == cue_forms.PARTICIPLE:
        opens = before.kind != WORD or before.low in ("by", "and", "while", "before", "after")
        return opens or (announced and "quote" in cue.entry.patterns)
    return before.low in ("and", "but", "or") or grammar.is_mark(before, ",")


def _as(unit: Unit, clauses: Sequence[_Clause], number: int) -> Draft | None:
    """ "as NAME said": the content is the sentence around it."""
    tokens, clause = unit.tokens, clauses[number]
    stop = clause.start - 1
    if tokens[0].low == "as" or stop <= 1:
        start = clause.cue.last
        if start < len(tokens) and grammar.is_mark(tokens[start], ","):
            end = _content_end(tokens, clauses, number, start + 1)
            return _make(unit, clause.cue, clause.subject, [(start + 1, end)], "as")
        return None
    if "clause" not in clause.cue.entry.patterns:
        return None
    bounds = clause_bounds_before(tokens, stop, _floor(tokens, stop, ".!?;,:"))
    return _make(unit, clause.cue, clause.subject, [bounds], "as") if bounds else None


def _according(unit: Unit, clauses: Sequence[_Clause], number: int) -> Draft | None:
    tokens, cue = unit.tokens, clauses[number].cue
    subject = subject_right(tokens, cue.last)
    if subject is None:
        return None
    limit = end_of_sentence(tokens, subject[1])
    opening = cue.first - _floor(tokens, cue.first) < 4
    if opening:
        start = subject[1]
        while start < limit and not grammar.is_mark(tokens[start], ","):
            start += 1
        if start + 1 >= limit:
            return None
        end = _content_end(tokens, clauses, number, start + 1)
        return _make(unit, cue, subject, [(start + 1, end)], "according to")
    bounds = clause_bounds_before(tokens, cue.first, _floor(tokens, cue.first))
    return _make(unit, cue, subject, [bounds], "according to") if bounds else None


def _by_noun(unit: Unit, clauses: Sequence[_Clause], number: int) -> Draft | None:
    """ "NAME's claim that", "allegations by NAME that"."""
    tokens, cue = unit.tokens, clauses[number].cue
    index, subject = cue.last, None
    if index < len(tokens) and tokens[index].low in ("by", "from", "of"):
        end = phrase_end(tokens, index + 1, len(tokens))
        if end > index + 1:
            subject, index = (index + 1, end), end
    if index + 1 >= len(tokens) or tokens[index].low != "that":
        return None
    if subject is None:
        subject = _possessor(tokens, cue.first)
    if subject is None:
        return None
    end = _content_end(tokens, clauses, number, index + 1)
    return _make(unit, cue, subject, [(index + 1, end)], "noun")


def _possessor(tokens: Sequence[Token], noun: int) -> Range | None:
    for index in range(noun - 1, max(-1, noun - 4), -1):
        if tokens[index].low in grammar.POSSESSIVES:
            return index, index + 1
        if tokens[index].low == "'s" and index:
            start = index
            while start > 0 and (tokens[start - 1].is_name or tokens[start - 1].low == "the"):
                start -= 1
            return (start, index) if start < index else None
    return None


def _passive(unit: Unit, clauses: Sequence[_Clause], number: int) -> Draft | None:
    """ "it was announced that": something said by nobody named."""
    tokens, cue = unit.tokens, clauses[number].cue
    subject = tokens[cue.group - 1].low if cue.group else ""
    if (
        clauses[number].cue.negated
        or subject != "it"
        or cue.last >= len(tokens)
        or tokens[cue.last].low != "that"
    ):
        return None
    end = _content_end(tokens, clauses, number, cue.last + 1)
    return _make(unit, cue, None, [(cue.last + 1, end)], "no source")


def _continuing(unit: Unit, drafts: Sequence[Draft]) -> list[Draft]:
    """Quotations without a cue that open their unit or follow a quotation in it."""
    found: list[Draft] = []
    for index, token in enumerate(unit.tokens):
        if not is_quotation(token):
            continue
        spans = [span for draft in drafts for span in draft.content]
        if any(start < token.end and token.start < end for start, end in spans):
            continue
        rest = [t for t in unit.tokens if t is not token and t.kind == WORD]
        after_quote = any(unit.tokens[i].kind == QUOTE for i in range(index))
        alone = sum(t.end - t.start for t in rest) <= 0.25 * (token.end - token.start)
        if alone or (drafts and after_quote and drafts[0].rule.startswith("quote")):
            found.append(
                Draft(((token.start, token.end),), None, None, None, "continuing", unit.paragraph)
            )
    return found


def _make(
    unit: Unit,
    cue: Cue,
    subject: Range | None,
    parts: Sequence[Range],
    rule: str,
) -> Draft:
    tokens = unit.tokens
    content = tuple(_offsets(tokens, part) for part in parts)
    return Draft(
        content,
        (tokens[cue.first].start, tokens[cue.last - 1].end),
        _offsets(tokens, subject) if subject else None,
        cue.entry.cue_class,
        rule,
        unit.paragraph,
    )


def _offsets(tokens: Sequence[Token], span: Range) -> Span:
    return tokens[span[0]].start, tokens[span[1] - 1].end
