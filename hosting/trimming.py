"""Memory that nobody needs, given back to the system.

What a page of many articles takes while it is worked out is free when it is drawn. The C library
keeps it for what comes next, some of it in each thread that ever asked, so that the program would
hold the most that it ever needed, several times over. Columns that lie on disk stay in memory
likewise, once they were looked at.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache

import pyarrow as pa

from analysis import heap
from analysis.columns import files

_EVERY = 1.0  # seconds
# Seconds of the processor after which there is something to give back.
_WORKED = 0.1
# From malloc.h. Each thread has its own share of memory by default, and each run is a new thread.
_SHARES, _MOST_SHARES = -8, 2


@cache
def begin() -> None:
    """Has free memory given back from now on; does nothing where the C library is not glibc."""
    library = heap.glibc()
    if library is None:
        return
    library.mallopt(_SHARES, _MOST_SHARES)
    # By default Arrow has memory of its own, which knows nothing of this.
    pa.set_memory_pool(pa.system_memory_pool())
    threading.Thread(target=_go_on, name="trimming", daemon=True).start()


def _go_on(every: float = _EVERY, clock: Callable[[], float] = time.process_time) -> None:
    done = 0.0
    while True:
        time.sleep(every)
        if clock() - done > _WORKED:
            files.let_go()
            heap.give_back()
            done = clock()
