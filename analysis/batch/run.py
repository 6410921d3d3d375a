"""The order of a run, from files to the tables in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.article import Document
from analysis.batch import keys
from analysis.batch.analysing import Tell, Work, analyse_new
from analysis.batch.hands import Hands, hands
from analysis.batch.place import Place
from analysis.batch.tasks import Job
from analysis.batch.writing import Corpus, write_tables
from analysis.clock import Clock
from analysis.corrections import Corrections, text_key
from analysis.read import iter_documents
from analysis.reference import Reference
from analysis.settings import Settings

PARTITION = 100


class Unwilling(Exception):
    """The folder holds what this run would mix with, or throw away, unasked."""


class WriteFault(Exception):
    """Something cannot be written, or a process that should write was lost."""


class Stopped(Exception):
    """The run was stopped by a person; what it had done is kept."""


@dataclass(frozen=True)
class How:
    """How a run is carried out, which changes no number.

    Attributes:
        workers: processes; 1 for this one alone.
        cluster: address of a Dask scheduler, whose workers are used instead.
        partition: articles that a process holds at a time.
        resume: whether to go on with a run that did not come to its end.
        redo: whether to analyse all again that was analysed otherwise, or not to the end.
    """

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    cluster: str | None = None
    partition: int = PARTITION
    resume: bool = False
    redo: bool = False


@dataclass(frozen=True)
class Report:
    """What came of a run.

    Attributes:
        record: what run.json says.
        skipped: each part of the input that could not be read, and why.
        n_new: articles that were analysed.
        n_kept: articles that had been analysed before.
    """

    record: Mapping[str, Any]
    skipped: Sequence[tuple[str, str]]
    n_new: int
    n_kept: int


def run(
    paths: Sequence[str | Path],
    folder: Path,
    settings: Settings | None = None,
    how: How | None = None,
    tell: Tell = lambda _what, _done, _total: None,
) -> Report:
    """Makes a folder the analysis of the articles at some paths.

    Articles that the folder holds already, with the same text and made with the same program,
    models and reference tables, are not analysed again; those that are no longer at the paths
    leave.

    Args:
        paths: files or folders.
        folder: made when missing.
        settings: what the run is told; the defaults when None.
        how: how it is carried out; the defaults when None.
        tell: told how far the work is.

    Raises:
        ReferenceFault: the reference tables are broken (all faults are listed).
        Stopped: Ctrl-C.
        One of batch.FAULTS: see there.
    """
    settings, how = settings or Settings(), how or How()
    place = Place(folder.absolute())
    reference = settings.reference()
    with _told(place), place.held(), hands(how.workers, how.cluster) as those:
        _begin(place, keys.made_with(settings, reference), how)
        return _run(paths, place, settings, reference, how, those, tell)


def _run(
    paths: Sequence[str | Path],
    place: Place,
    settings: Settings,
    reference: Reference,
    how: How,
    those: Hands,
    tell: Tell,
) -> Report:
    clock = Clock()
    corrections = _located(settings, paths)
    work = Work(place, those, Job(reference, settings.fast), how.partition, tell)
    try:
        items = iter_documents(paths, columns=settings.columns)
        listed = analyse_new(items, corrections.by_article(), place.known(), work, clock)
    except BaseException:
        work.stop()
        raise
    corpus = Corpus(listed, place.known(), settings, corrections, reference)
    record = write_tables(corpus, place, those, clock, tell)
    place.drop_all_but({corpus.known[name].partition for name in listed.order})
    place.end()
    n_kept = len(listed.order) - listed.n_new
    return Report(record, corpus.skipped, listed.n_new, n_kept)


def _begin(place: Place, made_with: Mapping[str, str], how: How) -> None:
    """Sees to it that what the folder holds and what will be added to it are of one kind.

    Raises:
        Unwilling: they are not, and nobody said what to do.
    """
    before, n_held = place.made_with, len(place.known())
    if how.redo:
        place.drop_all_but()
    elif n_held:
        changed = keys.changes(before, made_with)
        if changed:
            raise Unwilling(
                f"{place.folder} holds {n_held:,} articles that were analysed otherwise:\n  "
                + "\n  ".join(changed)
                + "\nAll of them must be analysed anew: give --redo, or another --out"
            )
        if not place.is_finished and not how.resume:
            raise Unwilling(
                f"{place.folder} holds {n_held:,} articles of a run that did not come to its end: "
                "give --resume to go on with it, or --redo to begin anew"
            )
    place.begin(made_with)


def _located(settings: Settings, paths: Sequence[str | Path]) -> Corrections:
    """The corrections, speaking of the articles at the paths by the ids that they have there.

    The input is read once more for that, because an article that lies elsewhere now may come last.
    """
    corrections = settings.corrections
    if not corrections.texts:
        return corrections
    ids = {article_id for article_id, _ in corrections.texts}
    wanted = {key for _, key in corrections.texts}
    documents = (
        item
        for item in iter_documents(paths, columns=settings.columns)
        if isinstance(item, Document)
    )
    return corrections.moved_to(
        (one.article_id, one.text)
        for one in documents
        if one.article_id in ids or text_key(one.text) in wanted
    )


@contextmanager
def _told(place: Place) -> Iterator[None]:
    """Turns what ends a run from outside into words on what is kept and how to go on."""
    try:
        yield
    except OSError as fault:
        raise WriteFault(f"cannot write to {place.folder}: {fault}{_kept(place)}") from fault
    except BrokenExecutor as fault:
        raise WriteFault(
            "a process ended before its work was done, perhaps for lack of memory; give fewer "
            f"--workers or a smaller --partition{_kept(place)}"
        ) from fault
    except KeyboardInterrupt as fault:
        raise Stopped(f"stopped{_kept(place)}") from fault


def _kept(place: Place) -> str:
    """What of a run is kept, and what to do with it; "" when nothing is."""
    try:
        n_held = len(place.known())
    except OSError:
        return ""
    return f"\n{n_held:,} articles are kept: go on with --resume" if n_held else ""
