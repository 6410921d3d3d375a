"""Copies: articles that print the same text, word for word, edited, cut short or translated anew.

Two prints of a text are told by how many runs of three words they share. Two translations of one
original share few of those; they share nearly all names and numbers, and these in the same order.
So do the reports of one outlet on matters that recur, which are therefore never taken for that;
and what it prints on several days in one form (decrees, fixtures) is copied only when nearly all is
the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.duplicates.prints import STOPS, TOKEN, Origin, Print, prints_of
from analysis.tables import TEXT

SHARED = 0.45  # Jaccard of shingles from which two texts are prints of one
SHARED_AGAIN = 0.8  # or this, when one site printed both on different days
CONTAINED = 0.75  # or this part of the shorter one's shingles, when it is cut short
SHORTEST_PART = 0.2  # of the longer text that a cut print still has
FEWEST_SHINGLES = 30  # shorter texts are copies only when their words are the same
FEWEST_ANCHORS = 12  # different names and numbers that make a translation recognisable
MOST_COMPARED = 50  # articles that one is held against
SHARED_ANCHORS, SHARED_PAIRS, SHARED_WORDS = 0.7, 0.25, 0.3
SAME_PASSAGE = 0.5  # Jaccard of words
_LENGTH_RATIO = 0.6  # two translations of one text are about as long

# Bands and values in each. Two sets are compared when they agree in one band: of shingles that
# share half with a probability of .99, of leads that share .8 of .98, of anchors that share .7 of
# .998.
_BANDS = {"shingles": (32, 3), "lead": (8, 4), "anchors": (16, 3)}


def mark_duplicates(articles: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """The articles with `duplicate_of`: the copy that counts, null for an article that counts.

    Of several copies the one with the earliest stated date counts; among equals one that no other
    site carries, then the first by source_path. The order of the rows does not matter.

    Args:
        articles: rows of `articles`; article_id, source_path, outlet, republisher, published,
            published_basis and text are used.
        passages: their paragraphs; only these are compared.
    """
    ordered = articles.assign(_undated=articles["published_basis"] != "stated")
    ordered = ordered.assign(
        _day=ordered["published"].where(~ordered["_undated"]),
        _carried=ordered["republisher"].notna(),
    ).sort_values(["_day", "_carried", "source_path", "article_id"], na_position="last")
    sites = ordered["republisher"].fillna(ordered["outlet"])
    origins = [
        Origin(None if pd.isna(site) else str(site), None if pd.isna(day) else day.toordinal())
        for site, day in zip(sites, ordered["_day"], strict=True)
    ]
    prints = prints_of(_bodies(ordered, passages), origins)
    first = _Groups(len(prints))
    for one, other in _copies(prints, first):
        first.join(one, other)
    ids = ordered["article_id"].tolist()
    counts = {ids[at]: ids[first.of(at)] for at in range(len(ids)) if first.of(at) != at}
    marked = pd.Series(articles["article_id"].map(counts), index=articles.index, dtype=TEXT)
    return articles.assign(duplicate_of=marked)


def with_topics_of_originals(passages: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The passages, those of copies with topic and weight of the passage that they repeat.

    A passage of a copy that shares less than half of its words with each passage of the article
    that counts has no topic.

    Args:
        passages: rows of `passages` in which copies have no topic yet.
        articles: rows of `articles` with duplicate_of.
    """
    copies = articles[articles["duplicate_of"].notna()]
    original_of = dict(zip(copies["article_id"], copies["duplicate_of"], strict=True))
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    concerned = set(original_of) | set(original_of.values())
    words: dict[int, frozenset[str]] = {}
    rows_of: dict[str, list[int]] = {}
    for row, (article_id, start, end) in enumerate(
        zip(passages["article_id"], passages["start"], passages["end"], strict=True)
    ):
        if article_id in concerned:
            rows_of.setdefault(article_id, []).append(row)
            tokens = TOKEN.findall(texts[article_id][start:end].casefold())
            words[row] = frozenset(tokens) - STOPS
    source = list(range(len(passages)))
    for copy, original in original_of.items():
        for row in rows_of.get(copy, ()):
            source[row] = _most_alike(words, row, rows_of[original])
    taken = passages[["topic_id", "weight"]].iloc[source].set_axis(passages.index)
    return passages.assign(topic_id=taken["topic_id"], weight=taken["weight"])


