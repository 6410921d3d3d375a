"""Descriptions without a name: "the minister", "the Kenyan leader", "the agency"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from analysis.attribution import grammar, nouns, roles
from analysis.attribution.affiliations import without_topic
from analysis.attribution.grammar import word_set
from analysis.attribution.identity import DOCUMENT, GROUP, PERSON, SOMEBODY, Identity, Namer
from analysis.attribution.known import BODY
from analysis.attribution.text import WORD, tokens_in
from analysis.tables import UNNAMED_VOICE

_FORMER = frozenset({"former", "ex", "retired", "late"})
_INDEFINITE = frozenset({"a", "an", "another", "one"})
# What one word says of somebody whom the article introduced by another one.
_ALIKE = {
    "leader": word_set("president premier chancellor leader king ruler dictator head chairman"),
    "ruler": word_set("president king dictator leader"),
    "dictator": word_set("president leader ruler"),
    "strongman": word_set("president leader ruler"),
    "pm": word_set("premier prime"),
    "premier": word_set("prime pm"),
    "minister": word_set("secretary"),
    "president": word_set("leader"),
    "politician": roles.OFFICIAL - word_set("spokesman spokeswoman spokesperson officer general"),
    "official": roles.OFFICIAL,
    "diplomat": word_set("ambassador envoy diplomat foreign consul negotiator"),
    "ambassador": word_set("envoy"),
    "envoy": word_set("ambassador"),
    "spokesman": word_set("spokesperson"),
    "spokeswoman": word_set("spokesperson"),
    "spokesperson": word_set("spokesman spokeswoman"),
    "lawmaker": word_set("senator congressman congresswoman mp mep sen rep deputy"),
    "expert": roles.EXPERT,
    "analyst": roles.EXPERT,
    "scholar": roles.EXPERT,
    "academic": roles.EXPERT,
    "scientist": roles.EXPERT,
    "researcher": roles.EXPERT,
    "commander": word_set("general admiral colonel chief"),
    "general": word_set("commander gen"),
    "chief": word_set("head director chairman president secretary commander boss"),
    "boss": word_set("head director chairman president chief"),
    "head": word_set("chief director chairman president boss leader"),
    "director": word_set("head chief"),
    "journalist": word_set("reporter correspondent editor"),
    "economist": word_set("analyst expert"),
}
# What a body is called after its name has been printed.
_BODIES_BY_NAME = word_set(
    "company firm group organisation organization charity bank airline operator maker giant"
    " regulator watchdog foundation institute non-profit nonprofit ngo retailer manufacturer"
)
_MEDIA = word_set(
    "newspaper daily portal outlet broadcaster station channel magazine tabloid weekly agency site"
    " website network paper"
)
# Nobody calls a head of state or a minister an official.
_SUBORDINATES = word_set("official representative aide source")
_SUPERIORS = word_set("president premier minister chancellor king queen pope monarch")
_HEADS = word_set("head chief boss")
_OF_BODIES = word_set("commission council parliament bank court agency army police navy")
# Words that tell one office from another: who is called by one of them must hold it.
_PORTFOLIOS = word_set(
    "foreign defense interior finance trade energy health justice culture economy agriculture"
    " transport infrastructure prime vice press permanent"
)


def somebody_meant(
    phrase: str, recent: Sequence[Identity], people: Sequence[Identity], namer: Namer
) -> Identity:
    """Whom a description means.

    Args:
        phrase: the description as printed.
        recent: whom the article named before, the latest first.
        people: all persons whom the article names anywhere.
        namer: the reference tables.

    Returns:
        Somebody of the article, else the holder of the office, else the description itself with
        the affiliation that it tells.
    """
    words, noun = _words_and_noun(phrase)
    states = namer.states_in(phrase)
    first, *_ = phrase.split() or [""]
    if first.lower() in _INDEFINITE:
        return _unnamed(phrase, words, namer)
    if noun not in roles.TITLES and noun not in _ALIKE:
        return _body_meant(noun, states, recent, namer) or _unnamed(phrase, words, namer)
    fitting = [who for who in recent if _fits(who, noun, words, states, namer)]
    if fitting:
        return _foremost(fitting)
    fitting = [who for who in people if who.sure and _fits(who, noun, words, states, namer)]
    if fitting:
        return fitting[0]
    office = namer.holders.holder(words, states)
    if office:
        return namer.person(office, words)
    return _last_of_role(words, states, recent) or _unnamed(phrase, words, namer)


def _words_and_noun(phrase: str) -> tuple[frozenset[str], str]:
    """The words of a description and its main one, both as the tables put them."""
    words = nouns.words_of(phrase) - grammar.DETERMINERS
    tokens = tokens_in(phrase)
    noun = nouns.main_noun([token.low for token in tokens if token.kind == WORD])
    noun = noun.removeprefix("ex-").removeprefix("vice-")
    if {"head", "state"} <= words or {"head", "government"} <= words:
        return words, "leader"
    if noun in _HEADS and "diplomacy" in words:
        return words | {"foreign", "minister"}, "minister"
    if noun in _HEADS and words & {"ministry", "department"}:
        return (words - {"ministry"}) | {"minister"}, "minister"
    return words, noun


def _foremost(fitting: Sequence[Identity]) -> Identity:
    """The one whom the article mentions most, the latest where two are level."""
    counts = Counter(who.name for who in fitting)
    return max(fitting, key=lambda who: counts[who.name])


def _last_of_role(
    words: frozenset[str], states: frozenset[str], recent: Sequence[Identity]
) -> Identity | None:
    """The last person of whom a bare word such as "the expert" may be said."""
    role = roles.role_of(words)
    if states or role == "other" or words & (_FORMER | _PORTFOLIOS | {"of"}):
        return None
    said = words & roles.OFFICES
    for who in recent:
        other_office = said and who.heads & roles.OFFICES
        below = words & _SUBORDINATES and who.heads & _SUPERIORS
        if who.sort not in (PERSON, SOMEBODY) or other_office or below:
            continue
        if who.role in (role, "other"):
            return who
    return None


def _fits(
    who: Identity, noun: str, words: frozenset[str], states: frozenset[str], namer: Namer
) -> bool:
    """Whether somebody may be meant: the same main word or one for it, no other office or state."""
    if who.sort not in (PERSON, SOMEBODY):
        return False
    if noun not in who.heads and not _ALIKE.get(noun, frozenset()) & who.heads:
        return False
    if words & _FORMER and not who.heads & _FORMER:
        return False
    if noun in _SUBORDINATES and who.heads & _SUPERIORS:
        return False
    if noun in _HEADS and not states and not words - {noun, "of"} <= who.heads:
        return False
    if who.heads & roles.OFFICES and not words & _PORTFOLIOS <= who.heads:
        return False
    bodies = words & _OF_BODIES
    return bodies <= who.heads and _in_state(who, states, namer)


def _in_state(who: Identity, states: frozenset[str], namer: Namer) -> bool:
    if not states:
        return True
    own = namer.states_in(who.affiliation or "") | {who.affiliation}
    return bool(own & states)


def _body_meant(
    noun: str, states: frozenset[str], recent: Sequence[Identity], namer: Namer
) -> Identity | None:
    """The body, group or document that was called so before."""
    for who in recent:
        if who.sort in (PERSON, SOMEBODY):
            continue
        if noun in who.heads and _in_state(who, states, namer):
            return who
        if noun in _MEDIA and who.name in namer.directory.media and not states:
            return who
    return None if states or noun not in _BODIES_BY_NAME else _last_body(recent, namer)


def _last_body(recent: Sequence[Identity], namer: Namer) -> Identity | None:
    """The last body with a name of its own, or the one that the last person speaks for."""
    for who in recent:
        name = who.affiliation if who.sort == PERSON and who.affiliation else who.name
        entry = namer.directory.whole(tokens_in(name))
        if entry and entry.sort != BODY:
            continue
        if who.sort != SOMEBODY and name[:1].isupper() and (name != who.name or not who.sure):
            return namer.describe(name) or who
        if entry or (who.sort == GROUP and name.istitle()):
            return who
    return None


def _unnamed(phrase: str, words: frozenset[str], namer: Namer) -> Identity:
    shown = re.sub(r"^(?:the|a|an|this|that)\s+", "", phrase, flags=re.IGNORECASE)
    _, noun = _words_and_noun(phrase)
    role = roles.role_of(words)
    if noun in roles.DOCUMENTS:
        sort, role = DOCUMENT, "document"
    elif noun in roles.TITLES:
        sort = SOMEBODY
    else:
        sort = GROUP
    affiliation = namer.affiliation_in(phrase) or namer.state_of_person_in(phrase)
    perspective = namer.perspective(without_topic(phrase, namer.directory))
    if perspective == "Other":
        perspective = namer.perspective(affiliation)
    return Identity(shown or UNNAMED_VOICE, sort, role, affiliation, perspective, words)
