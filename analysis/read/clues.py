"""What stands around the body of an article: the lines in which its origin can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.article import Document
from analysis.tables import Cells

_URL = re.compile(r"https?://[^\s<>\"“”()\[\]]{4,2000}", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5})", re.I)
_EMAIL = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})")
# A copyright line with nothing but the holder: "© 2024 The Valley Post. All rights reserved."
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)(?: ?(?:©|\(c\)))?(?: ?\d{4}(?: ?[-–] ?\d{4})?)?,? ?([^.,|©\d]{2,60}?)"
    r"(?: \d{4})?[.,|]?(?: all rights reserved\.?)?",
    re.IGNORECASE,
)
_COPIED = re.compile(r"source link|by:? admin", re.IGNORECASE)
_TELL_OF_COPIES = frozenset({"republication notice", "translation notice"})
NOTICES = frozenset({"translation notice", "republication notice", "source link"})


@dataclass(frozen=True)
class Line:
    """One removed line: its text and why it was removed."""

    text: str
    reason: str


@dataclass(frozen=True)
class Clues:
    """An article parted into the lines above its body, between its paragraphs and below them.

    Attributes:
        labels: The labelled header.
        head: Removed lines above the body, without the labelled header.
        inside: Removed lines between paragraphs.
        tail: Removed lines below the body.
        body: What remains, paragraphs parted by blank lines.
    """

    labels: Mapping[str, str]
    head: tuple[Line, ...]
    inside: tuple[Line, ...]
    tail: tuple[Line, ...]
    body: str

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.head + self.inside + self.tail

    @property
    def is_copy(self) -> bool:
        """Whether something in the lines says that a site carries what another published."""
        return any(
            (line.reason in _TELL_OF_COPIES and self._holder_above(line) is None)
            or _COPIED.fullmatch(line.text)
            for line in self.lines
        )

    @property
    def own_name(self) -> str | None:
        """The name at the top of the page that also holds its copyright; None when none does."""
        held = (self._holder_above(line) for line in self.lines)
        return next((name for name in held if name), None)

    def _holder_above(self, line: Line) -> str | None:
        """For a copyright line that names the page itself, that name as it stands at the top."""
        holder = _COPYRIGHT.fullmatch(line.text)
        if holder is None:
            return None
        name = holder[1].casefold()
        return next((top.text for top in self.head if top.text.casefold() == name), None)


def gather(document: Document, removed: Cells | pd.DataFrame) -> Clues:
    """Part an article by its `removed` table, or the cells of it."""
    rows = _rows(removed)
    stretches: list[tuple[int, int]] = []
    at = document.header_end
    for start, end, _, _ in rows:
        stretches.append((at, start))
        at = end
    stretches.append((at, len(document.text)))
    kept = [(a, b) for a, b in stretches if document.text[a:b].strip()]
    first, last = (kept[0][0], kept[-1][1]) if kept else (len(document.text), 0)
    head: list[Line] = []
    inside: list[Line] = []
    tail: list[Line] = []
    for start, end, text, reason in rows:
        line = Line(" ".join(str(text).split()), str(reason))
        place = head if end <= first else tail if start >= last else inside
        place.append(line)
    body = "\n\n".join(document.text[a:b].strip() for a, b in kept)
    return Clues(document.labels, tuple(head), tuple(inside), tuple(tail), body)


def _rows(removed: Cells | pd.DataFrame) -> list[tuple[int, int, str, str]]:
    """Start, end, text and reason of each stretch but the header, in order."""
    columns = (list(removed[name]) for name in ("start", "end", "text", "reason"))
    return sorted(row for row in zip(*columns, strict=True) if row[3] != "label")


def find_url(line: str) -> str | None:
    """The first web address of a line, without the punctuation after it."""
    found = _URL.search(line)
    return found[0].rstrip(".,;:!?'’*") if found else None


def find_host(address: str) -> str | None:
    """The host of a web or e-mail address, without "www."."""
    mail = _EMAIL.search(address)
    if mail:
        return mail[1].lower()
    found = _HOST.match(address.strip())
    return found[1].lower() if found else None
