"""Evidence rows as numbers: what each is of, and what it adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.compare.sums import Array, n_distinct
from analysis.evidence import SHARES


@dataclass(frozen=True)
class Counted:
    """The evidence rows of one measure as places in sorted lists of names.

    Attributes:
        share: whether the measure is a share, else a mean.
        groups, items: the names that there are.
        group, item, article: for each row the place of its own.
        sentence: for each row the number of its own; need not be told with `own_sentences`.
        value: what each row adds to its cell.
        sign: -1, 0 or 1 for each row.
        own_sentences: whether no two rows stand in one sentence, which need not be looked for then.
        perspectives: for each speaker the perspective that most rows give; else empty.
    """

    share: bool
    groups: Sequence[str]
    items: Sequence[str]
    group: Array
    item: Array
    article: Array
    sentence: Array
    value: Array
    sign: Array
    own_sentences: bool
    perspectives: Mapping[str, str]

    def only(self, kept: Array) -> Counted:
        """The rows that are true."""
        names = ("group", "item", "article", "sentence", "value", "sign")
        return replace(self, **{name: getattr(self, name)[kept] for name in names})

    @cached_property
    def code(self) -> Array:
        """The group and the item of each row in one number: group * len(items) + item."""
        code = np.multiply(self.group, max(1, len(self.items)), dtype=np.int32, casting="unsafe")
        code += self.item
        return code

    @cached_property
    def by_sign(self) -> Array:
        """How many rows each group and item has of each sign: below zero, zero, above."""
        shape = len(self.groups), len(self.items)
        if self.sign.any():
            signed = 3 * self.code
            signed += self.sign
            signed += 1
            return np.bincount(signed, minlength=3 * shape[0] * shape[1]).reshape(*shape, 3)
        found = np.zeros((*shape, 3), dtype=np.int64)
        found[:, :, 1] = np.bincount(self.code, minlength=shape[0] * shape[1]).reshape(shape)
        return found

    @cached_property
    def n_rows(self) -> Array:
        """How many rows each group (a row here) and item (a column) has."""
        found: Array = self.by_sign.sum(axis=2)
        return found

    @cached_property
    def n_sentences(self) -> Array:
        """How many sentences each group and item has rows in."""
        found = self._n_sentences(self.code, self.n_rows.ravel())
        return found.reshape(self.n_rows.shape)

    @cached_property
    def sentences_of_groups(self) -> Array:
        """How many sentences each group has rows in."""
        return self._n_sentences(self.group, self.n_rows.sum(axis=1))

    def _n_sentences(self, place: Array, n_rows: Array) -> Array:
        """How many sentences stand at each place.

        Args:
            place: the place of each row.
            n_rows: how many rows each place has.
        """
        if self.own_sentences:
            return n_rows
        return n_distinct(place, self.sentence, len(n_rows))


def counted(rows: pd.DataFrame, measure: str, group_by: str) -> Counted:
    """Evidence rows (see analysis.selection.grouped) as numbers."""
    return regrouped(numbered(rows, measure), rows, group_by)


def numbered(rows: pd.DataFrame, measure: str) -> Counted:
    """Evidence rows as numbers, all in one group."""
    names = {
        name: _places(rows[column])
        for name, column in (("item", "item"), ("article", "article_id"))
    }
    sentence, sentences = pd.factorize(rows["sentence_id"])
    return Counted(
        share=measure in SHARES,
        groups=[""],
        items=names["item"][1],
        group=np.zeros(len(rows), dtype=np.int64),
        **{name: places for name, (places, _) in names.items()},
        sentence=sentence,
        own_sentences=len(sentences) == len(rows),
        value=rows["value"].to_numpy(dtype=float),
        sign=rows["sign"].to_numpy(dtype=np.int8),
        perspectives={},
    )


def regrouped(whole: Counted, rows: pd.DataFrame, group_by: str) -> Counted:
    """The same rows by another grouping.

    Args:
        whole: these rows as numbers.
        rows: evidence rows, each with its group.
        group_by: what they are grouped by.
    """
    group, groups = _places(rows["group"])
    known = _most_often(rows) if group_by == "speaker" else {}
    return replace(whole, group=group, groups=groups, perspectives=known)


def _places(column: pd.Series) -> tuple[Array, list[str]]:
    """The place of each row's name in the sorted names, as numbers no wider than need be."""
    places, names = pd.factorize(column, sort=True)
    return places.astype(np.min_scalar_type(-len(names) - 1)), [str(name) for name in names]


def _most_often(rows: pd.DataFrame) -> dict[str, str]:
    """The perspective that most rows of a group give; of equals the first by name."""
    found = rows.groupby(["group", "voice_perspective"], observed=True).size()
    found = found.sort_index().sort_values(ascending=False, kind="stable").reset_index()
    known = found.drop_duplicates("group")
    return dict(zip(known["group"], known["voice_perspective"], strict=True))
