"""Tables as CSV that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import pandas as pd

# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV in UTF-8 with a byte-order mark, which spreadsheets need for it.

    Text that a spreadsheet would take for a formula gets a leading apostrophe, the name of a column
    too; numbers stay as they are. The parts of a tuple are joined by "; ".
    """
    texts = frame.select_dtypes(exclude=["number", "bool", "datetime"]).columns
    neutral = frame.assign(**{name: frame[name].map(_neutral) for name in texts})
    neutral.columns = neutral.columns.map(_neutral)
    return neutral.to_csv(index=False).encode("utf-8-sig")


def _neutral(value: object) -> object:
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
