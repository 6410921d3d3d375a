"""From the tags of a window to attributions: spans of source, cue and content, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.attribution.tagger import BEGINS, CONTENT, OUTSIDE, SOURCE, Tags
from analysis.attribution.windows import Window

Span = tuple[int, int]
_Run = tuple[int, int]

_SOURCE_FROM = 0.3
_CONTENT_FROM = 0.5
_UNCUED_FROM = 0.65
_GAP = 2  # word pieces of another role that do not part a source or content
_LEAST_PART = 0.15  # share of the larger part from which a second part counts
_LEAST_CONTENT = 2  # word pieces of a second part
_LEAST_UNCUED = 3  # word pieces
_SAME = 0.8  # overlap from which two contents are one


@dataclass(frozen=True)
class Found:
    """An attribution as the tagger sees it. Spans are offsets in the article.

    Attributes:
        content: one or two parts, in order.
        cue: None where speech goes on without one.
        source: None where none is printed.
        score: probability of its cue, or of the speech where it has none.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    score: float

    def holds(self, other: Found) -> bool:
        """Whether the other one's cue stands within this content."""
        return other.cue is not None and any(
            start <= other.cue[0] and other.cue[1] <= end for start, end in self.content
        )


def decode(window: Window, tags: Tags) -> list[Found]:
    """The attributions of a window by their cues, then speech without one."""
    found = [
        _read(window, tags.roles[number], cue, float(tags.cue[cue[0], BEGINS]))
        for number, cue in enumerate(tags.cues)
    ]
    cued = _once([one for one in found if one])
    uncued = [
        one
        for one in _uncued(window, tags.uncued)
        if not any(overlap(one.content, other.content) >= 0.5 for other in cued)
    ]
    return [*cued, *uncued]


def cue_probability(window: Window, tags: Tags, cue: Span) -> float:
    """How probable the tagger finds a cue that somebody else saw; 0 outside the window."""
    pieces = window.covered_by([cue])
    return float((1 - tags.cue[pieces, OUTSIDE]).max()) if pieces.any() else 0.0


def overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Intersection over union of two sets of spans, in code points."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    union = sum(b - a for a, b in (*one, *other)) - shared
    return shared / union if union else 0.0


def crosses(one: Span | None, other: Span | None) -> bool:
    """Whether two spans, if there are two, share a code point."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _read(window: Window, roles: np.ndarray, cue: _Run, score: float) -> Found | None:
    """The attribution of one cue; None where nothing is said by it."""
    first, stop = window.whole_words(*cue)
    content = [window.whole_words(*run) for run in _content(window, roles, first)]
    if not content:
        return None
    source = _source(window, roles, first, stop)
    return Found(
        tuple(window.span(*run) for run in content),
        window.span(first, stop),
        window.span(*window.whole_words(*source)) if source else None,
        score,
    )


def _source(window: Window, roles: np.ndarray, first: int, stop: int) -> _Run | None:
    """The stretch that holds the surest piece of a source; the cue is never part of it."""
    mask = (roles[:, SOURCE] > _SOURCE_FROM) & window.printed
    mask[first:stop] = False
    left, right = np.flatnonzero(mask[:first]), np.flatnonzero(mask[stop:]) + stop
    runs = [*_joined(_runs_of(left)), *_joined(_runs_of(right))]
    return max(runs, key=lambda run: float(roles[run[0] : run[1], SOURCE].max()), default=None)


def _content(window: Window, roles: np.ndarray, cue: int) -> list[_Run]:
    """The longest stretch of content, small gaps closed, and what goes on beyond the cue.

    A content has two parts only where the cue stands between them; anything else that looks like
    content belongs to another cue.
    """
    mask = (roles[:, CONTENT] > _CONTENT_FROM) & window.printed
    runs = _joined(_runs_of(np.flatnonzero(mask)), keep=cue)
    if not runs:
        return []
    longest = max(runs, key=lambda run: run[1] - run[0])
    beyond = [run for run in runs if (run[0] > cue) != (longest[0] > cue)]
    other = max(beyond, key=lambda run: run[1] - run[0], default=longest)
    least = max(_LEAST_CONTENT, _LEAST_PART * (longest[1] - longest[0]))
    return sorted({longest, other}) if other[1] - other[0] >= least else [longest]


def _uncued(window: Window, probabilities: np.ndarray) -> list[Found]:
    """Speech without a cue, a new one where the tagger lets it begin."""
    inside = (1 - probabilities[:, OUTSIDE] > _UNCUED_FROM) & window.printed
    runs: list[list[int]] = []
    for at in np.flatnonzero(inside).tolist():
        if runs and runs[-1][1] == at and probabilities[at, BEGINS] <= 0.5:
            runs[-1][1] = at + 1
        else:
            runs.append([at, at + 1])
    return [
        Found(
            (window.span(*window.whole_words(start, stop)),),
            None,
            None,
            float(1 - probabilities[start:stop, OUTSIDE].mean()),
        )
        for start, stop in runs
        if stop - start >= _LEAST_UNCUED
    ]


def _runs_of(pieces: np.ndarray) -> list[_Run]:
    """The stretches of neighbouring word pieces."""
    if not len(pieces):
        return []
    parts = np.split(pieces, np.flatnonzero(np.diff(pieces) > 1) + 1)
    return [(int(part[0]), int(part[-1]) + 1) for part in parts]


def _joined(runs: Sequence[_Run], keep: int | None = None) -> list[_Run]:
    """The stretches with small gaps closed, except a gap that holds the piece to keep apart."""
    joined: list[_Run] = []
    for start, stop in runs:
        near = bool(joined) and start - joined[-1][1] <= _GAP
        if near and not (keep is not None and joined[-1][1] <= keep < start):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


def _once(found: Sequence[Found]) -> list[Found]:
    """Each attribution once, the surest of those with one cue or with one content.

    What somebody reports of somebody else ("X says that Y believes that …") may have nearly the
    same content as the report, and stays.
    """
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: -one.score):
        twin = next((n for n, other in enumerate(kept) if _are_one(one, other)), None)
        if twin is None:
            kept.append(one)
        elif kept[twin].source is None and one.source:
            kept[twin] = replace(kept[twin], source=one.source)
    return sorted(kept, key=lambda one: one.content)


def _are_one(one: Found, other: Found) -> bool:
    nested = one.holds(other) or other.holds(one)
    same = overlap(one.content, other.content) >= _SAME and not nested
    return same or crosses(one.cue, other.cue)
