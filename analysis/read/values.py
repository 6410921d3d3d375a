"""Cells of tables and values of JSON records as text."""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

_MAX_PARTS = 50
_MAX_WRAPPED = 5_000
# What stands for an object such as NewsAPI's {"id": "cnn", "name": "CNN"}.
_NAMING = ("name", "title", "original", "main", "label", "uri", "id")


def as_text(value: Any) -> str:
    """A value as text: lists joined by "; ", objects by their name, nothing as ""."""
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return next((shown for key in _NAMING if (shown := _plain(value.get(key)))), "")
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (_in_list(part) for part in value[:_MAX_PARTS])))
    return str(value)[:_MAX_WRAPPED]


def flatten(record: Mapping[str, Any]) -> dict[str, str]:
    """A record as column name to text; the parts of an object are columns "name.part" too."""
    flat: dict[str, str] = {}
    for key, value in record.items():
        flat[str(key)] = as_text(value)
        if isinstance(value, Mapping):
            for part in list(value)[:_MAX_PARTS]:
                flat[f"{key}.{part}"] = as_text(value[part])
    return {name: text for name, text in flat.items() if text}


def unwrap(cell: str) -> str:
    """The name in a cell that holds a whole list or object, as some programs write them."""
    if cell[:1] not in ("{", "[") or len(cell) > _MAX_WRAPPED:
        return cell
    for parse in (json.loads, ast.literal_eval):
        try:
            return as_text(parse(cell)) or cell
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            continue
    return cell


def _plain(value: Any) -> str:
    return as_text(value) if isinstance(value, str | int | float) else ""


def _in_list(value: Any) -> str:
    return as_text(value) if isinstance(value, Mapping) else _plain(value)
