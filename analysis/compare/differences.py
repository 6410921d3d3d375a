"""Differences between groups: how large, how sure, and whether they survive being one of many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.chance import adjusted
from analysis.compare import Rows, articles_asked, need_measures, tallied
from analysis.compare.intervals import ARTICLES_TO_RESAMPLE
from analysis.compare.order import groups_in_order, items_in_order
from analysis.compare.permutation import Units, ends_of_difference, p_values, stacked, units_of
from analysis.compare.sums import Array
from analysis.compare.totals import Totals
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
_Columns = dict[str, Array]
# Pairs of groups that are tested at once.
_AT_ONCE = 32


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
    made = tallied(tables, rows, selection, measure)
    groups = groups_in_order(made, articles_asked(tables, rows, selection), selection)
    items = items_in_order(made, tables, measure)
    made = made.listed(groups, items)
    wanted = np.ones(len(items), dtype=bool) if only is None else np.isin(items, list(only))
    totals = made.totals if wanted.all() else made.totals.of_items(wanted)
    held = _Held(
        totals,
        groups,
        made.n_sentences,
        made.behind >= selection.minimum,
        selection.minimum,
        wanted,
    )
    known = [
        pair
        for pair in (_all_pairs(groups) if pairs is None else pairs)
        if pair[0] in groups and pair[1] in (*groups, REST)
    ]
    if not known:
        return pd.DataFrame(columns=COLUMNS)
    parts = [
        _of_pairs(held, known[start : start + _AT_ONCE]) for start in range(0, len(known), _AT_ONCE)
    ]
    told = {"measure": measure, "group_by": selection.group_by, "include": selection.include}
    found = pd.DataFrame(
        {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        | {
            "item": items * len(known),
            "group": [group for group, _ in known for _ in items],
            "other": [other for _, other in known for _ in items],
        }
        | {name: [value] * (len(known) * len(items)) for name, value in told.items()}
    )
    some = (found["n_sentences"] > 0) | (found["other_n_sentences"] > 0)
    return found[np.tile(wanted, len(known)) & some]


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

    def sides(self, group: str, other: str) -> Totals:
        """The totals of a group and of another, or of all others."""
        side = np.full(len(self.groups), 1 if other == REST else -1)
        if other != REST:
            side[self.groups.index(other)] = 1
        side[self.groups.index(group)] = 0
        return self.totals.merged(side)


def _all_pairs(groups: Sequence[str]) -> list[Pair]:
    against = [(group, REST) for group in groups] if len(groups) > 2 else []
    return [*combinations(groups, 2), *against]


def _of_pairs(held: _Held, pairs: Sequence[Pair]) -> _Columns:
    """The differences of some pairs of groups, for each pair one of each item of the totals."""
    n_items, tests = held.totals.n_items, list[tuple[Array, Units]]()
    parts: list[_Columns] = []
    for number, pair in enumerate(pairs):
        # Worked out in one order and turned round, so that both orders give the same numbers.
        counted, sides = _counted(held, *(pair if REST in pair else sorted(pair)))
        tested = np.flatnonzero(counted["enough"])
        # All items of a share have the same articles behind them; those of a mean their own.
        together = tested[None, :] if sides.share else tested[:, None]
        tests += [
            (number * n_items + some, units_of(sides, some)) for some in together if some.size
        ]
        parts.append(counted)
    found = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    found |= dict(zip(("low", "high", "p"), _tested(tests, len(pairs) * n_items), strict=True))
    turned = [other != REST and other < group for group, other in pairs]
    return _turned(found, np.repeat(turned, n_items))


def _counted(held: _Held, group: str, other: str) -> tuple[_Columns, Totals]:
    """What is known of a pair before any test, and the totals of its two sides."""
    sides, n_items = held.sides(group, other), held.totals.n_items
    value, other_value = sides.values().reshape(2, n_items)
    n_articles, other_n_articles = np.bincount(sides.cell, minlength=2 * n_items).reshape(2, -1)
    sentences, enough = held.counts(group, other)
    other_sentences, other_enough = held.counts(other, group)
    resampled = (sides.articles_behind[sides.wholes] >= ARTICLES_TO_RESAMPLE).reshape(2, n_items)
    return {
        "value": value, "other_value": other_value, "difference": value - other_value,
        "n_sentences": sentences, "other_n_sentences": other_sentences,
        "n_articles": n_articles, "other_n_articles": other_n_articles,
        "enough": enough & other_enough & resampled.all(axis=0) & held.wanted,
    }, sides  # fmt: skip


def _tested(tests: Sequence[tuple[Array, Units]], number: int) -> Array:
    """Lower ends, upper ends and p-values of so many differences; NaN where there is no test.

    Those whose articles are dealt in the same ways are tested together: that is sooner done.
    """
    found = np.full((3, number), np.nan)
    shapes: dict[tuple[int, int, int], list[tuple[Array, Units]]] = {}
    for test in tests:
        shapes.setdefault(test[1].shape, []).append(test)
    for alike in shapes.values():
        places, units = zip(*alike, strict=True)
        some, at = stacked(units), np.concatenate(places)
        found[:2, at] = ends_of_difference(some)
        found[2, at] = p_values(some)
    return found


def _turned(found: _Columns, which: Array) -> _Columns:
    """Differences of which some are seen from the other group instead."""
    swapped: _Columns = {}
    for name in ("value", "n_sentences", "n_articles"):
        one, other = found[name], found[f"other_{name}"]
        swapped[name] = np.where(which, other, one)
        swapped[f"other_{name}"] = np.where(which, one, other)
    return (
        found
        | swapped
        | {
            "difference": np.where(which, -found["difference"], found["difference"]),
            "low": np.where(which, -found["high"], found["low"]),
            "high": np.where(which, -found["low"], found["high"]),
        }
    )
