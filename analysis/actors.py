"""Which actors a sentence mentions, and for whom each of them stands.

Moscow may be a city or a government, the alliance is the one last named, and a surname is known
once its owner has been introduced: the rules below decide from the words around a name. Pronouns
are not resolved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis import words_around
from analysis.gazetteer import (
    CAPITAL,
    DEMONYM,
    METONYM,
    PERSON,
    SHIELD,
    SURNAME,
    Found,
    Gazetteer,
    Name,
    Token,
    gazetteer,
    tokens_of,
)
from analysis.reference import Reference

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
_WEST = "West"
_EUROPE = "Europe"
_GENERIC = {"alliance": "alliance", "bloc": "bloc"}
_HYPHENS = frozenset("-‐‑–")
_DASHES = frozenset("-–—")
_QUOTES = frozenset("\"“”'‘’«»")
_TITLE_REACH = 8


@dataclass(frozen=True)
class _Known:
    """What an article has told so far: people by full name, and the last bloc of each kind."""

    people: frozenset[str] = frozenset()
    blocs: tuple[tuple[str, str, str], ...] = ()

    def after(self, name: Name) -> _Known:
        people = self.people | {name.actor} if name.sort == PERSON else self.people
        blocs = self.blocs
        if name.kind in _GENERIC.values():
            blocs = (*(b for b in blocs if b[0] != name.kind), (name.kind, name.actor, name.target))
        return _Known(people, blocs)


@dataclass(frozen=True)
class _Hit:
    """A name accepted as a mention, by token numbers."""

    first: int
    last: int
    name: Name
    modifier: bool


def find_mentions(
    article: Mapping[str, object], sentences: pd.DataFrame, reference: Reference
) -> pd.DataFrame:
    """Every mention of an actor of the reference tables.

    Args:
        article: a row of `articles`; its article_id is used.
        sentences: rows of `sentences` of that article with sentence_id, start and text.
        reference: the reference tables.

    Returns:
        One row per mention, in order of the text: mention_id, sentence_id, article_id, start and
        end (code points of the article), surface, actor (the person or actor named), target (the
        actor it rolls up to: Kremlin to Russia, Stoltenberg to NATO) and modifier (it only says
        which thing is meant: the Ukraine crisis, a US ambassador).
    """
    index = gazetteer(reference)
    known = _Known()
    rows = []
    for sentence in sentences.sort_values("start").itertuples():
        text = str(sentence.text)
        tokens = tokens_of(text)
        hits, known = _hits(tokens, index, known)
        for hit in hits:
            start, end = tokens[hit.first].start, tokens[hit.last - 1].end
            offset = int(sentence.start)
            rows.append(
                (
                    f"{article['article_id']}-m{offset + start}-{offset + end}",
                    sentence.sentence_id,
                    article["article_id"],
                    offset + start,
                    offset + end,
                    text[start:end],
                    hit.name.actor,
                    hit.name.target,
                    hit.modifier,
                )
            )
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {"start": "int64", "end": "int64", "modifier": "bool"}
    )


def _hits(tokens: list[Token], index: Gazetteer, known: _Known) -> tuple[list[_Hit], _Known]:
    """The mentions of one sentence, and what is known after it."""
    words = [token.text for token in tokens]
    found = index.find(tokens)
    taken = {number for item in found for number in range(item.first, item.last)}
    found += _generic(words, taken)
    hits = []
    for item in sorted(found, key=lambda item: item.first):
        name = _meant(item, words, known)
        if name is None:
            continue
        hits.append(_Hit(item.first, item.last, name, _is_modifier(item, words)))
        known = known.after(name)
    return _without_titles(hits, words), known


def _generic(words: list[str], taken: set[int]) -> list[Found]:
    """'the alliance' and 'the bloc', whose actor is told by what came before."""
    return [
        Found(Name((word,), "generic", kind=_GENERIC[word.lower()]), at, at + 1)
        for at, word in enumerate(words)
        if word.lower() in _GENERIC and at not in taken and _word(words, at - 1).lower() == "the"
    ]


def _meant(item: Found, words: list[str], known: _Known) -> Name | None:
    """The name as it is meant here, or None when it is no mention of an actor."""
    name = item.name
    if name.sort == SHIELD or _is_part_of_body(item, words):
        return None
    if name.sort == "generic":
        return _last_bloc(name, words, item, known)
    if name.sort in (PERSON, SURNAME):
        return _person(item, words, known)
    if name.sort == CAPITAL or (name.sort == METONYM and name.ambiguous):
        return name if _speaks_for_state(item, words) else None
    if name.target in (_WEST, _EUROPE):
        return name if _names_region(item, words) else None
    if name.ambiguous and _is_another_name(item, words):
        return None
    return name


def _last_bloc(name: Name, words: list[str], item: Found, known: _Known) -> Name | None:
    if _word(words, item.last) in ("of", "between", "with"):
        return None
    for kind, actor, target in known.blocs:
        if kind == name.kind:
            return replace(name, actor=actor, target=target)
    return None


def _person(item: Found, words: list[str], known: _Known) -> Name | None:
    """A full name, or a surname whose owner is clear; who is out of office speaks for no state."""
    name = item.name
    if name.sort == SURNAME:
        following = _word(words, item.last)
        introduced = name.actor in known.people
        if (name.ambiguous and not introduced) or _is_another_name(item, words):
            return None
        if following[:1].isupper() and following not in words_around.EVENTS:
            return None
    before = [word.lower() for word in words[max(0, item.first - _TITLE_REACH) : item.first]]
    for word in reversed(before):
        if word in words_around.FORMER:
            return replace(name, target=name.actor)
        if word not in words_around.TITLES and not words[item.first - 1][:1].isupper():
            break
    return name


def _is_another_name(item: Found, words: list[str]) -> bool:
    """A capitalised word before it, no title and no start of a sentence: Michael Jordan."""
    before = _word(words, item.first - 1)
    opens = item.first < 2 or words[item.first - 2] in ".!?:" or words[item.first - 2] in _QUOTES
    return before[:1].isupper() and before.lower() not in words_around.TITLES and not opens


def _is_part_of_body(item: Found, words: list[str]) -> bool:
    """Inside the name of a body that the tables do not list: Carnegie Moscow Center."""
    ahead = words[item.last : item.last + 3]
    for word in ahead:
        if word in words_around.BODIES:
            return True
        if not word[:1].isupper():
            return False
    return False


def _speaks_for_state(item: Found, words: list[str]) -> bool:
    """Whether a capital stands for a government, and not for the place."""
    before, following = _word(words, item.first - 1), _word(words, item.last)
    if before.lower() in words_around.PLACE_PREPOSITIONS or _is_dateline(item, words):
        return False
    if following in _HYPHENS and _word(words, item.last + 1) == "based":
        return False
    if following[:1].isupper() and following not in words_around.EVENTS and before not in _HYPHENS:
        return False
    near = {word.lower() for word in words[max(0, item.first - 5) : item.first]}
    moves = bool(near & words_around.MOTION)
    if moves and before.lower() in words_around.DIRECTED | words_around.MOTION | {"the"}:
        return False
    if item.name.sort == METONYM:
        return True
    return (
        following in words_around.ACTS
        or before.lower() in words_around.RELATED
        or _is_possessive(words, item.last)
    )


def _is_dateline(item: Found, words: list[str]) -> bool:
    """BEIJING, Jan. 3 (Xinhua) -- and Brussels, Belgium –, at the beginning of a paragraph."""
    if item.first > 1:
        following = _word(words, item.last + 1)
        return (
            _word(words, item.last) == ","
            and following[:1].isupper()
            and item.first > 0
            and (_word(words, item.first - 1).lower() in words_around.PLACE_PREPOSITIONS)
        )
    ahead = words[item.last : item.last + 8]
    return bool(ahead) and (
        ahead[0] in _DASHES
        or ahead[0] == "("
        or (ahead[0] == "," and any(w in _DASHES or w in "(/" for w in ahead))
    )


def _names_region(item: Found, words: list[str]) -> bool:
    """The West and Europe as actors: no point of the compass, no part of the continent."""
    before, following = _word(words, item.first - 1), _word(words, item.last)
    if before in words_around.DIRECTIONS:
        return False
    if item.name.sort == DEMONYM:
        return following != _EUROPE and not (item.name.target == _WEST and following[:1].isupper())
    if item.name.target == _WEST and words[item.first : item.last] == ["West"]:
        return (
            before.lower() == "the"
            or before in _HYPHENS
            or before in words_around.RELATED
            or following in _HYPHENS
        )
    return True


def _is_modifier(item: Found, words: list[str]) -> bool:
    """Whether the name only says which thing is meant by the noun that follows."""
    before = _word(words, item.first - 1)
    if before in _HYPHENS and _word(words, item.first - 2).lower() in ("pro", "anti", "non"):
        return True
    at = item.last
    if _word(words, at) in _HYPHENS:
        affix = _word(words, at + 1)
        if affix.lower() in words_around.AFFIXED:
            return True
        at += 2
    if _is_possessive(words, at):
        return False
    ahead = words[at : at + 3]
    for word in ahead[:2]:
        if word.lower() in words_around.THINGS or word in words_around.EVENTS:
            return True
        if word.lower() in words_around.ACTS or not word.isalpha():
            return False
    return False


def _without_titles(hits: list[_Hit], words: list[str]) -> list[_Hit]:
    """Leaves out the state in a person's title: 'US President Joe Biden' mentions Biden."""
    kept = []
    for at, hit in enumerate(hits):
        person = hits[at + 1] if at + 1 < len(hits) else None
        if person and person.name.sort in (PERSON, SURNAME):
            between = [word.lower() for word in words[hit.last : person.first]]
            same = person.name.target in (hit.name.target, person.name.actor)
            if same and between and set(between) <= words_around.TITLES - {"the", "and"}:
                continue
        kept.append(hit)
    return kept


def _is_possessive(words: list[str], at: int) -> bool:
    return _word(words, at) in ("'", "’", "‘") and _word(words, at + 1) in ("s", "S")


def _word(words: list[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""
