"""The formats that can be read: one small reader for each suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from analysis.article import Document
from analysis.read.decode import UnreadableError
from analysis.read.text import read_text

Reader = Callable[[bytes, str], list[Document]]

READERS: Mapping[str, Reader] = {".txt": read_text, ".text": read_text}
MAX_BYTES = 20_000_000


def read_file(path: Path, source_path: str) -> list[Document]:
    """The articles of one file.

    Args:
        path: Where the file is.
        source_path: The name under which its articles are known.

    Raises:
        UnreadableError: the file holds no article; the message says why.
        OSError: the file cannot be opened.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(
            f"files ending in {path.suffix or 'nothing'!r} cannot be read; "
            f"supported are {', '.join(sorted(READERS))}"
        )
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"the file is larger than {MAX_BYTES:,} bytes; split it")
    return reader(data, source_path)
