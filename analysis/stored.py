"""A large analysis where it lies on disk: columns that are made once, and texts that are looked up.

DIR/<table>.parquet     the tables, as a run wrote them
DIR/.columns/           made of them when they are first shown: columns (see columns.files), the
                        articles in the order of their table, all tables of the articles that are
                        read for words, and of what it was made
"""

from __future__ import annotations

import hashlib
import json
import shutil
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis import tables as contract
from analysis.columns import Columns, Maker, files
from analysis.columns.drawn import drawn_articles
from analysis.door.source import OF_ARTICLES, Source, Tables
from analysis.evidence import all_rows
from analysis.evidence.basis import Basis
from analysis.wording import MOST_WORDS

FOLDER = ".columns"
# Grows when what is kept in FOLDER is made in another way.
EDITION = 2
_MADE_OF, _READ, _PART_OF, _LISTED = "made_of.json", "read", "part_of.npy", "listed.arrow"
# Rows that are looked up at once are few; the library needs some room to find them.
_ROOM = "150MB"
_MOST_NAMED = 3  # files of which one cannot be read

Tell = Callable[[int, int], None]


class TableFault(Exception):
    """A table cannot be read where it lies; the message names its files, without what is above."""


class _Looked(Basis):
    """Tables of some articles, each of which is read when somebody asks for it."""

    def __init__(self, read: Callable[[str], pd.DataFrame], topics: pd.DataFrame) -> None:
        super().__init__(topics=topics)
        self._read = read

    def __missing__(self, name: str) -> pd.DataFrame:
        if name not in OF_ARTICLES:
            raise KeyError(name)
        self[name] = found = self._read(name)
        return found


class Stored(Source):
    """The tables of a folder, of which columns alone are in memory, and only where looked at."""

    def __init__(self, folder: Path) -> None:
        """
        Args:
            folder: an analysis whose columns were made (see `prepare`).
        """
        self._folder, self._kept = folder, folder / FOLDER
        told = json.loads((self._kept / _MADE_OF).read_text(encoding="utf-8"))
        self._parts: list[str] = told["parts"]
        self._part_of = np.load(self._kept / _PART_OF, mmap_mode="r")

    @cached_property
    def columns(self) -> Columns:
        return files.load(self._kept)

    @cached_property
    def articles(self) -> pd.DataFrame:
        return files.table(self._kept / _LISTED)

    @cached_property
    def _index(self) -> pd.Index:
        return pd.Index(self.articles["article_id"])

    @cached_property
    def _drawn(self) -> frozenset[str]:
        return frozenset(files.table(self._kept / _READ / "articles.arrow")["article_id"])

    @cached_property
    def _library(self) -> Any:
        import duckdb  # takes a while to load, and a small analysis needs none of it

        return duckdb.connect(config={"memory_limit": _ROOM})

    def whole(self) -> dict[str, pd.DataFrame]:
        return {name: read(path_of(self._folder, name)) for name in contract.TABLES}

    def some(self, ids: Collection[str]) -> Tables:
        wanted = list(dict.fromkeys(ids))
        kept = self._kept / _READ
        if kept.exists() and set(wanted) == self._drawn:
            return _Looked(lambda name: files.table(kept / f"{name}.arrow"), self.columns.topics)
        parts = self._parts_with(wanted)

        def read(name: str) -> pd.DataFrame:
            return self._rows_of(
                name, [part_of(self._folder, name, part) for part in parts], wanted
            )

        return _Looked(read, self.columns.topics)

    def _parts_with(self, ids: Sequence[str]) -> list[str]:
        places = self._index.get_indexer(pd.Index(ids))
        return [self._parts[part] for part in np.unique(self._part_of[places[places >= 0]])]

    def _rows_of(self, name: str, paths: Sequence[Path], ids: Sequence[str]) -> pd.DataFrame:
        """The rows of some articles, in the order of the files."""
        if not paths or not ids:
            return contract.empty(name)
        marks = ", ".join("?" * len(ids))
        asked = f"select * from read_parquet(?) where article_id in ({marks})"
        given = [[str(path) for path in paths], *ids]
        with _telling(self._folder, paths):
            found = self._library.cursor().sql(asked, params=given)
            return contract.conform(name, found.to_arrow_table().to_pandas())

    def holding(self, words: str) -> np.ndarray:
        found = [np.empty(0, dtype=bool)]
        for part in self._parts:
            path = part_of(self._folder, "sentences", part)
            with _telling(self._folder, [path]):
                texts = pq.read_table(path, columns=["text"], partitioning=None)["text"]
            found.append(pc.match_substring(texts, words, ignore_case=True).to_numpy())
        return np.concatenate(found)

    @cached_property
    def skipped(self) -> pd.DataFrame:
        return read(path_of(self._folder, "skipped"))


