"""Files that buttons made, held until the browser has fetched them.

Streamlit lets such a file go when two runs have ended after it was made, anybody's runs: where many
read at once it would be gone before the browser that was told its address asks for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

# Seconds.
FETCHED_WITHIN = 5.0
SWEPT_EVERY = 2.0


class Saves:
    """Lets files of a server go only some seconds after nobody needs them any more."""

    def __init__(self, manager: Any, clock: Callable[[], float] = time.monotonic) -> None:
        """
        Args:
            manager: Streamlit's of these files. It offers no way to hold them: its inner parts are
                used, and tests/test_hosting_saves.py tells when they are others.
            clock: seconds.
        """
        self._manager = manager
        self._clock = clock
        self._unneeded_since: dict[str, float] = {}
        self._delete = self._manager._storage.delete_file
        self._manager._storage.delete_file = self._later

    def let_go(self) -> None:
        """Deletes the files whose time is over."""
        over = self._clock() - FETCHED_WITHIN
        with self._manager._lock:
            for file, since in list(self._unneeded_since.items()):
                if since <= over:
                    del self._unneeded_since[file]
                    if file not in self._manager._file_metadata:  # else it was made once more
                        self._delete(file)

    def _later(self, file: str) -> None:
        self._unneeded_since[file] = self._clock()
