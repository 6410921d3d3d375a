"""Which perspective a country or an affiliation counts as, and why: read from the tables only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.reference import Reference
from analysis.reference_sheets import PERSPECTIVES

__all__ = [
    "PERSPECTIVES",
    "perspective_of_affiliation",
    "perspective_of_country",
    "perspective_of_outlet",
    "reason_of_affiliation",
]

_WORD = re.compile(r"\w[\w.&'’-]*")
_JOINT = re.compile(r"/|,|&|\band\b")
_MOST_WORDS = 12
_ARTICLES = frozenset({"a", "an", "the"})
# What follows these is what someone works on or is sent to, not whom they speak for.
_TOPIC = frozenset(
    {"about", "accredited", "against", "concerning", "covering", "for", "on", "over", "to"}
    | {"toward", "towards", "versus", "with"}
)
# What follows these is where someone is: it counts only when nothing better is named.
_PLACE = frozenset({"in", "near"})
# These sit in one country and speak for another.
_POSTED = frozenset({"ambassador", "consulate", "correspondent", "embassy", "envoy", "mission"})


@dataclass(frozen=True)
class _Finding:
    """What a name stands for: its perspective and the reason.

    An `institute` (organisation or outlet) outweighs a nationality inside a phrase. A `common`
    name is one word that also is an everyday word (the outlets Time, Open, Focus).
    """

    perspective: str
    reason: str
    institute: bool = False
    common: bool = False


@dataclass(frozen=True)
class _Index:
    """Findings by surface, as the tables print it and in lower case."""

    printed: dict[str, _Finding]
    lowered: dict[str, _Finding]


def perspective_of_country(code: str | None, reference: Reference) -> str:
    """The perspective that the countries table gives an ISO alpha-2 code; "Other" when unknown."""
    if not isinstance(code, str):
        return "Other"
    return _by_code(reference).get(code.strip().upper(), ("Other", ""))[0]


def perspective_of_outlet(outlet: object, country: object, reference: Reference) -> str:
    """The perspective that the outlets table gives an outlet, else that of the country it is in.

    Args:
        outlet: its name in the outlets table; None when unknown.
        country: ISO alpha-2 code; None when unknown.
        reference: the reference tables.
    """
    own = _own_perspectives(reference).get(outlet)
    return own or perspective_of_country(country if isinstance(country, str) else None, reference)


def perspective_of_affiliation(name: str | None, reference: Reference) -> str:
    """The perspective of the state or institution that someone speaks for.

    Args:
        name: a country (name, code, demonym, capital), an actor, an organisation, an outlet, or a
            phrase that contains one. In a phrase an organisation or outlet outweighs a nationality
            ("Russia programme at Chatham House"), else the first nationality or actor counts
            ("Danish envoy to the OECD"); what follows "to", "on", "for" and the like does not, and
            what follows "in" only when nothing else is named. Names joined by "and", a comma or a
            stroke are Other when their perspectives differ.
        reference: the reference tables.

    Returns:
        One of PERSPECTIVES; "Other" when nothing in it is known.
    """
    return _find(name, reference).perspective


def reason_of_affiliation(name: str | None, reference: Reference) -> str:
    """Why an affiliation has its perspective, in words for the screen: "organisation in Russia"."""
    return _find(name, reference).reason


# Names of states and of bodies come again and again.
@lru_cache(maxsize=1024)
def _find(name: str | None, reference: Reference) -> _Finding:
    if not isinstance(name, str) or not name.strip():
        return _Finding("Other", "no affiliation known")
    index = _index(reference)
    words = [_plain(word) for word in _WORD.findall(name)]
    whole = index.printed.get(_key(words)) or index.lowered.get(_key(words).casefold())
    if whole:
        return whole
    joint = _joint(name, index)
    if joint:
        return joint
    found = list(_contained(words, index))
    institutes = [finding for finding, _ in found if finding.institute]
    nations = [finding for finding, before in found if before not in _TOPIC | _PLACE]
    posted = not _POSTED.isdisjoint(word.casefold() for word in words)
    places = [finding for finding, before in found if before in _PLACE and not posted]
    unknown = _Finding("Other", "affiliation not in the reference tables")
    return (institutes[-1:] + nations[:1] + places[:1] + [unknown])[0]


def _joint(name: str, index: _Index) -> _Finding | None:
    """The finding for several names ("Peru and Chile"), when all of them are known."""
    parts = [_WORD.findall(part) for part in _JOINT.split(name)]
    named = [_named([_plain(word) for word in words], index) for words in parts if words]
    known = [finding for finding in named if finding]
    if len(known) < 2 or len(known) < len(named):
        return None
    perspectives = list(dict.fromkeys(finding.perspective for finding in known))
    if len(perspectives) == 1:
        return known[0]
    return _Finding("Other", f"several perspectives: {', '.join(perspectives)}")


def _contained(words: list[str], index: _Index) -> Iterator[tuple[_Finding, str]]:
    """What the words name, from left to right, the longest names first, each with the word before.

    Articles are passed over when the word before is told.
    """
    start = 0
    while start < len(words):
        length = min(_MOST_WORDS, len(words) - start)
        while length > 1 and not _named(words[start : start + length], index):
            length -= 1
        finding = _named(words[start : start + length], index)
        follower = words[start + length : start + length + 1]
        if finding and not (finding.common and follower and follower[0][0].isupper()):
            before = [word.casefold() for word in words[max(0, start - 2) : start]]
            yield finding, next((word for word in reversed(before) if word not in _ARTICLES), "")
        start += length


def _named(words: list[str], index: _Index) -> _Finding | None:
    """The finding of exactly these words; a single word counts only as the tables print it."""
    key = _key(words)
    return index.printed.get(key) or (index.lowered.get(key.casefold()) if " " in key else None)


def _key(words: list[str]) -> str:
    """The words as they stand in the index: joined, without a leading article."""
    return " ".join(words[1:] if len(words) > 1 and words[0].casefold() in _ARTICLES else words)


def _plain(word: str) -> str:
    """A word without its possessive ending, its "-based" and a full stop that ends a sentence."""
    word = re.sub(r"(?:['’]s?|-based)$", "", word)
    return word if word.count(".") > 1 else word.rstrip(".")


@lru_cache(maxsize=4)
def _own_perspectives(reference: Reference) -> dict[object, str]:
    """The outlets that have a perspective of their own."""
    outlets = reference.outlets
    pairs = zip(outlets["outlet"], outlets["perspective"], strict=True)
    return {outlet: str(perspective) for outlet, perspective in pairs if perspective}


@lru_cache(maxsize=4)
def _by_code(reference: Reference) -> dict[str, tuple[str, str]]:
    """Perspective and name of each country by its code."""
    countries = reference.countries
    pairs = zip(countries["perspective"], countries["name"], strict=True)
    return dict(zip(countries["country"], pairs, strict=True))


@lru_cache(maxsize=4)
def _index(reference: Reference) -> _Index:
    """Every surface of the tables; the first row that claims one wins.

    Short capitals ("US", "WHO") are not lowered, for their lower case is another word.
    """
    index = _Index({}, {})
    for surfaces, finding in _entries(reference):
        for surface in surfaces:
            key = _key([_plain(word) for word in _WORD.findall(surface)])
            index.printed.setdefault(key, finding)
            if not (key.isupper() and len(key.replace(".", "")) <= 4):
                index.lowered.setdefault(key.casefold(), finding)
    return index


def _entries(reference: Reference) -> Iterator[tuple[tuple[str, ...], _Finding]]:
    names = {code: name for code, (_, name) in _by_code(reference).items()}
    for row in _records(reference.actors):
        surfaces = (row["actor"], *row["aliases"], *row["demonyms"], *row["metonyms"])
        country = names.get(row["country"])
        if row["kind"] == "state":
            yield (row["country"], *surfaces), _Finding(row["perspective"], f"country: {country}")
        elif country:
            yield surfaces, _Finding(row["perspective"], f"{row['kind']} in {country}")
        else:
            reason = f"{row['kind']} counted as {row['perspective']}: {row['actor']}"
            yield surfaces, _Finding(row["perspective"], reason)
    for frame, noun in ((reference.organisations, "organisation"), (reference.outlets, "outlet")):
        for row in _records(frame):
            where = names.get(row["country"])
            reason = f"{noun} in {where}" if where else f"{noun} of no one country"
            own = row.get("perspective") or perspective_of_country(row["country"], reference)
            finding = _Finding(own, reason, True)
            for surface in (row[noun], *row["aliases"]):
                common = noun == "outlet" and len(_key(surface.split()).split()) == 1
                yield (surface,), replace(finding, common=common)


def _records(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    return frame.to_dict("records")
