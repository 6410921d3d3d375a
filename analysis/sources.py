"""Which modules decide what is found in articles; the rest of the program shows or compares it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# What the rows of one article come from.
OF_ARTICLES = (
    "actors",
    "article.py",
    "attribution",
    "clean",
    "clock.py",
    "corrections",
    "jsonl.py",
    "kind.py",
    "models.py",
    "one_article.py",
    "perspectives.py",
    "read",
    "reference.py",
    "reference_sheets.py",
    "schema.py",
    "selection.py",
    "sentiment.py",
    "split.py",
    "stance",
    "tables.py",
)
# What the tables of a corpus come from, but for `comparison`, which follows from the others.
OF_TABLES = (
    *OF_ARTICLES,
    "__init__.py",
    "duplicates",
    "fingerprint.py",
    "memory.py",
    "one_spelling.py",
    "periods.py",
    "pipeline.py",
    "record.py",
    "settings.py",
    "topics",
)


def digest_of(modules: Iterable[str]) -> str:
    """A short hash of modules and packages, by their names in this package."""
    paths = [_PACKAGE / name for name in modules]
    return digest(
        file for path in paths for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])
    )


def digest(files: Iterable[Path]) -> str:
    """A short hash of what stands in files."""
    held = hashlib.sha256()
    for file in files:
        held.update(file.read_bytes())
    return held.hexdigest()[:12]
