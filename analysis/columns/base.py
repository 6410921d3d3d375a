"""Evidence rows as columns of small integers, in the order of the dates of their articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

Array = np.ndarray
# Measures that count the same rows, or some of them, by the measure that counts them all.
BASES: Mapping[str, str] = {
    "stance": "stance",
    "tone_around": "stance",
    "sentiment": "voice_share",
    "sentiment_course": "voice_share",
    "topic_share": "voice_share",
    "voice_share": "voice_share",
    "printed_share": "voice_share",
    "voice_words": "voice_words",
    "voice_statements": "role_share",
    "framing": "role_share",
    "cue_words": "role_share",
    "role_share": "role_share",
    "speech_act": "speech_act",
}
_SMALL = (np.int8, np.int16, np.int32)


def small(numbers: Array) -> Array:
    """Integers in the smallest type that holds them."""
    low, high = int(numbers.min(initial=0)), int(numbers.max(initial=0))
    for kind in _SMALL:
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return numbers.astype(kind, copy=False)
    return numbers.astype(np.int64, copy=False)


def between(first: Array, last: Array) -> Array:
    """All numbers from each first one to before its last one, one after another."""
    sizes = last - first
    return np.arange(sizes.sum()) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)


def frozen(array: Array) -> Array:
    """An array that nobody can change any more, because all readers share it."""
    array.flags.writeable = False
    return array


@dataclass(frozen=True)
class Base:
    """Rows that one or several measures count, a number for each of their properties.

    Attributes:
        article: its place in the order of dates; these never fall.
        sentence: number of the sentence that it stands in.
        first, last: numbers of the first and the last sentence that must be read.
        attribution: number of the attribution that gives the voice; -1 for own words.
        kind: place in tables.VOICE_KINDS.
        voice, role, voice_perspective, outlet_perspective, topic: places in the lists of names.
        modifier: whether it only says which thing is meant.
        target_row, target: each row with each of its targets.
        together: whether the rows of a sentence follow each other.
    """

    article: Array
    sentence: Array
    first: Array
    last: Array
    attribution: Array
    kind: Array
    voice: Array
    role: Array
    voice_perspective: Array
    outlet_perspective: Array
    topic: Array
    modifier: Array
    target_row: Array
    target: Array
    together: bool

    def arrays(self) -> dict[str, Array]:
        """The arrays by name; of those that are the same only the first."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        del named["together"]
        if self.last is self.sentence:
            del named["first"], named["last"]
        return named

    def __len__(self) -> int:
        return len(self.article)


@dataclass(frozen=True)
class Measured:
    """What a measure adds to the rows of its base.

    Attributes:
        at: which rows it counts; None for all.
        item: place in `items`.
        value: what each adds; empty when each adds one.
        sign: -1, 0 or 1; empty when all are 0.
        items: names of the items, sorted.
    """

    at: Array | None
    item: Array
    value: Array
    sign: Array
    items: tuple[str, ...]

    def arrays(self) -> dict[str, Array]:
        held = {"item": self.item, "value": self.value, "sign": self.sign}
        return held if self.at is None else held | {"at": self.at}


@dataclass(frozen=True)
class Told:
    """All attributions, nested ones too, a number for each of their properties.

    Attributes:
        speaker, affiliation, cue, role, perspective: places in the lists of names; -1 for none.
        quoted: whether it stands in quotation marks as a whole.
    """

    speaker: Array
    affiliation: Array
    cue: Array
    role: Array
    perspective: Array
    quoted: Array

    def arrays(self) -> dict[str, Array]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def date_order(published: pd.Series) -> Array:
    """The row numbers of articles in the order of their dates; those without one stand last."""
    return np.argsort(published.to_numpy(dtype="datetime64[ns]"), kind="stable")


class Names:
    """A list of names that grows while rows are read."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def codes(self, names: Iterable[str | None]) -> Array:
        """The number of each name; -1 for null."""
        place, found = pd.factorize(pd.Series(names, dtype="str"))
        numbers = [self._known.setdefault(str(name), len(self._known)) for name in found]
        return np.array([*numbers, -1], dtype=np.int32)[place]

    def joined(self, other: Names) -> Array:
        """Adds the names of another list; the number of each of its own here, and -1 at the end."""
        numbers = [self._known.setdefault(name, len(self._known)) for name in other._known]
        return np.array([*numbers, -1], dtype=np.int32)

    def sorted(self) -> tuple[tuple[str, ...], Array]:
        """The names in order, and the place there of each number so far (and of -1 at the end)."""
        names = sorted(self._known)
        place = np.full(len(names) + 1, -1, dtype=np.int32)
        for at, name in enumerate(names):
            place[self._known[name]] = at
        return tuple(names), place


def numbered(ids: pd.Series, known: pd.Series) -> Array:
    """The number of each id in the order of known ids; -1 for null."""
    return pd.Index(known).get_indexer(pd.Index(ids)).astype(np.int32)


def shifted(numbers: Array, by: int) -> Array:
    """Numbers that are so much higher; -1 stays what it is."""
    return np.where(numbers < 0, numbers, numbers + np.int32(by))
