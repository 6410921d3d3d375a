"""The first rows of tables, for a person who has to tell which column holds what."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from analysis.read.columns import NO_COLUMN, Columns
from analysis.read.decode import UnreadableError
from analysis.read.formats import tables_in
from analysis.read.records import Survey, survey
from analysis.read.source import Budget, Source, display_name, tidy

_ROWS = 5
_CELL = 300


@dataclass(frozen=True)
class TableColumns:
    """Tables that have the same columns, so that a person says once what these hold.

    Attributes:
        places: the tables: a file, `archive.zip#inner/table.csv` or `book.xlsx#sheet`.
        names: all columns in order.
        rows: the first rows of the first table, column name to the beginning of the value.
        mapping: field (one of FIELDS) to the column that is read as it.
        ambiguous: field to the columns that could equally be it.
    """

    places: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    mapping: Mapping[str, str]
    ambiguous: Mapping[str, tuple[str, ...]]

    @property
    def is_unclear(self) -> bool:
        """Whether a person must say, or should look, which column holds what."""
        return "text" not in self.mapping or bool(self.ambiguous)

    def told_by(
        self, chosen: Mapping[str, str | None], before: Mapping[str, str]
    ) -> dict[str, str]:
        """What a person tells by a choice, as field to column name.

        A field left without a column is told to have none where one would be guessed for it.

        Args:
            chosen: a column, or none, for each field.
            before: what was told of these columns already.
        """
        guessed = {*self.mapping, *self.ambiguous, *before}
        told = {name: column or NO_COLUMN for name, column in chosen.items()}
        return {name: column for name, column in told.items() if chosen[name] or name in guessed}


def table_columns(
    files: Iterable[tuple[str, bytes]],
    columns_of: Mapping[tuple[str, ...], Mapping[str, str]] | None = None,
) -> tuple[TableColumns, ...]:
    """What the columns of all tables in some files are read as, those in archives included.

    Tables with the same columns come as one, in the order of their first; records that stand
    alone, and what is damaged, are no question of columns.

    Args:
        files: name and content of each.
        columns_of: what a person said already, as for `read_uploads`.

    Raises:
        ColumnFault: an unknown field is named.
    """
    given = Columns(by_names=columns_of)
    found: dict[tuple[str, ...], TableColumns] = {}
    for name, data in files:
        whole = Source(display_name(name), io.BytesIO(data), len(data), given, 0, Budget(len(data)))
        for source, table in tables_in(whole):
            try:
                seen = survey(iter(table.rows), given)
            except UnreadableError:
                continue
            if table.alone or not seen.rows:
                continue
            known = found.setdefault(seen.names, _asked(seen))
            places = (*known.places, table.place(source))
            found[seen.names] = replace(known, places=places)
    return tuple(found.values())


def _asked(seen: Survey) -> TableColumns:
    rows = tuple(
        {name: tidy(value[:_CELL]) for name, value in row.items()} for row in seen.rows[:_ROWS]
    )
    return TableColumns((), seen.names, rows, seen.guess.mapping, seen.guess.ambiguous)
