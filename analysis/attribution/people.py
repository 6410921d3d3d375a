"""Every person an article names in full, described by the words around the first mention."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.attribution import grammar
from analysis.attribution.identity import PERSON, Identity, Namer
from analysis.attribution.nouns import name_runs
from analysis.attribution.roles import TITLES
from analysis.attribution.text import WORD, Unit

LONGEST_APPOSITION = 160
APPOSITION_ENDS = re.compile(
    r"[.;:“”\"]|, (?:and|but|said|says|told|named)\b| which "
    r"| who (?!is |was |heads |leads |serves )"
)


def people_by_surname(text: str, units: Sequence[Unit], namer: Namer) -> dict[str, Identity]:
    """The persons of an article by their surname in small letters."""
    people: dict[str, Identity] = {}
    for unit in units:
        for start, stop in name_runs(unit.tokens):
            if stop - start < 2:
                continue
            surname = unit.tokens[stop - 1].low
            known = people.get(surname)
            if known and known.affiliation:
                continue
            name = text[unit.tokens[start].start : unit.tokens[stop - 1].end]
            identity = namer.describe(name, _around(text, unit, start, stop))
            if identity and identity.sort == PERSON:
                people[surname] = identity
    return people


def _around(text: str, unit: Unit, start: int, stop: int) -> str:
    """A name with the words before it in its phrase and the apposition behind it."""
    first = _description_start(unit, start)
    if first == start and _follows_title(unit, start):
        first = _description_start(unit, start - 1)
    begin = unit.tokens[first].start
    end = unit.tokens[stop - 1].end
    rest = text[end : min(unit.end, end + LONGEST_APPOSITION)]
    if re.match(r"\s*[,(–—]", rest):
        apposition = APPOSITION_ENDS.split(rest)
        return text[begin:end] + apposition[0]
    return text[begin:end]


def _description_start(unit: Unit, stop: int) -> int:
    first = stop
    while first > 0 and stop - first < 8 and _describes(unit, first - 1):
        first -= 1
    return first


def _follows_title(unit: Unit, start: int) -> bool:
    """Whether a title and a comma stand in front ("the fisheries minister, NAME")."""
    before = unit.tokens[max(0, start - 2) : start]
    return len(before) == 2 and grammar.is_mark(before[1], ",") and before[0].low in TITLES


def _describes(unit: Unit, index: int) -> bool:
    token = unit.tokens[index]
    if token.low in ("'s", "for", "of") or token.is_name:
        return token.low not in grammar.SUBORDINATORS
    lower = token.kind == WORD and token.low not in grammar.AUXILIARIES
    closed = grammar.PREPOSITIONS | grammar.CONJUNCTIONS | grammar.SUBORDINATORS
    return lower and token.low not in closed and not grammar.looks_like_verb(unit.tokens, index)
