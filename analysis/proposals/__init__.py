"""Names that no table knows, proposed as actors: for corpora about anything.

No tagger: a name is what texts print with a capital inside their sentences, again and again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.actors.gazetteer import DEMONYM, NAME, PERSON, gazetteer, tokens_of
from analysis.actors.words import PLACE_PREPOSITIONS
from analysis.proposals.names import HEADS, Seen, find_names
from analysis.reference import Reference
from analysis.selection import is_english

COLUMNS = ("name", "n_mentions", "n_articles", "variants", "titles", "example_sentence_ids")
FEWEST_MENTIONS = 3
MOST_PROPOSED = 60
EXAMPLES = 5
# Of a shorter form's places that the longer one must have: a name that is whole by itself
# ("Gordon Brown") is part of a longer one only when that is no chance neighbourhood.
_FORM_SHARE, _WHOLE_SHARE = 0.1, 0.5
_PLACE_SHARE = 0.6  # of its places after "in" and the like, from which a name is a place's
_SHORTEST_INITIALS = 3


@dataclass
class _Group:
    """All places of one name and of the shorter forms that mean it."""

    words: tuple[str, ...]
    forms: Counter[str] = field(default_factory=Counter)
    seen: list[Seen] = field(default_factory=list)


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
    columns = (sentences[name] for name in ("sentence_id", "article_id", "text"))
    seen = find_names(list(zip(*columns, strict=True)))
    known = _Known(reference, _press(articles))
    groups = _grouped([place for place in seen if not known.is_known(place.words, place.printed)])
    frequent = [group for group in groups if len(group.seen) >= FEWEST_MENTIONS]
    rows = [_row(group) for group in frequent if not _is_place(group)]
    rows.sort(key=lambda row: (-row[1], -row[2], row[0]))
    return pd.DataFrame(rows[:MOST_PROPOSED], columns=list(COLUMNS))


def _press(articles: pd.DataFrame) -> frozenset[str]:
    """Outlets and authors of the corpus itself, in small letters."""
    columns = ("outlet", "republisher", "authors")
    cells = [cell for column in columns for cell in articles[column].dropna()]
    return frozenset(name.strip().lower() for cell in cells for name in cell.split(";"))


class _Known:
    """What the tables, and the press of the corpus itself, already name."""

    def __init__(self, reference: Reference, press: frozenset[str]) -> None:
        self._names = gazetteer(reference)
        self._press = press
        self._judged: dict[tuple[str, ...], tuple[bool, bool]] = {}

    def is_known(self, words: tuple[str, ...], printed: tuple[str, ...]) -> bool:
        whole, begins = self._judge(words)
        return whole or begins or self._judge(printed)[0]

    def _judge(self, words: tuple[str, ...]) -> tuple[bool, bool]:
        """Whether the words are a known name, and whether they begin with an actor's.

        "Russian Foreign Ministry" counts for Russia already, "Real Madrid" does not for Spain.
        """
        if words not in self._judged:
            text = " ".join(words)
            tokens = tokens_of(text)
            hits = self._names.find(tokens)
            whole = self._is_whole(text) or self._is_whole(f"{text}.")  # as in "U.N."
            leads = bool(hits) and hits[0].first == 0
            begins = leads and hits[0].names[0].sort in (DEMONYM, NAME, PERSON)
            self._judged[words] = (whole or text.lower() in self._press, begins)
        return self._judged[words]

    def _is_whole(self, text: str) -> bool:
        tokens = tokens_of(text)
        return any(hit.last - hit.first == len(tokens) for hit in self._names.find(tokens))


def _grouped(seen: list[Seen]) -> list[_Group]:
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
    titles = Counter(place.before for place in group.seen if place.before in HEADS)
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
