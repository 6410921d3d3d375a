"""Which actors a sentence mentions, and for whom each of them stands.

Moscow may be a city or a government, the alliance is the one last named, and a surname is known
once its owner has been introduced. Pronouns are not resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import pandas as pd

from analysis.actors import rules
from analysis.actors import words as around
from analysis.actors.gazetteer import (
    DEMONYM,
    METONYM,
    NAME,
    PERSON,
    SHIELD,
    SURNAME,
    Found,
    Name,
    Token,
    gazetteer,
    tokens_of,
)
from analysis.reference import Reference
from analysis.tables import Cells, frame

COLUMNS = (
    "mention_id",
    "sentence_id",
    "article_id",
    "start",
    "end",
    "surface",
    "actor",
    "target",
    "modifier",
)
_STATE = "state"
_REGION = "region"
_COMMUNITY = "community"
_GENERIC = "generic"
# A word that stands for the bloc of this kind that was named last.
_ALLIANCE = "alliance"
_BLOC = "bloc"
_KIND_OF_GENERIC = {"alliance": _ALLIANCE, "Alliance": _ALLIANCE, "bloc": _BLOC, "Union": _BLOC}


class Spotted(NamedTuple):
    """A mention in a sentence: first code point, code point after its last, and as a mention."""

    start: int
    end: int
    target: str
    modifier: bool


@dataclass(frozen=True)
class _Sentence:
    """A sentence with its words and the names in it, however they are meant."""

    sentence_id: str
    start: int
    text: str
    tokens: list[Token]
    words: list[str]
    found: list[Found]

    def spot(self, item: Found) -> rules.Spot:
        return rules.Spot(self.words, item.first, item.last)

    def edges(self, item: Found) -> tuple[int, int]:
        """First code point of a name in the sentence, and the one after its last."""
        return self.tokens[item.first].start, self.tokens[item.last - 1].end


@dataclass(frozen=True)
class _Cast:
    """Who occurs by full name anywhere in an article, and which actors by name or demonym."""

    people: frozenset[str]
    targets: frozenset[str]


@dataclass(frozen=True)
class _Hit:
    """A name accepted as a mention."""

    item: Found
    name: Name
    modifier: bool


def find_mentions(
    article: Mapping[str, object], sentences: pd.DataFrame, reference: Reference
) -> pd.DataFrame:
    """Every mention of an actor of the reference tables: what `mentions_in` finds, as a table."""
    return frame("mentions", mentions_in(article, sentences, reference))


def mentions_in(
    article: Mapping[str, object], sentences: Cells | pd.DataFrame, reference: Reference
) -> dict[str, list[Any]]:
    """Every mention of an actor of the reference tables.

    Args:
        article: a row of `articles`; its article_id is used.
        sentences: rows of `sentences` of that article with sentence_id, start and text.
        reference: the reference tables.

    Returns:
        The cells of one row per mention, in order of the text: mention_id, sentence_id,
        article_id, start and end (code points of the article), surface, actor (the person or actor
        named), target (the actor it rolls up to: the Élysée to France, a minister to the state)
        and modifier (it only says which thing is meant: the Malta summit, a Danish envoy).
    """
    article_id = article["article_id"]
    columns = (list(sentences[name]) for name in ("sentence_id", "start", "text"))
    given = sorted(zip(*columns, strict=True), key=itemgetter(1))
    rows = []
    for sentence, hit in _hits(list(_read(given, reference))):
        first, last = sentence.edges(hit.item)
        start, end = sentence.start + first, sentence.start + last
        rows.append(
            (
                f"{article_id}-m{start}-{end}",
                sentence.sentence_id,
                article_id,
                start,
                end,
                sentence.text[first:last],
                hit.name.actor,
                hit.name.target,
                hit.modifier,
            )
        )
    return {name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)}


def mentions_alone(sentence: str, reference: Reference) -> list[Spotted]:
    """The mentions of a sentence that stands in no article, in order of the text."""
    return [
        Spotted(*read.edges(hit.item), hit.name.target, hit.modifier)
        for read, hit in _hits(list(_read([("", 0, sentence)], reference)))
    ]


def _read(given: Iterable[tuple[str, int, str]], reference: Reference) -> Iterator[_Sentence]:
    """Reads sentences, given as id, start and text in order of the text."""
    index = gazetteer(reference)
    for sentence_id, start, text in given:
        tokens = tokens_of(text)
        words = [token.text for token in tokens]
        found = index.find(tokens)
        found = sorted(found + _generic(words, found), key=lambda item: item.first)
        yield _Sentence(sentence_id, int(start), text, tokens, words, found)


def _generic(words: list[str], found: list[Found]) -> list[Found]:
    """'the alliance' and 'the bloc', whose actor is told by what came before."""
    taken = {number for item in found for number in range(item.first, item.last)}
    return [
        Found((Name((word,), _GENERIC, kind=_KIND_OF_GENERIC[word]),), at, at + 1)
        for at, word in enumerate(words)
        if word in _KIND_OF_GENERIC
        and at not in taken
        and at > 0
        and words[at - 1].lower() in around.DETERMINERS
    ]


def _hits(sentences: list[_Sentence]) -> Iterator[tuple[_Sentence, _Hit]]:
    """The mentions of an article in order of the text."""
    cast = _cast(sentences)
    last_of_kind: dict[str, Name] = {}
    for sentence in sentences:
        hits = []
        for item in sentence.found:
            name = _meant(item, sentence.spot(item), cast, last_of_kind)
            if name is not None:
                last_of_kind[name.kind] = name
                adjective = name.sort == DEMONYM
                modifier = rules.is_modifier(sentence.spot(item), adjective)
                hits.append(_Hit(item, name, modifier))
        for hit in _without_titles(hits, sentence.words):
            yield sentence, hit


def _cast(sentences: list[_Sentence]) -> _Cast:
    names = [item.names[0] for sentence in sentences for item in sentence.found]
    return _Cast(
        people=frozenset(name.actor for name in names if name.sort == PERSON),
        targets=frozenset(name.target for name in names if name.sort in (NAME, DEMONYM)),
    )


def _meant(
    item: Found, spot: rules.Spot, cast: _Cast, last_of_kind: Mapping[str, Name]
) -> Name | None:
    """The name as it is meant here, or None when it is no mention of an actor."""
    name = item.names[0]
    if name.sort == SHIELD or rules.is_inside_body(spot):
        return None
    if name.sort == _GENERIC:
        if spot.after in around.BETWEEN:
            return None
        # An alliance is also called a bloc, but a bloc of states is no alliance.
        return last_of_kind.get(name.kind) or last_of_kind.get(_ALLIANCE)
    if name.sort in (PERSON, SURNAME):
        person = name if name.sort == PERSON else _bearer(item, spot, cast)
        speaks = person is not None and bool(person.target) and not rules.is_former(spot)
        return person if speaks else None
    if (name.kind == _STATE and rules.is_address(spot)) or not _is_actor(name, spot, cast):
        return None
    return name


def _is_actor(name: Name, spot: rules.Spot, cast: _Cast) -> bool:
    """Whether the name of a state, bloc or region stands for it and not for a place or namesake."""
    if name.sort == METONYM and name.ambiguous:
        alone = bool(cast.targets) and name.target not in cast.targets
        return rules.is_government(spot) and (not alone or rules.is_party(spot))
    if name.kind == _COMMUNITY:
        return rules.is_community(spot, name.ambiguous, name.sort == DEMONYM)
    if name.kind == _REGION:
        return not rules.is_mere_place(spot, name.sort == DEMONYM)
    shouted = spot.words[spot.first].isupper()
    return not (name.ambiguous and not shouted and spot.after_name)


def _bearer(item: Found, spot: rules.Spot, cast: _Cast) -> Name | None:
    """Whose surname it is: of somebody introduced in full, or of one who needs no introduction."""
    if rules.is_namesake(spot):
        return None
    introduced = [name for name in item.names if name.actor in cast.people]
    if introduced:
        return introduced[0]
    name = item.names[0]
    if len(item.names) > 1 or name.ambiguous:
        return None
    clear = rules.has_title(spot) or rules.names_administration(spot)
    return name if clear or (name.prominent and name.target in cast.targets) else None


def _without_titles(hits: list[_Hit], words: list[str]) -> Iterator[_Hit]:
    """Leaves out the state in a person's title: 'Danish Premier Ida Holm' mentions Holm."""
    for at, hit in enumerate(hits):
        person = hits[at + 1] if at + 1 < len(hits) else None
        if person is None or person.name.sort not in (PERSON, SURNAME):
            yield hit
            continue
        between = {word.lower() for word in words[hit.item.last : person.item.first]}
        same = person.name.target == hit.name.target
        title = between & around.TITLES and between <= around.TITLES | rules.HYPHENS | {","}
        if not (same and title and hit.name.sort not in (PERSON, SURNAME)):
            yield hit
