"""Collections of what is no longer used, made while nobody waits.

A collection walks through all that is used: a tenth of a second with what all readers share of a
large analysis, and by default in the middle of some page in ten or twenty.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from functools import cache

# Seconds between looks, and seconds of the processor: of a look at which somebody may wait, and of
# work after which there is something to collect.
_EVERY = 1.0
_WAITED = 0.1
_WORKED = 1.0


@cache
def begin() -> None:
    """Has collections made in pauses from now on, unless something else sees to it already."""
    if not gc.get_freeze_count():
        threading.Thread(target=_go_on, name="collecting", daemon=True).start()


def _go_on(every: float = _EVERY, clock: Callable[[], float] = time.process_time) -> None:
    done = 0.0
    while True:
        before = clock()
        time.sleep(every)
        now = clock()
        if now - before < _WAITED and now - done > _WORKED:
            _collect()
            done = clock()


def _collect() -> None:
    """Collects all, and has what is left passed over until the next time, sessions included."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
