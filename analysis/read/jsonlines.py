"""JSON: one record a line, a list of records, an object that holds a list, or one record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from analysis.read.decode import UnreadableError, decode_only, open_text
from analysis.read.limits import MAX_JSON_BYTES, MAX_JSON_VALUES, MAX_LINE_CHARACTERS
from analysis.read.records import Row, Table
from analysis.read.source import Skipped, Source
from analysis.read.values import flatten

_LISTS = (
    "articles",
    "results",
    "items",
    "data",
    "documents",
    "docs",
    "stories",
    "hits",
    "response",
)
_MAX_WRAPPERS = 3
_PROSE = 25  # words


def json_tables(source: Source) -> Iterator[Table]:
    """The table of a JSON file.

    Raises:
        UnreadableError: the file is not JSON, or holds no records.
    """
    text = decode_only(source.data(MAX_JSON_BYTES)).lstrip("\ufeff")
    try:
        value = _parse(text)
    except UnreadableError:
        # Many programs write JSON lines into files called .json.
        if "\n" not in text.strip() or not text.lstrip().startswith("{"):
            raise
        yield from json_line_tables(source)
        return
    records = _list_in(value)
    if records is not None:
        yield Table(_from_values(records, source.path))
    elif isinstance(value, dict):
        yield Table([Row(1, flatten(value))], alone=True)
    else:
        raise UnreadableError("the JSON holds no object with an article and no list of such")


def json_line_tables(source: Source) -> Iterator[Table]:
    """The table of a file with one JSON record a line.

    Raises:
        UnreadableError: the file is empty or binary.
    """
    text = open_text(source.stream)
    yield Table(_from_lines(text, source.path))
    text.detach()


def _from_lines(text: TextIO, path: str) -> Iterator[Row | Skipped]:
    number = 0
    while line := text.readline(MAX_LINE_CHARACTERS + 1):
        number += 1
        place = f"{path}#{number}"
        if len(line) > MAX_LINE_CHARACTERS:
            while line and not line.endswith("\n"):
                line = text.readline(MAX_LINE_CHARACTERS)
            yield Skipped(place, f"the line is longer than {MAX_LINE_CHARACTERS:,} characters")
        elif line.strip():
            try:
                value = _parse(line)
            except UnreadableError as fault:
                yield Skipped(place, str(fault))
                continue
            yield _row(number, value, path)


def _from_values(values: list[Any], path: str) -> Iterator[Row | Skipped]:
    for number, value in enumerate(values, start=1):
        yield _row(number, value, path)


def _row(number: int, value: Any, path: str) -> Row | Skipped:
    if isinstance(value, dict):
        return Row(number, flatten(value))
    return Skipped(f"{path}#{number}", f"{type(value).__name__} is no record with fields")


def _parse(text: str) -> Any:
    # Each value takes memory of its own, however short it is written.
    if text.count(",") + text.count("[") + text.count("{") > MAX_JSON_VALUES:
        raise UnreadableError(f"the JSON holds more than {MAX_JSON_VALUES:,} values")
    try:
        return json.loads(text)
    except RecursionError as fault:
        raise UnreadableError("the JSON is nested too deeply") from fault
    except ValueError as fault:
        raise UnreadableError(f"not JSON: {str(fault)[:150]}") from fault


def _list_in(value: Any) -> list[Any] | None:
    """The list of records in a value, through wrappers such as {"response": {"results": [...]}}."""
    for _ in range(_MAX_WRAPPERS):
        if isinstance(value, list):
            return value
        if not isinstance(value, dict) or _is_article(value):
            return None
        known = [value[key] for key in _LISTS if isinstance(value.get(key), dict | list)]
        lists = [part for part in value.values() if isinstance(part, list) and part]
        if not known and len(lists) != 1:
            return None
        value = known[0] if known else lists[0]
    return value if isinstance(value, list) else None


def _is_article(record: dict[str, Any]) -> bool:
    """Whether an object holds a text itself; the lists in it are then of authors or tags."""
    return any(isinstance(part, str) and len(part.split()) >= _PROSE for part in record.values())
