"""What the marks of a chart come to, in a sentence of counts that stands under its title.

It says no more than the rows do: nothing is ranked, and a tie is not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.charts.rows import Record
from analysis.charts.theme import Notes

_SIGNS = ("n_negative", "n_neutral", "n_positive")


def with_largest(notes: Notes, records: Iterable[Record], names: Mapping[str, str]) -> Notes:
    """The notes with the item that most rows fall to: "Largest part: trade, 12 of 30".

    Args:
        notes: the words around the figure.
        records: the rows that are drawn, none of whose evidence counts twice.
        names: words for each item; the item itself when it is not among them.
    """
    counts: Counter[str] = Counter()
    for record in records:
        counts[record["item"]] += record["rows"]
    (first, most), *others = counts.most_common(2) or [("", 0)]
    if not others or most == others[0][1]:
        return notes
    said = f"Largest part: {names.get(first, first)}, {most:,} of {counts.total():,}"
    return replace(notes, seen=said)


def with_signs(notes: Notes, records: Iterable[Record], unit: str, signs: tuple[str, str]) -> Notes:
    """The notes with how many are on either side: "9 of 40 mentions unfavourable, 3 favourable".

    Args:
        notes: the words around the figure.
        records: the rows that are drawn.
        unit: what the counts count, in the plural.
        signs: the words for the lower and the higher side.
    """
    held = list(records)
    below, _, above = (sum(record[name] for record in held) for name in _SIGNS)
    whole = sum(record["rows"] for record in held)
    if not whole:
        return notes
    said = f"{below:,} of {whole:,} {unit} {signs[0]}, {above:,} {signs[1]}"
    return replace(notes, seen=said)
