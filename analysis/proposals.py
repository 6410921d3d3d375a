"""Names that no table knows, proposed as actors: for corpora about anything.

No tagger: a name is what texts print with a capital inside their sentences, again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.actors.gazetteer import DEMONYM, NAME, PERSON, gazetteer, tokens_of
from analysis.actors.words import (
    CALENDAR,
    DETERMINERS,
    DIRECTIONS,
    EVENTS,
    FORMS_OF_ADDRESS,
    PLACE_PREPOSITIONS,
    TITLES,
)
from analysis.reference import Reference
from analysis.selection import is_english

COLUMNS = ("name", "n_mentions", "n_articles", "variants", "titles", "example_sentence_ids")
FEWEST_MENTIONS = 3
MOST_PROPOSED = 60
EXAMPLES = 5
_NAME_SHARE = 0.8  # of the occurrences inside sentences, from which a word is a name
# Of a shorter form's places that the longer one must have: a name that is whole by itself
# ("Gordon Brown") is part of a longer one only when that is no chance neighbourhood.
_FORM_SHARE, _WHOLE_SHARE = 0.1, 0.5
_PLACE_SHARE = 0.6  # of its places after "in" and the like, from which a name is a place's
_SHOUTED = 0.75  # of a sentence's longer words, from which its capitals say nothing
_FEWEST_SHOUTED = 5
_LONGEST = 6  # words
_SHORTEST_INITIALS = 3
_MOST_WORDS = 2_000  # of a sentence that are looked at

_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'.&][^\W\d_]+)*|[^\w\s]|\d+")
_POSSESSIVE = re.compile(r"[’']s?$")
_JOINS = frozenset({"of", "de", "da", "del", "della", "di", "du", "la", "van", "von", "al", "bin"})
_BEGINS = frozenset(".!?:;“”\"‘’'—–-([•*")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HEADS = FORMS_OF_ADDRESS | _set(
    "premier prime sir lady lord princess spokesperson chairwoman commissioner governor mayor "
    "coach manager captain striker midfielder defender goalkeeper winger owner founder director "
    "judge justice professor lawyer economist analyst candidate congressman congresswoman colonel "
    "lieutenant admiral pope bishop archbishop agent author actor actress singer leader executive "
    "co-founder baroness envoy"
)
_NO_NAMES = _set(
    "i the a an st no dr god internet covid am pm tv dvd dvds cd pc gdp ceo cfo mp mps gmt utc vat "
    "wifi usd eur ok new"
)


@dataclass(frozen=True)
class _Seen:
    """One place where a name stands: its words, the sentence, and the word before it."""

    words: tuple[str, ...]
    sentence_id: str
    article_id: str
    before: str


@dataclass
class _Group:
    """All places of one name and of the shorter forms that mean it."""

    words: tuple[str, ...]
    forms: Counter[str] = field(default_factory=Counter)
    seen: list[_Seen] = field(default_factory=list)


def propose_actors(tables: Mapping[str, pd.DataFrame], reference: Reference) -> pd.DataFrame:
    """Frequent names in the English articles that no reference table knows.

    Names of outlets, authors, months, weekdays, events and what is mostly a place ("in Leeds") are
    left out, as is a word that has its capital only from the beginning of a sentence. A shorter
    form counts for the longer one that it is the beginning or the end of ("Acme" for "Acme Corp",
    "Rossi" for "Maria Rossi"), initials for the name that they abbreviate.

    Args:
        tables: the tables of an analysis.
        reference: the reference tables, corrections included.

    Returns:
        One row per name, most mentions first: name (the longest form), n_mentions, n_articles,
        variants (the other forms), titles (words such as "coach" before it) and
        example_sentence_ids, the last three as tuples. At most MOST_PROPOSED rows, each with
        FEWEST_MENTIONS mentions or more.
    """
    articles = tables["articles"][is_english(tables["articles"]["language"])]
    sentences = tables["sentences"]
    sentences = sentences[sentences["article_id"].isin(articles["article_id"])]
    read = [
        (sentence_id, article_id, _words(text))
        for sentence_id, article_id, text in zip(
            sentences["sentence_id"], sentences["article_id"], sentences["text"], strict=True
        )
    ]
    read = [sentence for sentence in read if not _is_shouted(sentence[2])]
    lexicon = _lexicon([words for _, _, words in read])
    seen = [place for sentence in read for place in _places(*sentence, lexicon)]
    unknown = _unknown({place.words for place in seen}, _press(articles), reference)
    groups = _grouped([place for place in seen if place.words in unknown])
    frequent = [group for group in groups if len(group.seen) >= FEWEST_MENTIONS]
    rows = [_row(group) for group in frequent if not _is_place(group)]
    rows.sort(key=lambda row: (-row[1], -row[2], row[0]))
    return pd.DataFrame(rows[:MOST_PROPOSED], columns=list(COLUMNS))


def _words(text: str) -> list[str]:
    words = _TOKEN.findall(text)[:_MOST_WORDS]
    return [_POSSESSIVE.sub("", word) or word for word in words]


def _begins(words: list[str], at: int) -> bool:
    """Whether a word stands where any word has a capital."""
    return at == 0 or words[at - 1] in _BEGINS


def _is_shouted(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    capitals = sum(word[0].isupper() for word in long)
    return capitals >= _FEWEST_SHOUTED and capitals >= _SHOUTED * len(long)


@dataclass(frozen=True)
class _Lexicon:
    """What the insides of sentences teach: words that are names, and whole names."""

    words: frozenset[str]
    runs: frozenset[tuple[str, ...]]


def _lexicon(sentences: list[list[str]]) -> _Lexicon:
    """Words that nearly always have a capital inside sentences, and runs of capitals there."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    runs = set()
    for words in sentences:
        for at, word in enumerate(words):
            if word[0].islower():
                small[word] += 1
            elif word[0].isupper() and not _begins(words, at):
                capital[word] += 1
                if not words[at - 1][0].isupper() or _begins(words, at - 1):
                    runs.add(tuple(words[at : _end(words, at)]))
    names = {
        word
        for word, count in capital.items()
        if count >= _NAME_SHARE * (count + small[word.lower()])
    }
    return _Lexicon(frozenset(names), frozenset(runs))


