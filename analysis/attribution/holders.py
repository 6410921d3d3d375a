"""Holders of offices in the people table: whom "the French president" means."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.attribution import roles
from analysis.attribution.grammar import word_set
from analysis.attribution.known import Directory, Office

_FOREIGN, _DEFENSE = frozenset({"foreign", "minister"}), frozenset({"defense", "minister"})
_PRIME = frozenset({"prime", "minister"})
_OF_BODIES = word_set("commission council parliament bank court agency committee assembly fund")
_RANKS = word_set("general director high representative under undersecretary assistant attorney")
_LEADERS = word_set("leader ruler dictator strongman")
# Who is meant by the head of a body, in this order.
_TOP = (
    frozenset({"secretary", "general"}),
    frozenset({"director", "general"}),
    frozenset({"president", "commission"}),
    frozenset({"president"}),
)
# Former holders, and offices of which a state has many.
_NOT_ONE = word_set("former ex late governor mayor senator lawmaker ambassador envoy member")
_KINDS_OF_CHIEF = word_set("chief head boss")
_NOT_TOP = word_set("deputy vice former ex staff army police policy office department")


class Holders:
    """The persons in office by what their office is called."""

    def __init__(self, directory: Directory) -> None:
        self._offices = [office for office in directory.offices.values() if office.current]

    def holder(self, words: frozenset[str], states: Iterable[str]) -> str | None:
        """The one person in office whom a description fits.

        Args:
            words: the words of the description in small letters.
            states: the states and bodies that it names.
        """
        places = frozenset(states)
        if not places or words & _NOT_ONE:
            return None
        here = [o for o in self._offices if o.state in places or o.affiliation in places]
        for wanted in _wanted(words):
            fitting = [office.person for office in here if _called(office) == wanted]
            if len(fitting) == 1:
                return fitting[0]
        return None


def _called(office: Office) -> frozenset[str]:
    return _office_words(office.role)


def _wanted(words: frozenset[str]) -> list[frozenset[str]]:
    """What the office may be called in the people table, the likeliest first."""
    if "diplomacy" in words or {"top", "diplomat"} <= words:
        return [_FOREIGN, frozenset({"foreign", "representative", "high"})]
    if words & _LEADERS or {"head", "state"} <= words:
        return [frozenset({"chancellor"}), frozenset({"president"}), _PRIME]
    if {"head", "government"} <= words:
        return [_PRIME, frozenset({"chancellor"})]
    exact = _office_words(words)
    if words & _KINDS_OF_CHIEF and not words & _NOT_TOP:
        body = words & _OF_BODIES
        return [frozenset({"president"} | body)] if body else list(_TOP)
    return [exact] if exact else []


def _office_words(words: frozenset[str]) -> frozenset[str]:
    """The words that tell one office from another, in one form for all states."""
    kept = words & (roles.OFFICES | _OF_BODIES | _RANKS)
    if words & word_set("pm premier") and "vice" not in words:
        kept = (kept - {"premier"}) | _PRIME
    if words & word_set("spokesman spokeswoman spokesperson"):
        kept = (kept - word_set("spokesman spokeswoman")) | {"spokesperson"}
    if "vice" in words:
        kept |= {"vice"}
    plain = not words & word_set("deputy under undersecretary assistant vice press")
    if plain and {"secretary", "state"} <= words:
        return _FOREIGN
    if plain and "secretary" in words and "foreign" in words:
        return _FOREIGN
    if plain and "secretary" in words and words & {"defense", "pentagon"}:
        return _DEFENSE
    return kept
