"""The only place that reads or writes an analysis on disk (a large one through analysis.stored)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import stored
from analysis import tables as contract
from analysis.compare import compare_everything
from analysis.door import BY_DATE, GIVEN, MOST_BY_ARTICLE, MOST_READ, Analysis, Options
from analysis.stored import TableFault

__all__ = [
    "BY_DATE", "GIVEN", "MOST_BY_ARTICLE", "MOST_READ", "RUN_FILE", "Analysis", "AnalysisFault",
    "Options", "TableFault", "check", "load", "publish", "save",
]  # fmt: skip

RUN_FILE = "run.json"
_COMPARISON = "comparison"
# Sentences up to which an analysis is checked and held whole. Of a larger one columns are held, and
# its texts are looked up where they lie.
MOST_IN_MEMORY = 50_000


class AnalysisFault(ValueError):
    """An analysis on disk that breaks the contract; the message lists every fault."""


def save(analysis: Analysis, folder: Path, *, comparison: bool = True) -> None:
    """Writes every table as Parquet, and run.json, into a folder that is made when missing.

    The comparison table is computed here: all measures, groupings and inclusions, unfiltered.

    Args:
        analysis: what is written.
        folder: where to.
        comparison: whether other programs are to read it; screens need no comparison table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables, run = contents(analysis, comparison=comparison)
    for name, frame in tables.items():
        frame.to_parquet(stored.path_of(folder, name), index=False)
    (folder / RUN_FILE).write_text(run, encoding="utf-8")


def contents(analysis: Analysis, *, comparison: bool = True) -> tuple[dict[str, pd.DataFrame], str]:
    """What `save` writes: the tables of the contract by name, and the text of run.json."""
    tables = analysis.whole_tables()
    tables.pop(_COMPARISON, None)
    if comparison:
        tables[_COMPARISON] = compare_everything(tables)
    counts = {name: len(frame) for name, frame in tables.items()}
    run = json.dumps({**analysis.run, "counts": counts}, indent=2, ensure_ascii=False)
    return {name: tables[name] for name in _names(comparison)}, run + "\n"


def publish(made: Path, folder: Path) -> None:
    """Puts tables and run.json, written aside on the same disk, in the place of those of a folder.

    run.json goes first and comes last, so that a folder without it is never taken for whole.
    """
    (folder / RUN_FILE).unlink(missing_ok=True)
    for name in contract.TABLES:
        old = stored.path_of(folder, name)
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
        stored.path_of(made, name).rename(old)
    (made / RUN_FILE).rename(folder / RUN_FILE)


def load(folder: Path, *, comparison: bool = True) -> Analysis:
    """Reads an analysis that `save` or `publish` wrote.

    One of more than MOST_IN_MEMORY sentences is opened where it lies; the first time this takes a
    while (see stored.prepare).

    Args:
        folder: where it lies.
        comparison: whether to read the comparison table, which screens do not need.

    Raises:
        AnalysisFault: files are missing or break the contract; all faults are listed. Those of a
            table that is opened where it lies are found by `check` alone.
    """
    if is_large(folder):
        return _opened(folder)
    found = check(folder, comparison=comparison)
    if found:
        raise AnalysisFault(f"{folder} is not a sound analysis:\n" + "\n".join(found))
    tables = {name: stored.read(stored.path_of(folder, name)) for name in _names(comparison)}
    run = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
    return Analysis(tables, run)


def is_large(folder: Path) -> bool:
    """Whether an analysis is opened where it lies, by what its run.json says."""
    try:
        counts = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))["counts"]
        return int(counts["sentences"]) > MOST_IN_MEMORY
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _opened(folder: Path) -> Analysis:
    missing = [name for name in contract.TABLES if not stored.path_of(folder, name).exists()]
    if missing:
        raise AnalysisFault(f"{folder} is not a sound analysis: it lacks {', '.join(missing)}")
    try:
        if not stored.is_prepared(folder):
            stored.prepare(folder)
    except (KeyError, ValueError) as fault:
        raise AnalysisFault(
            f"{folder} is not a sound analysis ({fault}); `python -m analysis check` lists faults"
        ) from fault
    run = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
    return Analysis(stored.Stored(folder), run)


def check(folder: Path, *, comparison: bool = True) -> list[str]:
    """Every fault of an analysis on disk against the contract; empty when it is sound."""
    if not folder.is_dir():
        return [f"{folder} is not a folder; give the --out folder of a run"]
    found: list[str] = []
    try:
        json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        found.append(f"{RUN_FILE}: {fault}")
    for name in _names(comparison):
        found += _faults(folder, name)
    return found


def _names(comparison: bool) -> list[str]:
    return [name for name in contract.TABLES if comparison or name != _COMPARISON]


def _faults(folder: Path, name: str) -> list[str]:
    """Every fault of a table, whose parts are read one at a time."""
    path = stored.path_of(folder, name)
    if not path.exists():
        return [f"{name}: {path.name} is missing"]
    parts = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    found: list[str] = [] if parts else [f"{name}: {path.name} holds no part"]
    seen: list[np.ndarray] = []
    for part in parts:
        shown = part.relative_to(folder)
        try:
            frame = stored.read(part)
        except (OSError, ValueError) as fault:
            found.append(f"{name}: {shown} cannot be read as Parquet ({fault})")
            continue
        found += contract.faults(name, frame)
        key = list(contract.TABLES[name].key)
        if len(parts) > 1 and set(key) <= set(frame.columns):
            seen.append(pd.util.hash_pandas_object(frame[key], index=False).to_numpy())
    keys = np.concatenate([*seen, np.empty(0, np.uint64)])
    repeated = len(keys) - len(np.unique(keys))
    # Within one part the contract itself tells it.
    if repeated and not found:
        found.append(f"{name}: {repeated} rows of a part repeat a key of another part")
    return list(dict.fromkeys(found))
