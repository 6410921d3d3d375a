"""Who does the work: this process, processes beside it, or the workers of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any, TypeVar

from analysis import forks

T = TypeVar("T")


class NoCluster(Exception):
    """The cluster that was asked for cannot be used."""


class Alone(Executor):
    """This process, which does at once what it is given, and raises at once what goes wrong."""

    def submit(self, do: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        done: Future[T] = Future()
        done.set_result(do(*args, **kwargs))
        return done


class Hands:
    """Hires others only when there is more to do than one partition.

    Attributes:
        number: how many work at the same time; 1 for this process.
    """

    def __init__(self, number: int, others: Callable[[], Executor]) -> None:
        self.number = number
        self._others = others
        self._hired: Executor | None = None

    def of(self, n_tasks: int) -> Executor:
        """Whom to give so many tasks, or more."""
        if self._hired is None and (n_tasks < 2 or self.number == 1):
            return Alone()
        if self._hired is None:
            self._hired = self._others()
        return self._hired

    def dismiss(self) -> None:
        """Waits for what is being done."""
        if self._hired is not None:
            self._hired.shutdown(wait=True)


@contextmanager
def hands(n_workers: int, cluster: str | None) -> Iterator[Hands]:
    """Those who work: processes of this machine, or of a cluster.

    Args:
        n_workers: processes beside this one; with 1 it works itself.
        cluster: address of the scheduler of a Dask cluster, whose workers are then used.

    Raises:
        NoCluster: Dask is not installed or there is no cluster at the address.
    """
    if cluster:
        with _client(cluster) as client:
            number = len(client.scheduler_info(n_workers=-1)["workers"])
            # Even one worker there spares this process the work, so it does not count as this one.
            yield Hands(max(number, 2), client.get_executor)
        return
    found = Hands(n_workers, lambda: _processes(n_workers))
    try:
        yield found
    finally:
        found.dismiss()


def _processes(number: int) -> Executor:
    return ProcessPoolExecutor(number, mp_context=forks.context(), initializer=_settle)


def _settle() -> None:
    """What a new process does first: it leaves Ctrl-C to its parent, and ends when that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as fault:
        raise NoCluster(
            "a cluster needs Dask, which is not installed: pip install -e '.[cluster]', or leave "
            "out --cluster to use the cores of this machine"
        ) from fault
    try:
        return Client(address, timeout="10s")
    except (OSError, ValueError) as fault:
        raise NoCluster(
            f"no Dask scheduler answers at {address} ({fault}); start one with 'dask scheduler' "
            "and give its address, such as tcp://host:8786"
        ) from fault
