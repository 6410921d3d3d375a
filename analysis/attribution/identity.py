"""What a source phrase names (a person, a state, a group, a document) and for whom it speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.attribution import affiliations, bearers, known, nouns, roles
from analysis.attribution.grammar import word_set
from analysis.attribution.holders import Holders
from analysis.attribution.known import Known
from analysis.attribution.text import WORD, Token, tokens_in
from analysis.perspectives import perspective_of_affiliation
from analysis.reference import Reference
from analysis.tables import UNNAMED_VOICE

PERSON, STATE, GROUP, DOCUMENT = "person", "state", "group", "document"
SOMEBODY = "somebody"  # one person without a name: "a senior official"
_EMPTY = word_set("some many several most other others a an the these those any few two three")
_INDEFINITE = word_set("a an another one some")
_PEOPLE = (known.PERSON, known.SURNAME)
_LISTED = re.compile(r",\s(?!(?:[\w’'-]{1,20}[\s,]+){0,6}and )| from (?=[A-Z])")
_FORMERLY = re.compile(
    r"\b(?:and )?(?:a |the )?(?:former|ex-)\s?(?:[\w’'-]{1,20} ){0,2}[\w’'-]{1,20}"
)
_LEADING = re.compile(
    r"^(?:the|some|many|several|a|an|this|that)\s+(?!in |of |from )", re.IGNORECASE
)
# "The press secretary of the president": the other one's title is not the holder's.
_OF_OTHERS = re.compile(
    r"\b(?:of|to|for|by) (?:the |a )?(?:[\w-]{1,20} ){0,2}"
    r"(?:president|premier|prime minister|minister|leader|chancellor|king|mayor)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who speaks: a name, what it is, its role, whom it speaks for and that one's perspective.

    `heads` are the words it was described by, for later references ("the minister"). `sure` is
    false for a capitalised run that only looks like a person's name.
    """

    name: str
    sort: str
    role: str
    affiliation: str | None
    perspective: str
    heads: frozenset[str] = frozenset()
    sure: bool = True


UNNAMED = Identity(UNNAMED_VOICE, GROUP, "other", None, "Other")


