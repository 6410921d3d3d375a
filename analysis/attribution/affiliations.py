"""For whom somebody speaks, as the description beside the name tells: a body, a state, a party."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.attribution import known, nouns, roles
from analysis.attribution.grammar import word_set
from analysis.attribution.known import Directory, Known
from analysis.attribution.text import Token, tokens_in

_PEOPLE = (known.PERSON, known.SURNAME)
# "China analyst", "the Russia desk": the state is what somebody studies.
_STUDY = word_set(
    "expert experts analyst analysts scholar scholars specialist specialists researcher"
    " researchers watcher watchers hand hands correspondent desk programme program project team"
    " policy studies historian editor director fellow strategist economist"
)
_SENT = word_set("ambassador ambassadors envoy envoys representative delegate emissary")
_TO_TOPIC = frozenset({"to", "on", "about", "against", "in"})
# "Minister of Foreign Affairs" belongs to no body that is called so.
_OFFICES_OF = word_set("minister ministry ministers secretary department deputy state")
_PARTY = re.compile(r"\b[RD]-[A-Z][A-Za-z]{1,5}\b")  # "(R-Ohio)": a member of the US Congress
_IN_CONGRESS = word_set("sen sen. rep rep. congressman congresswoman gop")


def without_topic(phrase: str, directory: Directory) -> str:
    """A description without the state that somebody studies or is sent to, or a portfolio."""
    tokens = tokens_in(phrase)
    kept = phrase
    for start, stop, entry in reversed(directory.find_in(phrase)):
        if _is_topic(tokens, start, stop, entry):
            kept = kept[: tokens[start].start] + kept[tokens[stop - 1].end :]
    return kept


def _is_topic(tokens: Sequence[Token], start: int, stop: int, entry: Known) -> bool:
    if entry.sort == known.BODY and _names_portfolio(tokens, start):
        return True
    if entry.sort not in (known.STATE, known.CAPITAL, known.BODY):
        return False
    following = tokens[stop].low if stop < len(tokens) else ""
    if entry.sort == known.STATE and following in _STUDY:
        return True
    before = [token.low for token in tokens[max(0, start - 3) : start]]
    before = before[:-1] if before[-1:] == ["the"] else before
    return len(before) > 1 and before[-1] in _TO_TOPIC and before[-2] in _SENT


def affiliation_in(directory: Directory, description: str, name: str = "") -> str | None:
    """The state or body in a phrase: an owner, one after "at" or "of", else a known actor.

    Args:
        directory: the known names.
        description: the phrase.
        name: the person's name in it, which names no body.
    """
    rest = description.replace(name, " , ") if name else description
    rest = without_topic(rest, directory)
    tokens = tokens_in(rest)
    found = [item for item in directory.find_in(rest) if _may_be_body(tokens, item[0], item[2])]
    spans = [nouns.owning_body(tokens), *nouns.bodies_after_prepositions(tokens)]
    for span in filter(None, spans):
        if span[0] and _names_portfolio(tokens, span[0]):
            continue
        entry = directory.whole(tokens[slice(*span)])
        if entry and entry.sort not in _PEOPLE:
            return body_of(entry)
        if span[1] - span[0] > 1:
            body = rest[tokens[span[0]].start : tokens[span[1] - 1].end]
            return body.removeprefix("The ").removeprefix("the ")
    if found:
        return body_of(found[0][2])
    words = nouns.words_of(rest)
    if _PARTY.search(rest) or words & _IN_CONGRESS:
        return "United States"
    held = (body for role, body in roles.BODY_OF_ROLE.items() if role in words)
    return next(held, None)


def body_of(entry: Known) -> str:
    """Whom a known name stands for; a body stands for itself."""
    return entry.stands_for if entry.sort != known.BODY else entry.name


def _may_be_body(tokens: Sequence[Token], start: int, entry: Known) -> bool:
    if entry.sort in _PEOPLE:
        return False
    return entry.sort != known.BODY or not _names_portfolio(tokens, start)


def _names_portfolio(tokens: Sequence[Token], start: int) -> bool:
    """Whether a name is what a minister is minister of, rather than a body."""
    before = [token.low for token in tokens[max(0, start - 3) : start] if token.low != "the"]
    return len(before) > 1 and before[-1] in ("of", "for") and before[-2] in _OFFICES_OF
