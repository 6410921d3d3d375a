"""Columns made of evidence rows, some articles after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns.base import (
    BASES,
    Array,
    Base,
    Measured,
    Names,
    Told,
    date_order,
    frozen,
    numbered,
    shifted,
    small,
)
from analysis.columns.held import ATTRIBUTED, NAMED, Columns
from analysis.evidence import Tables
from analysis.stance.classes import PROBABILITIES
from analysis.tables import DIRECT, VOICE_KINDS

_Piece = dict[str, Array]


class Maker:
    """Takes the rows of some articles after those of others, and gives the columns of all."""

    def __init__(self) -> None:
        self._names = {name: Names() for name in dict.fromkeys([*NAMED.values(), "affiliation"])}
        self._names["cue"] = Names()
        self._items = {measure: Names() for measure in BASES}
        self._pieces: dict[str, list[_Piece]] = {base: [] for base in set(BASES.values())}
        self._measures: dict[str, list[_Piece]] = {measure: [] for measure in BASES}
        self._told: list[_Piece] = []
        self._chances: list[Array] = []
        self._sizes = dict.fromkeys(("articles", "sentences", "attributions"), 0)
        self._rows = dict.fromkeys(self._pieces, 0)
        self._actors: Counter[str] = Counter()
        self._removed: list[pd.DataFrame] = []

    @classmethod
    def of(cls, rows: Mapping[str, pd.DataFrame], tables: Tables) -> Maker:
        """What is made of some articles.

        Args:
            rows: their evidence rows, from analysis.evidence.all_rows.
            tables: their rows of the tables.
        """
        made = cls()
        for base in made._pieces:
            made._pieces[base].append(made._base(rows[base], tables))
            made._rows[base] = len(rows[base])
        for measure, base in BASES.items():
            made._measures[measure].append(made._measured(measure, rows[measure], rows[base]))
        made._told.append(made._attributed(tables["attributions"]))
        chances = tables["mentions"].set_index("mention_id")[list(PROBABILITIES)]
        judged = chances.reindex(rows["stance"]["row_id"]).to_numpy(dtype=np.float64)
        made._chances.append(judged)
        made._sizes = {name: len(tables[name]) for name in made._sizes}
        made._actors.update(tables["mentions"]["target"])
        made._removed.append(removed_by_reason(tables["removed"]))
        return made

    def add(self, other: Maker) -> None:
        """Takes what was made of more articles, which come after those taken before."""
        place = {name: names.joined(other._names[name]) for name, names in self._names.items()}
        shift = {
            "article": self._sizes["articles"],
            "attribution": self._sizes["attributions"],
            **dict.fromkeys(("sentence", "first", "last"), self._sizes["sentences"]),
        }
        for base, pieces in other._pieces.items():
            self._pieces[base] += [
                {
                    name: place[NAMED[name]][array]
                    if name in NAMED
                    else shifted(array, shift[name])
                    if name in shift
                    else array
                    for name, array in piece.items()
                }
                for piece in pieces
            ]
        for measure, pieces in other._measures.items():
            items = self._items[measure].joined(other._items[measure])
            first = np.int32(self._rows[BASES[measure]])
            self._measures[measure] += [
                piece | {"at": piece["at"] + first, "item": items[piece["item"]]}
                for piece in pieces
            ]
        self._told += [
            {
                name: place[ATTRIBUTED[name][1]][array] if name in ATTRIBUTED else array
                for name, array in piece.items()
            }
            for piece in other._told
        ]
        self._chances += other._chances
        self._removed += other._removed
        self._actors.update(other._actors)
        for counts, more in ((self._sizes, other._sizes), (self._rows, other._rows)):
            for name, number in more.items():
                counts[name] += number

    def _base(self, rows: pd.DataFrame, tables: Tables) -> _Piece:
        piece = {
            column: self._names[listed].codes(rows[name])
            for column, (name, listed) in _COLUMNS.items()
        }
        here, first, last = _sentences_of(rows, tables["sentences"])
        lengths = rows["targets"].map(len).to_numpy(dtype=np.int64)
        targets = [name for names in rows["targets"] for name in names]
        told = tables["attributions"]["attribution_id"]
        return piece | {
            "article": numbered(rows["article_id"], tables["articles"]["article_id"]),
            "sentence": here,
            "first": first,
            "last": last,
            "attribution": numbered(rows["attribution_id"], told),
            "kind": pd.Index(VOICE_KINDS).get_indexer(rows["voice_kind"]).astype(np.int8),
            "modifier": rows["modifier"].to_numpy(dtype=bool),
            "targets": lengths.astype(np.int32),
            "target": self._names["target"].codes(targets),
        }

    def _measured(self, measure: str, rows: pd.DataFrame, base: pd.DataFrame) -> _Piece:
        at = pd.Index(base["row_id"]).get_indexer(rows["row_id"])
        return {
            "at": at.astype(np.int32),
            "item": self._items[measure].codes(rows["item"]),
            "value": rows["value"].to_numpy(dtype=np.float64),
            "sign": rows["sign"].to_numpy(dtype=np.int8),
        }

    def _attributed(self, attributions: pd.DataFrame) -> _Piece:
        return {
            column: self._names[listed].codes(attributions[name])
            for column, (name, listed) in ATTRIBUTED.items()
        } | {"quoted": (attributions["kind"] == DIRECT).to_numpy(dtype=bool)}

    def columns(self, articles: pd.DataFrame, topics: pd.DataFrame) -> Columns:
        """The columns of all articles that were taken.

        Args:
            articles: the articles, in the order in which they were taken, without their texts.
            topics: the topics table.
        """
        order = date_order(articles["published"])
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        lists = {name: names.sorted() for name, names in self._names.items()}
        bases, orders = {}, {}
        for name, pieces in self._pieces.items():
            bases[name], orders[name] = _joined_base(pieces, place, lists)
        told = {
            column: _listed(_joined([piece[column] for piece in self._told]), lists[listed][1])
            for column, (_, listed) in ATTRIBUTED.items()
        }
        quoted = _joined([piece["quoted"] for piece in self._told], bool)
        chances = np.concatenate([np.empty((0, 3), np.float64), *self._chances])
        return Columns(
            bases=bases,
            measures={
                measure: _joined_measure(pieces, orders[BASES[measure]], self._items[measure])
                for measure, pieces in self._measures.items()
            },
            told=Told(**told, quoted=frozen(quoted)),
            chances=frozen(chances[orders["stance"]]),
            names={name: listed for name, (listed, _) in lists.items()},
            articles=articles.iloc[order].reset_index(drop=True),
            number=frozen(order.astype(np.int32)),
            topics=topics,
            n_sentences=self._sizes["sentences"],
            actors=tuple(name for name, _ in self._actors.most_common()),
            removed=_added(self._removed),
        )


def removed_by_reason(removed: pd.DataFrame) -> pd.DataFrame:
    """What was removed: reason, n (stretches), n_articles."""
    by_reason = removed.groupby("reason")["article_id"]
    return pd.DataFrame({"n": by_reason.size(), "n_articles": by_reason.nunique()}).reset_index()


def _added(removed: list[pd.DataFrame]) -> pd.DataFrame:
    """The same of all articles, most first."""
    found = pd.concat(removed).groupby("reason").sum()
    return found.sort_values("n", ascending=False, kind="stable").reset_index()


_COLUMNS = {
    column: (f"{column}_id" if column == "topic" else column, listed)
    for column, listed in NAMED.items()
    if column != "target"
}


def _sentences_of(rows: pd.DataFrame, sentences: pd.DataFrame) -> tuple[Array, Array, Array]:
    """Row numbers of the sentence of each row, and of the first and last that its text touches."""
    known = pd.Index(sentences["sentence_id"])
    here = known.get_indexer(rows["sentence_id"]).astype(np.int32)
    ends = rows["sentence_start"].to_numpy(dtype=np.int64) + rows["text"].str.len().to_numpy(
        dtype=np.int64, na_value=0
    )
    starts, stops = (sentences[name].to_numpy() for name in ("start", "end"))
    articles = pd.factorize(sentences["article_id"])[0]
    first, last = here.copy(), here.copy()
    # A statement may run over several sentences; its cue stands in one of them.
    spans = np.flatnonzero(
        (here >= 0) & ((rows["sentence_start"].to_numpy() < starts[here]) | (ends > stops[here]))
    )
    for step, edge in ((-1, first), (1, last)):
        moving = spans
        while len(moving):
            there = edge[moving] + step
            sound = (there >= 0) & (there < len(starts))
            moving, there = moving[sound], there[sound]
            within = (articles[there] == articles[here[moving]]) & (
                stops[there] > rows["sentence_start"].to_numpy()[moving]
                if step < 0
                else starts[there] < ends[moving]
            )
            moving = moving[within]
            edge[moving] += step
    return here, first, last


def _joined(pieces: list[Array], kind: Any = np.int32) -> Array:
    return np.concatenate([np.empty(0, kind), *pieces])


def _listed(codes: Array, place: Array) -> Array:
    return frozen(small(place[codes]))


def _joined_base(
    pieces: list[_Piece], place: Array, lists: Mapping[str, tuple[tuple[str, ...], Array]]
) -> tuple[Base, Array]:
    """The rows of a base in the order of dates, and the old number of each."""
    whole = {name: _joined([p[name] for p in pieces], p0.dtype) for name, p0 in pieces[0].items()}
    article = place[whole["article"]]
    order = np.argsort(article, kind="stable")
    found = {
        name: frozen(whole[name][order])
        for name in ("sentence", "first", "last", "attribution", "kind", "modifier")
    }
    one = np.array_equal(found["first"], found["sentence"])
    if one and np.array_equal(found["last"], found["sentence"]):
        found["first"] = found["last"] = found["sentence"]
    runs = 1 + int((np.diff(found["sentence"]) != 0).sum())
    together = runs == len(pd.unique(found["sentence"]))
    for column, listed in NAMED.items():
        if column != "target":
            found[column] = _listed(whole[column][order], lists[listed][1])
    counts = whole["targets"].astype(np.int64)
    begins = np.cumsum(counts) - counts
    moved = counts[order]
    row = np.repeat(np.arange(len(order), dtype=np.int32), moved)
    within = np.arange(len(row)) - np.repeat(np.cumsum(moved) - moved, moved)
    entry = np.repeat(begins[order], moved) + within
    found["target"] = _listed(whole["target"][entry], lists["target"][1])
    made = Base(article=frozen(article[order]), target_row=frozen(row), together=together, **found)
    return made, order


def _joined_measure(pieces: list[_Piece], order: Array, items: Names) -> Measured:
    whole = {name: _joined([p[name] for p in pieces], p0.dtype) for name, p0 in pieces[0].items()}
    new = np.empty(len(order), dtype=np.int32)
    new[order] = np.arange(len(order), dtype=np.int32)
    at = new[whole["at"]]
    sort = np.argsort(at, kind="stable")
    every = len(at) == len(order)
    names, place = items.sorted()
    value, sign = whole["value"][sort], whole["sign"][sort]
    if (value == 1).all() and (sign == 0).all():
        value, sign = value[:0], sign[:0]
    return Measured(
        at=None if every else frozen(at[sort]),
        item=_listed(whole["item"][sort], place),
        value=frozen(value),
        sign=frozen(sign),
        items=names,
    )
