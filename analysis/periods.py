"""Dates cut into days, months or years, by the time that they span."""

from __future__ import annotations

import pandas as pd

# From so many days or months between the first and the last date on, a period is longer.
_DAYS, _MONTHS = 45, 36


def periods(dates: pd.Series) -> pd.Series:
    """The period of each date, of which there is one at least, in words that sort by time.

    A day, a month or a year, by the time that the dates span; null where there is no date.
    """
    span = (dates.max() - dates.min()).days
    pattern = "%Y-%m-%d" if span < _DAYS else "%Y-%m" if span < 31 * _MONTHS else "%Y"
    return dates.dt.strftime(pattern)
