"""Whether two groups differ by more than chance: labels of whole articles dealt anew.

Of each article only its totals in either group count. An article in which both groups have rows
(a quoted voice beside the outlet's own) keeps its pair together: its two totals change sides, or
not. The others are dealt to the sides anew, as many to each as there were. The difference is
measured in its standard errors, so that groups of unlike spread and size are treated fairly
(Janssen 1997; Chung and Romano 2013).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from analysis.compare.intervals import SEED, dealt, draws, levels
from analysis.compare.sums import Array
from analysis.compare.totals import Totals

PERMUTATIONS, AT_ONCE = 4999, 250
# Equal values of a permuted and the real difference must count as equal after rounding.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Units:
    """The totals of two sides by unit: an article, or a bundle of articles (see `dealt`).

    Attributes:
        alone, other_alone, both: how many units have rows of the first side only, of the other
            only, and of both; the units stand in this order.
        above, other_above: sums of each item (rows) in each unit (columns), of either side.
        below, other_below: what they are a part of, with one row for all items or one an item.
    """

    alone: int
    other_alone: int
    both: int
    above: Array
    below: Array
    other_above: Array
    other_below: Array

    @property
    def shape(self) -> tuple[int, int, int]:
        return self.alone, self.other_alone, self.both


def units_of(sides: Totals, items: Array) -> Units:
    """The units of the given items of two sides.

    Args:
        sides: totals of two groups (see Totals.merged).
        items: places of items that have the same wholes: all of a share, one of a mean.
    """
    n_items = sides.n_items
    wholes = [0, 1] if sides.share else [int(items[0]), n_items + int(items[0])]
    parts = [_at(sides.part, whole) for whole in wholes]
    first, other = (sides.part_article[part][sides.weight[part] > 0] for part in parts)
    held = np.zeros((2, 1 + int(sides.part_article.max(initial=0))), dtype=bool)
    held[0, first] = held[1, other] = True
    unit = np.full(held.shape[1], -1)
    sizes: list[int] = []
    # The articles that have rows of the first side alone, of the other alone, and of both.
    for articles in (first[~held[1, first]], other[~held[0, other]], first[held[1, first]]):
        bundles = dealt(len(articles))
        unit[articles] = sum(sizes) + bundles
        sizes.append(int(bundles.max(initial=-1)) + 1)

    def spread(article: Array, value: Array) -> Array:
        place = unit[article]
        if place.min(initial=0) < 0:
            article, value = article[place >= 0], value[place >= 0]
        return np.bincount(unit[article], weights=value, minlength=sum(sizes))

    def above(side: int) -> Array:
        cells = [_at(sides.cell, side * n_items + int(item)) for item in items]
        return np.array([spread(sides.article[cell], sides.value[cell]) for cell in cells])

    below = [spread(sides.part_article[part], sides.weight[part])[None, :] for part in parts]
    alone, other_alone, both = sizes
    return Units(alone, other_alone, both, above(0), below[0], above(1), below[1])


def _at(places: Array, place: int) -> slice:
    """Where one of some rising places stands."""
    return slice(*np.searchsorted(places, (place, place + 1)).tolist())


def stacked(units: Sequence[Units]) -> Units:
    """The items of several, which must be of one shape, under each other."""
    return replace(
        units[0],
        above=np.vstack([one.above for one in units]),
        below=np.vstack([np.broadcast_to(one.below, one.above.shape) for one in units]),
        other_above=np.vstack([one.other_above for one in units]),
        other_below=np.vstack([np.broadcast_to(one.other_below, one.above.shape) for one in units]),
    )


def p_values(units: Units) -> Array:
    """For each item the two-sided p-value of the difference of the two sides' values.

    It is the part of PERMUTATIONS + 1 ways to deal the articles, the real one among them, whose
    difference is at least as many standard errors from zero; NaN without any spread to judge by.
    """
    real = np.zeros((1, sum(units.shape)))
    real[0, : units.alone] = 1
    real[0, units.alone + units.other_alone :] = 1
    studentised = _Studentised(units)
    observed = studentised(real)
    least = np.abs(observed) * (1 - ROUNDING) - ROUNDING
    labels, n_units = _labels(units.shape), real.shape[1]
    above = np.ones(len(observed), dtype=np.int64)
    # So many at once as stay near the processor.
    for start in range(0, PERMUTATIONS, AT_ONCE):
        some = np.unpackbits(labels[start : start + AT_ONCE], axis=1, count=n_units)
        above += (np.abs(studentised(some.astype(np.float64))) >= least).sum(axis=1)
    return np.where(np.isnan(observed[:, 0]), np.nan, above / (1 + PERMUTATIONS))


def ends_of_difference(units: Units) -> tuple[Array, Array]:
    """Ends of the 95 % interval of the difference: articles of both sides are drawn anew together.

    So what stands in one article stays together. The smaller side sets the levels.
    """
    drawn = draws(sum(units.shape)).T
    with np.errstate(invalid="ignore", divide="ignore"):
        differences = (units.above @ drawn) / (units.below @ drawn) - (
            units.other_above @ drawn
        ) / (units.other_below @ drawn)
    smaller = min(units.alone, units.other_alone) + units.both
    # A draw without any article of one side has no difference; to pass over it takes a while.
    percentile = np.nanpercentile if np.isnan(differences).any() else np.percentile
    low, high = percentile(differences, levels(smaller), axis=1)
    return low, high


@lru_cache(maxsize=32)
def _labels(shape: tuple[int, int, int]) -> Array:
    """Ways to deal units to the first side (1) or the other (0), one a row; see the module.

    Eight of them in a byte, because they are kept.
    """
    alone, other_alone, both = shape
    random = np.random.default_rng((SEED, *shape))
    # They are dealt the same whatever their type.
    single = np.zeros((PERMUTATIONS, alone + other_alone), dtype=np.int8)
    single[:, :alone] = 1
    random.permuted(single, axis=1, out=single)
    double = random.integers(2, size=(PERMUTATIONS, both)).astype(np.int8)
    return np.packbits(np.hstack([single, double]), axis=1)


class _Studentised:
    """Differences in their standard errors, a row for each item and a column for each labelling."""

    def __init__(self, units: Units) -> None:
        first, other = (
            np.stack(_moments(above, below))
            for above, below in (
                (units.above, units.below),
                (units.other_above, units.other_below),
            )
        )
        paired = units.alone + units.other_alone
        # With label 1 a lone unit goes to the first side whichever it came from.
        moved = np.concatenate(
            [first[..., :paired] + other[..., :paired], first[..., paired:] - other[..., paired:]],
            axis=-1,
        )
        self._moved = moved.reshape(-1, moved.shape[-1])
        self._stay = other[..., paired:].sum(axis=-1, keepdims=True)
        self._whole = (first + other).sum(axis=-1, keepdims=True)
        self._sizes = units.alone + units.both, units.other_alone + units.both

    def __call__(self, labels: Array) -> Array:
        on_first = (self._moved @ labels.T).reshape(*self._stay.shape[:2], -1) + self._stay
        value, variance = _ratio(on_first, self._sizes[0])
        other_value, other_variance = _ratio(self._whole - on_first, self._sizes[1])
        difference, error = value - other_value, np.sqrt(variance + other_variance)
        difference = np.where(np.abs(difference) < ROUNDING, 0.0, difference)
        with np.errstate(invalid="ignore", divide="ignore"):
            return difference / error


def _moments(above: Array, below: Array) -> tuple[Array, ...]:
    below = np.broadcast_to(below, above.shape)
    return above, below, above**2, above * below, below**2


def _ratio(sums: Array, size: int) -> tuple[Array, Array]:
    """The ratio of two sums over `size` units, and its variance by linearisation."""
    above, below, above_squared, product, below_squared = sums
    with np.errstate(invalid="ignore", divide="ignore"):
        value = above / below
        spread = above_squared - 2 * value * product + value**2 * below_squared
        # Rounding leaves a trace where there is no spread at all.
        spread = np.where(spread < ROUNDING * (1 + above_squared), 0.0, spread)
        return value, spread * (size / (size - 1)) / below**2
