"""Speakers: the source of each attribution resolved within its article.

Pronouns, surnames and descriptions ("the minister") go back to whom the article named before; a
quotation without source continues the speaker before it. Sources may come from rules or from a
trained finder: any noun phrase, or none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.attribution import grammar
from analysis.attribution.borders import trimmed_source
from analysis.attribution.continuing import (
    continue_speakers,
    is_continuing,
    is_self,
    quotations,
)
from analysis.attribution.descriptions import somebody_meant
from analysis.attribution.drafts import Draft
from analysis.attribution.given_names import FEMALE, MALE, gender_of
from analysis.attribution.grammar import word_set
from analysis.attribution.identity import PERSON, SOMEBODY, UNNAMED, Identity, Namer
from analysis.attribution.memory import Memory, known_name
from analysis.attribution.nouns import words_of
from analysis.attribution.people import (
    APPOSITION_ENDS,
    LONGEST_APPOSITION,
    acronyms,
    people_by_surname,
)
from analysis.attribution.roles import DOCUMENTS
from analysis.attribution.sources import first_subject
from analysis.attribution.spellings import surname_key
from analysis.attribution.text import Unit, touching

_PRONOUNS = {
    "he": MALE,
    "him": MALE,
    "his": MALE,
    "himself": MALE,
    "she": FEMALE,
    "her": FEMALE,
    "hers": FEMALE,
    "herself": FEMALE,
}
_PLURAL = frozenset({"they", "it", "their", "its", "them", "itself", "themselves"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# "her remarks", "NAME's remarks": whose words they are speaks.
_UTTERANCES = word_set(
    "remarks remark comments comment words speech tweet tweets post posts message claim claims"
    " announcement greetings address interview appeal threats threat accusations warnings"
    " allegations information account view views opinion position testimony"
)
_STATES = word_set("country nation state government homeland administration")
_LONGEST_QUOTATION = 1500  # code points of a quotation that are searched for a name
_POSSESSED = re.compile(r"^(.{2,60}?)['’]s?\s+(?:[\w’'-]{1,20}\s){0,3}?(\w{3,20})(?:\s\w+day)?$")


def resolve(
    text: str, units: Sequence[Unit], drafts: Sequence[Draft], namer: Namer
) -> list[Identity]:
    """The identity of each draft's speaker, in the order of the drafts."""
    drafts = [replace(draft, source=trimmed_source(text, draft)) for draft in drafts]
    memory = Memory(text, people_by_surname(text, units, namer), acronyms(text))
    memory.quotes = quotations(units)
    sources = [draft.source for draft in drafts if draft.source]
    subjects = [
        subject
        for subject in _subjects(text, units, namer, memory)
        if not any(start < subject[0] < end for start, end in sources)
    ]
    found: dict[int, Identity] = {}
    at = 0
    for index in sorted(range(len(drafts)), key=lambda i: _position(drafts[i])):
        draft = drafts[index]
        position = _position(draft)
        while at < len(subjects) and subjects[at][0] <= position:
            # The source itself is remembered once it is resolved.
            if subjects[at][0] < position or draft.source is None:
                memory.remember(*subjects[at])
            at += 1
        if is_continuing(text, draft) or is_self(text, draft):
            continue
        identity = _speaker(text, draft, namer, memory)
        found[index] = identity
        if identity is not UNNAMED:
            memory.remember(position, identity)
    return continue_speakers(text, units, drafts, found, namer)


def _position(draft: Draft) -> int:
    return draft.source[0] if draft.source else draft.start


def _subjects(
    text: str, units: Sequence[Unit], namer: Namer, memory: Memory
) -> list[tuple[int, Identity]]:
    """Whom each unit starts by speaking of: what a later pronoun most likely means."""
    found: list[tuple[int, Identity]] = []
    known = {identity.name for identity in memory.by_surname.values() if identity.sure}
    for unit in units:
        opens = bool(unit.tokens) and unit.tokens[0].low in grammar.SUBORDINATORS
        subject = first_subject(unit.tokens, len(unit.tokens), floor=int(opens))
        if subject is None:
            continue
        stop = _before_verb(unit, *subject)
        start, end = unit.tokens[subject[0]].start, unit.tokens[stop - 1].end
        phrase = text[start:end]
        if phrase.lower() in grammar.SUBJECT_PRONOUNS or phrase.lower() in grammar.POSSESSIVES:
            continue
        if phrase.isupper() and " " in phrase:  # an appeal to readers, a heading
            continue
        identity = _named(phrase, phrase, namer, memory)
        if identity is None:
            office = namer.holders.holder(words_of(phrase), namer.states_in(phrase))
            identity = namer.person(office, words_of(phrase)) if office else None
        if identity and identity.sort != SOMEBODY and (identity.sure or identity.name in known):
            found.append((start, namer.placed(identity, text[unit.start : start])))
    return found


