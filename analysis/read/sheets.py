"""Excel workbooks: the values as last saved; formulas are never run."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

from analysis.read.decode import UnreadableError
from analysis.read.limits import MAX_BLANK_ROWS, MAX_COLUMNS, MAX_DOCUMENT_BYTES, MAX_ROWS
from analysis.read.records import Row, Table
from analysis.read.source import Skipped, Source, faults_as_unreadable
from analysis.read.values import as_text
from analysis.read.zips import repacked_office_file

_NOT_NEEDED = ("/media/", "/drawings/", "/charts/", "/embeddings/", "vbaProject")


def sheet_tables(source: Source) -> Iterator[Table]:
    """One table for each visible sheet; the first row that is not blank names the columns.

    Raises:
        UnreadableError: the workbook is damaged, encrypted or passes a limit.
    """
    import openpyxl

    source.data(MAX_DOCUMENT_BYTES)
    safe = repacked_office_file(source.stream, source.budget, _NOT_NEEDED)
    with faults_as_unreadable("the workbook"), warnings.catch_warnings():
        # The library warns of styles and rules that it leaves out; they hold no text.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(safe, read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        yield Table(_rows(sheet), sheet.title if len(sheets) > 1 else "")


def _rows(sheet: Any) -> Iterator[Row | Skipped]:
    with faults_as_unreadable("the sheet"):
        # The size that a sheet states is often wrong, and would be believed.
        sheet.reset_dimensions()
        cells = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
    names: list[str] = []
    number = n_blank = 0
    for _ in range(MAX_ROWS + 2):
        with faults_as_unreadable("the sheet"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            row = next(cells, None)
        if row is None:
            return
        if not any(row):
            n_blank += 1
            if n_blank > MAX_BLANK_ROWS:
                raise UnreadableError(f"reading stopped at more than {MAX_BLANK_ROWS:,} blank rows")
            continue
        n_blank = 0
        values = [as_text(value) for value in row]
        if values[MAX_COLUMNS:] and values[MAX_COLUMNS]:
            raise UnreadableError(f"the sheet has more than {MAX_COLUMNS:,} columns")
        if not names:
            width = max(at for at, value in enumerate(values, start=1) if value)
            names = [value or f"column {at}" for at, value in enumerate(values[:width], start=1)]
            continue
        number += 1
        yield Row(number, dict(zip(names, values, strict=False)))
    raise UnreadableError(f"reading stopped after {MAX_ROWS:,} rows")
