"""Speakers: the source of each attribution resolved within its article.

Pronouns, surnames and descriptions ("the minister") go back to whom the article named before; a
quotation without source continues the speaker before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analysis.attribution import grammar
from analysis.attribution.drafts import Draft
from analysis.attribution.grammar import word_set
from analysis.attribution.identity import (
    GROUP,
    PERSON,
    UNNAMED,
    Identity,
    Namer,
)
from analysis.attribution.nouns import is_collective, words_of
from analysis.attribution.people import APPOSITION_ENDS, LONGEST_APPOSITION, people_by_surname
from analysis.attribution.roles import role_of
from analysis.attribution.sources import first_subject
from analysis.attribution.text import Unit
from analysis.tables import UNNAMED_VOICE

_MALE, _FEMALE = "male", "female"
_PRONOUNS = {
    "he": _MALE,
    "him": _MALE,
    "his": _MALE,
    "she": _FEMALE,
    "her": _FEMALE,
    "hers": _FEMALE,
}
_PLURAL = frozenset({"they", "it", "their", "its", "them"})
_SELF = frozenset({"i", "we", "my", "our", "me", "us", "you", "your"})
_FEMALE_WORDS = word_set(
    "mrs ms miss madam queen princess spokeswoman chairwoman congresswoman lady dame actress"
)
_MALE_WORDS = word_set("mr king prince spokesman chairman congressman lord sir pope")
_LOOK_BACK = 200  # mentions
_FORMER = frozenset({"former", "ex"})
# Words that do not tell one office from another.
_LOOSE = word_set("of the for in on and at by deputy senior top former head chief")


@dataclass
class _Memory:
    """Whom the article has named so far, in order of mention."""

    mentioned: list[tuple[int, Identity]] = field(default_factory=list)
    gender: dict[str, str] = field(default_factory=dict)
    by_surname: dict[str, Identity] = field(default_factory=dict)
    spoken: list[tuple[Draft, Identity]] = field(default_factory=list)

    def recent(self) -> list[tuple[int, Identity]]:
        """The last mentions, newest first; what lies further back is no antecedent."""
        return self.mentioned[: -_LOOK_BACK - 1 : -1]


def resolve(
    text: str, units: Sequence[Unit], drafts: Sequence[Draft], namer: Namer
) -> list[Identity]:
    """The identity of each draft's speaker, in the order of the drafts."""
    memory = _Memory(by_surname=people_by_surname(text, units, namer))
    subjects = _subjects(text, units, namer, memory)
    order = sorted(range(len(drafts)), key=lambda i: _position(drafts[i]))
    found: dict[int, Identity] = {}
    at = 0
    for index in order:
        draft = drafts[index]
        position = _position(draft)
        while at < len(subjects) and subjects[at][0] < position:
            _remember(memory, *subjects[at])
            at += 1
        identity = _speaker(text, draft, namer, memory)
        found[index] = identity
        memory.spoken.append((draft, identity))
        if identity is not UNNAMED:
            _remember(memory, position, identity)
    return _fill_forward(drafts, [found[i] for i in range(len(drafts))])


def _position(draft: Draft) -> int:
    return draft.source[0] if draft.source else draft.start


def _remember(memory: _Memory, position: int, identity: Identity) -> None:
    memory.mentioned.append((position, identity))
    if identity.heads & _FEMALE_WORDS:
        memory.gender.setdefault(identity.name, _FEMALE)
    elif identity.heads & _MALE_WORDS:
        memory.gender.setdefault(identity.name, _MALE)


def _subjects(
    text: str, units: Sequence[Unit], namer: Namer, memory: _Memory
) -> list[tuple[int, Identity]]:
    """Whom each unit starts by speaking of: what a later pronoun most likely means."""
    found: list[tuple[int, Identity]] = []
    known = {identity.name for identity in memory.by_surname.values() if identity.sure}
    for unit in units:
        opens = bool(unit.tokens) and unit.tokens[0].low in grammar.SUBORDINATORS
        subject = first_subject(unit.tokens, len(unit.tokens), floor=int(opens))
        if subject is None:
            continue
        start, end = unit.tokens[subject[0]].start, unit.tokens[subject[1] - 1].end
        phrase = text[start:end]
        if phrase.lower() in grammar.SUBJECT_PRONOUNS or phrase.lower() in grammar.POSSESSIVES:
            continue
        identity = _named(phrase, phrase, namer, memory) or namer.holder(
            words_of(phrase), namer.states_in(phrase)
        )
        if identity and (identity.sure or identity.name in known):
            found.append((start, namer.placed(identity, text[unit.start : start])))
    return found


def _named(phrase: str, description: str, namer: Namer, memory: _Memory) -> Identity | None:
    """The identity of a phrase that names somebody, joined with what the article said before."""
    identity = namer.describe(phrase, description)
    if identity is None or identity.sort != PERSON:
        return identity
    known = memory.by_surname.get(identity.name.split()[-1].lower())
    if known is None:
        return identity
    if " " not in identity.name or known.name == identity.name:
        return replace(known, heads=known.heads | identity.heads)
    return identity


