"""The columns of an analysis, and what follows from them for each of its articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.columns.base import Array, Base, Measured, Told
from analysis.selection import UNKNOWN_OUTLET, Selection, is_english, published_by

# The list of names that each property of a row is a place in.
NAMED = {
    "voice": "voice",
    "role": "role",
    "voice_perspective": "perspective",
    "outlet_perspective": "perspective",
    "topic": "topic",
    "target": "target",
}
# The column of the attributions table that each property of an attribution is from, and its list.
ATTRIBUTED = {
    "speaker": ("speaker", "voice"),
    "affiliation": ("affiliation", "affiliation"),
    "cue": ("cue", "cue"),
    "role": ("speaker_role", "role"),
    "perspective": ("voice_perspective", "perspective"),
}


@dataclass(frozen=True)
class Coded:
    """A property of articles: the place of each one's in a list."""

    codes: Array
    names: tuple[str, ...]

    def among(self, chosen: tuple[str, ...]) -> Array:
        """Which articles have one of the chosen."""
        found: Array = np.isin(np.array(self.names, dtype=object), chosen)[self.codes]
        return found

    def of(self, places: Array) -> pd.Categorical:
        """What the articles at some places have."""
        return pd.Categorical.from_codes(self.codes[places], self.names, validate=False)


@dataclass(frozen=True)
class Columns:
    """All evidence rows of an analysis as numbers, shared by all readers; nothing is changed.

    Attributes:
        bases: rows, by the measure that counts them all.
        measures: what each measure adds.
        told: the attributions.
        chances: p_negative, p_neutral and p_positive of each row of stance.
        names: the lists of names, each sorted.
        articles: the articles in the order of their dates, without their texts.
        number: the row of each of them in the articles table.
        topics: the topics table.
        n_sentences: how many sentences are numbered.
        actors: all that are mentioned, most often first.
        removed: what was removed, by reason: reason, n (stretches) and n_articles, most first.
    """

    bases: Mapping[str, Base]
    measures: Mapping[str, Measured]
    told: Told
    chances: Array
    names: Mapping[str, tuple[str, ...]]
    articles: pd.DataFrame
    number: Array
    topics: pd.DataFrame
    n_sentences: int
    actors: tuple[str, ...]
    removed: pd.DataFrame

    @cached_property
    def rank(self) -> Array:
        """The place of each article in the order of the ids, by which intervals draw them."""
        ids = self.articles["article_id"].to_numpy(dtype=object)
        rank = np.empty(len(ids), dtype=np.int32)
        rank[np.argsort(ids, kind="stable")] = np.arange(len(ids), dtype=np.int32)
        return rank

    @cached_property
    def given(self) -> Array:
        """The places of the articles in the order of the articles table."""
        return np.argsort(self.number, kind="stable")

    @cached_property
    def days(self) -> Array:
        """The dates, which never fall; articles without one stand last."""
        return self.articles["published"].to_numpy(dtype="datetime64[ns]")

    @cached_property
    def of_articles(self) -> Mapping[str, Coded]:
        """What filters on articles ask for, and what groups articles are in, by name.

        These are kind, translation, perspective, published_basis, publisher, country and month;
        each is made when asked for.
        """
        return _OfArticles(self.articles)

    @cached_property
    def english(self) -> Array:
        """Which articles the measures can read."""
        found: Array = is_english(self.articles["language"]).to_numpy(dtype=bool)
        return found

    @cached_property
    def original(self) -> Array:
        """Which articles are no copies of one that counts."""
        found: Array = self.articles["duplicate_of"].isna().to_numpy(dtype=bool)
        return found

    def kept_articles(self, selection: Selection) -> Array:
        """Which articles the filters on articles leave (see selection.keep_articles)."""
        kept = np.ones(len(self.articles), dtype=bool)
        for name, chosen in (
            ("publisher", selection.outlets),
            ("kind", selection.kinds),
            ("translation", selection.translations),
        ):
            if chosen:
                kept &= self.of_articles[name].among(chosen)
        if selection.articles:
            chosen = self._place.get_indexer(pd.Index(selection.articles))
            kept &= np.bincount(chosen[chosen >= 0], minlength=len(kept)).astype(bool)
        if selection.first_day or selection.last_day:
            low, high = self.within(selection)
            kept[:low] = kept[high:] = False
        return kept

    def counted_articles(self, selection: Selection) -> Array:
        """Which articles are left and count (see selection.counted_articles)."""
        kept = self.kept_articles(selection) & self.english
        return kept if selection.count_duplicates else kept & self.original

    def within(self, selection: Selection) -> tuple[int, int]:
        """The first article of the days of a selection, and the one after the last."""
        if not (selection.first_day or selection.last_day):
            return 0, len(self.days)
        dated = len(self.days) - int(np.isnat(self.days).sum())
        low, high = 0, dated
        if selection.first_day:
            first = np.datetime64(selection.first_day, "ns")
            low = int(np.searchsorted(self.days[:dated], first))
        if selection.last_day:
            last = np.datetime64(selection.last_day, "ns")
            high = int(np.searchsorted(self.days[:dated], last, side="right"))
        return low, max(low, high)

    @cached_property
    def first_rows(self) -> Mapping[str, Array]:
        """The number of the first row of each article in each base, and at the end that of rows."""
        return _FirstRows(self.bases, len(self.articles))

    @cached_property
    def _place(self) -> pd.Index:
        return pd.Index(self.articles["article_id"])


class _FirstRows(dict[str, Array]):
    def __init__(self, bases: Mapping[str, Base], n_articles: int) -> None:
        self._bases, self._n_articles = bases, n_articles

    def __missing__(self, name: str) -> Array:
        counts = np.bincount(self._bases[name].article, minlength=self._n_articles)
        self[name] = made = np.append(0, np.cumsum(counts))
        return made


class _OfArticles(dict[str, Coded]):
    def __init__(self, articles: pd.DataFrame) -> None:
        self._articles = articles

    def __missing__(self, name: str) -> Coded:
        made = name in ("publisher", "country", "month")
        values = published_by(self._articles, name) if made else self._articles[name]
        self[name] = coded = _coded(values)
        return coded


def _coded(values: pd.Series) -> Coded:
    codes, names = pd.factorize(values.fillna(UNKNOWN_OUTLET), sort=True)
    return Coded(codes.astype(np.int32), tuple(str(name) for name in names))
