"""What the analysis remembers of texts and names that it met, and how it forgets them."""

from __future__ import annotations

import sys
from functools import _lru_cache_wrapper
from typing import Any, TypeGuard


def forget_pieces() -> None:
    """Empties what this process remembers of texts, names and corrected tables.

    These speed up what comes again. Nobody can ask for them, but they are pieces of what readers
    brought and go when a reader goes. What is remembered once only, or without end, are models and
    other things of the program itself.
    """
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "analysis":
            for remembered in list(vars(module).values()):
                if _holds_pieces(remembered):
                    remembered.cache_clear()


def _holds_pieces(thing: object) -> TypeGuard[_lru_cache_wrapper[Any]]:
    """Whether a thing remembers several answers, but not all."""
    if not isinstance(thing, _lru_cache_wrapper):
        return False
    return thing.cache_parameters()["maxsize"] not in (None, 1)
