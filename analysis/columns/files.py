"""Columns as files: one array each, which is read only where it is looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns.base import Array, Base, Measured, Told
from analysis.columns.held import Columns

_TOLD, _MORE, _LISTS = "told", "more", "lists.json"


def save(columns: Columns, folder: Path) -> None:
    """Writes columns into an empty folder."""
    for name, base in columns.bases.items():
        _write(folder, f"rows-{name}", base.arrays())
    for name, measured in columns.measures.items():
        _write(folder, f"measure-{name}", measured.arrays())
    _write(folder, _TOLD, columns.told.arrays())
    _write(folder, _MORE, {"chances": columns.chances, "number": columns.number})
    columns.articles.to_parquet(folder / "articles.parquet")
    columns.topics.to_parquet(folder / "topics.parquet")
    columns.removed.to_parquet(folder / "removed.parquet")
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
        articles=pd.read_parquet(folder / "articles.parquet"),
        topics=pd.read_parquet(folder / "topics.parquet"),
        n_sentences=lists["n_sentences"],
        actors=tuple(lists["actors"]),
        removed=pd.read_parquet(folder / "removed.parquet"),
    )


def _write(folder: Path, name: str, arrays: Mapping[str, Array]) -> None:
    (folder / name).mkdir()
    for column, array in arrays.items():
        np.save(folder / name / f"{column}.npy", array, allow_pickle=False)


def _read(folder: Path, name: str) -> dict[str, Any]:
    return {
        path.stem: np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
        for path in sorted((folder / name).glob("*.npy"))
    }


def _base(arrays: dict[str, Any], together: bool) -> Base:
    for name in ("first", "last"):
        arrays.setdefault(name, arrays["sentence"])
    return Base(**arrays, together=together)


def _measured(arrays: dict[str, Any], items: tuple[str, ...]) -> Measured:
    return Measured(at=arrays.pop("at", None), items=items, **arrays)