def _most_alike(words: Mapping[int, frozenset[str]], row: int, others: Sequence[int]) -> int:
    """Of the other rows the one with most words in common; the row itself when none has half."""

    def shared(other: int) -> float:
        return len(words[row] & words[other]) / max(len(words[row] | words[other]), 1)

    best = max(others, key=shared)
    return best if shared(best) >= SAME_PASSAGE else row


class _Groups:
    """Disjoint groups of numbers; each is known by its smallest member."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def of(self, member: int) -> int:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.of(one), self.of(other)))
        self._parent[high] = low


def _bodies(articles: pd.DataFrame, passages: pd.DataFrame) -> list[str]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in zip(
        passages["article_id"], passages["start"], passages["end"], strict=True
    ):
        spans.setdefault(article_id, []).append((start, end))
    return [
        "\n".join(text[start:end] for start, end in sorted(spans.get(article_id, ())))
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
    ]


def _copies(prints: Sequence[Print], groups: _Groups) -> Iterator[tuple[int, int]]:
    """Pairs of copies; a pair that is known to be in one group is not looked at again."""
    seen: dict[bytes, int] = {}
    single = []
    for at, found in enumerate(prints):
        twin = seen.setdefault(found.words, at)
        if twin == at:
            single.append(at)
        elif len(found.content) or len(found.shingles):
            yield twin, at
    for name, bands in _BANDS.items():
        for one, other in _alike({at: getattr(prints[at], name) for at in single}, bands):
            if groups.of(one) != groups.of(other) and _is_copy(prints[one], prints[other]):
                yield one, other


def _alike(sets: Mapping[int, np.ndarray], bands: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Pairs of sets that may have much in common.

    Pages made from one form all resemble each other; each set is paired only with the
    MOST_COMPARED that resemble it most. A few sets are all paired: that is quicker than loading the
    library.
    """
    held = {at: values for at, values in sets.items() if len(values) >= FEWEST_ANCHORS}
    if len(held) <= MOST_COMPARED:
        yield from combinations(held, 2)
        return
    from datasketch import MinHash, MinHashLSH

    size = bands[0] * bands[1]
    sketches = MinHash.generator(
        (values.tolist() for values in held.values()), num_perm=size, hashfunc=_as_given
    )
    index = MinHashLSH(num_perm=size, params=bands)
    drawn = np.zeros((len(held), size), dtype=np.uint32)
    numbers = list(held)
    for at, sketch in enumerate(sketches):
        drawn[at] = sketch.hashvalues
        found = np.array(sorted(index.query(sketch)), dtype=np.int64)
        if len(found) > MOST_COMPARED:
            agree = (drawn[found] == drawn[at]).sum(axis=1)
            found = found[np.argsort(-agree, kind="stable")[:MOST_COMPARED]]
        yield from ((numbers[other], numbers[at]) for other in found.tolist())
        index.insert(at, sketch, check_duplication=False)


def _as_given(value: int) -> int:
    return value


def _is_copy(one: Print, other: Print) -> bool:
    short, long = sorted((one, other), key=lambda found: len(found.shingles))
    if len(short.shingles) < FEWEST_SHINGLES:
        return False
    shared = len(np.intersect1d(short.shingles, long.shingles, assume_unique=True))
    jaccard = shared / (len(short.shingles) + len(long.shingles) - shared)
    same_site = short.origin.is_site_of(long.origin)
    if same_site and short.origin.is_other_day_than(long.origin):
        return jaccard >= SHARED_AGAIN
    if jaccard >= SHARED:
        return True
    part = len(short.shingles) / len(long.shingles)
    if shared >= CONTAINED * len(short.shingles) and part >= SHORTEST_PART:
        return True
    return part >= _LENGTH_RATIO and not same_site and _is_translated_anew(short, long)


def _is_translated_anew(one: Print, other: Print) -> bool:
    return (
        min(len(one.anchors), len(other.anchors)) >= FEWEST_ANCHORS
        and _jaccard(one.anchors, other.anchors) >= SHARED_ANCHORS
        and _jaccard(one.pairs, other.pairs) >= SHARED_PAIRS
        and _jaccard(one.content, other.content) >= SHARED_WORDS
    )


def _jaccard(one: np.ndarray, other: np.ndarray) -> float:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / max(len(one) + len(other) - shared, 1)
