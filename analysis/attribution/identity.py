"""What a source phrase names (a person, a state, a group, a document) and for whom it speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis import gazetteer as names
from analysis.attribution import grammar, roles
from analysis.attribution.grammar import word_set
from analysis.attribution.text import WORD, Token, tokenize
from analysis.perspectives import perspective_of_affiliation
from analysis.reference import Reference
from analysis.tables import UNNAMED_VOICE

_AT = frozenset({"at", "of", "from", "with"})
_EMPTY = word_set("some many several most other others a an the these those any few two three")
PERSON, STATE, GROUP, DOCUMENT = "person", "state", "group", "document"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who speaks: a name, what it is, its role, whom it speaks for and that one's perspective."""

    name: str
    sort: str
    role: str
    affiliation: str | None
    perspective: str
    heads: frozenset[str] = frozenset()


UNNAMED = Identity(UNNAMED_VOICE, GROUP, "other", None, "Other")


def person_in(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The tokens of the person's name in a source phrase: of its head, before any apposition."""
    runs = [run for run in name_runs(tokens) if not _is_body(tokens[slice(*run)])]
    head_end = next(
        (i for i, t in enumerate(tokens) if t.text in (",", "(", "–", "—")), len(tokens)
    )
    inside = [run for run in runs if run[1] <= head_end] or runs
    full = [run for run in inside if run[1] - run[0] > 1]
    return (full or inside)[-1] if inside else None


def name_runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Runs of capitalised words that can be a person's name, titles and nationalities stripped."""
    runs: list[tuple[int, int]] = []
    index = 0
    while index < len(tokens):
        if not tokens[index].is_name or tokens[index].low == "'s":
            index += 1
            continue
        stop = index + 1
        while stop < len(tokens) and _goes_on(tokens, stop):
            stop += 1
        start = index
        while start < stop and _strip(tokens[start]):
            start += 1
        possessive = stop < len(tokens) and tokens[stop].low == "'s"
        if start < stop and not (possessive and stop + 1 < len(tokens)):
            runs.append((start, stop))
        index = stop
    return runs


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.low in roles.PARTICLES or token.text == "-":
        return index + 1 < len(tokens) and tokens[index + 1].is_name
    return (token.is_name and token.low != "'s") or (len(token.text) == 2 and token.text[1] == ".")


def _strip(token: Token) -> bool:
    low = token.low
    return (
        low in roles.TITLES
        or low in grammar.DETERMINERS
        or low in grammar.PREPOSITIONS
        or low in grammar.SUBORDINATORS
        or low in grammar.CONJUNCTIONS
        or low in grammar.SUBJECT_PRONOUNS
        or low in grammar.ADVERBS
        or grammar.is_time(token)
        or (token.text.isupper() and len(token.text) > 1 and token.text.rstrip(".").isalpha())
        or token.text in ("U.S.", "U.K.", "U.N.", "E.U.")
    )


def _is_body(tokens: Sequence[Token]) -> bool:
    return any(token.low in roles.BODIES for token in tokens)


class Namer:
    """Turns source phrases into identities with the reference tables."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._finder = names.gazetteer(reference)
        self._people = {row["person"]: row for row in reference.people.to_dict("records")}
        countries = reference.countries
        self._capitals = {
            *countries["capital"],
            *(a for c in countries["capital_aliases"] for a in c),
        }
        self._states = dict(
            zip(reference.countries["country"], reference.countries["name"], strict=True)
        )

    def describe(self, phrase: str, description: str = "") -> Identity | None:
        """The identity of a source phrase; None when it names nothing by itself ("the minister").

        Args:
            phrase: the source as printed.
            description: the phrase with its apposition, where a role and a body may stand.
        """
        tokens = tokenize(phrase, 0, len(phrase))
        words = [token.low for token in tokens if token.kind == WORD]
        heads = frozenset(words)
        found = self._finder.find(names.tokens_of(phrase))
        known = [f.name for f in found if f.name.sort in (names.PERSON, names.SURNAME)]
        name = person_in(tokens)
        actor = self._whole_actor(phrase)
        if actor:
            return actor
        if known and (name or len(words) == 1) and not _is_group(words):
            return self._known_person(known[0].actor, heads)
        if name and not self._is_actor(tokens[slice(*name)]) and not _is_group(words):
            printed = phrase[tokens[name[0]].start : tokens[name[1] - 1].end]
            return self._stranger(printed, description or phrase, heads)
        return self._collective(phrase, words, found)

    def _known_person(self, person: str, heads: frozenset[str]) -> Identity:
        row = self._people[person]
        affiliation = row["affiliation"] or self._states.get(row["country"])
        perspective = perspective_of_affiliation(affiliation, self.reference)
        return Identity(
            person, PERSON, "official", affiliation, perspective, heads | _set(row["role"])
        )

    def _stranger(self, name: str, description: str, heads: frozenset[str]) -> Identity:
        words = _set(description)
        role = roles.role_of(words)
        affiliation = self.affiliation_in(description, name)
        source = description.replace(name, " , ")
        perspective = perspective_of_affiliation(source, self.reference)
        if perspective == "Other":
            perspective = perspective_of_affiliation(affiliation, self.reference)
        return Identity(name, PERSON, role, affiliation, perspective, heads | words)

    def affiliation_in(self, description: str, name: str = "") -> str | None:
        """The state or body in a phrase: one after "at", "of" or "for", else a known actor."""
        tokens = tokenize(description, 0, len(description))
        owner = _owning_body(tokens)
        if owner:
            body = description[tokens[owner[0]].start : tokens[owner[1] - 1].end]
            return self._actor_named(body) or body
        for index, token in enumerate(tokens[:-1]):
            if token.low not in _AT:
                continue
            start = index + 1
            while start < len(tokens) and tokens[start].low in ("the", "a", "an"):
                start += 1
            stop = start
            while stop < len(tokens) and _in_body_name(tokens, stop, start):
                stop += 1
            body = description[tokens[start].start : tokens[stop - 1].end] if stop > start else ""
            if body and body != name and (stop - start > 1 or self._actor_named(body)):
                return self._actor_named(body) or body
        found = self._finder.find(names.tokens_of(description.replace(name, " , ")))
        actors = [f.name for f in found if f.name.actor and f.name.sort not in _PEOPLE]
        if actors:
            return actors[0].actor
        return next(
            (body for role, body in roles.BODY_OF_ROLE.items() if role in _set(description)), None
        )

    def _actor_named(self, text: str) -> str | None:
        tokens = names.tokens_of(text)
        found = self._finder.find(tokens)
        whole = [f for f in found if f.first == 0 and f.last == len(tokens) and f.name.actor]
        return whole[0].name.actor if whole else None

    def _whole_actor(self, phrase: str) -> Identity | None:
        """The actor that the whole phrase names; a seat of power keeps its own name."""
        bare = re.sub(r"^(?:the|The)\s+", "", phrase.strip())
        tokens = names.tokens_of(bare)
        for text, listed in ((bare, tokens), (phrase.strip(), names.tokens_of(phrase))):
            for found in self._finder.find(listed):
                name = found.name
                if (
                    found.first
                    or found.last < len(listed)
                    or not name.actor
                    or name.sort in _PEOPLE
                ):
                    continue
                if name.sort == names.DEMONYM and not bare.endswith(("s", "ese", "ish", "ch")):
                    return None
                seat = name.sort == names.METONYM and name.kind == "state"
                shown = text if seat and text not in self._capitals else name.actor
                shown = re.sub(r"^(?:the|The)\s+", "", shown)
                perspective = perspective_of_affiliation(name.actor, self.reference)
                return Identity(shown, STATE, "collective", name.target, perspective, _set(bare))
        return None

    def _is_actor(self, tokens: Sequence[Token]) -> bool:
        text = " ".join(token.text for token in tokens)
        return self._actor_named(text) is not None

    def _collective(
        self, phrase: str, words: Sequence[str], found: Sequence[names.Found]
    ) -> Identity | None:
        """A state, body, group or document; None for a bare description ("the minister")."""
        listed = self._joint(phrase)
        if listed:
            return listed
        actors = [f.name for f in found if f.name.actor and f.name.sort not in _PEOPLE]
        heads = frozenset(words)
        core = [word for word in words if word not in _EMPTY]
        is_document = bool(core) and (core[-1] in roles.DOCUMENTS or core[0] in roles.DOCUMENTS)
        has_name = any(t.is_name for t in tokenize(phrase, 0, len(phrase))[1:])
        if not actors and not has_name and not _is_group(words) and not is_document:
            return None
        shown = re.sub(r"^(?:the|some|many|several|a|an)\s+", "", phrase, flags=re.IGNORECASE)
        affiliation = actors[0].target if actors else None
        perspective = perspective_of_affiliation(phrase, self.reference)
        role = "document" if is_document else "collective"
        if core and core[-1] in roles.OFFICIAL | roles.EXPERT and not _is_group(words):
            role = roles.role_of(heads)
        sort = DOCUMENT if is_document else GROUP
        return Identity(shown or UNNAMED_VOICE, sort, role, affiliation, perspective, heads)

    def _joint(self, phrase: str) -> Identity | None:
        """ "A and B": both actors, with a perspective only where they share one."""
        parts = re.split(r"\s*(?:,|\band\b)\s*", re.sub(r"^[Bb]oth\s+", "", phrase))
        if len(parts) < 2:
            return None
        actors = [self._whole_actor(part) for part in parts if part]
        if not actors or any(actor is None for actor in actors):
            return None
        known = [actor for actor in actors if actor is not None]
        perspectives = {actor.perspective for actor in known}
        return Identity(
            " and ".join(actor.name for actor in known),
            STATE,
            "collective",
            " / ".join(dict.fromkeys(actor.affiliation or actor.name for actor in known)),
            perspectives.pop() if len(perspectives) == 1 else "Other",
            _set(phrase),
        )


_PEOPLE = (names.PERSON, names.SURNAME)


def _owning_body(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """A body in the possessive ("the Crisis Group's analyst"), without the state before it."""
    for stop in range(1, len(tokens) - 1):
        if tokens[stop].low != "'s" or not tokens[stop - 1].is_name:
            continue
        start = stop
        while start > 0 and tokens[start - 1].is_name:
            start -= 1
        if stop - start > 1 and _is_body(tokens[start:stop]):
            return start, stop
    return None


def _in_body_name(tokens: Sequence[Token], index: int, start: int) -> bool:
    token = tokens[index]
    if token.is_name or (token.low == "'s" and index > start):
        return True
    links = token.low in ("for", "of", "and", "on", "&") and index > start
    return (
        links
        and index + 1 < len(tokens)
        and (tokens[index + 1].is_name or tokens[index + 1].low == "the")
    ) or (token.low == "the" and index > start and tokens[index - 1].low in ("for", "of", "on"))


def _is_group(words: Sequence[str]) -> bool:
    head = [w for w in words if w not in grammar.PREPOSITIONS]
    of = next((i for i, w in enumerate(words) if w in grammar.PREPOSITIONS), len(words))
    last = words[of - 1] if of else ""
    return bool(head) and (last in grammar.GROUP_NOUNS or words[0] in grammar.QUANTIFIERS)


def _set(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))


@lru_cache(maxsize=4)
def namer(reference: Reference) -> Namer:
    """The namer of a set of reference tables, built once for each."""
    return Namer(reference)
