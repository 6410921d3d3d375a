"""Verbs of saying whose speaker is not their subject: passives, and "led many to believe that"."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.attribution import grammar
from analysis.attribution.contents import end_of_clause, end_of_sentence
from analysis.attribution.drafts import Case, Draft, content_end
from analysis.attribution.grammar import word_set
from analysis.attribution.nouns import may_hold_views
from analysis.attribution.phrases import Range, phrase_end
from analysis.attribution.sources import subject_left, subject_right
from analysis.attribution.text import Token

# Verbs that say something of their object, whatever it is; "attacked by" may be an act of war.
_OF_SUBJECT = word_set(
    "accuse blame denounce condemn praise welcome hail applaud commend laud criticise criticize"
    " slam decry deplore reject dismiss describe characterise characterize portray depict call dub"
    " label term deny confirm announce disclose dispute refute endorse see view regard consider"
)
_TAILS = frozenset({"as", "of", "for"})
_LEADING = word_set(
    "led leads lead leading prompted prompts prompting persuaded persuades convinced caused causes"
    " encouraged inclined drove"
)
_MOST_LED = 6  # words between "led" and "to believe"


def read_passive(case: Case) -> Draft | None:
    """ "it was announced that" by nobody named, "the plan was praised by NAME"."""
    tokens, cue = case.tokens, case.cue
    if cue.negated or cue.last + 1 >= len(tokens):
        return None
    if tokens[cue.last].low == "by":
        return _by_agent(case)
    subject = tokens[cue.group - 1].low if cue.group else ""
    if subject != "it" or cue.entry.cue_class == "believing" or tokens[cue.last].low != "that":
        return None
    end = content_end(case, cue.last + 1)
    if end <= cue.last + 1:
        return None
    return case.draft(None, [(cue.last + 1, end)], "no source")


def _by_agent(case: Case) -> Draft | None:
    """What is praised, blamed or described by somebody, and as what."""
    tokens, cue = case.tokens, case.cue
    agent = _agent(tokens, cue.last + 1)
    if agent is None or cue.entry.lemma not in _OF_SUBJECT:
        return None
    if not may_hold_views(tokens[slice(*agent)]):
        return None
    subject = subject_left(tokens, cue)
    if subject is None:
        return None
    parts = [subject]
    tail = _tail(case, agent[1])
    if tail:
        parts.append(tail)
    return case.draft(agent, parts, "passive")


def _agent(tokens: Sequence[Token], start: int) -> Range | None:
    """The speaker behind "by", without what is said of the subject ("of hiding losses")."""
    agent = subject_right(tokens, start)
    if agent is None:
        return None
    charges = (
        i
        for i in range(start, agent[1] - 1)
        if tokens[i].low in _TAILS and tokens[i + 1].low.endswith("ing")
    )
    return start, next(charges, agent[1])


def _tail(case: Case, start: int) -> Range | None:
    """What something is described as, or accused of, behind the agent."""
    tokens = case.tokens
    if start >= end_of_sentence(tokens, start) or tokens[start].low not in _TAILS:
        return None
    limit = content_end(case, start)
    if limit <= start + 1:
        return None
    return start, end_of_clause(tokens, start + 1, limit)


def read_led(case: Case) -> Draft | None:
    """ "…, which led many to believe that": the people between the two verbs believe it."""
    tokens, cue = case.tokens, case.cue
    if cue.entry.cue_class != "believing" and cue.entry.lemma != "conclude":
        return None
    if cue.last + 1 >= len(tokens) or tokens[cue.last].low != "that":
        return None
    people = _led(tokens, cue.group)
    limit = content_end(case, cue.last + 1)
    if people is None or limit <= cue.last + 1:
        return None
    end = end_of_clause(tokens, cue.last + 1, limit)
    return case.draft(people, [(cue.last + 1, end)], "clause after cue")


def _led(tokens: Sequence[Token], stop: int) -> Range | None:
    """The people in front of "to believe" whom something led to it."""
    for start in range(stop - 1, max(-1, stop - _MOST_LED - 1), -1):
        if tokens[start].low in _LEADING:
            whole = start + 1 < stop and phrase_end(tokens, start + 1, stop) == stop
            return (start + 1, stop) if whole else None
        if grammar.is_mark(tokens[start], ",.;:"):
            return None
    return None
