"""Names that the reference tables know, found in a source phrase: who can speak, not who is meant.

The gazetteer of mentions hides organisations that are nobody's target; a speaker may well be one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from analysis.attribution.spellings import fold, spelling_key
from analysis.attribution.text import Token, tokens_in, words_in
from analysis.reference import Reference

PERSON, SURNAME, STATE, CAPITAL, SEAT, DEMONYM, BODY = (
    "person",
    "surname",
    "state",
    "capital",
    "seat",
    "demonym",
    "body",
)
_WORD = re.compile(r"[^\W_]+(?:[-.&][^\W_]+)*\.?")
_LONGEST = 9
_OF_A_STATE = (STATE, CAPITAL, SEAT, DEMONYM)


@dataclass(frozen=True, slots=True)
class Known:
    """One known name: what it names in full, what sort it is, and whom it speaks for."""

    name: str
    sort: str
    stands_for: str


@dataclass(frozen=True, slots=True)
class Office:
    """A person's row: role, whom the person speaks for, and whether in office in 2022."""

    person: str
    role: frozenset[str]
    affiliation: str
    state: str
    current: bool


@dataclass(frozen=True, eq=False)
class Directory:
    """The known names by their words, offices by person, given names, demonyms by state.

    `respelt` holds the person that all spellings with one key mean, `media` the names of outlets.
    """

    names: dict[tuple[str, ...], Known]
    offices: dict[str, Office]
    given: frozenset[str]
    demonyms: dict[str, str]
    respelt: dict[tuple[str, str], str]
    media: frozenset[str]

    def find(self, tokens: Sequence[Token]) -> list[tuple[int, int, Known]]:
        """The longest known names among the tokens, from left to right."""
        return self._find([token.text for token in tokens])

    def _find(self, printed: Sequence[str]) -> list[tuple[int, int, Known]]:
        words = [word if word.isascii() else fold(word) for word in printed]
        reach = self._reach
        if reach.keys().isdisjoint(words):
            return []
        found = []
        at = 0
        while at < len(words):
            longest = reach.get(words[at])
            for stop in range(min(len(words), at + longest), at, -1) if longest else ():
                known = self.names.get(tuple(words[at:stop]))
                if known:
                    found.append((at, stop, known))
                    at = stop - 1
                    break
            at += 1
        return found

    def find_in(self, phrase: str) -> Sequence[tuple[int, int, Known]]:
        """The longest known names in a phrase, by the numbers of its `tokens_in`."""
        return _found_in(self, phrase)

    @cached_property
    def _reach(self) -> dict[str, int]:
        """Of each word that known names begin with, how many words the longest of them has."""
        found: dict[str, int] = {}
        for words in self.names:
            found[words[0]] = max(found.get(words[0], 0), min(len(words), _LONGEST))
        return found

    def whole(self, tokens: Sequence[Token]) -> Known | None:
        """What exactly these tokens name, a leading article aside."""
        words = [fold(token.text) for token in tokens]
        if words and words[0].lower() == "the":
            words = words[1:]
        return self.names.get(tuple(words))

    def most_named_state(self, text: str) -> str | None:
        """The state that a text names most, by whatever name; None when it names none."""
        named = (entry for _, _, entry in self._find(words_in(text)))
        states = Counter(entry.stands_for for entry in named if entry.sort in _OF_A_STATE)
        return states.most_common(1)[0][0] if states else None

    def person(self, name: Sequence[Token]) -> Known | None:
        """The person of the people table with this name, initials aside, in any spelling."""
        plain = [token for token in name if len(token.text.rstrip(".")) > 1]
        entry = self.whole(plain)
        if entry is None or entry.sort not in (PERSON, SURNAME):
            key = spelling_key(" ".join(token.text for token in plain))
            person = self.respelt.get(key) if key else None
            return Known(person, PERSON, self.offices[person].affiliation) if person else None
        return entry


# As for tokens_in.
@lru_cache(maxsize=256)
def _found_in(directory: Directory, phrase: str) -> tuple[tuple[int, int, Known], ...]:
    return tuple(directory.find(tokens_in(phrase)))


@lru_cache(maxsize=4)
def directory(reference: Reference) -> Directory:
    """The directory of a set of reference tables, built once for each."""
    listed: dict[tuple[str, ...], Known] = {}
    for surface, known in _entries(reference):
        words = tuple(_words(surface))
        if words:
            listed.setdefault(words, known)
    offices = dict(_offices(reference))
    given = frozenset(fold(person.split()[0]) for person in offices if " " in person)
    demonyms = {
        row["name"]: row["demonyms"][0]
        for row in reference.countries.to_dict("records")
        if row["demonyms"]
    }
    media = frozenset(reference.outlets["outlet"])
    return Directory(listed, offices, given, demonyms, _respelt(reference), media)


def _respelt(reference: Reference) -> dict[tuple[str, str], str]:
    """The person of each spelling key; a key that several share tells nothing."""
    bearers: dict[tuple[str, str], set[str]] = {}
    for row in reference.people.to_dict("records"):
        for surface in (row["person"], *row["variants"]):
            key = spelling_key(surface)
            if key:
                bearers.setdefault(key, set()).add(row["person"])
    return {key: people.pop() for key, people in bearers.items() if len(people) == 1}


def _words(surface: str) -> list[str]:
    found = []
    for word in _WORD.findall(surface.replace("’", "'")):
        bare = word if word.count(".") > 1 else word.rstrip(".")
        found.append(fold(bare))
    return found[1:] if found[:1] in (["the"], ["The"]) else found


def _entries(reference: Reference) -> Iterator[tuple[str, Known]]:
    yield from _people(reference)
    for row in reference.countries.to_dict("records"):
        name = row["name"]
        for surface in filter(None, (row["capital"], *row["capital_aliases"])):
            yield surface, Known(name, CAPITAL, name)
    for row in reference.actors.to_dict("records"):
        target = row["rolls_up_to"] or row["actor"]
        sort = STATE if row["kind"] == "state" else BODY
        for surface in (row["actor"], *row["aliases"]):
            yield surface, Known(row["actor"], sort, target)
        for surface in row["demonyms"]:
            yield surface, Known(row["actor"], DEMONYM, target)
        for surface in row["metonyms"]:
            yield surface, Known(surface, SEAT, target)
    for frame, column in ((reference.organisations, "organisation"), (reference.outlets, "outlet")):
        for row in frame.to_dict("records"):
            for surface in (row[column], *row["aliases"]):
                yield surface, Known(row[column], BODY, row[column])
    borne = Counter(surface for row in reference.people["surname"] for surface in row)
    for row in reference.people.to_dict("records"):
        for surface in row["surname"]:
            if borne[surface] == 1:
                yield surface, Known(row["person"], SURNAME, row["affiliation"])


def _people(reference: Reference) -> Iterator[tuple[str, Known]]:
    for row in reference.people.to_dict("records"):
        for surface in (row["person"], *row["variants"]):
            sort = PERSON if " " in surface else SURNAME
            yield surface, Known(row["person"], sort, row["affiliation"])


def _offices(reference: Reference) -> Iterator[tuple[str, Office]]:
    states = dict(zip(reference.countries["country"], reference.countries["name"], strict=True))
    for row in reference.people.to_dict("records"):
        state = states.get(row["country"], "")
        yield (
            row["person"],
            Office(
                row["person"],
                frozenset(
                    re.findall(r"[^\W_]+", row["role"].lower().replace("defence", "defense"))
                ),
                row["affiliation"] or state,
                state,
                row["period"] in ("", "2022"),
            ),
        )
