"""The short hash that stands for an analysis under its charts and in its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pandas as pd

from analysis import __version__
from analysis.corrections import Corrections, article_of
from analysis.reference import Reference

# Columns of articles that name a place or follow from the rest; all others are given or read.
_NOT_HASHED = ["article_id", "source_path", "duplicate_of"]


def hashes_of(articles: pd.DataFrame) -> dict[str, str]:
    """A hash of the text of each article and of what is known of it, by its id.

    Args:
        articles: rows of the articles table, which brings its columns into one form.
    """
    rows = articles.drop(columns=_NOT_HASHED).astype(object).to_dict("records")
    return dict(zip(articles["article_id"], map(_hash, rows), strict=True))


def as_plain(reference: Reference) -> list[Any]:
    """The reference tables as plain values."""
    return [getattr(reference, table.name).to_dict("records") for table in fields(reference)]


def fingerprint_of(
    texts: Mapping[str, str],
    reference: Reference,
    models: Mapping[str, str],
    settings: Mapping[str, Any],
    corrections: Corrections,
) -> str:
    """Short hash of all that decides the numbers of an analysis.

    These are the texts and what is known of each article, the reference tables, the models, the
    settings, the corrections by hand and the version of the program. Where files lie, how they are
    called and in which order they come counts for nothing.

    Args:
        texts: what `hashes_of` gives for all articles.
        reference: the reference tables.
        models: the name and version of each model.
        settings: those that decide numbers, as plain values.
        corrections: what a person knows better, speaking of the articles by their ids here.
    """
    return _hash(
        [
            __version__,
            sorted(texts.values()),
            as_plain(reference),
            sorted(models.items()),
            sorted(settings.items()),
            _corrected(corrections, texts),
        ]
    )[:12]


def _corrected(corrections: Corrections, texts: Mapping[str, str]) -> list[str]:
    """What is corrected; an article is named by its hash, for its id tells where it lies."""
    said = []
    for entry in corrections.decisive.entries:
        words = f"{entry.SECTION} {sorted(entry.values().items())}"
        article_id = article_of(entry)
        said.append(words.replace(article_id, texts.get(article_id, "")) if article_id else words)
    return sorted(said)


def _hash(value: Any) -> str:
    said = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()
