"""A corpus that a person works on: read once, analysed again with every correction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.corrections import Corrections
from analysis.door import Analysis
from analysis.memory import Memory
from analysis.pipeline import Progress, Settings, analyse_reading
from analysis.read import Reading, read_paths, read_uploads
from analysis.read.columns import FIELDS, NO_COLUMN, said_columns
from analysis.read.limits import MAX_UPLOADED_ARTICLES, MAX_UPLOADED_BYTES, MAX_UPLOADED_FILES
from analysis.read.preview import TableColumns, table_columns
from analysis.topics import NMF

__all__ = [
    "FIELDS",
    "NO_COLUMN",
    "ColumnsOf",
    "TableColumns",
    "Workbench",
    "refusal",
    "said_columns",
    "table_columns",
]

Upload = tuple[str, bytes]  # name and content of a file
ColumnsOf = Mapping[tuple[str, ...], Mapping[str, str]]  # columns to field to column name


class Workbench:
    """The articles that were read, and what is left of their last analysis."""

    def __init__(self, reading: Reading, settings: Settings | None = None) -> None:
        self._reading = reading
        self._settings = settings or Settings()
        self._memory = Memory()

    @classmethod
    def of_paths(cls, paths: Sequence[str | Path]) -> Workbench:
        """Reads files and folders."""
        return cls(read_paths(paths))

    @classmethod
    def of_uploads(
        cls,
        files: Sequence[Upload],
        columns_of: ColumnsOf | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Workbench:
        """Reads files in memory.

        Args:
            files: name and content of each.
            columns_of: which column holds what, in tables with just these columns.
            progress: called as progress(file from 1, files in all) before a file is read.
        """

        def told() -> Iterator[Upload]:
            for number, file in enumerate(files, start=1):
                if progress:
                    progress(number, len(files))
                yield file

        return cls(read_uploads(told(), columns_of=columns_of))

    def refusal(self, most: int = MAX_UPLOADED_ARTICLES) -> str:
        """Why these are too many articles for one reader; "" when they are not."""
        found = len(self._reading.documents)
        if found <= most:
            return ""
        return (
            f"{found:,} articles are more than {most:,}: bring fewer here, or analyse them with "
            "python -m analysis run"
        )

    def twin(self) -> Workbench:
        """Another on the same articles, which remembers what this one does now."""
        new = Workbench(self._reading, self._settings)
        new._memory = self._memory.copy()
        return new

    def analyse(
        self,
        corrections: Corrections,
        progress: Progress | None = None,
        pause: Callable[[], None] | None = None,
        n_topics: int | None = None,
        topics: str = NMF,
    ) -> Analysis:
        """The analysis under some corrections; what they do not touch is not computed again.

        Args:
            corrections: what a person knows better.
            progress: called as progress(source_path, articles done, articles in all).
            pause: called again and again after that; what it raises ends the analysis.
            n_topics: topics to look for; None for as many as the texts bear.
            topics: how, one of analysis.topics.METHODS.

        Raises:
            ReferenceFault: the reference tables are broken (all faults are listed).
        """
        settings = replace(
            self._settings, corrections=corrections, n_topics=n_topics, topics=topics
        )
        return analyse_reading(self._reading, settings, progress, self._memory, pause=pause)


def refusal(sizes: Sequence[int], most_bytes: int = MAX_UPLOADED_BYTES) -> str:
    """Why files of these sizes in bytes are too much for one reader; "" when they are not."""
    if len(sizes) > MAX_UPLOADED_FILES:
        return f"{len(sizes):,} files are more than {MAX_UPLOADED_FILES:,}: bring them as a ZIP"
    if sum(sizes) > most_bytes:
        return (
            f"{sum(sizes):,} bytes are more than {most_bytes:,} in all: bring fewer files "
            "here, or analyse them with python -m analysis run"
        )
    return ""
