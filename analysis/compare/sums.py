"""Sums over rows by a place and an article: what a large analysis spends its time on."""

from __future__ import annotations

import numpy as np
import pandas as pd

Array = np.ndarray
# Numbers of pairs of a place and an article below this leave room for a row beside them.
MOST_PAIRS = 1 << 62
# Up to so many possible pairs, all of which take room, they are counted instead of sorted.
MOST_COUNTED = 1 << 22


def summed(place: Array, article: Array, *values: Array) -> tuple[Array, ...]:
    """Sums of values by place and article, ordered by both: places, articles, sums of each."""
    if len(values) == 1:
        return summed_and_counted(place, article, *values)[:3]
    stride = 1 + int(article.max(initial=0))
    order, pair = _in_order(place.astype(np.int64) * stride + article)
    first, _ = _runs(pair)
    sums = [np.add.reduceat(value[order], first) if len(first) else value[:0] for value in values]
    return pair[first] // stride, pair[first] % stride, *sums


def summed_and_counted(
    place: Array, article: Array, value: Array
) -> tuple[Array, Array, Array, Array]:
    """The same, and how many values each sum is of."""
    stride = 1 + int(article.max(initial=0))
    n_pairs = stride * (1 + int(place.max(initial=0)))
    # Half as wide numbers are sorted in half the time.
    small = n_pairs <= np.iinfo(np.int32).max
    pair = np.multiply(place, stride, dtype=np.int32 if small else np.int64, casting="unsafe")
    pair += article.astype(pair.dtype, copy=False)
    if n_pairs <= min(MOST_COUNTED, 2 * len(pair)):
        counts = np.bincount(pair)
        keys = np.flatnonzero(counts)
        ones = are_ones(value)
        sums = counts.astype(float) if ones else np.bincount(pair, weights=value)
        return keys // stride, keys % stride, sums[keys], counts[keys]
    if are_ones(value):
        pair.sort()
        first, counts = _runs(pair)
        keys = pair[first]
        return keys // stride, keys % stride, counts.astype(float), counts
    order, pair = _in_order(pair)
    first, counts = _runs(pair)
    # Without any pair there is nothing that could be added up.
    sums = np.add.reduceat(value[order], first) if len(first) else np.empty(0)
    keys = pair[first]
    return keys // stride, keys % stride, sums, counts


def are_ones(value: Array) -> bool:
    """Whether all values are one that is held once, as those that columns do not hold are."""
    return value.strides == (0,) and len(value) > 0 and value[0] == 1


def _in_order(numbers: Array) -> tuple[Array, Array]:
    """The places of numbers in rising order, equal ones as they come, and the sorted numbers."""
    bits = len(numbers).bit_length()
    if int(numbers.max(initial=0)) >= MOST_PAIRS >> bits:
        order = np.argsort(numbers, kind="stable")
        return order, numbers[order]
    # Numbers that hold their place are sorted several times as fast as places by their numbers.
    numbers = numbers.astype(np.int64) << bits
    numbers |= np.arange(len(numbers))
    numbers.sort()
    return numbers & ((1 << bits) - 1), numbers >> bits


def _runs(numbers: Array) -> tuple[Array, Array]:
    """Where each stretch of equal numbers begins, and how long it is."""
    first = np.flatnonzero(np.concatenate([[len(numbers) > 0], numbers[1:] != numbers[:-1]]))
    return first, np.diff(np.append(first, len(numbers)))


def n_distinct(place: Array, other: Array, n: int) -> Array:
    """How many different numbers of `other` stand beside each number of `place` below n."""
    stride = 1 + other.max(initial=0)
    return np.bincount(pd.unique(place * stride + other) // stride, minlength=n)
