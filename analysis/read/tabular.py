"""Tables with separators: CSV and TSV of any dialect."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from analysis.read.decode import UnreadableError, open_text
from analysis.read.limits import MAX_ARTICLE_CHARACTERS, MAX_COLUMNS, MAX_LINE_CHARACTERS
from analysis.read.records import Row, Table
from analysis.read.source import Skipped, Source

_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_ROWS = 30
_MAX_FAULTS = 20
_Quoting = Literal[0, 3]
_WITH_QUOTES: _Quoting = csv.QUOTE_MINIMAL
_WITHOUT_QUOTES: _Quoting = csv.QUOTE_NONE


def csv_tables(source: Source) -> Iterator[Table]:
    """The one table of a CSV or TSV file; its first row must name the columns.

    Raises:
        UnreadableError: the file is empty, binary, or no table.
    """
    text = open_text(source.stream)
    sample = text.read(_SAMPLE_CHARACTERS)
    text.seek(0)
    if not sample.strip():
        raise UnreadableError("the file holds only blank space")
    csv.field_size_limit(MAX_ARTICLE_CHARACTERS)
    delimiter, quoting = _dialect(sample)
    reader = csv.reader(_lines(text), delimiter=delimiter, quoting=quoting)
    try:
        header = next((cells for cells in reader if any(cells)), [])
    except csv.Error as fault:
        raise UnreadableError(f"the header cannot be read: {fault}") from fault
    if len(header) > MAX_COLUMNS:
        raise UnreadableError(f"the table has {len(header):,} columns, more than {MAX_COLUMNS:,}")
    yield Table(_rows(reader, _names(header), source.path))
    text.detach()


def _rows(reader: Iterator[list[str]], names: list[str], path: str) -> Iterator[Row | Skipped]:
    number, n_faults = 0, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            number += 1
            n_faults += 1
            yield Skipped(f"{path}#{number}", f"the row cannot be read: {fault}")
            if n_faults == _MAX_FAULTS:
                raise UnreadableError(f"reading stopped: {n_faults} rows are damaged") from fault
            continue
        if not any(cells):
            continue
        number += 1
        if len(cells) > len(names) and any(cells[len(names) :]):
            yield Skipped(
                f"{path}#{number}",
                f"the row has {len(cells)} cells where the header has {len(names)}: a cell with "
                "the separator in it must stand in quotation marks",
            )
            continue
        yield Row(number, dict(zip(names, cells, strict=False)))


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a file, none longer than a line may be.

    Raises:
        UnreadableError: a line is longer; what stands above it has been read.
    """
    number = 0
    while line := text.readline(MAX_LINE_CHARACTERS + 1):
        number += 1
        if len(line) > MAX_LINE_CHARACTERS:
            raise UnreadableError(
                f"line {number} is longer than {MAX_LINE_CHARACTERS:,} characters"
            )
        yield line


def _names(header: list[str]) -> list[str]:
    """Names of the columns; a blank one is called by its number, a repeated one gets a number."""
    counts: Counter[str] = Counter()
    names = []
    for number, cell in enumerate(header, start=1):
        name = " ".join(cell.split()) or f"column {number}"
        counts[name] += 1
        names.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return names


def _dialect(sample: str) -> tuple[str, _Quoting]:
    """The separator, and whether quotation marks enclose cells.

    The best choice gives most rows as many cells as the header has; of equals, the one with more
    columns, and the one where quotation marks count.
    """
    best: tuple[float, int, int] | None = None
    chosen: tuple[str, _Quoting] = (",", _WITH_QUOTES)
    for delimiter in _DELIMITERS:
        for quoting in (_WITH_QUOTES, _WITHOUT_QUOTES):
            if quoting == _WITHOUT_QUOTES and delimiter != "\t":
                continue
            widths = _widths(sample, delimiter, quoting)
            if not widths or widths[0] < 2:
                continue
            even = sum(1 for width in widths if width == widths[0]) / len(widths)
            score = (round(even, 1), widths[0], -quoting)
            if best is None or score > best:
                best, chosen = score, (delimiter, quoting)
    return chosen


def _widths(sample: str, delimiter: str, quoting: _Quoting) -> list[int]:
    """Cells in each of the first rows; the last is left out, for it may be cut."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, quoting=quoting)
    try:
        widths = [len(cells) for cells in islice(rows, _SAMPLE_ROWS) if cells]
    except csv.Error:
        return []
    return widths[:-1] if len(sample) == _SAMPLE_CHARACTERS and len(widths) > 2 else widths
