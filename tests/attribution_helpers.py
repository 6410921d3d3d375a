"""Attributions of a text given as paragraphs, for the tests of attribution."""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd

from analysis.attribution import attribute
from analysis.attribution.tagger import Tagger
from analysis.reference import Reference, load_reference
from analysis.split import split_sentences

ARTICLE_ID = "0123456789abcdef"


@lru_cache(maxsize=1)
def reference() -> Reference:
    return load_reference()


def article(text: str, perspective: str = "Other") -> dict[str, object]:
    return {"article_id": ARTICLE_ID, "text": text, "perspective": perspective}


def spans(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Paragraphs (separated by line breaks) and their sentences."""
    passages = [match.span() for match in re.finditer(r"[^\n]+", text)]
    return passages, [s for start, end in passages for s in split_sentences(text, start, end)]


def frame(pairs: list[tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["start", "end"])


def attributions(text: str, tagger: Tagger | None = None) -> pd.DataFrame:
    """What the rules alone find, or the rules with a tagger."""
    passages, sentences = spans(text)
    return attribute(article(text), frame(passages), frame(sentences), reference(), tagger)


def contents(text: str, row: dict) -> list[str]:
    """The parts of a content, without quotation marks and final punctuation."""
    parts = [(row["content_start"], row["content_end"])]
    if not pd.isna(row["content2_start"]):
        parts.append((int(row["content2_start"]), int(row["content2_end"])))
    return [text[start:end].strip("“”„«»\"'‘’「」.,!? ") for start, end in parts]


def said(text: str) -> list[tuple[str, str]]:
    """Speaker and content of each attribution, the parts of a content joined by " / "."""
    rows = attributions(text).to_dict("records")
    return [(row["speaker"], " / ".join(contents(text, row))) for row in rows]
