"""One record as one line of JSON, whoever reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

# JSON may hold these as they are, and many readers of lines take them for the end of one.
_BREAKS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def line_of(record: Mapping[str, Any]) -> bytes:
    """The record in UTF-8, with a line break at its end and none before.

    Half a surrogate pair, which UTF-8 cannot hold, is written as JSON's escape.

    Raises:
        ValueError: a number is infinite or not a number, for which JSON has no word.
    """
    said = json.dumps(record, ensure_ascii=False, allow_nan=False)
    for sign, escape in _BREAKS.items():
        said = said.replace(sign, escape)
    return said.encode("utf-8", "backslashreplace") + b"\n"
