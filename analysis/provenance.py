"""Where what is said of an article was read, told again from the article as stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from analysis.read.decode import UnreadableError
from analysis.read.metadata import describe, describe_evidence
from analysis.read.text import document_of
from analysis.reference import Reference

FROM_INPUT = "given with the article"
BY_HAND = "corrected by hand"
JUDGED = (
    "judged from how much is the article’s own words, whether its author says “I”, asks "
    "questions or tells what should or must be done, and whether it begins with a dateline"
)
# Names of files that hold nothing but a text, whose header is part of it.
BARE_TEXTS = (".txt", ".md")


def reasons(
    article: Mapping[str, Any],
    removed: pd.DataFrame,
    reference: Reference,
    by_hand: Collection[str] = (),
) -> dict[str, str]:
    """The evidence of each value of an article, in words for the screen.

    What the text alone does not lead to came with the article (a column, a field, a page's
    metadata) and is said to have.

    Args:
        article: its row of the table articles.
        removed: its rows of the table removed.
        reference: the reference tables.
        by_hand: columns that a person has corrected.
    """
    try:
        document = document_of(str(article["text"]), str(article["source_path"]))
    except UnreadableError:
        return {}
    found = describe(document, removed, reference)
    words = describe_evidence(document, removed, reference)
    return (
        {
            name: why if _same(found.get(name), article[name]) else FROM_INPUT
            for name, why in words.items()
            if name in article and name != "kind"
        }
        | _kind(found, words, article)
        | {name: BY_HAND for name in by_hand if name in words}
    )


def _kind(
    found: Mapping[str, Any], words: Mapping[str, str], article: Mapping[str, Any]
) -> dict[str, str]:
    if found["kind"] == article["kind"]:
        return {"kind": words["kind"]}
    if found["kind"] != "unknown":
        return {"kind": FROM_INPUT}
    # A bare text brings nothing along. Of any other input the stored article does not tell which.
    is_bare = str(article["source_path"]).lower().endswith(BARE_TEXTS)
    return {"kind": JUDGED if is_bare else f"{FROM_INPUT}, or {JUDGED}"}


def _same(one: Any, other: Any) -> bool:
    missing = one is None or one == "", other is None or pd.isna(other) or other == ""
    return all(missing) if any(missing) else bool(one == other)