@contextmanager
def _telling(folder: Path, paths: Sequence[Path]) -> Iterator[None]:
    """Names the files when what is read from them is not what was written."""
    import duckdb

    try:
        yield
    except (OSError, ValueError, duckdb.Error) as fault:
        named = ", ".join(str(path.relative_to(folder)) for path in paths[:_MOST_NAMED])
        more = f" or one of {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
        raise TableFault(
            f"{named}{more} cannot be read ({type(fault).__name__}); `python -m analysis check` "
            "lists all faults."
        ) from fault


def is_prepared(folder: Path) -> bool:
    """Whether the columns of a folder are there and are those of what lies in it."""
    try:
        told = json.loads((folder / FOLDER / _MADE_OF).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(told["edition"] == EDITION and told["run"] == _run_of(folder))


def prepare(folder: Path, tell: Tell = lambda done, total: None, workers: int = 1) -> None:
    """Makes the columns of an analysis, one part of it after another.

    Args:
        folder: a sound analysis.
        tell: told how many of how many parts are done.
        workers: processes that read parts; with one it is this process.

    Raises:
        OSError: a table cannot be read, or nothing can be written into the folder.
    """
    made, parts = folder / f"{FOLDER}-{uuid.uuid4().hex[:8]}", parts_of(folder)
    made.mkdir()
    try:
        maker = Maker()
        articles: list[pd.DataFrame] = []
        for done, (piece, its_articles) in enumerate(_pieces(folder, parts, workers)):
            maker.add(piece)
            articles.append(its_articles)
            tell(done + 1, len(parts))
        topics = read(path_of(folder, "topics"))
        listed = pd.concat(articles, ignore_index=True)
        files.save(maker.columns(listed, topics), made)
        files.save_table(listed, made / _LISTED)
        sizes = [len(frame) for frame in articles]
        part_of = np.repeat(np.arange(len(parts), dtype=np.int32), sizes)
        np.save(made / _PART_OF, part_of, allow_pickle=False)
        told = {"edition": EDITION, "run": _run_of(folder), "parts": parts}
        (made / _MADE_OF).write_text(json.dumps(told), encoding="utf-8")
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        made.rename(folder / FOLDER)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    _write_drawn(folder)


_Piece = tuple[Maker, pd.DataFrame]


def _pieces(folder: Path, parts: Sequence[str], workers: int) -> Iterator[_Piece]:
    """What is made of each part, and its articles without their texts."""
    if workers == 1:
        yield from (_piece(folder, part) for part in parts)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_piece, [folder] * len(parts), parts)


def _piece(folder: Path, part: str) -> _Piece:
    tables = {name: read(part_of(folder, name, part)) for name in OF_ARTICLES}
    rows = all_rows({**tables, "topics": read(path_of(folder, "topics"))})
    return Maker.of(rows, tables), tables["articles"].drop(columns="text")


def _write_drawn(folder: Path) -> None:
    """Puts the articles that are read for words together, so that they are found at once."""
    source, columns = Stored(folder), files.load(folder / FOLDER)
    places = drawn_articles(columns, MOST_WORDS)
    tables = source.some(columns.articles["article_id"].iloc[places].tolist())
    target = folder / FOLDER / f"{_READ}-new"
    target.mkdir()
    for name in OF_ARTICLES:
        files.save_table(tables[name], target / f"{name}.arrow")
    target.rename(folder / FOLDER / _READ)


def _run_of(folder: Path) -> str:
    return hashlib.sha256((folder / "run.json").read_bytes()).hexdigest()


def parts_of(folder: Path) -> list[str]:
    """The names of the parts of the tables that hold rows of articles; "" when there is one."""
    path = path_of(folder, "articles")
    return sorted(part.name for part in path.glob("*.parquet")) if path.is_dir() else [""]


def path_of(folder: Path, name: str) -> Path:
    """A table: a file, or a folder of parts."""
    return folder / f"{name}.parquet"


def part_of(folder: Path, name: str, part: str) -> Path:
    """A part of a table."""
    return path_of(folder, name) / part if part else path_of(folder, name)


def read(path: Path) -> pd.DataFrame:
    """A table or a part of one."""
    # Without partitioning, or a folder above that is called "year=2022" would become a column.
    return pd.read_parquet(path, partitioning=None)
