"""Differences between groups: how large, how sure, and whether they survive being one of many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.chance import adjusted
from analysis.compare import Rows, compare, count, need_measures
from analysis.compare.intervals import ARTICLES_TO_RESAMPLE
from analysis.compare.order import places
from analysis.compare.permutation import Units, ends_of_difference, p_values, stacked, units_of
from analysis.compare.totals import Array, Totals, totals_of
from analysis.evidence import Tables
from analysis.selection import Selection

# The other side of a difference that is all other groups together.
REST = "all others"
LEVEL = 0.05
COLUMNS = (
    "measure", "group_by", "include", "group", "other", "item", "value", "other_value",
    "difference", "low", "high", "p", "p_adjusted", "n_sentences", "other_n_sentences",
    "n_articles", "other_n_articles", "enough", "differs",
)  # fmt: skip

Pair = tuple[str, str]


def differences(
    tables: Tables,
    rows: Rows,
    selection: Selection,
    measures: Iterable[str],
    pairs: Sequence[Pair] | None = None,
    items: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """One row per measure, pair of groups and item that either side has: COLUMNS.

    `difference` is `value` minus `other_value`, NaN when either is. Swapping the two groups flips
    it, its interval, and nothing else. `low` and `high` (see permutation.ends_of_difference) and
    `p` (see permutation.p_values) are NaN unless both sides have ARTICLES_TO_RESAMPLE articles
    behind the value and sentences enough, which `enough` tells.
    `p_adjusted` controls the part of false discoveries among all rows returned (Benjamini and
    Hochberg 1995), so one call is one family. `differs` is whether p_adjusted is at most LEVEL and
    the interval leaves out zero.

    Counts of REST add up those of the groups in it: a sentence counts for each group in it that it
    has a row of.

    Args:
        tables: the tables of an analysis.
        rows: its evidence rows.
        selection: what counts and how it is grouped.
        measures: names of measures.
        pairs: groups to set against each other, the other one may be REST; when None every group
            against each later one, and with more than two of them against REST.
        items: of measures that are not to be told whole, the items that are.

    Raises:
        KeyError: no such measure (the known ones are named).
    """
    measures = list(measures)
    need_measures(measures, rows)
    parts = [
        _of_measure(tables, rows, selection, measure, pairs, (items or {}).get(measure))
        for measure in measures
    ]
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)
    corrected = np.full(len(found), np.nan)
    tested = found["p"].notna().to_numpy()
    if tested.any():
        corrected[tested] = adjusted(found["p"][tested].to_numpy(dtype=float))
    one_side = (found["low"] > 0) | (found["high"] < 0)
    return found.assign(p_adjusted=corrected, differs=(corrected <= LEVEL) & one_side)[
        list(COLUMNS)
    ]


def _of_measure(
    tables: Tables,
    rows: Rows,
    selection: Selection,
    measure: str,
    pairs: Sequence[Pair] | None,
    only: Sequence[str] | None,
) -> pd.DataFrame:
    table = compare(tables, rows, selection, [measure])
    keys = table["group"].fillna(table["article_id"]).fillna(table["perspective"])
    groups, items = list(dict.fromkeys(keys)), list(dict.fromkeys(table["item"]))
    made = count(tables, rows, selection, measure)
    totals = totals_of(
        made, places(made.groups, groups), places(made.items, items), len(groups), len(items)
    )
    wanted = np.ones(len(items), dtype=bool) if only is None else np.isin(items, list(only))
    totals = totals if wanted.all() else totals.of_items(wanted)
    shape = len(groups), len(items)
    held = _Held(
        totals,
        groups,
        table["n_sentences"].to_numpy(dtype=int).reshape(shape),
        table["enough"].to_numpy().reshape(shape),
        selection.minimum,
        wanted,
    )
    told = {"measure": measure, "group_by": selection.group_by, "include": selection.include}
    parts = [
        _of_pair(held, pair).assign(item=items, group=pair[0], other=pair[1], **told)
        for pair in (_all_pairs(groups) if pairs is None else pairs)
        if pair[0] in groups and pair[1] in (*groups, REST)
    ]
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)
    wanted = found["item"].isin(items if only is None else only)
    return found[wanted & ((found["n_sentences"] > 0) | (found["other_n_sentences"] > 0))]


@dataclass(frozen=True)
class _Held:
    """What there is of one measure: totals, and by group (rows) and item counts and `enough`.

    `wanted` says of each item whether it is to be told.
    """

    totals: Totals
    groups: Sequence[str]
    sentences: Array
    enough: Array
    minimum: int
    wanted: Array

    def counts(self, group: str, other: str) -> tuple[Array, Array]:
        """The sentences of a side, and whether they are enough; other is the group against REST."""
        if group != REST:
            place = self.groups.index(group)
            return self.sentences[place], self.enough[place]
        rest = np.arange(len(self.groups)) != self.groups.index(other)
        sentences = self.sentences[rest].sum(axis=0)
        behind = np.full(len(sentences), sentences.sum()) if self.totals.share else sentences
        return sentences, behind >= self.minimum


def _all_pairs(groups: Sequence[str]) -> list[Pair]:
    against = [(group, REST) for group in groups] if len(groups) > 2 else []
    return [*combinations(groups, 2), *against]


def _of_pair(held: _Held, pair: Pair) -> pd.DataFrame:
    """The differences of one pair of groups, a row for each item of the totals."""
    group, other = pair
    if other != REST and other < group:
        # Worked out in one order and turned round, so that both orders give the same numbers.
        return _turned(_of_pair(held, (other, group)))
    side = np.full(len(held.groups), 1 if other == REST else -1)
    if other != REST:
        side[held.groups.index(other)] = 1
    side[held.groups.index(group)] = 0
    sides, n_items = held.totals.merged(side), held.totals.n_items
    value, other_value = sides.values().reshape(2, n_items)
    n_articles, other_n_articles = np.bincount(sides.cell, minlength=2 * n_items).reshape(2, -1)
    sentences, enough = held.counts(group, other)
    other_sentences, other_enough = held.counts(other, group)
    resampled = (sides.articles_behind[sides.wholes] >= ARTICLES_TO_RESAMPLE).reshape(2, n_items)
    tested = enough & other_enough & resampled.all(axis=0) & held.wanted
    low, high, p = _tested(sides, np.flatnonzero(tested))
    return pd.DataFrame(
        {
            "value": value, "other_value": other_value, "difference": value - other_value,
            "low": low, "high": high, "p": p,
            "n_sentences": sentences, "other_n_sentences": other_sentences,
            "n_articles": n_articles, "other_n_articles": other_n_articles, "enough": tested,
        }
    )  # fmt: skip


def _tested(sides: Totals, tested: Array) -> tuple[Array, Array, Array]:
    """Lower end, upper end and p-value of the difference of each item; NaN unless tested."""
    low, high, p = np.full((3, sides.n_items), np.nan)
    if not len(tested):
        return low, high, p
    if sides.share:
        # All items of a share have the same articles behind them; those of a mean have their own.
        together = [(tested, units_of(sides, tested))]
    else:
        together = list(_of_one_shape(tested, [units_of(sides, one) for one in tested[:, None]]))
    for items, units in together:
        low[items], high[items] = ends_of_difference(units)
        p[items] = p_values(units)
    return low, high, p


def _of_one_shape(items: Array, units: Sequence[Units]) -> Iterator[tuple[Array, Units]]:
    """The units of items, those dealt in the same ways together: that is sooner done at once."""
    shapes = [one.shape for one in units]
    for shape in dict.fromkeys(shapes):
        held = [at for at, one in enumerate(shapes) if one == shape]
        yield items[held], stacked([units[at] for at in held])


def _turned(found: pd.DataFrame) -> pd.DataFrame:
    """The same differences seen from the other group."""
    swapped = {name: found[f"other_{name}"] for name in ("value", "n_sentences", "n_articles")} | {
        f"other_{name}": found[name] for name in ("value", "n_sentences", "n_articles")
    }
    return found.assign(
        **swapped, difference=-found["difference"], low=-found["high"], high=-found["low"]
    )