def _speaker(text: str, draft: Draft, namer: Namer, memory: _Memory) -> Identity:
    if draft.source is None:
        if draft.rule == "continuing":
            return _previous_speaker(draft, memory)
        return UNNAMED
    phrase = text[slice(*draft.source)]
    low = phrase.lower()
    if low in _PRONOUNS:
        return _person_before(draft, memory, _PRONOUNS[low])
    if low in _SELF:
        return _enclosing_speaker(draft, memory)
    if low in _PLURAL:
        return _collective_before(draft, memory)
    if low in grammar.QUANTIFIERS:
        return _group_before(draft, memory)
    identity = _named(phrase, _described(text, draft), namer, memory)
    if identity:
        before = text[max(0, draft.source[0] - LONGEST_APPOSITION) : draft.source[0]]
        return namer.placed(identity, re.split(r"[.!?]\s|\n", before)[-1])
    return _described_before(phrase, namer, memory)


def _described(text: str, draft: Draft) -> str:
    """The source with the apposition that follows it."""
    if draft.source is None:
        return ""
    start, end = draft.source
    stop = end + LONGEST_APPOSITION
    if draft.cue and draft.cue[0] > end:
        stop = min(stop, draft.cue[0])
    rest = text[end:stop].split("\n")[0]
    if not re.match(r"\s*[,(]", rest):
        return text[start:end]
    return text[start:end] + APPOSITION_ENDS.split(rest)[0]


def _previous_speaker(draft: Draft, memory: _Memory) -> Identity:
    """The last speaker who is not quoted by another one."""
    for number in range(len(memory.spoken) - 1, -1, -1):
        earlier, identity = memory.spoken[number]
        if draft.paragraph - earlier.paragraph > 3:
            break
        near = memory.spoken[max(0, number - 6) : number + 6]
        if not any(other.holds(earlier) for other, _ in near if other is not earlier):
            return identity
    return UNNAMED


def _enclosing_speaker(draft: Draft, memory: _Memory) -> Identity:
    """Who says "I" or "we": the speaker of the content around it."""
    for earlier, identity in memory.spoken[: -_LOOK_BACK - 1 : -1]:
        if any(start <= draft.start and draft.end <= end for start, end in earlier.content):
            return identity
    return UNNAMED


def _person_before(draft: Draft, memory: _Memory, gender: str) -> Identity:
    for _, identity in memory.recent():
        if identity.sort != PERSON:
            continue
        if memory.gender.get(identity.name, gender) == gender:
            memory.gender.setdefault(identity.name, gender)
            return identity
    return UNNAMED


def _collective_before(draft: Draft, memory: _Memory) -> Identity:
    for _, identity in memory.recent():
        if identity.sort != PERSON:
            return identity
    return UNNAMED


def _group_before(draft: Draft, memory: _Memory) -> Identity:
    """ "Some", "others": of the group that the same paragraph quoted before, else nobody named."""
    for earlier, identity in memory.spoken[: -_LOOK_BACK - 1 : -1]:
        if earlier.paragraph != draft.paragraph:
            break
        if identity.sort == GROUP:
            return identity
    return UNNAMED


def _described_before(phrase: str, namer: Namer, memory: _Memory) -> Identity:
    """ "the minister": whom the article or the people table knows by these words."""
    words = words_of(phrase) - grammar.DETERMINERS
    if {"head", "state"} <= words:
        words |= {"president"}
    states = namer.states_in(phrase)
    fitting = [identity for _, identity in memory.recent() if _fits(identity, words, states)]
    if not is_collective(phrase):
        fitting += [i for i in memory.by_surname.values() if _fits(i, words, states)]
    if fitting:
        return fitting[0]
    office = namer.holder(words, states)
    if office:
        return office
    role = role_of(words)
    if role != "other" and not states:
        for _, identity in memory.recent():
            if identity.sort == PERSON:
                return identity
    shown = re.sub(r"^(?:the|a|an|this|that)\s+", "", phrase, flags=re.IGNORECASE)
    affiliation = namer.affiliation_in(phrase)
    perspective = namer.perspective(phrase)
    return Identity(shown or UNNAMED_VOICE, "group", role, affiliation, perspective, words)


def _fits(identity: Identity, words: frozenset[str], states: frozenset[str]) -> bool:
    """Whether somebody may be meant by a description: a main word in common, no other state."""
    if not (words - _LOOSE) & identity.heads or (words & _FORMER and not identity.heads & _FORMER):
        return False
    return not states or identity.affiliation in states or bool(words & _FORMER)


def _fill_forward(drafts: Sequence[Draft], found: list[Identity]) -> list[Identity]:
    """Gives an opening quotation without source the speaker that its own paragraph names next."""
    filled = list(found)
    for index, draft in enumerate(drafts):
        if draft.rule != "continuing" or filled[index] is not UNNAMED:
            continue
        for later, identity in zip(drafts[index + 1 :], found[index + 1 :], strict=False):
            if later.paragraph - draft.paragraph > 1:
                break
            if identity is not UNNAMED:
                filled[index] = identity
                break
    return filled
