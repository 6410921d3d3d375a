"""Copies: articles that print the same text, word for word, edited, cut short or translated anew.

Two prints of a text are told by how many runs of three words they share. Two translations of one
original share few of those; they share nearly all names and numbers, and these in the same order.
So do the reports of one outlet on matters that recur, which are therefore never taken for that;
and what it prints on several days in one form (decrees, fixtures) is copied only when nearly all is
the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, islice

import numpy as np
import pandas as pd

from analysis.duplicates.bodies import Bodies, FoundBodies
from analysis.duplicates.prints import STOPS, TOKEN, Origin, Print, Prints
from analysis.duplicates.sketches import Bands, alike
from analysis.duplicates.traces import BANDS, FEWEST_ANCHORS, Traces, traces_of
from analysis.tables import TEXT

__all__ = [
    "Traces",
    "copies_among",
    "mark_duplicates",
    "traces_in",
    "with_duplicates",
    "with_topics_of_originals",
]

SHARED = 0.45  # Jaccard of shingles from which two texts are prints of one
SHARED_AGAIN = 0.8  # or this, when one site printed both on different days
CONTAINED = 0.75  # or this part of the shorter one's shingles, when it is cut short
SHORTEST_PART = 0.2  # of the longer text that a cut print still has
FEWEST_SHINGLES = 30  # shorter texts are copies only when their words are the same
MOST_COMPARED = 50  # articles that one is held against
SHARED_ANCHORS, SHARED_PAIRS, SHARED_WORDS = 0.7, 0.25, 0.3
SAME_PASSAGE = 0.5  # Jaccard of words
_PAIRS_AT_ONCE = 200_000  # some ten megabytes
_LENGTH_RATIO = 0.6  # two translations of one text are about as long


def mark_duplicates(articles: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """The articles with `duplicate_of`: the copy that counts, null for an article that counts.

    Of several copies the one with the earliest stated date counts; among equals one that no other
    site carries, then the first by source_path. The order of the rows does not matter.

    Args:
        articles: rows of `articles`; article_id, source_path, outlet, republisher, published,
            published_basis and text are used.
        passages: their paragraphs; only these are compared.
    """
    ordered = _in_order(articles)
    rows = ordered["_row"].to_numpy()
    bodies = Bodies(ordered["article_id"].tolist(), rows, articles["text"].array, passages)
    prints = Prints(bodies, _origins(ordered))
    return with_duplicates(articles, _copies_in(ordered, traces_of(prints), prints))


def traces_in(articles: pd.DataFrame, passages: pd.DataFrame) -> Traces:
    """By what copies of some articles are looked for, in the order of the articles.

    Args:
        articles: rows of `articles`; article_id and text are used.
        passages: their paragraphs.
    """
    ids = articles["article_id"].tolist()
    bodies = Bodies(ids, np.arange(len(ids)), articles["text"].array, passages)
    return traces_of(Prints(bodies, [Origin(None, None)] * len(ids)))


def copies_among(
    articles: pd.DataFrame, traces: Traces, body_of: Callable[[str], str]
) -> dict[str, str]:
    """Each copy with the article that counts, both by id; what `mark_duplicates` marks.

    The texts themselves are asked for one by one, and only of articles that resemble another.

    Args:
        articles: rows of `articles`; as for `mark_duplicates`, but for the text.
        traces: what `traces_in` gives for them, in the same order.
        body_of: the paragraphs of an article, parted by line breaks, by its id.
    """
    ordered = _in_order(articles)
    prints = Prints(FoundBodies(ordered["article_id"].tolist(), body_of), _origins(ordered))
    return _copies_in(ordered, traces.at(ordered["_row"].to_numpy()), prints)


def with_duplicates(articles: pd.DataFrame, copies: Mapping[str, str]) -> pd.DataFrame:
    """The articles with duplicate_of as `copies_among` tells it."""
    found = articles["article_id"].map(dict(copies))
    return articles.assign(duplicate_of=pd.Series(found, index=articles.index, dtype=TEXT))


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


def _in_order(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles without their texts, what counts before its copies; `_row` is their place."""
    known = articles[["article_id", "source_path", "outlet", "republisher"]].assign(
        _day=articles["published"].where(articles["published_basis"] == "stated"),
        _carried=articles["republisher"].notna(),
        _row=np.arange(len(articles)),
    )
    return known.sort_values(["_day", "_carried", "source_path", "article_id"], na_position="last")


def _origins(ordered: pd.DataFrame) -> list[Origin]:
    sites = ordered["republisher"].fillna(ordered["outlet"])
    return [
        Origin(None if pd.isna(site) else str(site), None if pd.isna(day) else day.toordinal())
        for site, day in zip(sites, ordered["_day"], strict=True)
    ]


def _copies_in(ordered: pd.DataFrame, traces: Traces, prints: Prints) -> dict[str, str]:
    """Each copy with the article that counts, of articles in the order in which they count."""
    ids = ordered["article_id"].tolist()
    groups = _Groups(len(ids))
    for one, other in _pairs(traces, prints, groups, ordered["_row"].to_numpy()):
        groups.join(one, other)
    return {ids[at]: ids[groups.of(at)] for at in range(len(ids)) if groups.of(at) != at}


def _pairs(
    traces: Traces, prints: Prints, groups: _Groups, rows: np.ndarray
) -> Iterator[tuple[int, int]]:
    """Pairs of copies; a pair that is known to be in one group is not looked at again.

    Args:
        traces, prints: of all texts.
        groups: those that the caller makes of the pairs.
        rows: where each text lies among all.
    """
    twins = traces.twins()
    for at in np.flatnonzero(twins != np.arange(len(twins))).tolist():
        if traces.telling[at]:
            yield int(twins[at]), at
    for name, bands in BANDS.items():
        single = traces.single(name, twins)
        alike_ones = _alike(single.tolist(), traces.sketches_of(name, single), bands)
        for lot in _lots(alike_ones, rows, prints.MOST):
            apart = [(one, other) for one, other in lot if groups.of(one) != groups.of(other)]
            prints.hold(sorted({at for pair in apart for at in pair}, key=rows.__getitem__))
            for one, other in apart:
                if groups.of(one) != groups.of(other) and _is_copy(prints[one], prints[other]):
                    yield one, other


def _lots(
    pairs: Iterator[tuple[int, int]], rows: np.ndarray, most: int
) -> Iterator[Sequence[tuple[int, int]]]:
    """The pairs in lots of at most so many texts, which lie near each other.

    Texts are read by partitions: pair after pair, each would be read again and again.
    """
    while len(some := np.array(list(islice(pairs, _PAIRS_AT_ONCE)), dtype=np.int64)):
        place = np.unique(rows[some], return_inverse=True)[1].reshape(some.shape)
        stretch = np.sort(place // (most // 2), axis=1)
        order = np.lexsort((stretch[:, 1], stretch[:, 0]))
        bounds = np.flatnonzero((np.diff(stretch[order], axis=0) != 0).any(axis=1)) + 1
        for lot in np.split(some[order], bounds):
            yield lot.tolist()


def _alike(numbers: Sequence[int], sketches: np.ndarray, bands: Bands) -> Iterator[tuple[int, int]]:
    """Pairs of texts whose sketches agree; of a few texts all pairs, so that none is missed.

    Pages made from one form all resemble each other; each text is paired only with the
    MOST_COMPARED that resemble it most.
    """
    if len(numbers) <= MOST_COMPARED:
        return combinations(numbers, 2)
    found = alike(sketches, bands, MOST_COMPARED)
    return ((numbers[one], numbers[other]) for one, other in found)


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
