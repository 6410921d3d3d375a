"""Names of actors, people and organisations, found in text in one pass.

The reference tables become one index from a first word to the names that begin with it, so the
time is linear in the text however many names there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analysis.reference import Reference

NAME = "name"
DEMONYM = "demonym"
METONYM = "metonym"
CAPITAL = "capital"
PERSON = "person"
SURNAME = "surname"
SHIELD = "shield"

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.\S+")
_LEADING_ARTICLE = re.compile(r"^[Tt]he\s+")
_STATE_BODIES = frozenset({"ministry", "agency"})
_SHORTEST_SHOUTED = 4
# Names that contain an actor's name and are another thing; general, of no one event.
_OTHER_THINGS = (
    "Soviet Union",
    "Soviet",
    "South China Sea",
    "East China Sea",
    "Sea of Japan",
    "Gulf of Mexico",
    "New Mexico",
    "New England",
    "West Bank",
    "West Point",
    "West Germany",
    "East Germany",
    "West Virginia",
    "West Coast",
    "West Indies",
    "Wild West",
    "Middle West",
    "British Columbia",
    "Holy Roman Empire",
    "Warsaw Pact",
    "French fries",
    "English Channel",
)


@dataclass(frozen=True)
class Token:
    """One word or mark of a text, with its offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Name:
    """One way to name an actor.

    Attributes:
        words: the words of the name, as they must be printed.
        sort: one of the constants of this module; SHIELD names hide what they contain.
        actor: the actor or person named; empty for a shield.
        target: the actor it rolls up to; empty for a shield.
        kind: kind of the actor in the actors table.
        ambiguous: the name means the actor in some contexts only.
    """

    words: tuple[str, ...]
    sort: str
    actor: str = ""
    target: str = ""
    kind: str = ""
    ambiguous: bool = False


@dataclass(frozen=True)
class Found:
    """A name at the tokens `first` to `last` (excluded) of a text."""

    name: Name
    first: int
    last: int


def tokens_of(text: str) -> list[Token]:
    """Words and marks of a text; addresses of the net and of mail are left out."""
    hidden = [match.span() for match in _ADDRESS.finditer(text)]
    tokens = []
    for match in _TOKEN.finditer(text):
        while hidden and hidden[0][1] <= match.start():
            hidden.pop(0)
        if not hidden or match.start() < hidden[0][0]:
            tokens.append(Token(match.group(), match.start(), match.end()))
    return tokens


class Gazetteer:
    """All names of the reference tables, ready to be found."""

    def __init__(self, names: Iterator[Name]) -> None:
        self._by_first_word: dict[str, list[Name]] = {}
        known: set[tuple[str, ...]] = set()
        for name in names:
            if name.words and name.words not in known:
                known.add(name.words)
                self._by_first_word.setdefault(name.words[0], []).append(name)
        for listed in self._by_first_word.values():
            listed.sort(key=lambda name: -len(name.words))

    def find(self, tokens: list[Token]) -> list[Found]:
        """The longest names from left to right, never overlapping; shields are among them."""
        printed = [_as_printed(token.text) for token in tokens]
        found = []
        at = 0
        while at < len(tokens):
            name = self._longest_at(printed, at)
            if name is None:
                at += 1
            else:
                found.append(Found(name, at, at + len(name.words)))
                at += len(name.words)
        return found

    def _longest_at(self, printed: list[tuple[str, str]], at: int) -> Name | None:
        for spelling in dict.fromkeys(printed[at]):
            for name in self._by_first_word.get(spelling, ()):
                following = printed[at : at + len(name.words)]
                if len(following) == len(name.words) and all(
                    word in spellings for word, spellings in zip(name.words, following, strict=True)
                ):
                    return name
        return None


def _as_printed(word: str) -> tuple[str, str]:
    """The word, and the word as it would be written were it not shouted (RUSSIA)."""
    shouted = len(word) >= _SHORTEST_SHOUTED and word.isupper()
    return word, word.title() if shouted else word


@lru_cache(maxsize=4)
def gazetteer(reference: Reference) -> Gazetteer:
    """The index of a set of reference tables; built once for each."""
    return Gazetteer(_names(reference))


def _names(reference: Reference) -> Iterator[Name]:
    """Every name of the tables; where two agree, the earlier one holds."""
    yield from (Name(_words(text), SHIELD) for text in _OTHER_THINGS)
    yield from _actor_names(reference)
    yield from _capital_names(reference)
    yield from _person_names(reference)
    yield from _organisation_names(reference)
    for row in reference.outlets.itertuples():
        yield from (Name(_words(text), SHIELD) for text in (row.outlet, *row.aliases))
    yield from _surnames(reference)


def _actor_names(reference: Reference) -> Iterator[Name]:
    for row in reference.actors.itertuples():
        for sort, surfaces in (
            (NAME, (row.actor, *row.aliases)),
            (DEMONYM, row.demonyms),
            (METONYM, row.metonyms),
        ):
            for text in surfaces:
                yield Name(
                    _words(text),
                    sort,
                    row.actor,
                    row.rolls_up_to or row.actor,
                    row.kind,
                    text in row.ambiguous,
                )


def _capital_names(reference: Reference) -> Iterator[Name]:
    states = _state_of_country(reference)
    for row in reference.countries.itertuples():
        actor = states.get(row.country, row.name)
        for text in filter(None, (row.capital, *row.capital_aliases)):
            yield Name(_words(text), CAPITAL, actor, actor, "state", True)


def _person_names(reference: Reference) -> Iterator[Name]:
    targets = _targets_of_people(reference)
    for row in reference.people.itertuples():
        for text in (row.person, *row.variants):
            words = _words(text)
            sort = PERSON if len(words) > 1 else SURNAME
            yield Name(words, sort, row.person, targets[row.person])


def _surnames(reference: Reference) -> Iterator[Name]:
    """Surnames; one that several people bear is ambiguous and listed for the first of them."""
    targets = _targets_of_people(reference)
    people = reference.people
    borne = pd.Series([name for names in people.surname for name in names], dtype="str")
    shared = set(borne[borne.duplicated()])
    for row in people.itertuples():
        for text in row.surname:
            yield Name(
                _words(text), SURNAME, row.person, targets[row.person], ambiguous=text in shared
            )


def _organisation_names(reference: Reference) -> Iterator[Name]:
    states = _state_of_country(reference)
    for row in reference.organisations.itertuples():
        state = states.get(row.country, "") if row.kind in _STATE_BODIES else ""
        for text in (row.organisation, *row.aliases):
            if state:
                yield Name(_words(text), NAME, row.organisation, state, row.kind)
            else:
                yield Name(_words(text), SHIELD)


def _state_of_country(reference: Reference) -> dict[str, str]:
    states = reference.actors[reference.actors.kind == "state"]
    return dict(zip(states.country, states.actor, strict=True))


def _targets_of_people(reference: Reference) -> dict[str, str]:
    """Person to the actor spoken for: of the affiliation, else the state of the country."""
    tops: dict[str, str] = {}
    for row in reference.actors.itertuples():
        for text in (row.actor, *row.aliases):
            tops.setdefault(text, row.rolls_up_to or row.actor)
    states = _state_of_country(reference)
    return {
        row.person: tops.get(row.affiliation) or states.get(row.country) or row.person
        for row in reference.people.itertuples()
    }


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens_of(_LEADING_ARTICLE.sub("", text)))
