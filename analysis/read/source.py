"""What readers are given and what they give back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from analysis.article import Document, make_article_id
from analysis.read.columns import Columns
from analysis.read.decode import UnreadableError
from analysis.read.labels import is_placeholder
from analysis.read.limits import (
    MAX_ARTICLE_CHARACTERS,
    MAX_LABEL_CHARACTERS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_COUNTS_FROM_BYTES,
)

# Controls, and the marks that turn the direction of what is shown after them.
_NOT_SHOWN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BY = re.compile(r"^(?:(?:written|story|text|posted) )?by(?::| )\s{0,5}", re.IGNORECASE)
_MAX_NAME = 500


@dataclass(frozen=True)
class Skipped:
    """One input, or a part of one, that could not be read, and why."""

    source_path: str
    reason: str


Item = Document | Skipped


class Budget:
    """How much more may be unpacked from one file, with all archives in it."""

    def __init__(self, packed: int) -> None:
        self._most = max(RATIO_COUNTS_FROM_BYTES, min(MAX_UNPACKED_BYTES, MAX_RATIO * packed))
        self.left = self._most

    def spend(self, n_bytes: int) -> None:
        """Count some unpacked bytes.

        Raises:
            UnreadableError: no more may be unpacked.
        """
        self.left -= n_bytes
        if self.left < 0:
            raise UnreadableError(
                f"unpacking stopped after {self._most:,} bytes, the most allowed for an archive of "
                f"this size (at most {MAX_RATIO} times its size and {MAX_UNPACKED_BYTES:,} bytes)"
            )


@dataclass(frozen=True)
class Source:
    """One file to be read, on disk, in memory or in an archive.

    Attributes:
        path: The name under which its articles are known.
        stream: Its bytes, at any position; readers go to the start first.
        size: How many bytes it has.
        columns: What a person said of the columns of tables.
        depth: How many archives it lies in.
        budget: What may still be unpacked.
        address: Where on the web it was found, when the archive says so.
    """

    path: str
    stream: BinaryIO
    size: int
    columns: Columns = field(default_factory=Columns)
    depth: int = 0
    budget: Budget = field(default_factory=lambda: Budget(0))
    address: str | None = None

    def data(self, most: int) -> bytes:
        """All bytes.

        Raises:
            UnreadableError: there are more than `most`.
        """
        self.stream.seek(0)
        data = self.stream.read(most + 1)
        if len(data) > most:
            raise UnreadableError(f"the file is larger than {most:,} bytes; split it")
        return data


def make_article(
    source_path: str, text: str, labels: Mapping[str, str | None], header_end: int = 0
) -> Document:
    """A Document of a text whose encoding is repaired already.

    Labels that are blank or fillers ("N/A") are left out, "By" is no part of an author's name,
    and what is very long is cut.

    Raises:
        UnreadableError: the text has no words, is too long for one article or is binary.
    """
    if len(text) > MAX_ARTICLE_CHARACTERS:
        raise UnreadableError(
            f"the text has {len(text):,} characters, more than the {MAX_ARTICLE_CHARACTERS:,} of "
            "one article; split it"
        )
    if "\0" in text:
        raise UnreadableError("the text holds NUL characters: it is binary")
    if not any(character.isalnum() for character in text[header_end:]):
        raise UnreadableError("the article has no body")
    kept = {key: tidy(value or "") for key, value in labels.items()}
    if "author" in kept:
        kept["author"] = without_by(kept["author"])
    kept = {key: value for key, value in kept.items() if not is_placeholder(value)}
    return Document(make_article_id(source_path, text), source_path, text, kept, header_end)


def tidy(value: str) -> str:
    """A field of metadata on one line, cut when very long."""
    return " ".join(_NOT_SHOWN.sub(" ", value[:MAX_LABEL_CHARACTERS]).split())


def without_by(name: str) -> str:
    """A byline without "By"."""
    return _BY.sub("", name, count=1)


def display_name(name: str) -> str:
    """A file name that can be shown and can never lead anywhere: relative, one line, bounded."""
    pieces = [piece.strip() for piece in name[-_MAX_NAME:].replace("\\", "/").split("/")]
    kept = [piece for piece in pieces if piece not in ("", ".", "..") and piece[1:] != ":"]
    return _NOT_SHOWN.sub("\ufffd", "/".join(kept)) or "unnamed"


class Names:
    """Gives each name once: the second of the same gets "-2"."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def unique(self, wanted: str) -> str:
        name = wanted
        while name in self._given:
            self._given[wanted] += 1
            name = f"{wanted}-{self._given[wanted]}"
        self._given[name] = 1
        return name


@contextmanager
def faults_as_unreadable(what: str) -> Iterator[None]:
    """Turns whatever a parsing library raises on a damaged file into the reason to skip it.

    Only calls of the library belong inside, so that faults of this project are not hidden.
    """
    try:
        yield
    except UnreadableError:
        raise
    except MemoryError as fault:
        raise UnreadableError(f"{what} needs more memory than there is") from fault
    except Exception as fault:
        words = " ".join(str(fault).split())[:200]
        raise UnreadableError(f"{what} is damaged: {words or type(fault).__name__}") from fault
