"""The first rows of a table, for a person who has to tell which column holds what."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.read.columns import ColumnGuess, field_names
from analysis.read.formats import TABLES, suffix_of
from analysis.read.records import Survey, survey
from analysis.read.source import Budget, Source, tidy

_ROWS = 5
_CELL = 300


@dataclass(frozen=True)
class ColumnPreview:
    """The beginning of a table.

    Attributes:
        names: All columns in order.
        rows: Some rows, as column name to the beginning of the value on one line.
        guess: What each column seems to hold; "text" is missing from its mapping when a person
            must say where the text is.
    """

    names: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    guess: ColumnGuess


def preview_columns(
    file: str | Path | tuple[str, bytes], columns: Mapping[str, str] | None = None
) -> ColumnPreview | None:
    """The first rows of the first table in a file, and what its columns seem to hold.

    Args:
        file: A path, or the name and content of an upload.
        columns: What a person said already, as for `read_paths`.

    Returns:
        None when the file is no table (archives are none).

    Raises:
        UnreadableError: the file is damaged.
        ColumnFault: `columns` names an unknown field.
        OSError: the file cannot be opened.
    """
    given = field_names(columns)
    name = file[0] if isinstance(file, tuple) else str(file)
    suffix = suffix_of(name)
    if suffix not in TABLES:
        return None
    with io.BytesIO(file[1]) if isinstance(file, tuple) else open(file, "rb") as stream:
        size = stream.seek(0, io.SEEK_END)
        source = Source(name, stream, size, given, 0, Budget(size))
        table = next(TABLES[suffix](source), None)
        seen = survey(iter(table.rows), given) if table and not table.alone else None
    return _preview(seen) if seen else None


def _preview(seen: Survey) -> ColumnPreview:
    rows = tuple(
        {name: tidy(value[:_CELL]) for name, value in row.items()} for row in seen.rows[:_ROWS]
    )
    return ColumnPreview(seen.names, rows, seen.guess)
