"""A paragraph as the tagger reads it: word pieces, with what marks and rules say of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.attribution.drafts import Draft

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Span = tuple[int, int]

LONGEST = 224  # word pieces of a window, the two at its ends counted in
NOWHERE = -1
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Window:
    """A paragraph, or a part of a long one. Every array holds one entry per word piece.

    Attributes:
        ids: number of the piece in the vocabulary.
        starts: its first code point in the article; NOWHERE for the two at the ends.
        ends: the code point after its last; NOWHERE likewise.
        words: number of the word it belongs to; pieces that are no words have numbers of their own.
        quoted: 1 inside a quotation, else 0.
        hints: three columns, 1 where a rule sees a cue, a source, a content, else 0.
    """

    ids: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    words: np.ndarray
    quoted: np.ndarray
    hints: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def printed(self) -> np.ndarray:
        """Whether a piece stands in the text."""
        return self.starts >= 0

    def covered_by(self, spans: Iterable[Span]) -> np.ndarray:
        """Whether a piece shares a code point with one of some spans."""
        mask = np.zeros(len(self), bool)
        for start, end in spans:
            mask |= (self.starts < end) & (self.ends > start) & self.printed
        return mask

    def whole_words(self, first: int, stop: int) -> tuple[int, int]:
        """The pieces [first, stop) with the rest of the words at both ends."""
        while self.words[first - 1] == self.words[first]:
            first -= 1
        while self.words[stop] == self.words[stop - 1]:
            stop += 1
        return first, stop

    def span(self, first: int, stop: int) -> Span:
        """The code points of the pieces [first, stop)."""
        return int(self.starts[first]), int(self.ends[stop - 1])


def windows_of(
    text: str,
    paragraph: Span,
    sentences: Sequence[Span],
    quotes: Sequence[Span],
    drafts: Sequence[Draft],
    tokenizer: Tokenizer,
) -> list[Window]:
    """The windows of one paragraph: one, or several that end with sentences where it is long.

    No window reaches over its paragraph, so that what stands in one never changes another.

    Args:
        text: the article.
        paragraph: its first code point and the one after its last.
        sentences: the sentences of the paragraph, in order.
        quotes: its quotations.
        drafts: what the rules found in it.
        tokenizer: of the tagger.
    """
    start, end = paragraph
    encoding = tokenizer.encode(text[start:end])  # the first piece and the last frame a window
    ids = np.array(encoding.ids, np.int64)
    offsets = np.array(encoding.offsets, np.int64).reshape(-1, 2) + start
    offsets[[0, -1]] = NOWHERE
    borders = np.searchsorted(offsets[1:-1, 0], [stop for _, stop in sentences])
    return [
        _window(text, _framed(ids, first, stop), _framed(offsets, first, stop), quotes, drafts)
        for first, stop in _pieces(len(ids) - 2, borders.tolist())
    ]


def _framed(pieces: np.ndarray, first: int, stop: int) -> np.ndarray:
    """The pieces [first, stop) of a paragraph, numbered without its frame, in that frame."""
    if stop - first == len(pieces) - 2:
        return pieces
    return np.concatenate([pieces[:1], pieces[first + 1 : stop + 1], pieces[-1:]])


def _pieces(length: int, borders: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of a paragraph of so many word pieces, cut at borders of sentences."""
    room = LONGEST - 2
    stretches: list[tuple[int, int]] = []
    start = reached = 0
    for border in [*borders, length]:
        if border - start > room and reached > start:
            stretches.append((start, reached))
            start = reached
        while border - start > room:
            stretches.append((start, start + room))
            start += room
        reached = border
    return [*stretches, (start, length)] if start < length else stretches


def _window(
    text: str,
    ids: np.ndarray,
    offsets: np.ndarray,
    quotes: Sequence[Span],
    drafts: Sequence[Draft],
) -> Window:
    starts, stops = offsets.T.copy()
    window = Window(
        ids=ids,
        starts=starts,
        ends=stops,
        words=_words(text, starts),
        quoted=np.zeros(len(ids), np.int64),
        hints=np.zeros((len(ids), 3), np.float32),
    )
    reach = (int(offsets[1, 0]), int(offsets[-2, 1]))
    window.quoted[window.covered_by(_near(quotes, reach))] = 1
    hints = (
        [draft.cue for draft in drafts if draft.cue],
        [draft.source for draft in drafts if draft.source],
        [span for draft in drafts for span in draft.content],
    )
    for column, spans in enumerate(hints):
        window.hints[window.covered_by(_near(spans, reach)), column] = 1
    return window


def _near(spans: Iterable[Span], reach: Span) -> list[Span]:
    """The spans that share a code point with a stretch: quick to tell, so that few are painted."""
    return [span for span in spans if span[0] < reach[1] and reach[0] < span[1]]


def _words(text: str, starts: np.ndarray) -> np.ndarray:
    """The number of each piece's word; negative and never twice the same for what is none."""
    numbers = -1 - np.arange(len(starts))
    if len(starts) > 2:
        first, last = int(starts[1]), int(starts[-2])
        spans = [match.span() for match in _WORD.finditer(text, first, last + 1)]
        if spans:
            begins, stops = np.array(spans).T
            at = np.searchsorted(begins, starts, side="right") - 1
            inside = (at >= 0) & (starts < stops[at]) & (starts >= 0)
            numbers[inside] = at[inside]
    return numbers
