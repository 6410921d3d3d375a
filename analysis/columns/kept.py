"""Which rows of the columns a selection keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.columns.base import Array, Base, between
from analysis.columns.held import Columns
from analysis.selection import OTHER_TOPIC, Selection, perspective_column
from analysis.tables import VOICE_KINDS

Rows = slice | Array
# Names that are chosen at once, up to which their codes are compared one by one.
_FEW = 6
# Where fewer than one in so many articles count, their rows alone are looked at.
_PART = 4


@dataclass(frozen=True)
class Kept:
    """Rows of a base from `low` to before `high`, all of them or those that are true.

    Those of a few articles are kept as their rising numbers instead, `few`.
    """

    low: int
    high: int
    held: Array | None
    few: Array | None = None

    def rows(self) -> Rows:
        """The numbers of the rows."""
        if self.few is not None:
            return self.few
        if self.held is None:
            return slice(self.low, self.high)
        return np.flatnonzero(self.held) + self.low

    def __len__(self) -> int:
        if self.few is not None:
            return len(self.few)
        return self.high - self.low if self.held is None else int(np.count_nonzero(self.held))

    def of(self, at: Array) -> Rows:
        """Which of some rows of the base, given by their rising numbers, are kept."""
        if self.few is not None:
            place = np.searchsorted(at, self.few)
            place = place[place < len(at)]
            return place[at[place] == self.few[: len(place)]]
        low, high = np.searchsorted(at, (self.low, self.high))
        if self.held is None:
            return slice(int(low), int(high))
        return np.flatnonzero(self.held[at[low:high] - self.low]) + low


def keeping(selection: Selection) -> Selection:
    """A selection as far as it decides which rows are kept: equal where these are the same."""
    # Only those who filter on perspectives say whose these are.
    of_voice = not selection.perspectives or (
        perspective_column(selection.group_by) == "voice_perspective"
    )
    return replace(selection, group_by="voice" if of_voice else "outlet", minimum=1)


def kept_rows(
    columns: Columns,
    name: str,
    selection: Selection,
    doubted: Array | None,
    found: Array | None,
) -> Kept:
    """The rows of a base that all filters and `include` of a selection leave.

    Args:
        columns: all rows.
        name: the base whose rows are asked for.
        selection: what counts.
        doubted: of each attribution, whether the perspective of who speaks can be argued about;
            asked for with `plain_only`.
        found: of each sentence, whether it holds the words of the selection; asked for with them.
    """
    first, last = columns.within(selection)
    first_row, base = columns.first_rows[name], columns.bases[name]
    low, high = int(first_row[first]), int(first_row[last])
    span: Rows = slice(low, high)
    tests: list[Array] = []
    counted = columns.counted_articles(selection)[first:last]
    are_few = np.count_nonzero(counted) * _PART < len(counted)
    if are_few:
        articles = first + np.flatnonzero(counted)
        span = between(first_row[articles], first_row[articles + 1])
    elif not counted.all():
        tests.append(np.repeat(counted, np.diff(first_row[first : last + 1])))
    if selection.include != "all":
        tests.append(base.kind[span] == VOICE_KINDS.index(selection.include))
    if selection.perspectives:
        codes = getattr(base, perspective_column(selection.group_by))[span]
        tests.append(_among(columns.names["perspective"], selection.perspectives, codes))
    if selection.roles:
        tests.append(_among(columns.names["role"], selection.roles, base.role[span]))
    if selection.speakers:
        tests.append(_among(columns.names["voice"], selection.speakers, base.voice[span]))
    if selection.plain_only and doubted is not None:
        # The last place answers for -1, which is no attribution.
        tests.append(~np.append(doubted, False)[base.attribution[span]])
    if selection.topics:
        names = (*columns.names["topic"], OTHER_TOPIC)
        tests.append(_among(names, selection.topics, base.topic[span]))
    if selection.actors:
        chosen = _among(columns.names["target"], selection.actors, base.target)
        mentions = np.zeros(len(base), dtype=bool)
        mentions[base.target_row[chosen]] = True
        tests.append(mentions[span])
    if selection.words and found is not None:
        tests.append(_holding(base, span, found))
    held = np.logical_and.reduce(tests) if len(tests) > 1 else tests[0] if tests else None
    if isinstance(span, slice):
        return Kept(low, high, held)
    return Kept(low, high, None, span if held is None else span[held])


def _among(names: Sequence[str], chosen: Sequence[str], codes: Array) -> Array:
    """Which codes stand for one of the chosen names; -1 stands for the last name."""
    wanted = set(chosen)
    known = np.array([name in wanted for name in names] or [False])
    found: Array
    if np.count_nonzero(known) <= _FEW and not known[-1]:
        # A handful of comparisons is several times as fast as to look each code up.
        found = np.zeros(len(codes), dtype=bool)
        for place in np.flatnonzero(known).tolist():
            found |= codes == place
        return found
    found = known.take(codes)
    return found


def _holding(base: Base, span: Rows, found: Array) -> Array:
    """Which rows have a sentence that is found among those that must be read for them."""
    if base.last is base.sentence:
        held: Array = found[base.sentence[span]]
        return held
    until = np.concatenate([[0], np.cumsum(found, dtype=np.int32)])
    several: Array = until[base.last[span] + 1] > until[base.first[span]]
    return several
