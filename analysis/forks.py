"""A server that reads the program once, and of which other processes are forked.

It can be begun before this process reads the program itself, so that both read it at the same time.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Sequence
from multiprocessing.context import BaseContext
from multiprocessing.forkserver import ensure_running

# What the processes of a run do.
_READ = ["analysis.batch.tasks", "analysis.batch.finish"]


def context() -> BaseContext:
    """How other processes are started: apart from what this one holds."""
    if not _is_known():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(_READ)
    return found


def begin(arguments: Sequence[str]) -> None:
    """Begins the server, if a command line is one that will start processes of this machine.

    Args:
        arguments: the words after `python -m analysis`.
    """
    words = " ".join(arguments).replace("=", " ") + " "
    alone = "--workers 1 " in words or "--cluster " in words or "--help" in words
    if arguments[:1] != ["run"] or alone or multiprocessing.cpu_count() == 1 or not _is_known():
        return
    context()
    # Ctrl-C is for this process, which then ends the others.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _is_known() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()