class Namer:
    """Turns source phrases into identities with the reference tables."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self.directory = known.directory(reference)
        self.holders = Holders(self.directory)

    def describe(self, phrase: str, description: str = "") -> Identity | None:
        """The identity of a source phrase; None when it names nothing by itself ("the minister").

        Args:
            phrase: the source as printed.
            description: the phrase with its apposition, where a role and a body may stand.
        """
        tokens = tokens_in(phrase)
        words = [token.low for token in tokens if token.kind == WORD]
        marks = (i for i, token in enumerate(tokens) if token.text in (",", "(", "–", "—"))
        head = tokens[: next(marks, len(tokens))]
        whole = self.directory.whole(head)
        if whole and whole.sort not in _PEOPLE and "and" not in words[len(head) :]:
            return self._actor(whole, phrase)
        found = self.directory.find_in(phrase)
        body = bearers.body_by_sort(head, found)
        if body:
            return self._actor(body, phrase)
        if not nouns.is_group(words):
            heads = heads_of(description or phrase)
            person = bearers.table_person(self.directory, tokens, found)
            if person:
                return self.person(person, heads)
            name = bearers.person_in(self.directory, tokens)
            entry = self.directory.person(tokens[slice(*name)]) if name else None
            if entry and (entry.sort == known.PERSON or self._may_be(entry.name, phrase)):
                return self.person(entry.name, heads)
            if name and tokens[max(0, name[0] - 1)].low in roles.NAMED_BODIES:
                return self._named_body(tokens[slice(*name)], phrase)
            if name:
                return self._stranger(tokens[slice(*name)], phrase, description or phrase)
        return self._collective(phrase, words, found)

    def _named_body(self, name: Sequence[Token], phrase: str) -> Identity:
        """A body called by its sort and its name ("the grid operator NAME")."""
        printed = phrase[name[0].start : name[-1].end]
        affiliation = self.affiliation_in(phrase, printed)
        perspective = self.perspective(self._bare(phrase, printed))
        return Identity(printed, GROUP, "collective", affiliation, perspective, heads_of(phrase))

    def _may_be(self, person: str, phrase: str) -> bool:
        """Whether a phrase with a mere surname names no other state than the person's."""
        office = self.directory.offices[person]
        return self.states_in(phrase) <= {office.affiliation, office.state}

    def person(self, person: str, heads: frozenset[str] = frozenset()) -> Identity:
        """The identity of a person of the people table."""
        office = self.directory.offices[person]
        perspective = self.perspective(office.affiliation)
        described = office.role | nouns.words_of(office.affiliation)
        role = roles.role_of(described)
        heads = heads | office.role
        return Identity(person, PERSON, role, office.affiliation or None, perspective, heads)

    def states_in(self, phrase: str) -> frozenset[str]:
        """The states and alliances that a phrase names."""
        found = self.directory.find_in(phrase)
        return frozenset(entry.stands_for for _, _, entry in found if entry.sort not in _PEOPLE)

    def _stranger(self, name: Sequence[Token], phrase: str, description: str) -> Identity:
        printed = phrase[name[0].start : name[-1].end]
        now = _FORMERLY.sub("", description)
        words = nouns.words_of(now)
        affiliation = self.affiliation_in(now, printed) or self.affiliation_in(description, printed)
        perspective = self.perspective(self._bare(now, printed))
        if perspective == "Other":
            perspective = self.perspective(affiliation)
        role = roles.role_of(words - nouns.words_of(printed))
        state = self._state_of_official(role, affiliation, self._bare(now, printed))
        given = bearers.is_given(self.directory, name, 0)
        sure = given or role != "other" or bool(words & roles.HONORIFICS)
        heads = heads_of(description)
        return Identity(printed, PERSON, role, state or affiliation, perspective, heads, sure)

    def _bare(self, description: str, printed: str) -> str:
        """A description without the name and without what its bearer merely studies."""
        return affiliations.without_topic(description.replace(printed, " , "), self.directory)

    def _state_of_official(self, role: str, body: str | None, description: str) -> str | None:
        """The state of an official whose office the tables do not know."""
        if role != "official" or body is None or self.states_in(body):
            return None
        states = self.states_in(description)
        return next(iter(states)) if len(states) == 1 else None

    def affiliation_in(self, description: str, name: str = "") -> str | None:
        """The state or body in a phrase, the name of the person in it left aside."""
        return affiliations.affiliation_in(self.directory, description, name)

    def _actor(self, entry: Known, phrase: str) -> Identity | None:
        """A state, body or seat of power as speaker; a seat ("Downing Street") keeps its name."""
        if entry.sort == known.DEMONYM and not phrase.endswith(("s", "ese", "ish", "ch")):
            return None
        perspective = self.perspective(entry.stands_for)
        if perspective == "Other":
            perspective = self.perspective(entry.name)
        heads = nouns.words_of(phrase) | nouns.words_of(entry.name)
        name, stands_for = entry.name, entry.stands_for or entry.name
        return Identity(name, STATE, "collective", stands_for, perspective, heads)

    def _collective(
        self, phrase: str, words: Sequence[str], found: Sequence[tuple[int, int, Known]]
    ) -> Identity | None:
        """A state, body, group or document; None for a bare description ("the minister")."""
        joint = self._joint(phrase)
        if joint:
            return joint
        shown = _LISTED.split(phrase)[0]
        words = [token.low for token in tokens_in(shown) if token.kind == WORD]
        core = [word for word in words if word not in _EMPTY]
        is_document = bool(core) and (core[-1] in roles.DOCUMENTS or core[0] in roles.DOCUMENTS)
        is_document = is_document and not nouns.is_group(words)
        is_role = nouns.is_role(words) and not nouns.is_group(words)
        if words and shown.split()[-1][:1].isupper() and words[-1] in roles.BODIES:
            is_role = False  # a name such as "NAME Energy"
        if not nouns.is_group(words):
            if is_role and words[0] not in _INDEFINITE:
                return None
            has_name = any(token.is_name for token in tokens_in(phrase)[1:])
            if not found and not has_name and not is_document and words[:1] != ["a"]:
                return None
        role = "collective"
        if is_document:
            role = "document"
        elif is_role:
            role = roles.role_of(frozenset(words))
        affiliation = self.affiliation_in(shown) or self.state_of_person_in(phrase)
        sort = DOCUMENT if is_document else SOMEBODY if is_role else GROUP
        perspective = self.perspective(affiliations.without_topic(phrase, self.directory))
        if perspective == "Other":
            perspective = self.perspective(affiliation)
        name = _LEADING.sub("", shown) or UNNAMED_VOICE
        return Identity(name, sort, role, affiliation, perspective, frozenset(words))

    def state_of_person_in(self, phrase: str) -> str | None:
        """The state of the person whom a phrase names beside ("the NAME government")."""
        found = self.directory.find_in(phrase)
        people = (entry.name for _, _, entry in found if entry.sort in _PEOPLE)
        return next((self.directory.offices[name].affiliation for name in people), None)

    def placed(self, identity: Identity, before: str) -> Identity:
        """A nameless group with the state that the sentence starts with ("In Kenya, officials")."""
        opening = re.match(r"(?:\w+\s)?[Ii]n (?:the )?([A-Z][\w ]{2,30}),", before)
        if identity.sort not in (GROUP, SOMEBODY) or identity.affiliation or not opening:
            return identity
        entry = self.directory.whole(tokens_in(opening.group(1)))
        if entry is None or entry.stands_for not in self.directory.demonyms:
            return identity
        name = f"{self.directory.demonyms[entry.stands_for]} {identity.name}"
        perspective = self.perspective(entry.stands_for)
        return replace(identity, name=name, affiliation=entry.stands_for, perspective=perspective)

    def _joint(self, phrase: str) -> Identity | None:
        """ "A and B": both actors, with a perspective only where they share one."""
        parts = re.split(r"\s*(?:,|\band\b)\s*", re.sub(r"^[Bb]oth\s+", "", phrase))
        if len(parts) < 2:
            return None
        actors = []
        for part in filter(None, parts):
            entry = self.directory.whole(tokens_in(part))
            actor = self._actor(entry, part) if entry and entry.sort not in _PEOPLE else None
            if actor is None:
                return None
            actors.append(actor)
        perspectives = {actor.perspective for actor in actors}
        return Identity(
            " and ".join(actor.name for actor in actors),
            STATE,
            "collective",
            " / ".join(dict.fromkeys(actor.affiliation or actor.name for actor in actors)),
            perspectives.pop() if len(perspectives) == 1 else "Other",
            nouns.words_of(phrase),
        )

    def perspective(self, affiliation: str | None) -> str:
        """The perspective of whom a phrase names."""
        return perspective_of_affiliation(affiliation, self._reference)


def heads_of(description: str) -> frozenset[str]:
    """The words by which somebody so described may be called later."""
    return nouns.words_of(_OF_OTHERS.sub(" ", description))


@lru_cache(maxsize=4)
def namer(reference: Reference) -> Namer:
    """The namer of a set of reference tables, built once for each."""
    return Namer(reference)
