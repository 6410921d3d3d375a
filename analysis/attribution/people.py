"""Every person an article names in full, described by the words around the first mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.attribution import grammar
from analysis.attribution.identity import PERSON, Identity, Namer
from analysis.attribution.nouns import BELONGING, is_holder, name_runs
from analysis.attribution.roles import TITLES
from analysis.attribution.spellings import surname_key
from analysis.attribution.text import WORD, Unit

LONGEST_APPOSITION = 160
_SENT_TO = grammar.word_set("ambassador envoy representative adviser advisor delegate")
APPOSITION_ENDS = re.compile(
    r"[.;:“”\"]|, (?:and|but|said|says|told|named)\b| which "
    r"| who (?!is |was |heads |leads |serves )"
)


def people_by_surname(text: str, units: Sequence[Unit], namer: Namer) -> dict[str, Identity]:
    """The persons of an article by the key of their surname."""
    people: dict[str, Identity] = {}
    for unit in units:
        for start, stop in name_runs(unit.tokens):
            if stop - start < 2:
                continue
            surname = surname_key(unit.tokens[stop - 1].text)
            known = people.get(surname)
            if known and known.affiliation:
                continue
            name = text[unit.tokens[start].start : unit.tokens[stop - 1].end]
            identity = namer.describe(name, _around(text, unit, start, stop))
            if identity and identity.sort == PERSON:
                people[surname] = merged(known, identity) if known else identity
    return people


def merged(known: Identity, again: Identity) -> Identity:
    """A person as introduced before, with what another mention adds."""
    told = replace(known, heads=known.heads | again.heads, sure=known.sure or again.sure)
    if known.role == "other":
        told = replace(told, role=again.role)
    if known.affiliation is None and again.affiliation is not None:
        told = replace(told, affiliation=again.affiliation, perspective=again.perspective)
    return told


def acronyms(text: str) -> dict[str, str]:
    """The full names that the article gives abbreviations: "the Society for NAMES (SFN)"."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        short = match.group(1)
        before = text[max(0, match.start() - _LONGEST_NAME) : match.start()]
        words = [(w.start(), w.group()) for w in _NAME_WORD.finditer(before.split("\n")[-1])]
        line = before.split("\n")[-1]
        first = _start_of_acronym(short, [word for _, word in words])
        if first is not None:
            found.setdefault(short, line[words[first][0] :].strip())
    return found


_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{1,8})\)")
_NAME_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGEST_NAME = 120


def spelt_out(short: str, text: str) -> str | None:
    """The name in the article that a run of capitals abbreviates ("NBS": "National Bank of …")."""
    if not 2 < len(short) < 7 or not (short.isalpha() and short.isupper()):
        return None
    words = r"[a-z][\w’'-]{1,20}\s(?:(?:of|for|the|and|on|in|de)\s){0,2}".join(short)
    match = re.search(rf"\b{words}[a-z][\w’'-]{{1,20}}", text)
    return match.group() if match else None


def _start_of_acronym(short: str, words: Sequence[str]) -> int | None:
    """The word that the first letter stands for, read from the end; small words may be skipped."""
    at = len(words)
    for letter in reversed(short.lower()):
        at -= 1
        while at >= 0 and words[at][0].lower() != letter and words[at].islower():
            at -= 1
        if at < 0 or words[at][0].lower() != letter:
            return None
    while at and words[at - 1][0].isupper() and words[at - 1].lower() != "the":
        at -= 1
    return at


def _around(text: str, unit: Unit, start: int, stop: int) -> str:
    """A name with the words before it in its phrase and the apposition behind it."""
    first = _description_start(unit, start)
    if first == start and _follows_title(unit, start):
        first = _description_start(unit, start - 1)
    titled = first < start and unit.tokens[start - 1].low in TITLES
    if titled and not is_holder(unit.tokens[first:stop], start - first, stop - first):
        first = _behind_preposition(unit, first, start)
    begin = unit.tokens[first].start
    end = unit.tokens[stop - 1].end
    rest = text[end : min(unit.end, end + LONGEST_APPOSITION)]
    if re.match(r"\s*[,(–—]", rest):
        apposition = APPOSITION_ENDS.split(rest)
        return text[begin:end] + apposition[0]
    return text[begin:end]


def _behind_preposition(unit: Unit, first: int, start: int) -> int:
    """Where the name's own titles begin in "the adviser to President NAME"."""
    places = (i for i in range(start - 1, first - 1, -1) if unit.tokens[i].low in BELONGING)
    return next(places, start - 1) + 1


def _description_start(unit: Unit, stop: int) -> int:
    first = stop
    while first > 0 and stop - first < 12:
        if unit.tokens[first - 1].text == ")":
            inside = range(first - 2, max(0, first - 6), -1)
            opening = next((i for i in inside if unit.tokens[i].text == "("), None)
            if opening is None:
                break
            first = opening
        elif _describes(unit, first - 1):
            first -= 1
        else:
            break
    return first


def _follows_title(unit: Unit, start: int) -> bool:
    """Whether a title and a comma stand in front ("the fisheries minister, NAME")."""
    before = unit.tokens[max(0, start - 2) : start]
    return len(before) == 2 and grammar.is_mark(before[1], ",") and before[0].low in TITLES


def _describes(unit: Unit, index: int) -> bool:
    token = unit.tokens[index]
    if token.low == "to" and index:
        return unit.tokens[index - 1].low in _SENT_TO
    if token.low in ("'s", "for", "of") or token.is_name:
        return token.low not in grammar.SUBORDINATORS
    lower = token.kind == WORD and token.low not in grammar.AUXILIARIES
    closed = grammar.PREPOSITIONS | grammar.CONJUNCTIONS | grammar.SUBORDINATORS
    return lower and token.low not in closed and not grammar.looks_like_verb(unit.tokens, index)
