"""What commands of the command line share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

DONE, NOTHING_READ, NOT_ALL_READ = 0, 1, 1

Option = Callable[[Any], Any]
REFERENCE: Option = click.option(
    "--reference",
    "reference_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of reference tables to use instead of data/reference.",
)


@contextmanager
def until_its_reader_stops() -> Iterator[None]:
    """Lets a reader of standard output, such as `head`, end quietly what is written to it."""
    try:
        yield
    except BrokenPipeError:
        # Else Python complains when it flushes the closed pipe at its own end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
