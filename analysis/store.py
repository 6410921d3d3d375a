"""The only place that reads or writes an analysis on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from analysis import tables as contract
from analysis.compare import compare_everything
from analysis.door import Analysis, Options

__all__ = ["Analysis", "AnalysisFault", "Options", "check", "load", "save"]

RUN_FILE = "run.json"


class AnalysisFault(ValueError):
    """An analysis on disk that breaks the contract; the message lists every fault."""


def save(analysis: Analysis, folder: Path) -> None:
    """Writes every table as Parquet, and run.json, into a folder that is made when missing.

    The comparison table is computed here: all measures, groupings and inclusions, unfiltered.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables, run = contents(analysis)
    for name, frame in tables.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    (folder / RUN_FILE).write_text(run, encoding="utf-8")


def contents(analysis: Analysis) -> tuple[dict[str, pd.DataFrame], str]:
    """What `save` writes: every table of the contract by name, and the text of run.json."""
    tables = analysis.whole_tables()
    tables["comparison"] = compare_everything(tables)
    counts = {name: len(frame) for name, frame in tables.items()}
    run = json.dumps({**analysis.run, "counts": counts}, indent=2, ensure_ascii=False)
    return {name: tables[name] for name in contract.TABLES}, run + "\n"


def load(folder: Path) -> Analysis:
    """Reads an analysis that `save` wrote.

    Raises:
        AnalysisFault: files are missing or break the contract; all faults are listed.
    """
    found = check(folder)
    if found:
        raise AnalysisFault(f"{folder} is not a sound analysis:\n" + "\n".join(found))
    tables = {name: pd.read_parquet(folder / f"{name}.parquet") for name in contract.TABLES}
    run = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
    return Analysis(tables, run)


def check(folder: Path) -> list[str]:
    """Every fault of an analysis on disk against the contract; empty when it is sound."""
    if not folder.is_dir():
        return [f"{folder} is not a folder; give the --out folder of a run"]
    found: list[str] = []
    try:
        json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        found.append(f"{RUN_FILE}: {fault}")
    for name in contract.TABLES:
        path = folder / f"{name}.parquet"
        if not path.exists():
            found.append(f"{name}: {path.name} is missing")
            continue
        try:
            frame = pd.read_parquet(path)
        except (OSError, ValueError) as fault:
            found.append(f"{name}: {path.name} cannot be read as Parquet ({fault})")
            continue
        found += contract.faults(name, frame)
    return found
