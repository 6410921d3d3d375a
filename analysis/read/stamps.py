"""Dates as tables and messages write them, brought to a form that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from analysis.read.dates import parse_date

_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:[T ]?\d{2,6}Z?)?")
_SECONDS = re.compile(r"(\d{9,10})(?:\.\d{1,9})?")
_MILLISECONDS = re.compile(r"(\d{12,13})")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")


def readable_date(value: str, day_first: bool | None = None) -> str:
    """A date as stated or, when it is stated as a bare number, as YYYY-MM-DD.

    Args:
        value: "2022-01-12", "20220112T080000Z", "1641974400", "05/02/2022" ...
        day_first: Whether the day stands first in "05/02/2022"; None when nobody knows.

    Returns:
        What stands for a date, unchanged when it is none that is known.
    """
    value = value.strip()
    if parse_date(value):
        return value
    compact, numeric = _COMPACT.fullmatch(value), _NUMERIC.match(value)
    seconds, milliseconds = _SECONDS.fullmatch(value), _MILLISECONDS.fullmatch(value)
    try:
        if compact:
            return date(*map(int, compact.groups())).isoformat()
        if seconds:
            return datetime.fromtimestamp(int(seconds[1]), UTC).date().isoformat()
        if milliseconds:
            return datetime.fromtimestamp(int(milliseconds[1]) / 1000, UTC).date().isoformat()
        if numeric and day_first is not None:
            first, second, year = map(int, numeric.groups())
            month, day = (second, first) if day_first else (first, second)
            return date(year, month, day).isoformat()
    except (ValueError, OverflowError, OSError):
        return value
    return value


def day_stands_first(values: Iterable[str]) -> bool | None:
    """Whether dates such as "05/02/2022" of one column begin with the day, told by the others.

    None when no date of the column can only be read one way, or when they contradict each other.
    """
    firsts, seconds = [], []
    for value in values:
        found = _NUMERIC.match(value.strip())
        if found:
            firsts.append(int(found[1]))
            seconds.append(int(found[2]))
    is_day, is_month = max(firsts, default=0) > 12, max(seconds, default=0) > 12
    return is_day if is_day != is_month else None
