"""How a name is meant where it stands: a government or a city, a person or a namesake.

All rules look at the few words on either side, so each takes constant time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.actors import words as around

HYPHENS = frozenset("-‐‑–")
_DASHES = frozenset("-–—")
_APOSTROPHES = frozenset("'’‘")
_ENDS = frozenset(".!?:;\"“”‘’'«»•(")
_JOINS = frozenset({"and", "or", ","})
_TITLE_REACH = 8
_MOTION_REACH = 5
_DATELINE_REACH = 8
_LIST_REACH = 6


@dataclass(frozen=True)
class Spot:
    """A place in a sentence: the words `first` to `last` (excluded) of all its words."""

    words: Sequence[str]
    first: int
    last: int

    def word(self, at: int) -> str:
        """The word with that number; empty outside the sentence."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    @property
    def before(self) -> str:
        return self.word(self.first - 1)

    @property
    def after(self) -> str:
        return self.word(self.last)

    @property
    def after_name(self) -> bool:
        """A capitalised word before it that is no title and no date, and does not open a sentence.

        A word that opens a sentence counts when it is no usual opener: Ron Ruiz, not Then Ruiz.
        """
        before = self.before
        if not before[:1].isupper() or before in around.CALENDAR:
            return False
        plain = before.lower()
        opens = self.first < 2 or self.word(self.first - 2) in _ENDS
        usual = plain in around.OPENERS | around.FUNCTION_WORDS | around.PLACE_PREPOSITIONS
        return plain not in around.TITLES and not (opens and (usual or plain.endswith("ly")))

    @property
    def possessive(self) -> bool:
        return self.after in _APOSTROPHES and self.word(self.last + 1).lower() == "s"


def is_inside_body(spot: Spot) -> bool:
    """Inside the name of a body that no table lists: Royal Oslo Institute, Ankara University."""
    for word in spot.words[spot.last : spot.last + 3]:
        if word in around.BODIES:
            return True
        if not word[:1].isupper():
            return False
    return False


def is_government(spot: Spot) -> bool:
    """Whether the name of a capital stands for a government, and not for the place."""
    if _is_dateline(spot):
        return False
    if spot.possessive:
        return True
    if spot.before.lower() in around.PLACE_PREPOSITIONS or _is_destination(spot):
        return False
    if spot.after in HYPHENS and spot.word(spot.last + 1).lower() in around.RESIDENCE:
        return False
    if spot.after.lower() in around.THINGS or spot.after in around.EVENTS:
        return False
    if spot.after[:1].isupper() or spot.after_name:
        return False
    return spot.after.lower() in around.ACTS or not _is_listed_place(spot)


def is_party(spot: Spot) -> bool:
    """Named as one who acts or is dealt with: Paris wants, against Tokyo, with Rome."""
    acts = spot.possessive or spot.after.lower() in around.ACTS
    backs = spot.after in HYPHENS and spot.word(spot.last + 1).lower() in around.AFFIXED
    leads = spot.first == 0 or spot.before.lower() in around.BEFORE_SUBJECTS
    return acts or backs or leads or spot.before.lower() in around.RELATED


def is_community(spot: Spot, ambiguous: bool, adjective: bool) -> bool:
    """A part of the world as an actor, such as the West: no point of the compass, no part of it.

    A name that means other things too must be pointed at (the West, anti-West); an adjective of
    that sort is part of a name when one follows (Western Sahara).
    """
    if spot.before in around.DIRECTIONS:
        return False
    if not ambiguous:
        return True
    if adjective:
        return not spot.after[:1].isupper()
    named = spot.before.lower() in ("the", "collective") or spot.before in around.RELATED
    return named or spot.before in HYPHENS or spot.after in HYPHENS


def is_mere_place(spot: Spot, adjective: bool) -> bool:
    """The region of an event: across Central Asia, Balkan towns."""
    if adjective:
        return True
    near = (spot.before, spot.word(spot.first - 2))
    return any(word.lower() in around.PLACE_PREPOSITIONS | around.EXTENT for word in near)


