"""What a reader of an article keeps in mind: whom it named, in which order, and he or she."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.attribution.given_names import FEMALE, MALE, gender_of
from analysis.attribution.grammar import word_set
from analysis.attribution.identity import GROUP, PERSON, SOMEBODY, UNNAMED, Identity, Namer
from analysis.attribution.people import merged, spelt_out
from analysis.attribution.roles import PARTICLES
from analysis.attribution.spellings import fold, spelling_key, surname_key
from analysis.attribution.text import Span, tokens_in

_FEMALE_WORDS = word_set(
    "mrs ms miss madam queen princess spokeswoman chairwoman congresswoman lady dame actress"
    " duchess baroness woman mother daughter wife sister councilwoman businesswoman"
)
_MALE_WORDS = word_set(
    "mr king prince spokesman chairman congressman lord sir pope duke baron man father son"
    " husband brother businessman"
)
RELAYS = word_set("correspondent agency newspaper interviewer")  # who asks and passes words on
_LOOK_BACK = 200  # mentions


@dataclass
class Memory:
    """Whom the article has named so far, in order of mention.

    `by_surname` holds all persons that it names in full anywhere, by the key of their surname;
    `acronyms` the full names of abbreviations that it explains.
    """

    text: str
    by_surname: dict[str, Identity]
    acronyms: dict[str, str] = field(default_factory=dict)
    quotes: list[Span] = field(default_factory=list)
    mentioned: list[tuple[int, Identity]] = field(default_factory=list)
    gender: dict[str, str] = field(default_factory=dict)

    def remember(self, position: int, identity: Identity) -> None:
        """Takes note that somebody was mentioned at a place of the text."""
        self.mentioned.append((position, identity))
        told = gender_of(identity.name) if identity.sort == PERSON else None
        if identity.heads & _FEMALE_WORDS:
            told = FEMALE
        elif identity.heads & _MALE_WORDS:
            told = MALE
        if told:
            self.gender.setdefault(identity.name, told)

    def in_full(self, short: str, namer: Namer) -> str | None:
        """What an abbreviation stands for that the reference tables do not know."""
        if not 1 < len(short) < 9 or not short[-1:].isupper():
            return None
        if namer.directory.whole(tokens_in(short)):
            return None
        if short not in self.acronyms:
            self.acronyms[short] = spelt_out(short, self.text) or ""
        return self.acronyms[short] or None

    def by_first(self, name: str) -> str | None:
        """The key of the one person whose name begins with this."""
        keys = [key for key, who in self.by_surname.items() if who.name.split()[0] == name]
        return keys[0] if len(keys) == 1 else None

    def recent(self) -> list[Identity]:
        """The last mentions, newest first; what lies further back is no antecedent."""
        return [identity for _, identity in self.mentioned[: -_LOOK_BACK - 1 : -1]]

    def person_before(self, gender: str) -> Identity:
        """Whom "he" or "she" means: the last person who can be one."""
        for identity in self.recent():
            if identity.sort not in (PERSON, SOMEBODY) or identity.heads & RELAYS:
                continue
            if self.gender.get(identity.name, gender) == gender:
                self.gender.setdefault(identity.name, gender)
                return identity
        for identity in self.by_surname.values():
            if identity.sure and gender_of(identity.name) == gender:
                return identity
        return UNNAMED

    def collective_before(self) -> Identity:
        """Whom "it" or "they" means: the last body or group."""
        others = (who for who in self.recent() if who.sort not in (PERSON, SOMEBODY))
        return next(others, UNNAMED)

    def group_before(self, within: int) -> Identity:
        """Of whom "some" are some: the last group, at most so many code points before."""
        if not self.mentioned:
            return UNNAMED
        floor = self.mentioned[-1][0] - within
        groups = (
            who for place, who in reversed(self.mentioned) if place >= floor and who.sort == GROUP
        )
        return next(groups, UNNAMED)


def known_name(identity: Identity, phrase: str, memory: Memory) -> Identity:
    """A person as the article introduced him or her, whatever spelling or part of the name stands.

    One name alone means whom the article names in full, by the surname or by what stands first
    (first names, and surnames that come first), before anybody of the people table.
    """
    surname = surname_key(identity.name.split()[-1])
    given = identity.name.split()[0]
    alone = " " not in identity.name or fold(given.casefold()) not in fold(phrase.casefold())
    alone = alone or given.lower() in PARTICLES
    if _is_first(identity, phrase, memory) or (alone and surname not in memory.by_surname):
        first = memory.by_first(phrase.split()[-1])
        alone, surname = alone or first is not None, first or surname
    known = memory.by_surname.get(surname)
    if known is None:
        return identity
    key = spelling_key(identity.name)
    same = known.name == identity.name or (key is not None and key == spelling_key(known.name))
    if alone or same:
        memory.by_surname[surname] = merged(known, identity)
        return memory.by_surname[surname]
    return identity


def _is_first(identity: Identity, phrase: str, memory: Memory) -> bool:
    """Whether one name alone, which the table knows, is how a name of the article begins."""
    printed = phrase.split()[-1]
    full = any(known.name == identity.name for known in memory.by_surname.values())
    return not full and identity.name.split()[0] == printed and " " in identity.name
