"""Files and folders to articles. What cannot be read is a row with its reason, never an error."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.article import Document
from analysis.read.decode import UnreadableError
from analysis.read.formats import READERS, read_file

__all__ = ["Reading", "read_paths"]


@dataclass(frozen=True)
class Reading:
    """What came of reading: the articles, and one row for each input that could not be read."""

    documents: tuple[Document, ...]
    skipped: pd.DataFrame


def read_paths(
    paths: Sequence[str | Path], progress: Callable[[str], None] | None = None
) -> Reading:
    """Read articles from files and folders.

    Folders are searched at any depth, in the order of their names. In a folder, hidden files and
    README files are passed over; any other file of unknown format is listed as skipped. An input
    given twice is read once.

    Args:
        paths: Files or folders.
        progress: Called with the name of each file before it is read.

    Returns:
        The articles in order of input, and the `skipped` table.
    """
    documents: list[Document] = []
    skipped: list[tuple[str, str]] = []
    seen: set[str] = set()
    for source_path, fault in (found for path in paths for found in _files(str(path))):
        if source_path in seen:
            continue
        seen.add(source_path)
        if fault:
            skipped.append((source_path, fault))
            continue
        if progress:
            progress(source_path)
        try:
            documents += read_file(Path(source_path), source_path)
        except UnreadableError as error:
            skipped.append((source_path, str(error)))
        except OSError as error:
            skipped.append((source_path, f"cannot be opened: {error.strerror or error}"))
    frame = pd.DataFrame(skipped, columns=tables.TABLES["skipped"].names)
    return Reading(tuple(documents), tables.conform("skipped", frame))


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
