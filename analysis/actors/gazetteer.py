"""Names of actors, people and organisations, found in text in one pass.

The reference tables become one index from a first word to the names that begin with it, so the
time is linear in the text however many names there are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from analysis.reference import Reference

NAME = "name"
DEMONYM = "demonym"
METONYM = "metonym"
PERSON = "person"
SURNAME = "surname"
SHIELD = "shield"

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.\S+")
_LEADING_ARTICLE = re.compile(r"^[Tt]he\s+")
_STATE_BODIES = frozenset({"ministry", "agency"})
_SHORTEST_SHOUTED = 4
_PROMINENT_ROLES = frozenset(
    {
        "President",
        "Prime Minister",
        "Chancellor",
        "Foreign Minister",
        "Secretary of State",
        "Secretary General",
        "Secretary-General",
        "President of the European Commission",
        "High Representative",
        "Foreign Secretary",
        "Premier",
        "Supreme Leader",
        "Monarch",
    }
)


class Token(NamedTuple):
    """One word or mark of a text, with its offsets."""

    text: str
    start: int
    end: int


# A token out of its parts, in half the time that Token(...) takes.
_token = partial(tuple.__new__, Token)


@dataclass(frozen=True)
class Name:
    """One way to name an actor.

    Attributes:
        words: the words of the name, as they must be printed.
        sort: one of the constants of this module; SHIELD names hide what they contain.
        actor: the actor or person named; empty for a shield.
        target: the actor it rolls up to; empty for a shield, and for a person who speaks for none.
        kind: kind of the actor in the actors table.
        ambiguous: the name means the actor in some contexts only.
        prominent: a surname that needs no introduction, of a head of state or government, a
            foreign minister or the head of an alliance.
    """

    words: tuple[str, ...]
    sort: str
    actor: str = ""
    target: str = ""
    kind: str = ""
    ambiguous: bool = False
    prominent: bool = False


@dataclass(frozen=True)
class Found:
    """A name at the tokens `first` to `last` (excluded) of a text.

    `names` holds several only for a surname that several people bear.
    """

    names: tuple[Name, ...]
    first: int
    last: int


def tokens_of(text: str) -> list[Token]:
    """Words and marks of a text; addresses of the net and of mail are left out."""
    tokens = [_token((match[0], *match.span())) for match in _TOKEN.finditer(text)]
    if "/" not in text and "@" not in text and "www." not in text:
        return tokens
    hidden = [place for match in _ADDRESS.finditer(text) for place in match.span()]
    return [one for one in tokens if bisect_right(hidden, one.start) % 2 == 0]


class Gazetteer:
    """All names of the reference tables, ready to be found."""

    def __init__(self, names: Iterator[Name]) -> None:
        self._names: dict[tuple[str, ...], list[Name]] = {}
        for name in names:
            same = self._names.setdefault(name.words, [])
            if not same or (name.sort == SURNAME == same[0].sort):
                same.append(name)
        self._by_first_word: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(self._names, key=len, reverse=True):
            self._by_first_word.setdefault(words[0], []).append(words)

    def find(self, tokens: list[Token]) -> list[Found]:
        """The longest names from left to right, never overlapping; shields are among them."""
        found: list[Found] = []
        known = self._by_first_word
        # Most words begin no name, so only those that do are looked at further.
        begins = [
            at
            for at, (word, _, _) in enumerate(tokens)
            if word in known or (word.isupper() and not known.keys().isdisjoint(_as_printed(word)))
        ]
        for at in begins:
            if found and at < found[-1].last:
                continue
            words = self._longest_at(tokens, at)
            if words:
                found.append(Found(tuple(self._names[words]), at, at + len(words)))
        return found

    def _longest_at(self, tokens: list[Token], at: int) -> tuple[str, ...]:
        for spelling in _as_printed(tokens[at].text):
            for words in self._by_first_word.get(spelling, ()):
                if len(words) == 1 or _follow(tokens, at + 1, words):
                    return words
        return ()


def _follow(tokens: list[Token], at: int, words: tuple[str, ...]) -> bool:
    """Whether the tokens from a place on are a name's words from its second on."""
    printed = [token.text for token in tokens[at : at + len(words) - 1]]
    if len(printed) < len(words) - 1:
        return False
    pairs = zip(words[1:], printed, strict=True)
    return all(word == other or word in _as_printed(other) for word, other in pairs)


