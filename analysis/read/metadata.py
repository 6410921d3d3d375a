"""One row of `articles`: what a text tells about itself, each value with its evidence."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from analysis.article import Document
from analysis.perspectives import perspective_of_outlet
from analysis.read.authors import find_authors
from analysis.read.clues import NOTICES, Clues, find_url, gather
from analysis.read.dates import find_published
from analysis.read.language import find_language, find_translation
from analysis.read.outlet import OutletNames, find_origin
from analysis.read.stated_kind import kind_stated
from analysis.read.title import find_title
from analysis.reference import Reference
from analysis.tables import Cells


def describe(
    document: Document, cleaned_removed: Cells | pd.DataFrame, reference: Reference
) -> dict[str, object]:
    """One row of `articles`, without n_sentences, n_words and duplicate_of.

    Args:
        document: The article as read.
        cleaned_removed: Its `removed` table, or the cells of it.
        reference: The reference tables.

    Returns:
        Column to value; None when unknown. `kind` is "unknown" when nothing states it.
    """
    values, _ = _judge(document, cleaned_removed, reference)
    return values


def describe_evidence(
    document: Document, cleaned_removed: Cells | pd.DataFrame, reference: Reference
) -> dict[str, str]:
    """Where each value of `describe` was read, in words for the screen."""
    _, reasons = _judge(document, cleaned_removed, reference)
    return reasons


def _judge(
    document: Document, removed: Cells | pd.DataFrame, reference: Reference
) -> tuple[dict[str, object], dict[str, str]]:
    clues = gather(document, removed)
    names = OutletNames(reference)
    title, why_title = find_title(clues, names)
    origin = find_origin(clues, reference)
    authors, why_authors = find_authors(clues, names)
    published = find_published(clues)
    language = find_language(clues.body)
    translation, translated_from, why_translation = find_translation(clues, language)
    url, why_url = _url(clues)
    kind, why_kind = kind_stated(clues.labels, title, url, [line.text for line in clues.lines])
    country = _countries(reference).get(origin.outlet)
    values: dict[str, object] = {
        "article_id": document.article_id,
        "source_path": document.source_path,
        "title": title,
        "outlet": origin.outlet,
        "republisher": origin.republisher,
        "country": country,
        "perspective": perspective_of_outlet(origin.outlet, country, reference),
        "authors": authors,
        "published": pd.Timestamp(published.day) if published.day else None,
        "published_basis": published.basis,
        "kind": kind,
        "language": language,
        "translation": translation,
        "translated_from": translated_from,
        "url": url,
        "text": document.text,
    }
    reasons = {
        "title": why_title,
        "outlet": origin.why,
        "republisher": origin.why_republisher,
        "authors": why_authors,
        "published": published.why,
        "kind": why_kind,
        "translation": why_translation,
        "url": why_url,
    }
    return values, reasons


def _url(clues: Clues) -> tuple[str | None, str]:
    labelled = find_url(clues.labels.get("url", ""))
    if labelled:
        return labelled, "label"
    for line in clues.lines:
        if line.reason in NOTICES:
            url = find_url(line.text)
            if url:
                return url, line.reason
    return None, "no address of the original in the text"


@lru_cache(maxsize=4)
def _countries(reference: Reference) -> dict[str | None, str | None]:
    """The country of each outlet."""
    outlets = reference.outlets
    pairs = zip(outlets["outlet"], outlets["country"], strict=True)
    return {outlet: str(country) or None for outlet, country in pairs}
