"""What a person can correct: one small class for each section of the corrections file."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, ClassVar

from analysis.reference_sheets import ACTOR_KINDS
from analysis.tables import KINDS, ROLES, TRANSLATIONS

STANCES = ("negative", "neutral", "positive")
KINDS_OF_ACTOR = (*ACTOR_KINDS, "person", "other")

TEXT, DAY, OFFSET, LIST, COUNTRY, COUNTRIES, LANGUAGE, PERSPECTIVE = (
    "text", "day", "offset", "list", "country", "countries", "language", "perspective"
)  # fmt: skip


def _given(sort: str = TEXT, allowed: tuple[str, ...] = (), *, empty: bool = False) -> Any:
    """A value that may stand in an entry; `empty` lets "" stand for "there is none"."""
    default = () if sort in (LIST, COUNTRIES) else None
    return field(default=default, metadata={"sort": sort, "allowed": allowed, "empty": empty})


def _needed(sort: str = TEXT, allowed: tuple[str, ...] = ()) -> Any:
    return field(metadata={"sort": sort, "allowed": allowed, "empty": False})


@dataclass(frozen=True)
class Entry:
    """One entry of the corrections file; what is None or empty is left as it was found.

    Attributes:
        SECTION: the section of the file that it stands in.
        KEY: the fields that say what is corrected; entries that agree in them are about one thing.
        LOST: why an entry cannot be applied.
    """

    SECTION: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]
    LOST: ClassVar[str]

    @property
    def key(self) -> tuple[Any, ...]:
        """What is corrected."""
        return (self.SECTION, *(getattr(self, name) for name in self.KEY))

    @property
    def count(self) -> int:
        """How many corrections it is."""
        return 1

    def values(self) -> dict[str, Any]:
        """What it says, without what is left as it was found."""
        return {
            spec.name: getattr(self, spec.name)
            for spec in fields(self)
            if getattr(self, spec.name) not in (None, ())
        }

    def __str__(self) -> str:
        about = (f"{name} {value}" for name, value in self.values().items() if name in self.KEY)
        return f"{self.SECTION}: {', '.join(about)}"


@dataclass(frozen=True)
class Perspective(Entry):
    """A perspective made of countries and of single outlets, which outweigh their country."""

    SECTION = "perspectives"
    KEY = ("perspective",)
    LOST = "no such country code in the countries table"

    perspective: str = _needed()
    countries: tuple[str, ...] = _given(COUNTRIES)
    outlets: tuple[str, ...] = _given(LIST)


@dataclass(frozen=True)
class Outlet(Entry):
    """Where an outlet belongs; one that no table knows becomes known."""

    SECTION = "outlets"
    KEY = ("outlet",)
    LOST = "no such country code in the countries table"

    outlet: str = _needed()
    aliases: tuple[str, ...] = _given(LIST)
    country: str | None = _given(COUNTRY)
    perspective: str | None = _given(PERSPECTIVE)


@dataclass(frozen=True)
class Actor(Entry):
    """An actor that no table knows, or other names for one that is known."""

    SECTION = "actors"
    KEY = ("actor",)
    LOST = "its country or what it rolls up to is in no table"

    actor: str = _needed()
    aliases: tuple[str, ...] = _given(LIST)
    rolls_up_to: str | None = _given()
    kind: str | None = _given(allowed=KINDS_OF_ACTOR)
    country: str | None = _given(COUNTRY)
    perspective: str | None = _given(PERSPECTIVE)


@dataclass(frozen=True)
class Article(Entry):
    """What is known of an article; "" means that there is none, `published` is an ISO day."""

    SECTION = "articles"
    KEY = ("article_id",)
    LOST = "no such article in this corpus"

    article_id: str = _needed()
    title: str | None = _given(empty=True)
    outlet: str | None = _given(empty=True)
    republisher: str | None = _given(empty=True)
    country: str | None = _given(COUNTRY, empty=True)
    perspective: str | None = _given(PERSPECTIVE)
    authors: str | None = _given(empty=True)
    published: str | None = _given(DAY, empty=True)
    kind: str | None = _given(allowed=KINDS)
    language: str | None = _given(LANGUAGE)
    translation: str | None = _given(allowed=TRANSLATIONS)
    translated_from: str | None = _given(LANGUAGE, empty=True)
    url: str | None = _given(empty=True)

    @property
    def count(self) -> int:
        """Each value is a correction."""
        return len(self.values()) - 1


@dataclass(frozen=True)
class Stretch(Entry):
    """A stretch of an article, in code points of articles.text."""

    KEY = ("article_id", "start", "end")
    LOST = "no such article in this corpus, or the stretch is outside its text"

    article_id: str = _needed()
    start: int = _needed(OFFSET)
    end: int = _needed(OFFSET)


@dataclass(frozen=True)
class Restored(Stretch):
    """A removed stretch that counts after all."""

    SECTION = "restored"


@dataclass(frozen=True)
class Removed(Stretch):
    """A stretch of the body that does not count."""

    SECTION = "removed"


@dataclass(frozen=True)
class Speaker(Entry):
    """Who speaks: in one attribution, or wherever an article has a speaker of this name."""

    SECTION = "speakers"
    KEY = ("attribution_id", "article_id", "speaker")
    LOST = "no such attribution or speaker in this corpus"

    attribution_id: str | None = _given()
    article_id: str | None = _given()
    speaker: str | None = _given()
    name: str | None = _given()
    role: str | None = _given(allowed=ROLES)
    affiliation: str | None = _given(empty=True)
    perspective: str | None = _given(PERSPECTIVE)


@dataclass(frozen=True)
class Stance(Entry):
    """How a mention of an actor is meant."""

    SECTION = "stances"
    KEY = ("mention_id",)
    LOST = "no such mention in this corpus"

    mention_id: str = _needed()
    stance: str = _needed(allowed=STANCES)


@dataclass(frozen=True)
class Target(Entry):
    """Whom a mention means."""

    SECTION = "targets"
    KEY = ("mention_id",)
    LOST = "no such mention in this corpus"

    mention_id: str = _needed()
    target: str = _needed()


@dataclass(frozen=True)
class Tag(Entry):
    """A word of a person's own for a sentence; it changes no number."""

    SECTION = "tags"
    KEY = ("sentence_id", "tag")
    LOST = "no such sentence in this corpus"

    sentence_id: str = _needed()
    tag: str = _needed()

    @property
    def count(self) -> int:
        """It says more than the program found, and corrects nothing of it."""
        return 0


@dataclass(frozen=True)
class Topic(Entry):
    """The name of a topic, known by its number and its terms together."""

    SECTION = "topics"
    KEY = ("topic_id", "terms")
    LOST = "this corpus has no topic of this number with these terms"

    topic_id: str = _needed()
    terms: str = _needed()
    label: str = _needed()


SORTS: tuple[type[Entry], ...] = (
    Perspective, Outlet, Actor, Article, Restored, Removed, Speaker, Target, Stance, Topic, Tag
)  # fmt: skip


def is_needed(spec: Field[Any]) -> bool:
    """Whether an entry must hold this field."""
    return spec.default is MISSING
