"""What a comparison reads of a partition: sums by article, made by whoever finishes it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.compare import measures_stored
from analysis.compare.counted import numbered, regrouped
from analysis.compare.merged import COUNTS, Sums, numbers_of, sums_of
from analysis.evidence import ROWS
from analysis.evidence.basis import Basis
from analysis.selection import Selection, counted_articles, grouped
from analysis.tables import GROUPINGS, INCLUDES

# Of a larger corpus single articles are not compared: every item would be listed for each of them,
# so that the table grew with the square of a corpus. What is asked of one a screen computes.
GROUPED = tuple(name for name in GROUPINGS if name != "article" and measures_stored(name))
_READ = [
    "sentence_id", "article_id", "voice_perspective", "voice_kind", "outlet_perspective", "item",
    "value", "sign",
]  # fmt: skip
_NAMES = ("group", "item")
_ROW = np.dtype(
    [(name, np.int32) for name in (*_NAMES, "article")]
    + [(name, np.float64) for name in ("value", "lowest", "highest")]
    + [(name, np.int32) for name in COUNTS]
)


def write_sums(tables: Mapping[str, pd.DataFrame], rank: Mapping[str, int], folder: Path) -> None:
    """Writes a file for each measure, in which each grouping and inclusion has a batch.

    Args:
        tables: the finished tables of a partition, and the topics table.
        rank: the place of each article among all by their ids.
        folder: is made.
    """
    folder.mkdir()
    counted = set(counted_articles(tables["articles"], Selection())["article_id"])
    basis = Basis(
        {
            name: frame[frame["article_id"].isin(counted)] if "article_id" in frame else frame
            for name, frame in tables.items()
        }
    )
    for measure, make in ROWS.items():
        rows = make(basis)[_READ]
        whole = numbered(rows, measure)
        of_kind = {name: (rows["voice_kind"] == name).to_numpy(dtype=bool) for name in INCLUDES}
        articles = np.array(sorted(rank[name] for name in rows["article_id"].unique()), dtype=int)
        by_grouping = (
            regrouped(whole, grouped(rows, basis, name), name) for name in _groupings(measure)
        )
        _write(
            [
                sums_of(every if include == "all" else every.only(of_kind[include]), articles)
                for every in by_grouping
                for include in INCLUDES
            ],
            _file(folder, measure),
        )


def read_sums(folder: Path, measure: str, group_by: str, include: str) -> Sums:
    """What `write_sums` wrote for a measure, grouping and inclusion."""
    at = _groupings(measure).index(group_by) * len(INCLUDES) + INCLUDES.index(include)
    with _file(folder, measure).open("rb") as file:
        groups, items, ends = json.loads(file.readline())
        first, last = ends[at : at + 2]
        file.seek(first * _ROW.itemsize, os.SEEK_CUR)
        rows = np.frombuffer(file.read((last - first) * _ROW.itemsize), _ROW)
    return Sums(groups, items, *(rows[name] for name in _ROW.names or ()))


def _groupings(measure: str) -> list[str]:
    return [name for name in GROUPED if measure in measures_stored(name)]


def _file(folder: Path, measure: str) -> Path:
    return folder / f"{measure}.sums"


def _write(made: Sequence[Sums], path: Path) -> None:
    """Writes a line of names and of where the sums of each end, and then the sums."""
    rows = np.empty(sum(len(one.value) for one in made), _ROW)
    for name in _ROW.names or ():
        rows[name] = np.concatenate([getattr(one, name) for one in made])
    ends = np.cumsum([0, *(len(one.value) for one in made)]).tolist()
    names = {name: dict[str, int]() for name in _NAMES}
    for name, known in names.items():
        codes = [numbers_of(known, getattr(one, f"{name}s"))[getattr(one, name)] for one in made]
        rows[name] = np.concatenate(codes)
    with path.open("wb") as file:
        file.write(json.dumps([*map(list, names.values()), ends]).encode() + b"\n")
        rows.tofile(file)
