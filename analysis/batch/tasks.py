"""What is done to one partition, in whatever process of whatever machine.

A task is given paths and plain values and reads its articles from the disk; so a partition is all
that a process holds, and machines of a cluster need nothing but the folder in common.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from threadpoolctl import threadpool_limits

from analysis.batch.handed import plain_reference, read_articles, reference_of
from analysis.batch.place import MANIFEST
from analysis.clock import Clock
from analysis.duplicates import traces_in
from analysis.fingerprint import hashes_of
from analysis.one_article import analyse_article
from analysis.pipeline import joined
from analysis.reference import Reference

TRACES = "traces.npz"
# The tables that articles have rows of; the others are about all of them.
OF_ARTICLES = ("articles", "removed", "passages", "sentences", "attributions", "mentions")


class Unwanted(Exception):
    """The run that asked for a partition has stopped."""


class ArticleFault(Exception):
    """The program failed on an article, which is a fault of the program."""


@dataclass(frozen=True)
class Job:
    """What decides the rows of every article alike.

    Attributes:
        reference: the corrected reference tables.
        fast: whether to do without the networks.
    """

    reference: Reference
    fast: bool

    def write(self, path: Path) -> Path:
        """Writes it into a file that other processes read."""
        told = {"reference": plain_reference(self.reference), "fast": self.fast}
        path.write_text(json.dumps(told), encoding="ascii")
        return path


@lru_cache(maxsize=1)
def _job(path: Path) -> Job:
    """What `Job.write` wrote."""
    told = json.loads(path.read_text(encoding="ascii"))
    return Job(reference_of(told["reference"]), told["fast"])


def analyse_partition(spooled: Path, target: Path, job: Path) -> int:
    """Analyses some articles and writes their tables, before all articles are held together.

    Args:
        spooled: file of the articles; when it is gone, nobody wants them any more.
        target: folder to be made.
        job: file of a Job; of this name there is one only, so that a process reads it once.

    Returns:
        How many articles there were.

    Raises:
        Unwanted: the file is gone.
        OSError: the folder cannot be written.
    """
    if not spooled.exists():
        raise Unwanted
    clock = Clock()
    reference, fast = _job(job).reference, _job(job).fast
    given = read_articles(spooled)
    parts, bodiless = [], {}
    with threadpool_limits(1):
        for document, entries, _ in given:
            if not spooled.exists():
                raise Unwanted
            try:
                part = analyse_article(document, entries, reference, clock, fast)
            except Exception as fault:
                raise ArticleFault(
                    f"{document.source_path}: {type(fault).__name__}: {fault}"
                ) from fault
            if part is None:
                bodiless[document.article_id] = document.source_path
            else:
                parts.append(part)
        tables = {name: joined(name, parts) for name in OF_ARTICLES}
        with clock.stage("duplicates"):
            traces = traces_in(tables["articles"], tables["passages"])
    shutil.rmtree(target, ignore_errors=True)  # of a process that was lost
    target.mkdir(parents=True)
    for name, frame in tables.items():
        path = target / f"{name}.parquet"
        frame.to_parquet(path, index=False)
        if os.name != "nt":  # where nobody could remove it again
            path.chmod(0o444)  # the tables that are given out may be links to it
    traces.save(target / TRACES)
    manifest: dict[str, Any] = {
        "keys": {document.article_id: key for document, _, key in given},
        "bodiless": bodiless,
        "hashes": hashes_of(tables["articles"]),
        "seconds": clock.seconds,
    }
    (target / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return len(given)


def read_table(folder: Path, name: str, columns: list[str] | None = None) -> pd.DataFrame:
    """A table of a partition."""
    return pd.read_parquet(folder / f"{name}.parquet", columns=columns, partitioning=None)
