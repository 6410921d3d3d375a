"""Free memory that the C library keeps for what comes next, given back to the system."""

from __future__ import annotations

import ctypes
from functools import cache

import pyarrow as pa


@cache
def glibc() -> ctypes.CDLL | None:
    """The C library; None where it is not glibc, which keeps what is free most eagerly."""
    try:
        library = ctypes.CDLL("libc.so.6")
        library.malloc_trim  # noqa: B018  another library of this name has none
    except (OSError, AttributeError):
        return None
    return library


def give_back() -> None:
    """Gives back what is free now; before a step that needs much, or when nothing is to do."""
    pa.default_memory_pool().release_unused()
    if library := glibc():
        library.malloc_trim(0)
