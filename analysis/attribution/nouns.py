"""The parts of a source phrase: runs of names, bodies, the main noun."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.attribution import grammar, roles
from analysis.attribution.text import QUOTE, Token

_AFTER_HEAD = grammar.PREPOSITIONS | {",", "(", "who", "that", "which"}
_HOLDERS = (
    grammar.SUBJECT_PRONOUNS
    | grammar.QUANTIFIERS
    | grammar.GROUP_NOUNS
    | roles.TITLES
    | roles.DOCUMENTS
    | roles.BODIES
    | roles.COLLECTIVES
)
# What may stand behind a noun ("the farmers downstream", "sources close to").
_PLACES = grammar.word_set(
    "close familiar briefed involved polled interviewed"
    " downstream upstream abroad here there nearby elsewhere worldwide everywhere alike themselves"
)
_AT = frozenset({"at", "of", "from", "with"})


def name_runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Runs of capitalised words that can be a person's name, titles and nationalities stripped."""
    runs: list[tuple[int, int]] = []
    index = 0
    while index < len(tokens):
        if not tokens[index].is_name or tokens[index].low == "'s":
            index += 1
            continue
        stop = index + 1
        while stop < len(tokens) and _goes_on(tokens, stop):
            stop += 1
        titles = [i + 1 for i in range(index, stop - 1) if _is_title(tokens[i])]
        start = titles[-1] if titles else index
        while start < stop and may_precede_name(tokens[start]):
            start += 1
        possessive = stop + 1 < len(tokens) and tokens[stop].low == "'s"
        if start < stop and not possessive:
            runs.append((start, stop))
        index = stop
    return runs


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.low in roles.PARTICLES or token.text == "-":
        following = (t for t in tokens[index + 1 : index + 4] if t.low not in roles.PARTICLES)
        name = next(following, None)
        return name is not None and name.is_name
    if _ARTICLE.match(token.text):
        return True
    return (token.is_name and token.low != "'s") or (len(token.text) == 2 and token.text[1] == ".")


_ARTICLE = re.compile(r"(?:al|el|ad|ar|as|ben|bin|abu|d|l)[-’'][A-Z]")  # "al-NAME"


def _is_title(token: Token) -> bool:
    return token.low.rstrip(".") in roles.TITLES


def may_precede_name(token: Token) -> bool:
    """Whether a word in front of a name does not belong to it: a title, "The", "USAF"."""
    low = token.low
    return (
        _is_title(token)
        or low in _CLOSED
        or grammar.is_time(token)
        or (token.text.isupper() and len(token.text) > 1)
    )


_CLOSED = (
    grammar.DETERMINERS
    | grammar.PREPOSITIONS
    | grammar.SUBORDINATORS
    | grammar.CONJUNCTIONS
    | grammar.SUBJECT_PRONOUNS
    | grammar.ADVERBS
    | grammar.QUANTIFIERS
    | grammar.AUXILIARIES
)


def is_body(tokens: Sequence[Token]) -> bool:
    """Whether a name is that of an organisation."""
    return any(token.low in roles.BODIES for token in tokens)


def is_holder(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether a phrase means the person whose name it holds, not somebody or something of theirs.

    "The adviser of President NAME" and "the NAME government" mean others; behind a place or a
    body ("the mayor of Turin NAME") the name is the holder's own.
    """
    following = tokens[stop] if stop < len(tokens) else None
    if following is not None and following.low in roles.BODIES | {"-"}:
        return False
    before = [token.low for token in tokens[:start]]
    main = main_noun(before)
    within = any(low in BELONGING for low in before)
    if within and (main in roles.BODIES or main in roles.DOCUMENTS) and main not in roles.TITLES:
        return False
    index = start - 1
    personal = False
    while index > 0 and tokens[index].kind != QUOTE:
        low = tokens[index].low
        if low in BELONGING:
            return not personal and index != start - 1
        if low not in roles.TITLES and low not in grammar.DETERMINERS:
            return True
        personal = personal or low in _PERSONAL
        index -= 1
    return True


BELONGING = frozenset({"of", "to", "for", "by", "from", "with", "against", "about"})
_PERSONAL = grammar.word_set(
    "president premier minister chancellor king queen mr mrs ms dr senator leader mayor chairman"
    " chairwoman captain lord lady sir sen rep gov"
)


def owning_body(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """A body in the possessive ("the Crisis Group's analyst"), without the state before it."""
    for stop in range(1, len(tokens) - 1):
        if tokens[stop].low != "'s" or not tokens[stop - 1].is_name:
            continue
        start = stop
        while start > 0 and tokens[start - 1].is_name:
            start -= 1
        if stop - start > 1 and is_body(tokens[start:stop]):
            return start, stop
    return None


def bodies_after_prepositions(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Names behind "at", "of", "from" or "with", longest form each."""
    spans = []
    for index, token in enumerate(tokens[:-1]):
        if token.low not in _AT:
            continue
        start = index + 1
        while start < len(tokens) and tokens[start].low in ("the", "a", "an"):
            start += 1
        stop = start
        while stop < len(tokens) and _in_body_name(tokens, stop, start):
            stop += 1
        if stop > start:
            spans.append((start, stop))
    return spans


def _in_body_name(tokens: Sequence[Token], index: int, start: int) -> bool:
    token = tokens[index]
    if token.is_name or (token.low == "'s" and index > start):
        return True
    if index == start or index + 1 >= len(tokens):
        return False
    if token.low == "the":
        return tokens[index - 1].low in ("for", "of", "on")
    links = token.low in ("for", "of", "and", "on", "&")
    return links and (tokens[index + 1].is_name or tokens[index + 1].low == "the")


def main_noun(words: Sequence[str]) -> str:
    """The main noun: the last word before a preposition."""
    closed = grammar.PREPOSITIONS | _PLACES
    ends = (i for i, word in enumerate(words) if word in closed and i)
    return words[next(ends, len(words)) - 1] if words else ""


def is_group(words: Sequence[str]) -> bool:
    """Whether a phrase means several people ("Kenyan officials", "some")."""
    return bool(words) and (
        grammar.is_group_noun(main_noun(words)) or words[0] in grammar.QUANTIFIERS - {"one"}
    )


def is_role(words: Sequence[str]) -> bool:
    """Whether a phrase describes one person by office or trade ("the minister")."""
    return main_noun(words).removeprefix("ex-") in roles.TITLES


def is_collective(phrase: str) -> bool:
    """Whether a description means a body or a place, never one person ("the city")."""
    noun = main_noun(re.findall(r"[^\W\d_]+", phrase.lower()))
    return noun in roles.BODIES or noun in roles.COLLECTIVES


def words_of(text: str) -> frozenset[str]:
    """The words of a text in small letters, parts of hyphenated ones too, in American spelling."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower().replace("defence", "defense"))
    return frozenset(words) | {part for word in words if "-" in word for part in word.split("-")}


def may_hold_views(subject: Sequence[Token]) -> bool:
    """Whether the main word of a subject is a name, a pronoun, or a word for people or texts."""
    ends = (i for i, token in enumerate(subject) if i and token.low in _AFTER_HEAD)
    head = subject[next(ends, len(subject)) - 1]
    holds = head.low in _HOLDERS or grammar.is_group_noun(head.low)
    return head.is_name or holds or head.kind == QUOTE
