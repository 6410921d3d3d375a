"""Files, folders and uploads to articles.

What cannot be read is a row with its reason, never an error.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.article import Document
from analysis.read.columns import Columns, Given
from analysis.read.formats import READERS, read_source
from analysis.read.limits import MAX_FILE_BYTES
from analysis.read.source import Budget, Item, Skipped, Source, display_name

__all__ = ["Reading", "iter_documents", "read_paths", "read_uploads"]

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Reading:
    """What came of reading: the articles, and one row for each input that could not be read."""

    documents: tuple[Document, ...]
    skipped: pd.DataFrame


def read_paths(
    paths: Sequence[str | Path],
    progress: Progress | None = None,
    columns: Given = (),
) -> Reading:
    """Read articles from files and folders.

    Folders are searched at any depth, in the order of their names. In a folder, hidden files and
    README files are passed over; any other file of unknown format is listed as skipped. An input
    given twice is read once.

    Args:
        paths: Files or folders.
        progress: Called with the name of each file before it is read.
        columns: Which column of tables holds what, as field ("text", "title", "outlet", "date",
            "url", "author", "language", "country", "category", "id") to column name; other
            columns are recognised by their names. Or several such answers: of these the one counts
            of which a table has most columns.

    Returns:
        The articles in order of input, and the `skipped` table.

    Raises:
        ColumnFault: `columns` names an unknown field.
    """
    return _collect(iter_documents(paths, progress, columns))


def read_uploads(
    files: Iterable[tuple[str, bytes]],
    columns: Given = (),
    columns_of: Mapping[tuple[str, ...], Mapping[str, str]] | None = None,
) -> Reading:
    """Read articles from files in memory, by the same readers as files on disk.

    Args:
        files: Name and content of each. Names are made harmless: relative, without control
            characters, and a name given before gets a number.
        columns: As for `read_paths`.
        columns_of: The same for tables with just these columns; outweighs `columns`.

    Raises:
        ColumnFault: an unknown field is named.
    """
    given = Columns(columns, columns_of)
    return _collect(item for source in _uploads(files, given) for item in read_source(source))


def iter_documents(
    paths: Sequence[str | Path],
    progress: Progress | None = None,
    columns: Given = (),
) -> Iterator[Item]:
    """As `read_paths`, but one article (or Skipped) after another, so that memory stays flat.

    Raises:
        ColumnFault: `columns` names an unknown field.
    """
    given = Columns(columns)
    seen: set[str] = set()
    for path, fault in (found for each in paths for found in _files(str(each))):
        if path in seen:
            continue
        seen.add(path)
        shown = path.encode("utf-8", "replace").decode("utf-8")
        if fault:
            yield Skipped(shown, fault)
            continue
        if progress:
            progress(shown)
        try:
            with open(path, "rb") as stream:
                size = os.path.getsize(path)
                if size > MAX_FILE_BYTES:
                    yield Skipped(shown, f"the file is larger than {MAX_FILE_BYTES:,} bytes")
                else:
                    yield from read_source(Source(shown, stream, size, given, 0, Budget(size)))
        except OSError as error:
            yield Skipped(shown, f"cannot be opened: {error.strerror or error}")


def _collect(items: Iterable[Item]) -> Reading:
    documents: list[Document] = []
    skipped: list[tuple[str, str]] = []
    for item in items:
        if isinstance(item, Document):
            documents.append(item)
        else:
            skipped.append((item.source_path, item.reason))
    frame = pd.DataFrame(skipped, columns=tables.TABLES["skipped"].names)
    return Reading(tuple(documents), tables.conform("skipped", frame))


def _uploads(files: Iterable[tuple[str, bytes]], columns: Columns) -> Iterator[Source]:
    seen: dict[str, int] = {}
    for name, data in files:
        shown = display_name(name)
        seen[shown] = seen.get(shown, 0) + 1
        if seen[shown] > 1:
            stem, dot, suffix = shown.rpartition(".")
            shown = f"{stem} ({seen[shown]}){dot}{suffix}" if dot else f"{suffix} ({seen[shown]})"
        yield Source(shown, io.BytesIO(data), len(data), columns, 0, Budget(len(data)))


def _files(given: str) -> Iterator[tuple[str, str | None]]:
    """Each file behind an input, with the reason when it is not even worth opening."""
    try:
        if not os.path.isdir(given):
            yield given, _fault(given)
            return
        found = _walk(given)
    except (OSError, ValueError) as error:
        yield given, f"cannot be opened: {error}"
        return
    if not found:
        yield given, f"the folder holds no file ending in {', '.join(sorted(READERS))}"
    yield from found


def _walk(folder: str) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []

    def note(error: OSError) -> None:
        found.append((str(error.filename), f"cannot be opened: {error.strerror}"))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and os.path.splitext(name)[0].lower() != "readme":
                path = os.path.join(place, name)
                found.append((path, _fault(path)))
    return found


def _fault(path: str) -> str | None:
    if os.path.islink(path) and not os.path.exists(path):
        return f"a broken link to {os.readlink(path)!r}"
    if not os.path.exists(path):
        return "no such file or folder"
    # Devices and pipes could be read for ever.
    return None if os.path.isfile(path) else "not a regular file"
