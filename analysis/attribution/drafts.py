"""Attributions in the making: clauses around cues, drafts of attributions, where contents end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.attribution import cues as forms
from analysis.attribution import grammar
from analysis.attribution.contents import end_of_sentence
from analysis.attribution.cues import Cue
from analysis.attribution.phrases import Range
from analysis.attribution.sources import subject_left, subject_right
from analysis.attribution.text import QUOTE, WORD, Token, Unit

Span = tuple[int, int]

ACCORDING = "according to"
CONTINUING = "continuing"
VIEWPOINT = "viewpoint"
TAGGED = "tagged"  # found by the trained tagger
# How sure each rule is: the share of its findings that annotators of news confirm, rounded.
CONFIDENCE = {
    "quote before cue": 0.9,
    "quote after cue": 0.95,
    CONTINUING: 0.95,
    "clause after cue": 0.85,
    "clause before cue": 0.8,
    "no source": 0.8,
    ACCORDING: 0.75,
    "shared subject": 0.75,
    "object after cue": 0.7,
    "as": 0.65,
    "passive": 0.6,
    "noun": 0.65,
    VIEWPOINT: 0.5,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution before its speaker is known. Spans are offsets in the article.

    `rule` names what found it; `score` is the tagger's own probability where that was the tagger.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    cue_class: str | None
    rule: str
    paragraph: int
    score: float | None = None

    @property
    def start(self) -> int:
        return self.content[0][0]

    @property
    def end(self) -> int:
        return self.content[-1][1]

    def holds(self, other: Draft) -> bool:
        """Whether the other one, with its cue, stands within this content."""
        spans = (other.cue or other.content[0], other.content[0])
        return all(any(a <= c and d <= b for a, b in self.content) for c, d in spans)


@dataclass(frozen=True, slots=True)
class Clause:
    """A cue with its own subject (if it has one) and the token where its clause starts."""

    cue: Cue
    subject: Range | None
    start: int
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One cue of a unit, to be read among the others."""

    unit: Unit
    clauses: Sequence[Clause]
    number: int

    @property
    def tokens(self) -> Sequence[Token]:
        return self.unit.tokens

    @property
    def clause(self) -> Clause:
        return self.clauses[self.number]

    @property
    def cue(self) -> Cue:
        return self.clause.cue

    @property
    def next_start(self) -> int:
        """The token where the next cue's clause starts, or the end of the unit."""
        later = self.clauses[self.number + 1 :]
        return later[0].start if later else len(self.tokens)

    def draft(self, subject: Range | None, parts: Sequence[Range], rule: str) -> Draft:
        """The attribution with these parts as its content."""
        cue = (self.tokens[self.cue.first].start, self.tokens[self.cue.last - 1].end)
        return Draft(
            tuple(offsets(self.tokens, part) for part in parts),
            cue,
            offsets(self.tokens, subject) if subject else None,
            self.cue.entry.cue_class,
            rule,
            self.unit.paragraph,
        )


def offsets(tokens: Sequence[Token], span: Range) -> Span:
    return tokens[span[0]].start, tokens[span[1] - 1].end


def read_clause(tokens: Sequence[Token], cue: Cue) -> Clause:
    """The clause of a cue: subject in front of it, or behind it where something said precedes."""
    if cue.form in (forms.PHRASE, forms.NOUN):
        return Clause(cue, None, cue.first)
    if _may_invert(tokens, cue):
        right = subject_right(tokens, cue.last)
        group = _group_with_so(tokens, cue)
        quoted = tokens[group - 1].kind == QUOTE
        if right and (quoted or _stops_after(tokens, right[1])):
            return Clause(cue, right, group, inverted=True)
    subject = subject_left(tokens, cue) if _has_own_subject(tokens, cue) else None
    return Clause(cue, subject, subject[0] if subject else cue.group)


def _has_own_subject(tokens: Sequence[Token], cue: Cue) -> bool:
    if cue.form == forms.PARTICIPLE:
        before = tokens[cue.group - 1] if cue.group else None
        return before is not None and (before.is_name or grammar.is_group_noun(before.low))
    return cue.form != forms.INFINITIVE


def _may_invert(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether something said stands directly in front of the cue: a quotation, or a comma."""
    if cue.form != forms.FINITE or cue.group == 0 or "quote" not in cue.entry.patterns:
        return False
    before = tokens[max(0, _group_with_so(tokens, cue) - 1)]
    if before.kind == QUOTE:
        return grammar.is_quotation(before)
    return grammar.is_mark(before, ",—–-") and "person" not in cue.entry.patterns


def _group_with_so(tokens: Sequence[Token], cue: Cue) -> int:
    """Where the verbal group starts, the "so" of "so argues NAME" counted in."""
    so = cue.group > 1 and tokens[cue.group - 1].low == "so"
    return cue.group - 1 if so else cue.group


def _stops_after(tokens: Sequence[Token], stop: int) -> bool:
    """Whether no verb follows a subject, which then belongs to the cue in front of it."""
    for index in range(stop, len(tokens)):
        if tokens[index].kind == QUOTE or grammar.looks_like_verb(tokens, index):
            return False
        if tokens[index].kind != WORD:
            return True
    return True


def content_end(case: Case, start: int) -> int:
    """The token behind the content: the end of the sentence, or where another cue takes over."""
    end = end_of_sentence(case.tokens, start)
    for later in case.clauses[case.number + 1 :]:
        if later.start > start:
            cut = _cut(case, later, start, end)
            if cut is not None:
                return cut
    return end


def _cut(case: Case, later: Clause, start: int, end: int) -> int | None:
    """The token where a later cue ends the content of this one; None when it stands inside."""
    tokens = case.tokens
    left = later.start - 1
    joined = left > start and tokens[left].low in ("and", "but", "while", "whereas")
    comma = left - 1 if joined else left
    after_comma = comma > start and grammar.is_mark(tokens[comma], ",;—–")
    after_quote = comma > start and tokens[comma].kind == QUOTE
    if later.subject and not later.inverted:
        trailing = later.cue.last >= end - 1 and after_comma
        return comma if (after_comma and joined) or trailing else None
    if later.cue.form == forms.PHRASE or later.inverted:
        return comma if after_comma else later.start
    if later.cue.form == forms.PARTICIPLE and (after_comma or after_quote):
        return comma if after_comma else comma + 1
    if later.cue.form == forms.FINITE and joined and _agree(tokens, case.cue, later.cue):
        return comma if after_comma else left
    return None


def _agree(tokens: Sequence[Token], one: Cue, other: Cue) -> bool:
    """Whether two verbs stand in one tense, so that the second can share the subject."""
    return forms.tense(tokens[one.first].low) == forms.tense(tokens[other.first].low)


def floor_before(tokens: Sequence[Token], stop: int, marks: str = ".!?;:") -> int:
    """Where a content in front of a cue may start: behind the sentence or clause before it."""
    for index in range(stop - 2, -1, -1):
        if grammar.is_mark(tokens[index], marks):
            return index + 1
    return 0


def bounds_before(tokens: Sequence[Token], stop: int, marks: str = ".!?;:") -> Range | None:
    """The tokens in front of "…, NAME said", without the comma and an opening conjunction."""
    floor = floor_before(tokens, stop, marks)
    end = stop
    while end > floor and grammar.is_mark(tokens[end - 1], ",—–-"):
        end -= 1
    start = floor
    while start < end and (
        grammar.is_mark(tokens[start], ",;—–-")
        or (tokens[start].low in grammar.CONJUNCTIONS and floor > 0)
    ):
        start += 1
    return (start, end) if start < end else None
