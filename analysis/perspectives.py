"""Which perspective a country or an affiliation counts as, and why: read from the tables only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analysis.reference import Reference
from analysis.reference_sheets import PERSPECTIVES

__all__ = [
    "PERSPECTIVES",
    "perspective_of_affiliation",
    "perspective_of_country",
    "reason_of_affiliation",
]

_WORD = re.compile(r"\w[\w.&'’-]*")
_MOST_WORDS = 10
# What follows these is what someone works on or is sent to, not whom they speak for.
_AWAY = frozenset(
    ("about", "accredited", "against", "concerning", "covering", "for", "in", "near", "on")
    + ("over", "to", "toward", "towards", "versus", "with")
)
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True)
class _Finding:
    """What a name stands for: its perspective, the reason, and whether it is a body with members.

    An `institute` (an organisation or an outlet) outweighs a nationality inside a phrase.
    """

    perspective: str
    reason: str
    institute: bool = False


def perspective_of_country(code: str | None, reference: Reference) -> str:
    """The perspective that the countries table gives an ISO alpha-2 code; "Other" when unknown."""
    if not isinstance(code, str):
        return "Other"
    return _by_code(reference).get(code.strip().upper(), ("Other", ""))[0]


def perspective_of_affiliation(name: str | None, reference: Reference) -> str:
    """The perspective of the state or institution that someone speaks for.

    Args:
        name: a country (name, code, demonym, capital), an actor, an organisation, an outlet, or a
            phrase that contains one ("Russian Foreign Ministry"). In a phrase an organisation or
            outlet outweighs a nationality, unless the nationality leads the phrase of an official
            ("US ambassador to the OSCE"); names after "to", "on", "for" and the like do not count.
        reference: the reference tables.

    Returns:
        One of PERSPECTIVES; "Other" when nothing in it is known.
    """
    return _find(name, reference).perspective


def reason_of_affiliation(name: str | None, reference: Reference) -> str:
    """Why an affiliation has its perspective, in words for the screen: "organisation in Russia"."""
    return _find(name, reference).reason


def _find(name: str | None, reference: Reference) -> _Finding:
    if not isinstance(name, str) or not name.strip():
        return _Finding("Other", "no affiliation known")
    words = [_plain(word) for word in _WORD.findall(name)]
    index = _index(reference)
    whole = _look_up(words, index)
    if whole:
        return whole
    found = list(_contained(words, index))
    institutes = [finding for finding in found if finding.institute]
    if institutes:
        return institutes[-1]
    if found:
        return found[0]
    return _Finding("Other", "affiliation not in the reference tables")


def _contained(words: list[str], index: dict[str, _Finding]) -> Iterator[_Finding]:
    """What the words name, from left to right, the longest names first, no mere topics."""
    start = 0
    while start < len(words):
        for length in range(min(_MOST_WORDS, len(words) - start), 0, -1):
            finding = _look_up(words[start : start + length], index)
            if finding:
                if finding.institute or not _is_topic(words, start):
                    yield finding
                break
        else:
            length = 1
        start += length


def _is_topic(words: list[str], start: int) -> bool:
    """Whether the name that starts here is what the person deals with ("analyst for Russia")."""
    before = [word for word in words[:start] if word.casefold() not in _ARTICLES]
    return bool(before) and before[-1].casefold() in _AWAY


def _look_up(words: list[str], index: dict[str, _Finding]) -> _Finding | None:
    """The finding of exactly these words; short capitals ("US", "WHO") only as printed."""
    if words and words[0].casefold() in _ARTICLES:
        words = words[1:]
    surface = " ".join(words)
    if surface in index:
        return index[surface]
    return index.get(surface.casefold())


def _plain(word: str) -> str:
    """A word without its possessive ending, its "-based" and a full stop that ends a sentence."""
    word = re.sub(r"(?:['’]s?|-based)$", "", word)
    return word if word.count(".") > 1 else word.rstrip(".")


@lru_cache(maxsize=4)
def _by_code(reference: Reference) -> dict[str, tuple[str, str]]:
    """Perspective and name of each country by its code."""
    countries = reference.countries
    pairs = zip(countries["perspective"], countries["name"], strict=True)
    return dict(zip(countries["country"], pairs, strict=True))


@lru_cache(maxsize=4)
def _index(reference: Reference) -> dict[str, _Finding]:
    """Every surface of the tables with what it stands for; the first table that knows one wins."""
    index: dict[str, _Finding] = {}
    for surfaces, finding in _entries(reference):
        for surface in surfaces:
            key = " ".join(_plain(word) for word in _WORD.findall(surface))
            short = key.isupper() and len(key.replace(".", "")) <= 4
            index.setdefault(key if short else key.casefold(), finding)
    return index


def _entries(reference: Reference) -> Iterator[tuple[tuple[str, ...], _Finding]]:
    names = {code: name for code, (_, name) in _by_code(reference).items()}
    for row in _records(reference.actors):
        surfaces = (row["actor"], *row["aliases"], *row["demonyms"], *row["metonyms"])
        country = names.get(row["country"])
        if row["kind"] == "state":
            yield (row["country"], *surfaces), _Finding(row["perspective"], f"state: {country}")
        elif country:
            yield surfaces, _Finding(row["perspective"], f"{row['kind']} in {country}")
        else:
            reason = f"{row['kind']} counted as {row['perspective']}: {row['actor']}"
            yield surfaces, _Finding(row["perspective"], reason)
    for frame, noun in ((reference.organisations, "organisation"), (reference.outlets, "outlet")):
        for row in _records(frame):
            perspective = perspective_of_country(row["country"], reference)
            where = names.get(row["country"])
            reason = f"{noun} in {where}" if where else f"{noun} of no one country"
            surfaces = (row[noun], *row["aliases"])
            yield surfaces, _Finding(perspective, reason, institute=True)


def _records(frame: pd.DataFrame) -> list[dict]:
    return frame.to_dict("records")
