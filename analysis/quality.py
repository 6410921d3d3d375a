"""How good each method is on which test: the figures that the benchmarks wrote.

`benchmarks/quality.json` is a list of objects, one per figure, with the fields of FIELDS.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

QUALITY_FILE = Path(__file__).resolve().parents[1] / "benchmarks" / "quality.json"

FIELDS: Mapping[str, str] = {
    "method": "what was measured",
    "test": "on which texts",
    "measure": "name of the figure; higher is better unless the name says otherwise",
    "value": "the figure",
    "n": "number of cases it rests on",
    "low": "lower end of its 95 % interval, or null",
    "high": "upper end of its 95 % interval, or null",
    "who_labelled": "who gave the right answers",
    "command": "the command that measures it again",
}
_TEXTS = ("method", "test", "measure", "who_labelled", "command")
_BOUNDS = ("low", "high")


class QualityFault(ValueError):
    """A file of figures that cannot be used; the message lists every fault."""


def read_quality(path: Path = QUALITY_FILE) -> pd.DataFrame:
    """The measured figures, one row each, in the order of the file.

    Args:
        path: the JSON file. A missing one gives an empty table: nothing has been measured yet.

    Returns:
        A table with the columns of FIELDS; low and high are NaN where no interval is known.

    Raises:
        QualityFault: the file is no list of such objects; every fault is listed.
    """
    if not path.exists():
        return _frame([])
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise QualityFault(f"{path.name} is no JSON in UTF-8: {error}") from error
    if not isinstance(entries, list):
        raise QualityFault(f"{path.name} holds a {type(entries).__name__}, needed is a list")
    found = [
        f"entry {number}: {fault}"
        for number, entry in enumerate(entries, start=1)
        for fault in _faults(entry)
    ]
    if found:
        raise QualityFault(f"{path.name} cannot be used:\n" + "\n".join(found))
    repeated = _repeated(entries)
    if repeated:
        raise QualityFault(f"{path.name} repeats: " + "; ".join(repeated))
    return _frame(entries)


def _frame(entries: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(entries, columns=list(FIELDS))
    numbers = {"value": "float64", "low": "float64", "high": "float64", "n": "int64"}
    return frame.astype({name: numbers.get(name, "str") for name in FIELDS})


def _faults(entry: Any) -> list[str]:
    """All that is wrong with one entry."""
    if not isinstance(entry, dict):
        return [f"is a {type(entry).__name__}, needed is an object with {', '.join(FIELDS)}"]
    missing = [name for name in FIELDS if name not in entry]
    unknown = sorted(set(entry) - set(FIELDS))
    found = [f"lacks {', '.join(missing)}"] if missing else []
    found += [f"has unknown fields {', '.join(unknown)}"] if unknown else []
    if missing:
        return found
    found += [
        f"{name} is {entry[name]!r}, needed are words"
        for name in _TEXTS
        if not isinstance(entry[name], str) or not entry[name].strip()
    ]
    if not _is_number(entry["value"]):
        found.append(f"value is {entry['value']!r}, needed is a number")
    if not isinstance(entry["n"], int) or isinstance(entry["n"], bool) or entry["n"] < 1:
        found.append(f"n is {entry['n']!r}, needed is a whole number of at least 1")
    found += [
        f"{name} is {entry[name]!r}, needed is a number or null"
        for name in _BOUNDS
        if entry[name] is not None and not _is_number(entry[name])
    ]
    return found or _order_faults(entry)


def _order_faults(entry: Mapping[str, Any]) -> list[str]:
    low, value, high = entry["low"], entry["value"], entry["high"]
    if (low is None) != (high is None):
        return ["has one end of an interval only"]
    if low is not None and not low <= value <= high:
        return [f"value {value} is outside its interval {low} to {high}"]
    return []


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _repeated(entries: list[dict[str, Any]]) -> list[str]:
    """Names of the figures that stand in the list more than once."""
    names = [f"{e['method']}, {e['test']}, {e['measure']}" for e in entries]
    return sorted({name for name in names if names.count(name) > 1})
