"""Columns and tables as files, which are read only where they are looked at."""

from __future__ import annotations

import json
import mmap
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from weakref import WeakSet

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import feather

from analysis.columns.base import Array, Base, Measured, Told
from analysis.columns.held import Columns

_TOLD, _MORE, _LISTS = "told", "more", "lists.json"
_looked_at: WeakSet[mmap.mmap] = WeakSet()
_changing = threading.Lock()


def save(columns: Columns, folder: Path) -> None:
    """Writes columns into an empty folder."""
    for name, base in columns.bases.items():
        _write(folder, f"rows-{name}", base.arrays())
    for name, measured in columns.measures.items():
        _write(folder, f"measure-{name}", measured.arrays())
    _write(folder, _TOLD, columns.told.arrays())
    _write(folder, _MORE, {"chances": columns.chances, "number": columns.number})
    save_table(columns.articles, folder / "articles.arrow")
    save_table(columns.topics, folder / "topics.arrow")
    save_table(columns.removed, folder / "removed.arrow")
    lists = {
        "names": columns.names,
        "items": {name: measured.items for name, measured in columns.measures.items()},
        "together": {name: base.together for name, base in columns.bases.items()},
        "actors": columns.actors,
        "n_sentences": columns.n_sentences,
    }
    (folder / _LISTS).write_text(json.dumps(lists, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> Columns:
    """The columns that `save` wrote; nobody can change them.

    Raises:
        OSError: a file is missing or cannot be read.
        ValueError: a file is not what was written.
    """
    lists = json.loads((folder / _LISTS).read_text(encoding="utf-8"))
    return Columns(
        bases={
            name: _base(_read(folder, f"rows-{name}"), together)
            for name, together in lists["together"].items()
        },
        measures={
            name: _measured(_read(folder, f"measure-{name}"), tuple(items))
            for name, items in lists["items"].items()
        },
        told=Told(**_read(folder, _TOLD)),
        **_read(folder, _MORE),
        names={name: tuple(held) for name, held in lists["names"].items()},
        articles=table(folder / "articles.arrow"),
        topics=table(folder / "topics.arrow"),
        n_sentences=lists["n_sentences"],
        actors=tuple(lists["actors"]),
        removed=table(folder / "removed.arrow"),
    )


def save_table(frame: pd.DataFrame, path: Path) -> None:
    """Writes a table so that it can be looked at where it lies."""
    # In one piece: rows are found at once, where those of hundreds of pieces are searched for.
    table = pa.Table.from_pandas(frame).combine_chunks()
    feather.write_feather(table, path, compression="uncompressed", chunksize=max(1, len(table)))


def table(path: Path) -> pd.DataFrame:
    """The table that `save_table` wrote; its texts stay on disk until they are looked at."""
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all().to_pandas()


def _write(folder: Path, name: str, arrays: Mapping[str, Array]) -> None:
    (folder / name).mkdir()
    for column, array in arrays.items():
        np.save(folder / name / f"{column}.npy", array, allow_pickle=False)


def _read(folder: Path, name: str) -> dict[str, Any]:
    return {path.stem: _array(path) for path in sorted((folder / name).glob("*.npy"))}


def _array(path: Path) -> Array:
    array = np.load(path, mmap_mode="r", allow_pickle=False)
    if isinstance(array.base, mmap.mmap):
        with _changing:
            _looked_at.add(array.base)
    found: Array = array.view(np.ndarray)
    return found


def let_go() -> None:
    """Takes what was looked at of all columns out of the memory of this process (Linux only).

    Whoever looks again gets the same: from what the system still holds of the file, or from it.
    """
    with _changing:
        for held in _looked_at:
            held.madvise(mmap.MADV_DONTNEED)


def _base(arrays: dict[str, Any], together: bool) -> Base:
    for name in ("first", "last"):
        arrays.setdefault(name, arrays["sentence"])
    return Base(**arrays, together=together)


def _measured(arrays: dict[str, Any], items: tuple[str, ...]) -> Measured:
    return Measured(at=arrays.pop("at", None), items=items, **arrays)
