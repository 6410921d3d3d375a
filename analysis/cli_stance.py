"""The command `stance`: the mention in each line of a file judged."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from analysis.reference import ReferenceFault, load_reference
from analysis.stance.lines import judge_lines
from analysis.terminal import DONE, NOT_ALL_READ, REFERENCE, until_its_reader_stops

_STDOUT = "-"
_CLEAR_LINE = "\r\x1b[K"


@click.command()
@click.argument("source", type=click.File("rb"), metavar="IN.jsonl")
@click.argument(
    "target", type=click.Path(dir_okay=False, allow_dash=True, path_type=str), metavar="OUT.jsonl"
)
@REFERENCE
def stance(source: BinaryIO, target: str, reference_folder: Path | None) -> None:
    """Judge how favourably the mention in each line of IN.jsonl is portrayed.

    A line is a JSON object with "sentence", "start" and "end". Its line in OUT.jsonl adds "label",
    "p_negative", "p_neutral", "p_positive" and "stance", or "error" where it cannot be judged. "-"
    is standard input or output. docs/stance.md tells more.

    Exit status: 0 when every line was judged, 1 when some were not (each is told on standard error
    with its number), 2 on wrong usage.
    """
    n_bad = 0
    try:
        reference = load_reference(reference_folder)
        with _opened(target, source) as out, _advancing(source) as advance:
            for batch in judge_lines(source, reference):
                out.write(batch.out)
                out.flush()
                for fault in batch.faults:
                    _tell(fault)
                n_bad += len(batch.faults)
                advance(batch.n_bytes)
    except (ReferenceFault, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
    sys.exit(NOT_ALL_READ if n_bad else DONE)


@contextmanager
def _opened(target: str, source: BinaryIO) -> Iterator[BinaryIO]:
    """What is written to; a file is emptied only when it is not the one that is read."""
    if target == _STDOUT:
        with until_its_reader_stops():
            yield sys.stdout.buffer
        return
    with _emptied(target, _file_status(source)) as file:
        yield file


def _emptied(target: str, read: os.stat_result | None) -> BinaryIO:
    if read and Path(target).exists() and os.path.samestat(read, os.stat(target)):
        raise click.UsageError(f"{target} is read; name another file to write to")
    try:
        return open(target, "wb")
    except OSError as fault:
        raise click.UsageError(f"cannot write to {target}: {fault.strerror}") from fault


@contextmanager
def _advancing(source: BinaryIO) -> Iterator[Callable[[int], None]]:
    """A bar on standard error that advances by bytes; of unknown length for a pipe."""
    status = _file_status(source)
    unknown = (None for _ in ())
    with click.progressbar(
        unknown, length=status.st_size if status else None, label="Judging", file=sys.stderr
    ) as bar:
        yield bar.update


def _file_status(source: BinaryIO) -> os.stat_result | None:
    """What the system knows of the file that is read; None for a pipe or a terminal."""
    try:
        status = os.fstat(source.fileno())
    except OSError:  # no file of the system at all
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def _tell(words: str) -> None:
    """A line on standard error, in place of the bar that may stand there."""
    click.echo(f"{_CLEAR_LINE}{words}" if sys.stderr.isatty() else words, err=True)