def _before_verb(unit: Unit, start: int, stop: int) -> int:
    """Where a subject ends that a verb was taken into ("the report covers a year")."""
    tokens = unit.tokens
    verbs = (
        i
        for i in range(start + 1, stop)
        if grammar.looks_like_verb(tokens, i)
        or (tokens[i - 1].low in DOCUMENTS and tokens[i].low.endswith("s"))
    )
    return next(verbs, stop)


def _named(phrase: str, description: str, namer: Namer, memory: Memory) -> Identity | None:
    """The identity of a phrase that names somebody, joined with what the article said before."""
    full = memory.in_full(re.sub(r"^[Tt]he ", "", phrase), namer)
    if full:
        phrase, description = full, full
    identity = namer.describe(phrase, description)
    if identity is None or identity.sort != PERSON:
        return identity
    return known_name(identity, phrase, memory)


def _speaker(text: str, draft: Draft, namer: Namer, memory: Memory) -> Identity:
    if draft.source is None:
        return UNNAMED
    phrase = re.sub(r"['’]s?$", "", text[slice(*draft.source)])
    low = phrase.lower()
    if low in _PRONOUNS:
        return _quoted_person(draft, memory, _PRONOUNS[low]) or memory.person_before(_PRONOUNS[low])
    if low in _PLURAL:
        return memory.collective_before()
    if low in _RELATIVE:
        return _before_relative(text, draft.source[0], namer, memory)
    if low in grammar.QUANTIFIERS:
        return memory.group_before(draft.source[0] - text.rfind("\n", 0, draft.source[0]))
    owner = _owner(phrase, namer, memory)
    if owner:
        return owner
    identity = _named(phrase, _described(text, draft), namer, memory)
    if identity:
        before = text[max(0, draft.source[0] - LONGEST_APPOSITION) : draft.source[0]]
        return namer.placed(identity, re.split(r"[.!?]\s|\n", before)[-1])
    people = list(memory.by_surname.values())
    return somebody_meant(phrase, memory.recent(), people, namer)


def _quoted_person(draft: Draft, memory: Memory, gender: str) -> Identity | None:
    """Whom "he" means within a quotation: whom it names before, for nobody calls himself he."""
    place = draft.source[0] if draft.source else draft.start
    quotes = touching(memory.quotes, place, place + 1)
    start = max([left for left, _ in quotes] + [place - _LONGEST_QUOTATION])
    if not quotes:
        return None
    words = re.findall(r"[A-Z][\w’-]+", memory.text[start:place].replace("’s", ""))
    for word in reversed(words):
        who = memory.by_surname.get(surname_key(word))
        if who and memory.gender.get(who.name, gender_of(who.name) or gender) == gender:
            return who
    return None


def _owner(phrase: str, namer: Namer, memory: Memory) -> Identity | None:
    """Whose "her remarks", "NAME's remarks" or "his country" they are."""
    first, _, rest = phrase.partition(" ")
    if first.lower() in grammar.POSSESSIVES and rest:
        noun = rest.split()[-1].lower()
        gender = _PRONOUNS.get(first.lower())
        who = memory.person_before(gender) if gender else memory.collective_before()
        if noun in _STATES and who.affiliation:
            return namer.describe(who.affiliation)
        return who if noun in _UTTERANCES and who is not UNNAMED else None
    possessed = _POSSESSED.match(phrase)
    if not possessed:
        return None
    owner, noun = possessed.group(1), possessed.group(2).lower()
    has_name = re.search(r"[A-Z]", re.sub(r"^The ", "", owner))
    if noun not in _UTTERANCES and not (noun in DOCUMENTS and has_name):
        return None
    named = _named(owner, owner, namer, memory)
    people = list(memory.by_surname.values())
    return named or somebody_meant(owner, memory.recent(), people, namer)


def _before_relative(text: str, place: int, namer: Namer, memory: Memory) -> Identity:
    """Whom "who" goes back to: the phrase in front of it, else the last one mentioned."""
    before = re.split(r"[.!?;:\n“”\"]", text[max(0, place - 60) : place].rstrip(" ,"))[-1]
    name = re.search(r"((?:[A-Z][\w’'-]{0,20}\s){0,4}[A-Z][\w’'-]{1,20})$", before)
    named = _named(name.group(1), name.group(1), namer, memory) if name else None
    if named:
        return named
    recent = memory.recent()
    return recent[0] if recent else UNNAMED


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
