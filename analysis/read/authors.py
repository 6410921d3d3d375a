"""Who wrote an article: named persons only."""

from __future__ import annotations

import re

from analysis.read.clues import Clues
from analysis.read.labels import is_placeholder
from analysis.read.outlet import OutletNames

_CREDIT = re.compile(
    r"(?:authors?|written by|story by|words by|text) ?:? (.{2,200})", re.IGNORECASE
)
_BY = re.compile(
    r"(?:(?:written|posted|reported|story|words|text) )?by:? (.{2,200})", re.IGNORECASE
)
_END_OF_NAMES = re.compile(
    r"\s[|•·–—/-]\s|\(| (?:Twitter|Follow)\b|\b[Ff]or\b| in [A-Z]| at [A-Z]|@| \d"
)
_BETWEEN = re.compile(r"\s*(?:,\s*and\b|;|,|&|\band\b|\bAND\b)\s*")
_NAME = re.compile(
    r"[^\W\d_][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|de|del|della|di|da|van|von|der|den|al|bin|ibn"
    r"|el|la|le|dos|das|of)){1,4}"
)
_NO_PERSON = re.compile(
    r"\b(?:admin\w*|editors?|editorial|staff|newsroom|desk|team|reporters?|correspondents?|writers?"
    r"|agenc(?:y|ies)|news|wire|service|unknown|author|anonymous|guest|contributors?|webmaster"
    r"|user|moderator|web|press)\b",
    re.IGNORECASE,
)


def find_authors(clues: Clues, names: OutletNames) -> tuple[str | None, str]:
    """The authors, joined by "; " (null when no person is named), and where they were read.

    Site accounts ("admin"), desks, agencies and fillers ("not found") are no authors.
    """
    label = clues.labels.get("author", "")
    found = _persons(label, names, trusted=True)
    if found:
        return "; ".join(found), f"label: {label}"
    for line in clues.tail + clues.head:
        pattern = {"author credit": _CREDIT, "byline": _BY}.get(line.reason)
        named = pattern.match(line.text) if pattern else None
        if named:
            found = _persons(named[1], names, trusted=False)
            if found:
                return "; ".join(found), f"{line.reason}: {line.text[:100]}"
    return None, "no person is named as author"


def _persons(words: str, names: OutletNames, trusted: bool) -> list[str]:
    """Names of persons among some words, up to the first piece that is none."""
    persons: list[str] = []
    for piece in _BETWEEN.split(_END_OF_NAMES.split(words)[0]):
        name = piece.strip(" .")
        name = name.title() if name.isupper() and " " in name else name
        unfit = is_placeholder(name) or _NO_PERSON.search(name) or names.named(name)
        if unfit or not (trusted or _NAME.fullmatch(name)):
            if persons:
                break
            continue
        if name not in persons:
            persons.append(name)
    return persons
