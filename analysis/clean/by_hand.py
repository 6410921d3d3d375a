"""A person's corrections to the ledger: stretches put back into the body or taken out of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from analysis.clean.units import Unit, unit_of

REMOVED_BY_HAND = "removed by hand"
Span = tuple[int, int]
Judged = tuple[Unit, str | None]


def correct(
    text: str, judged: Sequence[Judged], restored: Collection[Span], removed: Collection[Span]
) -> list[Judged]:
    """The lines with their reasons after a person's corrections; lines are cut where these end.

    Args:
        text: The text of the article.
        judged: Its lines in order, each with the reason to remove it or None.
        restored: Stretches that are body whatever was judged.
        removed: Stretches that are none.

    Raises:
        ValueError: A stretch lies outside the text or is empty, or one is restored and removed;
            all of them are named.
    """
    if not restored and not removed:
        return list(judged)
    _check(len(text), restored, removed)
    by_hand: list[tuple[int, int, str | None]] = [(start, end, None) for start, end in restored]
    by_hand += [(start, end, REMOVED_BY_HAND) for start, end in removed]
    return [piece for unit, reason in judged for piece in _pieces(text, unit, reason, by_hand)]


def _check(length: int, restored: Collection[Span], removed: Collection[Span]) -> None:
    faults = [
        f"[{start}, {end}) is no stretch of a text of {length} code points"
        for start, end in [*restored, *removed]
        if not 0 <= start < end <= length
    ]
    faults += [
        f"[{a}, {b}) is restored, but [{c}, {d}) is removed; drop one of them"
        for a, b in restored
        for c, d in removed
        if a < d and c < b
    ]
    if faults:
        raise ValueError("corrections that cannot be applied: " + "; ".join(faults))


def _pieces(
    text: str, unit: Unit, reason: str | None, by_hand: Sequence[tuple[int, int, str | None]]
) -> list[Judged]:
    touching = [span for span in by_hand if span[0] < unit.end and unit.start < span[1]]
    if not touching:
        return [(unit, reason)]
    cuts = {unit.start, unit.end} | {
        cut for start, end, _ in touching for cut in (start, end) if unit.start < cut < unit.end
    }
    runs: list[tuple[int, int, str | None]] = []
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        new = next((r for s, e, r in touching if s <= start and end <= e), reason)
        if runs and runs[-1][2] == new:
            runs[-1] = (runs[-1][0], end, new)
        else:
            runs.append((start, end, new))
    found = [(unit_of(text, start, end, unit.after_blank), new) for start, end, new in runs]
    return [(piece, new) for piece, new in found if piece is not None]
