"""What one process hands to another through the disk: small state as JSON, tables as Parquet.

Nothing that runs when it is read: a file that somebody else put into the folder can be wrong, but
it cannot do anything.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.article import Document
from analysis.corrections import Corrections, Entry
from analysis.corrections.entries import SORTS
from analysis.reference import Reference

# An article with what a person says of it, and the key of both (see keys.key_of).
Given = tuple[Document, tuple[Entry, ...], str]

_SECTIONS = {sort.SECTION: sort for sort in SORTS}


def write_articles(path: Path, given: Sequence[Given]) -> None:
    """Writes articles down, one in a line."""
    with path.open("w", encoding="ascii") as file:
        for document, entries, key in given:
            json.dump([asdict(document), _plain_entries(entries), key], file)
            file.write("\n")


def read_articles(path: Path) -> list[Given]:
    """What `write_articles` wrote."""
    with path.open(encoding="ascii") as file:
        lines = [json.loads(line) for line in file]
    return [(Document(**document), _entries(said), key) for document, said, key in lines]


def plain_corrections(corrections: Corrections) -> dict[str, Any]:
    """Corrections as values of JSON."""
    return {"entries": _plain_entries(corrections.entries), "texts": corrections.texts}


def corrections_of(plain: dict[str, Any]) -> Corrections:
    """What `plain_corrections` was given."""
    texts = tuple((article_id, key) for article_id, key in plain["texts"])
    return Corrections(_entries(plain["entries"]), texts)


def plain_reference(reference: Reference) -> dict[str, dict[str, Any]]:
    """Reference tables as values of JSON: of each column its type and its cells."""
    frames = {table.name: getattr(reference, table.name) for table in fields(reference)}
    return {
        name: {column: [str(cells.dtype), cells.tolist()] for column, cells in frame.items()}
        for name, frame in frames.items()
    }


def reference_of(plain: dict[str, dict[str, Any]]) -> Reference:
    """What `plain_reference` was given; a cell of several values is a tuple again."""
    frames = {
        name: pd.DataFrame(
            {column: pd.Series(_cells(cells), dtype=sort) for column, (sort, cells) in told.items()}
        )
        for name, told in plain.items()
    }
    return Reference(**frames)


def _cells(cells: list[Any]) -> list[Any]:
    return [tuple(cell) if isinstance(cell, list) else cell for cell in cells]


def _plain_entries(entries: Sequence[Entry]) -> list[Any]:
    return [[entry.SECTION, entry.values()] for entry in entries]


def _entries(plain: Sequence[Any]) -> tuple[Entry, ...]:
    return tuple(
        _SECTIONS[section](
            **{
                name: tuple(value) if isinstance(value, list) else value
                for name, value in values.items()
            }
        )
        for section, values in plain
    )
