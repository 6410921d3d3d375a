"""What all sessions of this process share: the pool of workers, and the list of sessions."""

from __future__ import annotations

import threading
import time
from functools import cache

from hosting.pool import Pool
from hosting.sessions import Sessions
from hosting.settings import settings

BEGAN = time.time()
_LOCK = threading.Lock()


def pool() -> Pool:
    """The workers, started when they are first asked for."""
    with _LOCK:
        return _pool()


@cache
def _pool() -> Pool:
    return Pool(settings())


@cache
def sessions() -> Sessions:
    """The sessions of all readers."""
    return Sessions()