def _as_printed(word: str) -> tuple[str, ...]:
    """The word, and the word as it would be written were it not shouted (RUSSIA)."""
    shouted = word.isupper() and len(word) >= _SHORTEST_SHOUTED
    return (word, word.title()) if shouted else (word,)


@lru_cache(maxsize=4)
def gazetteer(reference: Reference) -> Gazetteer:
    """The index of a set of reference tables; built once for each."""
    return Gazetteer(name for name in _names(reference) if name.words)


def _names(reference: Reference) -> Iterator[Name]:
    """Every name of the tables; where two agree, the earlier one holds."""
    for row in reference.other_things.itertuples():
        yield from (Name(_words(text), SHIELD) for text in (row.thing, *row.aliases))
    # A seat of power that a bloc and a state share (Brussels) means the bloc.
    actors = sorted(_actor_names(reference), key=lambda name: name.kind == "state")
    single = {name.words[0] for name in actors if len(name.words) == 1}
    yield from (name for name in actors if not _is_pair(name.words, single))
    yield from _person_names(reference)
    yield from _organisation_names(reference)
    for row in reference.outlets.itertuples():
        yield from (Name(_words(text), SHIELD) for text in (row.outlet, *row.aliases))
    yield from _surnames(reference)


def _is_pair(words: tuple[str, ...], single: set[str]) -> bool:
    """A body that two actors share (EU-Canada Committee): its name mentions both of them."""
    return len(words) > 2 and words[1] == "-" and words[0] in single and words[2] in single


def _actor_names(reference: Reference) -> Iterator[Name]:
    """Names of actors; 'the bloc' and its like are no names, the text tells who is meant."""
    for row in reference.actors.itertuples():
        for sort, surfaces in (
            (NAME, (row.actor, *row.aliases)),
            (DEMONYM, row.demonyms),
            (METONYM, row.metonyms),
        ):
            for text in surfaces:
                ambiguous = text in row.ambiguous
                if not (ambiguous and _LEADING_ARTICLE.match(text)):
                    target = row.rolls_up_to or row.actor
                    yield Name(_words(text), sort, row.actor, target, row.kind, ambiguous)


def _person_names(reference: Reference) -> Iterator[Name]:
    targets = _targets_of_people(reference)
    for row in reference.people.itertuples():
        for text in (row.person, *row.variants):
            words = _words(text)
            sort = PERSON if len(words) > 1 else SURNAME
            yield Name(words, sort, row.person, targets[row.person])


def _surnames(reference: Reference) -> Iterator[Name]:
    targets = _targets_of_people(reference)
    for row in reference.people.itertuples():
        prominent = row.role in _PROMINENT_ROLES
        for text in row.surname:
            yield Name(_words(text), SURNAME, row.person, targets[row.person], prominent=prominent)


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
    """Person to the actor spoken for, empty for those who speak for none, such as scholars."""
    states = _state_of_country(reference)
    tops = {
        text: row.rolls_up_to or row.actor
        for row in reference.actors.itertuples()
        for text in (*row.aliases, row.actor)
    }
    for row in reference.organisations.itertuples():
        if row.kind in _STATE_BODIES and row.country in states:
            tops.setdefault(row.organisation, states[row.country])
    return {
        row.person: tops.get(row.affiliation or states.get(row.country, ""), "")
        for row in reference.people.itertuples()
    }


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens_of(_LEADING_ARTICLE.sub("", text)))
