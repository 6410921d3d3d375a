"""What each file of `data/reference` must look like: its columns and the values they allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PERSPECTIVES = ("Chinese", "Italian", "Western", "Russian", "Ukrainian", "Other")
OWNERSHIPS = ("state", "public", "private")
CUE_CLASSES = (
    "neutral",
    "claiming",
    "conceding",
    "insisting",
    "accusing",
    "denying",
    "warning",
    "demanding",
    "proposing",
    "praising",
    "criticising",
    "predicting",
    "asking",
    "believing",
)
CUE_PARTS = ("verb", "noun", "phrase")
CUE_PATTERNS = ("clause", "quote", "object", "person")
PERIODS = ("2022", "earlier", "later")
ACTOR_KINDS = (
    "agency",
    "alliance",
    "armed group",
    "bloc",
    "community",
    "company",
    "court",
    "military",
    "ministry",
    "office",
    "organisation",
    "parliament",
    "party",
    "region",
    "state",
)
ORGANISATION_KINDS = (
    "agency",
    "bank",
    "broadcaster",
    "company",
    "foundation",
    "institute",
    "ministry",
    "news agency",
    "ngo",
    "organisation",
    "think tank",
    "university",
)


@dataclass(frozen=True)
class Sheet:
    """What one file must look like.

    `required` columns must stand in the header; `optional` ones count as empty when they do not.
    An entry of a `unique` column belongs to one row only, of those that agree in `scope`. A cell of
    a `filled` column holds something. The cells of an `allowed` column hold one of the given
    values, or nothing where the column is not `filled`.
    """

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    multiple: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    scope: str = ""
    filled: tuple[str, ...] = ()
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def columns(self) -> tuple[str, ...]:
        return self.required + self.optional


_NAMES = ("aliases", "demonyms", "metonyms", "ambiguous")
SHEETS = (
    Sheet(
        "outlets",
        ("outlet", "aliases", "domains", "country", "ownership"),
        ("perspective",),
        multiple=("aliases", "domains"),
        unique=("outlet", "aliases", "domains"),
        filled=("outlet", "country", "ownership"),
        allowed={"ownership": OWNERSHIPS, "perspective": PERSPECTIVES},
    ),
    Sheet(
        "actors",
        ("actor", "aliases", "metonyms", "kind", "rolls_up_to", "country"),
        ("demonyms", "ambiguous", "perspective"),
        multiple=_NAMES,
        unique=("actor", "aliases", "demonyms", "metonyms"),
        filled=("actor", "kind"),
        allowed={"kind": ACTOR_KINDS, "perspective": PERSPECTIVES},
    ),
    Sheet(
        "people",
        ("person", "variants", "role", "affiliation", "country"),
        ("surname", "period"),
        multiple=("variants", "surname"),
        unique=("person", "variants"),
        filled=("person", "role"),
        allowed={"period": PERIODS},
    ),
    Sheet(
        "countries",
        (
            "country",
            "name",
            "aliases",
            "demonyms",
            "capital",
            "capital_aliases",
            "metonyms",
            "perspective",
        ),
        ("ambiguous",),
        multiple=(*_NAMES, "capital_aliases"),
        unique=("country", "name", "aliases"),
        filled=("country", "name", "perspective"),
        allowed={"perspective": PERSPECTIVES},
    ),
    Sheet(
        "organisations",
        ("organisation", "aliases", "kind", "country"),
        multiple=("aliases",),
        unique=("organisation", "aliases"),
        filled=("organisation", "kind"),
        allowed={"kind": ORGANISATION_KINDS},
    ),
    Sheet(
        "attribution_verbs",
        ("lemma", "forms", "cue_class"),
        ("part", "pattern"),
        multiple=("forms", "pattern"),
        unique=("lemma", "forms"),
        scope="part",
        filled=("lemma", "forms", "cue_class"),
        allowed={"cue_class": CUE_CLASSES, "part": CUE_PARTS, "pattern": CUE_PATTERNS},
    ),
    Sheet(
        "other_things",
        ("thing", "aliases"),
        multiple=("aliases",),
        unique=("thing", "aliases"),
        filled=("thing",),
    ),
)
