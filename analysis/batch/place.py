"""The folder of an analysis, and the partitions in it from which its tables are made.

    DIR/<table>.parquet       the tables, a file or a folder of parts each
    DIR/run.json              written last: without it the tables are not whole
    DIR/.partitions/NNNNNN    what is known of some articles before all are held together
    DIR/.partitions/NAME      (open, spool, whole) what is being written

A partition is written aside and then renamed, so that it is there as a whole or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.batch.handed import Given, write_articles

MANIFEST = "part.json"
_HIDDEN, _MADE_WITH, _LOCK, _UNFINISHED = ".partitions", "made_with.json", "lock", "unfinished"
_OPEN, _SPOOL, _WHOLE = "open", "spool", "whole"


class Busy(Exception):
    """Another run writes into the folder."""


@dataclass(frozen=True, slots=True)
class Known:
    """An article that a partition holds.

    Attributes:
        key: of what it was made (`keys.key_of`).
        partition: the number of the partition.
        hash: of its row (`fingerprint.hashes_of`); "" when it has no body and no row.
        bodiless: its source_path in that case; else "".
    """

    key: str
    partition: int
    hash: str
    bodiless: str


class Place:
    """The folder and its partitions; only the process that holds it may change them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / _HIDDEN
        self._next = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Makes the folder, keeps other runs out of it and clears what one left half written.

        Raises:
            Busy: another run has it.
            OSError: it cannot be written to.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / _LOCK).open("w") as lock:
            _take(lock.fileno(), self.folder)
            for name in (_OPEN, _SPOOL, _WHOLE):
                shutil.rmtree(self.root / name, ignore_errors=True)
                (self.root / name).mkdir()
            self._next = max(self._numbers(), default=-1) + 1
            try:
                yield
            finally:
                for name in (_OPEN, _SPOOL, _WHOLE):
                    shutil.rmtree(self.root / name, ignore_errors=True)

    @property
    def is_finished(self) -> bool:
        """Whether the last run into the folder came to its end."""
        return not (self.root / _UNFINISHED).exists()

    @property
    def made_with(self) -> dict[str, str]:
        """With what its partitions were made; empty when there is none."""
        path = self.root / _MADE_WITH
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    def begin(self, made_with: Mapping[str, str]) -> None:
        """Notes with what partitions are made from now on, and that the run has not ended.

        The tables of an earlier run stay as they are until those of this one take their place.
        """
        (self.root / _UNFINISHED).touch()
        path = self.root / _MADE_WITH
        aside = path.with_suffix(".new")
        aside.write_text(json.dumps(dict(made_with), indent=2), encoding="utf-8")
        aside.replace(path)

    def end(self) -> None:
        """Notes that the run has come to its end."""
        (self.root / _UNFINISHED).unlink()

    def drop_all_but(self, kept: Collection[int] = ()) -> None:
        """Removes the other partitions, each as a whole."""
        for number in set(self._numbers()) - set(kept):
            gone = self.root / _OPEN / f"gone-{number}"
            self.path(number).rename(gone)
            shutil.rmtree(gone)

    def known(self) -> dict[str, Known]:
        """Every article that a partition holds, by its id; of several the last one."""
        found = {}
        for number in self._numbers():
            manifest = self.manifest(number)
            hashes, bodiless = manifest["hashes"], manifest["bodiless"]
            for name, key in manifest["keys"].items():
                found[name] = Known(key, number, hashes.get(name, ""), bodiless.get(name, ""))
        return found

    def manifest(self, number: int) -> dict[str, Any]:
        """What a partition tells of itself (see tasks.analyse_partition)."""
        path = self.path(number) / MANIFEST
        return dict(json.loads(path.read_text(encoding="utf-8")))

    def path(self, number: int) -> Path:
        """Where a partition lies."""
        return self.root / f"{number:06d}"

    def spool(self, given: Sequence[Given]) -> tuple[int, Path, Path]:
        """Writes down articles to be analysed: number, file of the articles, folder to write to."""
        number = self._next
        self._next += 1
        spooled = self._spooled(number)
        write_articles(spooled, given)
        return number, spooled, self.root / _OPEN / f"{number:06d}"

    def new_name(self) -> Path:
        """A path for what is handed to other processes, a name that nothing else ever has."""
        return self.root / _SPOOL / uuid.uuid4().hex

    def keep(self, number: int) -> None:
        """Makes what was written for a number one of the partitions."""
        (self.root / _OPEN / f"{number:06d}").rename(self.path(number))
        self._spooled(number).unlink(missing_ok=True)

    def unwant(self) -> None:
        """Tells those who work on partitions that these are not wanted any more."""
        for spooled in (self.root / _SPOOL).glob("*.jsonl"):
            spooled.unlink()

    @property
    def whole(self) -> Path:
        """Where the finished tables are written before they take their place."""
        return self.root / _WHOLE

    def _spooled(self, number: int) -> Path:
        return self.root / _SPOOL / f"{number:06d}.jsonl"

    def _numbers(self) -> list[int]:
        return sorted(int(path.name) for path in self.root.iterdir() if path.name.isdigit())


def _take(lock: int, folder: Path) -> None:
    """Locks a file until this process ends, however it ends; not on Windows, which has no flock."""
    if os.name == "nt":
        return
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        raise Busy(f"another run writes into {folder}; wait for it or choose another") from fault


def live_by_partition(known: Mapping[str, Known], order: Sequence[str]) -> dict[int, list[str]]:
    """The articles of an input that have a body, by the partition that holds them.

    Args:
        known: what the partitions hold.
        order: ids of all articles of the input.
    """
    found: dict[int, list[str]] = {}
    for article_id in order:
        if known[article_id].hash:
            found.setdefault(known[article_id].partition, []).append(article_id)
    return dict(sorted(found.items()))
