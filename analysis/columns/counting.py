"""Columns that count themselves: what a comparison adds up, without any table of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.columns.base import BASES, Array, Base
from analysis.columns.held import Columns
from analysis.columns.in_order import InOrder
from analysis.columns.kept import Kept, Rows, keeping, kept_rows
from analysis.columns.lately import Lately
from analysis.compare.counted import Counted
from analysis.compare.tally import Counting, Tally, tally
from analysis.evidence import SHARES
from analysis.selection import OTHER_TOPIC, PAIR, Selection, perspective_column

# Selections whose rows are remembered, for the several measures and cards of a page.
MOST_KEPT = 12
# Counts and sums that are remembered; they take up to some tens of megabytes.
MOST_TALLIES = 3
# What a comparison asks of articles.
_OF_ARTICLES = ["article_id", "outlet", "country", "published", "perspective"]


@dataclass(frozen=True)
class Picked:
    """The rows of a measure that a selection keeps.

    Attributes:
        base: what they are rows of.
        rows: their numbers there.
        own: their numbers in the measure.
    """

    base: Base
    rows: Rows
    own: Rows

    def __len__(self) -> int:
        return self.rows.stop - self.rows.start if isinstance(self.rows, slice) else len(self.rows)

    def numbers(self) -> Array:
        """The rising numbers of the rows in the measure, as an array."""
        return _array(self.own)

    def only(self, held: Array) -> Picked:
        """Those of the rows that are true."""
        rows = _those(self.rows, held)
        return Picked(self.base, rows, rows if self.own is self.rows else _those(self.own, held))


class Counts(Counting):
    """The evidence rows of an analysis, to be counted under any selection."""

    def __init__(
        self,
        columns: Columns,
        doubted: Callable[[], Array],
        found: Callable[[str], Array],
    ) -> None:
        """
        Args:
            columns: the rows.
            doubted: tells of each attribution whether who speaks can be argued about.
            found: tells of each sentence whether it holds some words.
        """
        self.columns = columns
        self._doubted, self._found = doubted, found
        self._kept: Lately[Kept] = Lately(MOST_KEPT)
        self._tallies: Lately[Tally] = Lately(MOST_TALLIES)

    def __iter__(self) -> Iterator[str]:
        return iter(BASES)

    def kept(self, selection: Selection, base: str) -> Kept:
        """The rows of a base that a selection keeps."""
        asked = keeping(selection)

        def kept() -> Kept:
            doubted = self._doubted() if asked.plain_only else None
            found = self._found(asked.words) if asked.words else None
            return kept_rows(self.columns, base, asked, doubted, found)

        return self._kept((base, asked), kept)

    def picked(self, selection: Selection, measure: str) -> Picked:
        """The rows of a measure that a selection keeps."""
        base = self.base_of(measure)
        at, kept = self.columns.measures[measure].at, self.kept(selection, BASES[measure])
        if at is None:
            rows = kept.rows()
            return Picked(base, rows, rows)
        own = kept.of(at)
        return Picked(base, at[own], own)

    def base_of(self, measure: str) -> Base:
        """What the rows of a measure are rows of."""
        return self.columns.bases[BASES[measure]]

    def count(self, selection: Selection, measure: str) -> Counted:
        """The rows of a measure that a selection keeps, by group and as numbers."""
        held, picked = self.columns.measures[measure], self.picked(selection, measure)
        base, rows, own = picked.base, picked.rows, picked.own
        of_group, names = self.grouped(picked, selection.group_by)
        own_sentences = BASES[measure] == "voice_share" and of_group is not None
        columns = {
            "item": held.item[own],
            "article": self.columns.rank.take(base.article[rows]),
            "sentence": base.sentence[:0] if own_sentences else base.sentence[rows],
            "value": held.value[own] if len(held.value) else _all(1.0, len(picked)),
            "sign": held.sign[own] if len(held.sign) else _all(0, len(picked)),
        }
        if of_group is None:
            entry, group = self.actors(picked)
            columns = {name: column[entry] for name, column in columns.items()}
        else:
            group = of_group
        made = InOrder if base.together else Counted
        return made(
            share=measure in SHARES,
            groups=names,
            items=held.items,
            group=group,
            **columns,
            own_sentences=own_sentences,
            perspectives=self._most_often(picked, names) if selection.group_by == "speaker" else {},
        )

    def tally(self, selection: Selection, measure: str) -> Tally:
        asked = replace(selection, minimum=1)
        return self._tallies((measure, asked), lambda: tally(self.count(asked, measure)))

    def articles(self, selection: Selection) -> pd.DataFrame:
        """The articles that count under a selection, in the order of their table."""
        counted, given = self.columns.counted_articles(selection), self.columns.given
        return self.columns.articles[_OF_ARTICLES].iloc[given[counted[given]]]

    def grouped(self, picked: Picked, group_by: str) -> tuple[Array | None, tuple[str, ...]]:
        """The place of the group of each row in a sorted list, and this list.

        By actor a row may stand in several groups, which `by_actor` tells.
        """
        columns, base, rows = self.columns, picked.base, picked.rows
        if group_by == "actor":
            return None, columns.names["target"]
        if group_by in ("voice", "outlet"):
            return getattr(base, perspective_column(group_by))[rows], columns.names["perspective"]
        if group_by == "speaker":
            return base.voice[rows], columns.names["voice"]
        if group_by == "topic":
            return self._topics(base.topic[rows])
        if group_by == "article":
            return self._articles(base.article[rows])
        if group_by == "pair":
            return self._pairs(picked)
        of_article = columns.of_articles[group_by]
        return of_article.codes[base.article[rows]], of_article.names

    def _articles(self, articles: Array) -> tuple[Array, tuple[str, ...]]:
        ids = self.columns.articles["article_id"]
        held = np.flatnonzero(np.bincount(articles, minlength=len(ids)))
        held = held[np.argsort(self.columns.rank[held])]
        place = np.zeros(len(ids), dtype=np.int32)
        place[held] = np.arange(len(held), dtype=np.int32)
        return place[articles], tuple(ids.iloc[held])

    def _topics(self, codes: Array) -> tuple[Array, tuple[str, ...]]:
        topics = self.columns.topics
        labels = dict(zip(topics["topic_id"], topics["label"], strict=True))
        said = [labels.get(name, OTHER_TOPIC) for name in self.columns.names["topic"]]
        names = sorted({*said, OTHER_TOPIC})
        place = np.array([names.index(name) for name in (*said, OTHER_TOPIC)], dtype=np.int32)
        return place[codes], tuple(names)

    def _pairs(self, picked: Picked) -> tuple[Array, tuple[str, ...]]:
        outlets, perspectives = (
            self.columns.of_articles["publisher"],
            self.columns.names["perspective"],
        )
        n = max(1, len(perspectives))
        outlet = outlets.codes[picked.base.article[picked.rows]]
        pair = outlet * n + picked.base.voice_perspective[picked.rows]
        held = np.flatnonzero(np.bincount(pair, minlength=n))
        said = [f"{outlets.names[at // n]}{PAIR}{perspectives[at % n]}" for at in held.tolist()]
        order = sorted(range(len(said)), key=said.__getitem__)
        place = np.zeros(len(outlets.names) * n + 1, dtype=np.int32)
        place[held[order]] = np.arange(len(order), dtype=np.int32)
        return place[pair], tuple(said[at] for at in order)

    def actors(self, picked: Picked) -> tuple[Array, Array]:
        """For each row and actor that it mentions: its place among the picked, and the actor."""
        base = picked.base
        place = np.full(len(base), -1, dtype=np.int32)
        place[picked.rows] = np.arange(len(picked), dtype=np.int32)
        found = place[base.target_row]
        held = found >= 0
        return found[held], base.target[held]

    def by_group(self, picked: Picked, group_by: str) -> tuple[Array, Array, tuple[str, ...]]:
        """The group of each picked row, its article, and the names; by actor for each actor."""
        of_group, names = self.grouped(picked, group_by)
        article = picked.base.article[picked.rows]
        if of_group is None:
            entry, of_group = self.actors(picked)
            article = article[entry]
        return of_group, article, names

    def of_group(self, picked: Picked, group_by: str, group: str) -> Picked:
        """Those of some rows that stand in a group."""
        of_group, names = self.grouped(picked, group_by)
        if group not in names:
            return picked.only(np.zeros(len(picked), dtype=bool))
        place = names.index(group)
        if of_group is not None:
            return picked.only(of_group == place)
        held = np.zeros(len(picked), dtype=bool)
        entry, actor = self.actors(picked)
        held[entry[actor == place]] = True
        return picked.only(held)

    def of_item(self, picked: Picked, measure: str, item: str) -> Picked:
        """Those of some rows of a measure that are about an item."""
        held = self.columns.measures[measure]
        if item not in held.items:
            return picked.only(np.zeros(len(picked), dtype=bool))
        return picked.only(held.item[picked.own] == held.items.index(item))

    def _most_often(self, picked: Picked, voices: tuple[str, ...]) -> dict[str, str]:
        """The perspective that most rows of a speaker give; of equals the first by name."""
        names = self.columns.names["perspective"]
        n = max(1, len(names))
        both = picked.base.voice[picked.rows].astype(np.int64) * n
        both += picked.base.voice_perspective[picked.rows]
        counts = np.bincount(both, minlength=len(voices) * n).reshape(-1, n)
        most = counts.argmax(axis=1)
        return {voices[at]: names[most[at]] for at in np.flatnonzero(counts.sum(axis=1)).tolist()}


def _array(rows: Rows) -> Array:
    return np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows


def _those(rows: Rows, held: Array) -> Array:
    """Those of some rows that are true."""
    found: Array = np.flatnonzero(held) + rows.start if isinstance(rows, slice) else rows[held]
    return found


def _all(value: float, n: int) -> Array:
    """So many of one value, which take no room."""
    return np.broadcast_to(np.array(value), (n,))


def n_articles(group: Array, article: Array, n_groups: int, most: int) -> Array:
    """How many articles each group has rows in (see `counted_pairs`)."""
    return np.bincount(counted_pairs(group, article, n_groups, most)[0], minlength=n_groups)


def counted_pairs(
    group: Array, article: Array, n_groups: int, most: int
) -> tuple[Array, Array, Array]:
    """Each group and article that have rows in common, once, and how many these are.

    Args:
        group, article: of each row.
        n_groups: how many groups there are.
        most: how many articles there are.
    """
    if n_groups * most <= 1 << 24:
        rows = np.bincount(article * np.int32(n_groups) + group, minlength=n_groups * most)
        pairs = np.flatnonzero(rows)
        n = rows[pairs]
    else:
        codes, pairs = pd.factorize(article.astype(np.int64) * n_groups + group)
        n = np.bincount(codes)
    return pairs % max(1, n_groups), pairs // max(1, n_groups), n