def is_address(spot: Spot) -> bool:
    """The country after a city, as in a dateline or 'in Geneva, Switzerland'."""
    city = spot.word(spot.first - 2)
    if spot.before != "," or not city[:1].isupper() or city in around.CALENDAR:
        return False
    if spot.after not in _DASHES | {"(", ")", ",", ".", ";", ""}:
        return False
    return spot.first == 2 or spot.word(spot.first - 3).lower() in around.PLACE_PREPOSITIONS


def has_title(spot: Spot) -> bool:
    """A title right before a surname: President Ruiz, Mr. Tanaka."""
    before = spot.word(spot.first - 2) if spot.before == "." else spot.before
    return before.lower() in around.FORMS_OF_ADDRESS


def names_administration(spot: Spot) -> bool:
    """The Ruiz administration, the Tanaka government."""
    return spot.after.lower() in around.ADMINISTRATIONS


def is_namesake(spot: Spot) -> bool:
    """Part of another name: Michael Jordan, the Rasmussen Institute."""
    follows = spot.after[:1].isupper() and spot.after not in around.EVENTS
    return spot.after_name or follows


def is_former(spot: Spot) -> bool:
    """'former' or the like in the titles before a person."""
    for at in range(spot.first - 1, max(-1, spot.first - 1 - _TITLE_REACH), -1):
        word = spot.words[at]
        if word.lower() in around.FORMER:
            return True
        if word.lower() not in around.TITLES and not word[:1].isupper() and word not in HYPHENS:
            return False
    return False


def is_modifier(spot: Spot, adjective: bool) -> bool:
    """Whether the name only says which thing is meant by the noun that follows.

    Between the two may stand one word: any after an adjective (Russian winter border), but after a
    noun only what cannot be its verb (US security talks, not: Russia stopped talks).
    """
    before = spot.word(spot.first - 2).lower()
    if spot.before in HYPHENS and before in around.PREFIXES:
        return True
    at = spot.last
    if spot.after in HYPHENS:
        if spot.word(at + 1).lower() in around.AFFIXED:
            return True
        at += 2
    first, second = spot.word(at), spot.word(at + 1)
    if _is_thing(first):
        return True
    if not first.isalpha() or first.lower() in around.ACTS | around.FUNCTION_WORDS:
        return False
    return (adjective or first.lower() in around.ATTRIBUTES) and _is_thing(second)


def _is_thing(word: str) -> bool:
    return word.lower() in around.THINGS or word in around.EVENTS


def _is_dateline(spot: Spot) -> bool:
    """BEIJING, Jan. 3 (Xinhua) -- or Brussels, Belgium –, at the beginning."""
    if spot.first > 1 or not spot.after:
        return False
    ahead = spot.words[spot.last + 1 : spot.last + 1 + _DATELINE_REACH]
    return spot.after in _DASHES | {"("} or (
        spot.after == "," and any(word in _DASHES or word in ("(", "/") for word in ahead)
    )


def _is_destination(spot: Spot) -> bool:
    """Where somebody goes: will travel to Kyiv, a visit to Beijing, visiting Rome."""
    if spot.before.lower() not in around.DIRECTED | around.MOTION | {"the"}:
        return False
    near = spot.words[max(0, spot.first - _MOTION_REACH) : spot.first]
    return any(word.lower() in around.MOTION for word in near)


def _is_listed_place(spot: Spot) -> bool:
    """A later place of a list that begins with one: in Lima and Quito."""
    at = spot.first - 1
    stop = max(0, spot.first - _LIST_REACH)
    if spot.word(at).lower() not in _JOINS:
        return False
    while at > stop and (spot.words[at].lower() in _JOINS or spot.words[at][:1].isupper()):
        at -= 1
    return spot.words[at].lower() in around.PLACE_PREPOSITIONS
