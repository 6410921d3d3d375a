"""Keyword in context: every print of a term with the words before and after it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.wording.words import Words

TEXT, BEFORE, AFTER, GROUP = "text", "before", "after", "group"
_ORDERS: Mapping[str, list[str]] = {
    TEXT: [],
    BEFORE: ["word_before", "word_after"],
    AFTER: ["word_after", "word_before"],
    GROUP: ["group"],
}


def lines_of(
    words: Words, rows: pd.DataFrame, term: str, counted: np.ndarray | None = None
) -> pd.DataFrame:
    """One row per print of a term, in the order of the text.

    It has the columns of the row that the print stands in, start and end those of the print, and
    besides left, keyword and right (the sentence in three pieces), word_before and word_after (the
    next words of the sentence in the same voice, in small letters; "" at its edge).

    Args:
        words: the words of the rows.
        rows: evidence rows of stretches: with text and sentence_start of their sentence.
        term: a word or a phrase, however it is written.
        counted: for each word whether a print that begins or ends with it counts; all when None.
    """
    places = words.places_of(term)
    last = places + max(1, len(words.codes_of(term))) - 1
    if counted is not None:
        kept = counted[places] & counted[last]
        places, last = places[kept], last[kept]
    found = rows.iloc[words.stretch[places]].reset_index(drop=True)
    start, end = words.start[places], words.end[last]
    cuts = zip(found["text"], found["sentence_start"], start, end, strict=True)
    pieces = [
        (text[: max(0, first - begins)], text[max(0, first - begins) : stop - begins],
         text[stop - begins :])
        for text, begins, first, stop in cuts
    ]  # fmt: skip
    left, keyword, right = zip(*pieces, strict=True) if pieces else ((), (), ())
    return found.assign(
        start=start,
        end=end,
        left=pd.Series(left, dtype="str"),
        keyword=pd.Series(keyword, dtype="str"),
        right=pd.Series(right, dtype="str"),
        word_before=_word_at(words, places, -1),
        word_after=_word_at(words, last, 1),
    )


def in_order(lines: pd.DataFrame, order: str) -> pd.DataFrame:
    """The lines in an order: of the text, of the word before or after, or of the groups.

    Args:
        lines: what `lines_of` gives; for the order of groups with a column group.
        order: TEXT, BEFORE, AFTER or GROUP.

    Raises:
        KeyError: another order (the known ones are named).
    """
    if order not in _ORDERS:
        raise KeyError(f"no order {order!r}; known are {', '.join(_ORDERS)}")
    by = _ORDERS[order]
    sorted_lines = lines.sort_values(by, kind="stable") if by else lines
    return sorted_lines.reset_index(drop=True)


def _word_at(words: Words, places: np.ndarray, step: int) -> pd.Series:
    """The word so many steps from each place, "" where the stretch ends before it."""
    beside = np.clip(places + step, 0, max(0, len(words.code) - 1))
    same = (words.stretch[beside] == words.stretch[places]) & (beside == places + step)
    said = words.keys[words.code[beside]] if len(places) else np.array([], dtype=object)
    return pd.Series(np.where(same, said, ""), dtype="str")