def _places(
    sentence_id: str, article_id: str, words: list[str], lexicon: _Lexicon
) -> Iterator[_Seen]:
    """The names of a sentence, without the titles before them."""
    at = 0
    while at < len(words):
        end = _end(words, at)
        first = at
        if end > at and _begins(words, at) and tuple(words[at:end]) not in lexicon.runs:
            first += words[at] not in lexicon.words
        first = _after_titles(words, first, end)
        while first < end and words[first].lower() in DETERMINERS | _JOINS | {"a", "an"}:
            first += 1
        found = tuple(words[first:end])
        if _is_name(found, lexicon):
            yield _Seen(found, sentence_id, article_id, words[first - 1].lower() if first else "")
        at = max(end, at + 1)


def _end(words: list[str], at: int) -> int:
    """Where the run of capitals ends that begins here; here when there is none."""
    end = at
    while end < len(words) and words[end][0].isupper():
        end += 1
        if end + 1 < len(words) and words[end] in _JOINS and words[end + 1][0].isupper():
            end += 1
    return end


def _after_titles(words: list[str], first: int, end: int) -> int:
    """Where the name proper begins: after "President" or "Deputy Health Minister"."""
    after = first
    for at in range(first, end):
        word = words[at].lower()
        if word in _HEADS and (word != "general" or at > first):
            after = at + 1
        elif word not in TITLES and not (at + 1 < end and words[at + 1].lower() in _HEADS):
            break
    return after if after < end else first


