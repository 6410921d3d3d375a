"""Rows of any table, or JSON records, to articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from analysis.article import Document
from analysis.read.columns import ColumnGuess, Columns, apply_given, map_columns, why_no_text
from analysis.read.decode import UnreadableError, repair
from analysis.read.limits import MAX_COLUMNS, MAX_ROWS, MAX_SKIPPED_ROWS_LISTED
from analysis.read.source import Item, Names, Skipped, Source, display_name, make_article
from analysis.read.stamps import day_stands_first, readable_date
from analysis.read.values import unwrap

_SAMPLE = 50
_MAX_ID = 200


@dataclass(frozen=True)
class Row:
    """One row: its number from 1, and column name to value as text."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """One table of a file.

    Attributes:
        rows: The rows in order, and reasons for those that could not be read.
        sheet: Name of the sheet, when the file has several.
        alone: Whether the file is one record and no table.
    """

    rows: Iterable[Row | Skipped]
    sheet: str = ""
    alone: bool = False

    def place(self, source: Source) -> str:
        """The name under which a person knows the table."""
        return f"{source.path}#{self.sheet}" if self.sheet else source.path


@dataclass(frozen=True)
class Survey:
    """What the first rows of a table show.

    Attributes:
        items: Themselves.
        names: All column names.
        given: What a person said of these columns, as field to column name.
        guess: What each column holds.
    """

    items: tuple[Row | Skipped, ...]
    names: tuple[str, ...]
    given: Mapping[str, str]
    guess: ColumnGuess

    @property
    def rows(self) -> list[Mapping[str, str]]:
        return [item.values for item in self.items if isinstance(item, Row)]


def survey(rows: Iterator[Row | Skipped], columns: Columns) -> Survey:
    """Look at the first rows, which are taken from the iterator.

    Raises:
        UnreadableError: there are more columns than a table may have.
    """
    items = tuple(islice(rows, _SAMPLE))
    sample = [item.values for item in items if isinstance(item, Row)]
    names = tuple(dict.fromkeys(name for values in sample for name in values))
    if len(names) > MAX_COLUMNS:
        raise UnreadableError(
            f"the table has {len(names):,} columns, more than {MAX_COLUMNS:,}; keep those with the "
            "text, title, outlet and date"
        )
    given = columns.of(names)
    return Survey(items, names, given, apply_given(map_columns(names, sample), given, names))


def read_table(source: Source, table: Table) -> Iterator[Item]:
    """The articles of a table, one for each row that has a text.

    A fault that ends the reading comes last, as Skipped, after the rows before it.

    Raises:
        UnreadableError: it cannot be told which column holds the text, or a limit is passed.
    """
    rows = _fault_last(table.rows, table.place(source))
    seen = survey(rows, source.columns)
    if seen.rows and "text" not in seen.guess.mapping:
        raise UnreadableError(why_no_text(seen.guess, seen.given, seen.names))
    dates = [row.get(seen.guess.mapping.get("published", ""), "") for row in seen.rows]
    maker = _Maker(source.path, table, seen.guess.mapping, day_stands_first(dates))
    n_skipped = 0
    for item in chain(seen.items, rows):
        made = maker.article(item) if isinstance(item, Row) else item
        if isinstance(made, Skipped):
            n_skipped += 1
            if n_skipped > MAX_SKIPPED_ROWS_LISTED:
                continue
        yield made
    if n_skipped > MAX_SKIPPED_ROWS_LISTED:
        more = n_skipped - MAX_SKIPPED_ROWS_LISTED
        yield Skipped(source.path, f"{more:,} more rows could not be read for such reasons")


def _fault_last(rows: Iterable[Row | Skipped], place: str) -> Iterator[Row | Skipped]:
    try:
        yield from rows
    except UnreadableError as fault:
        yield Skipped(place, str(fault))


class _Maker:
    """Makes articles of rows; remembers the ids it gave, so that each is given once."""

    def __init__(
        self, path: str, table: Table, mapping: Mapping[str, str], day_first: bool | None
    ) -> None:
        self._path = path
        self._table = table
        self._mapping = mapping
        self._day_first = day_first
        self._names = Names()

    def article(self, row: Row) -> Document | Skipped:
        """The article of a row, or the reason why it has none.

        Raises:
            UnreadableError: the table has too many rows.
        """
        if row.number > MAX_ROWS:
            raise UnreadableError(f"reading stopped after {MAX_ROWS:,} rows; split the file")
        path = self._name(row)
        values = {key: row.values.get(name) or "" for key, name in self._mapping.items()}
        text = values.pop("text", "")
        if not text.strip():
            return Skipped(path, f"the row has nothing in {self._mapping.get('text')!r}")
        values.pop("id", None)
        labels: dict[str, str | None] = {
            key: repair(unwrap(value)) for key, value in values.items() if value
        }
        if labels.get("published"):
            labels["published"] = readable_date(labels["published"] or "", self._day_first)
        try:
            return make_article(path, repair(text), labels)
        except UnreadableError as fault:
            return Skipped(path, str(fault))

    def _name(self, row: Row) -> str:
        if self._table.alone:
            return self._path
        stated = row.values.get(self._mapping.get("id", ""), "")[:_MAX_ID].strip()
        own = display_name(stated) if stated else str(row.number)
        wanted = f"{self._table.sheet}/{own}" if self._table.sheet else own
        return f"{self._path}#{self._names.unique(wanted)}"
