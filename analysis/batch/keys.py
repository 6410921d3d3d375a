"""By what it is told whether an article must be analysed again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from analysis import __version__
from analysis.article import Document
from analysis.corrections import Entry
from analysis.fingerprint import as_plain
from analysis.record import models_of
from analysis.reference import Reference
from analysis.settings import Settings
from analysis.sources import OF_ARTICLES, digest_of

_ABSENT = "none"


def key_of(document: Document, entries: Sequence[Entry]) -> str:
    """A short hash of all that is given with an article: text, labels and its corrections."""
    given = [
        document.source_path,
        document.text,
        sorted(document.labels.items()),
        document.header_end,
        [f"{entry.SECTION} {sorted(entry.values().items())}" for entry in entries],
    ]
    said = json.dumps(given).encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).hexdigest()[:16]


def made_with(settings: Settings, reference: Reference) -> dict[str, str]:
    """All that decides the rows of every article alike, in words a person can compare."""
    tables = json.dumps(as_plain(reference), default=str).encode()
    return {
        "program": f"version {__version__}, sources {digest_of(OF_ARTICLES)}",
        "reference tables": hashlib.sha256(tables).hexdigest()[:12],
        **models_of(settings),
    }


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """One line for each thing that is another than before."""
    return [
        f"{name}: {before.get(name, _ABSENT)} -> {now.get(name, _ABSENT)}"
        for name in dict.fromkeys([*now, *before])
        if before.get(name) != now.get(name)
    ]