def _is_name(found: tuple[str, ...], lexicon: _Lexicon) -> bool:
    if not found or len(found) > _LONGEST or any(_is_plain(word) for word in found):
        return False
    if found[-1] in EVENTS | DIRECTIONS or {word.lower() for word in found} <= _HEADS | TITLES:
        return False
    if len(found) == 1:
        lower = found[0].lower()
        return (
            len(lower) > 1
            and found[0] in lexicon.words
            and lower not in _HEADS | TITLES | _NO_NAMES
        )
    return True


def _is_plain(word: str) -> bool:
    """A word that has its capital for another reason than being a name: May, I'm."""
    return word in CALENDAR or word == "I" or word[:2] in ("I'", "I’")


def _press(articles: pd.DataFrame) -> frozenset[str]:
    """Outlets and authors of the corpus itself, in small letters."""
    columns = ("outlet", "republisher", "authors")
    cells = [cell for column in columns for cell in articles[column].dropna()]
    return frozenset(name.strip().lower() for cell in cells for name in cell.split(";"))


def _unknown(
    found: Iterable[tuple[str, ...]], press: frozenset[str], reference: Reference
) -> frozenset[tuple[str, ...]]:
    """Of some names those that no table knows."""
    known = gazetteer(reference)
    unknown = set()
    for words in found:
        text = " ".join(words)
        tokens = tokens_of(text)
        hits = known.find(tokens)
        whole = any(hit.last - hit.first == len(tokens) for hit in hits)
        # "Russian Foreign Ministry" counts for Russia already, "Real Madrid" does not for Spain.
        leads = hits and hits[0].first == 0 and hits[0].names[0].sort in (DEMONYM, NAME, PERSON)
        if not whole and not leads and text.lower() not in press:
            unknown.add(words)
    return frozenset(unknown)


def _grouped(seen: list[_Seen]) -> list[_Group]:
    """The places by name; the longest form of each name stands for all."""
    counts = Counter(place.words for place in seen)
    longer: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for words in counts:
        for cut in range(1, len(words)):
            longer.setdefault(words[:cut], []).append(words)
            longer.setdefault(words[cut:], []).append(words)
        if len(words) > 2:
            initials = "".join(word[0] for word in words if word[0].isupper())
            if len(initials) >= _SHORTEST_INITIALS:
                longer.setdefault((initials,), []).append(words)
    groups: dict[tuple[str, ...], _Group] = {}
    for place in seen:
        words = place.words
        while words in longer:
            best = max(longer[words], key=lambda other: (counts[other], other))
            share = _FORM_SHARE if len(words) == 1 else _WHOLE_SHARE
            if counts[best] < share * counts[words]:
                break
            words = best
        group = groups.setdefault(words, _Group(words))
        group.forms[" ".join(place.words)] += 1
        group.seen.append(place)
    return list(groups.values())


def _is_place(group: _Group) -> bool:
    """Mostly named as where something is."""
    near = sum(place.before in PLACE_PREPOSITIONS for place in group.seen)
    return near >= _PLACE_SHARE * len(group.seen)


def _row(group: _Group) -> tuple[str, int, int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    name = " ".join(group.words)
    variants = tuple(form for form, _ in group.forms.most_common() if form != name)
    titles = Counter(place.before for place in group.seen if place.before in _HEADS)
    # The whole name first, and sentences of different articles before more of one.
    ranked = sorted(group.seen, key=lambda place: place.words != group.words)
    by_article: dict[str, list[str]] = {}
    for place in ranked:
        by_article.setdefault(place.article_id, []).append(place.sentence_id)
    turns = [
        ids[turn] for turn in range(EXAMPLES) for ids in by_article.values() if turn < len(ids)
    ]
    return (
        name,
        len(group.seen),
        len(by_article),
        variants,
        tuple(title for title, _ in titles.most_common()),
        tuple(dict.fromkeys(turns))[:EXAMPLES],
    )
