"""One finding: a sentence and the number behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.phrases import count


@dataclass(frozen=True)
class Finding:
    """A sentence that says no more than one row of a comparison does.

    Attributes:
        text: the sentence.
        measure, group, item: the number whose evidence it rests on.
    """

    text: str
    measure: str
    group: str
    item: str


def in_articles(row: Mapping[str, Any], side: str = "") -> str:
    """What a number rests on: "12 sentences in 3 articles"; side is the prefix of its columns."""
    articles = count(row[f"{side}n_articles"], "article")
    return f"{count(row[f'{side}n_sentences'], 'sentence')} in {articles}"
