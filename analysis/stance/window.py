"""What the stance network reads at a time: a stretch of word pieces with the mentions in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.stance.reading import Reading

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Word pieces. A text that is not longer than a window is one; of others each window judges the
# mentions that begin in its middle, which is of whole sentences, and reads what lies around too.
MIDDLE, BEFORE, AFTER = 128, 48, 16
LONGEST = BEFORE + MIDDLE + AFTER
HIDDEN = 3  # a number in the vocabulary for which the starting weights have no meaning of their own


@dataclass(frozen=True)
class Window:
    """Some mentions with the text around them, as the network reads them.

    Attributes:
        ids: number of each word piece in the vocabulary.
        first: place of the first piece of each mention.
        last: place after the last piece of each.
        named: (first, last, name) of every place, in order, where the words of a mention of the
            text stand as a name; no two of them overlap.
    """

    ids: np.ndarray
    first: np.ndarray
    last: np.ndarray
    named: tuple[tuple[int, int, str], ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The different names, in order of the text."""
        return tuple(dict.fromkeys(name for _, _, name in self.named))


def windows_of(reading: Reading, tokenizer: Tokenizer) -> Iterator[tuple[list[int], Window]]:
    """The windows of a text that hold mentions, each with the numbers of its mentions.

    Where windows lie does not depend on which mentions there are.

    Args:
        reading: the text and its mentions.
        tokenizer: of the network; it neither cuts nor pads.
    """
    pieces = tokenizer.encode(reading.text, add_special_tokens=False)
    ids, offsets = np.array(pieces.ids, np.int64), np.array(pieces.offsets).reshape(-1, 2)
    begins, ends = tokenizer.encode("").ids  # the pieces that frame a window
    mentions = np.array([_place(offsets, *span) for span in reading.spans], np.int64).reshape(-1, 2)
    named = _named(reading, offsets)
    sentences = np.searchsorted(offsets[:, 0], reading.begins).tolist()
    for (first, last), (low, high) in _stretches(len(ids), sentences):
        inside = np.flatnonzero((mentions[:, 0] >= first) & (mentions[:, 0] < last))
        if not len(inside):
            continue
        begin, end = (np.minimum(mentions[inside], high) - low + 1).T
        # Where no piece stands for a mention at the end of a text, the frame's is read.
        end = np.maximum(end, begin + 1)
        here = tuple(
            (a - low + 1, b - low + 1, name) for a, b, name in named if low <= a < b <= high
        )
        framed = np.array([begins, *ids[low:high], ends], np.int64)
        yield inside.tolist(), Window(framed, begin, end, here)


def with_names(window: Window, others: Mapping[str, Sequence[int]]) -> Window:
    """A window in which other word pieces stand wherever some of its names stood."""
    ids: list[int] = []
    moved = np.zeros(len(window) + 1, np.int64)
    at = 0
    for first, last, name in window.named:
        if name not in others:
            continue
        moved[at:first] = np.arange(len(ids), len(ids) + first - at)
        ids += window.ids[at:first].tolist()
        moved[first:last] = len(ids)
        ids += others[name]
        at = last
    moved[at:] = np.arange(len(ids), len(ids) + len(moved) - at)
    ids += window.ids[at:].tolist()
    first = moved[window.first]
    last = np.maximum(moved[window.last], first + 1)
    named = tuple((int(moved[a]), int(moved[b]), name) for a, b, name in window.named)
    return Window(np.array(ids, np.int64), first, last, named)


def _stretches(
    length: int, sentences: Sequence[int]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The middle of each window, and from where to where it reaches.

    Args:
        length: of the text.
        sentences: where its sentences begin, in order; one that is longer than a middle is cut.
    """
    if length <= LONGEST:
        yield (0, max(length, 1)), (0, length)
        return
    first, ends = 0, [*sentences, length]
    while first < length:
        fits = bisect_right(ends, first + MIDDLE)
        last = ends[fits - 1] if fits and ends[fits - 1] > first else first + MIDDLE
        yield (first, last), (max(0, first - BEFORE), min(last + AFTER, length))
        first = last


def _place(offsets: np.ndarray, start: int, end: int) -> tuple[int, int]:
    """The first piece that a span of the text touches, and the piece after the last."""
    first = int(np.searchsorted(offsets[:, 1], start, side="right"))
    last = int(np.searchsorted(offsets[:, 0], end, side="left"))
    first = max(min(first, len(offsets) - 1), 0)  # no piece stands for a sign: take the nearest
    return first, max(last, first + 1)


def _named(reading: Reading, offsets: np.ndarray) -> list[tuple[int, int, str]]:
    """Where the words of the mentions stand, longer ones first, so that none overlap."""
    text, spans = reading.text, sorted(reading.spans, key=lambda span: (span[0] - span[1], span))
    names = dict.fromkeys(text[start:end] for start, end in spans)
    pattern = "|".join(map(re.escape, names))
    whole = [(one.start(), one.end()) for one in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text)]
    taken = np.zeros(len(offsets) + 1, bool)
    found = []
    for start, end in [*spans, *whole]:
        first, last = _place(offsets, start, end)
        if not taken[first:last].any():
            taken[first:last] = True
            found.append((first, last, text[start:end]))
    return sorted(found)
