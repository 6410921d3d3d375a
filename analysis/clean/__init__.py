"""Body and ledger: which stretches of an article count, and why the rest does not."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis import tables
from analysis.article import Document
from analysis.clean.judge import judge
from analysis.clean.passages import paragraphs_of
from analysis.clean.units import units_of

__all__ = ["Cleaned", "clean"]


@dataclass(frozen=True)
class Cleaned:
    """An article taken apart.

    Attributes:
        paragraphs: Start and end of each paragraph of the body, in order; empty when the text
            has no body.
        removed: The `removed` table: every stretch outside the body, with its reason. Paragraphs
            and removed stretches never overlap and together hold all that is not blank.
    """

    paragraphs: tuple[tuple[int, int], ...]
    removed: pd.DataFrame


def clean(document: Document) -> Cleaned:
    """Part the body of an article from headings, captions, links, prompts and notices."""
    header = _header_rows(document)
    units = units_of(document.text, document.header_end)
    reasons = judge(units, titled="title" in document.labels)
    body = [unit for unit, reason in zip(units, reasons, strict=True) if reason is None]
    rows = header + [
        (unit.start, unit.end, reason)
        for unit, reason in zip(units, reasons, strict=True)
        if reason is not None
    ]
    frame = pd.DataFrame(rows, columns=["start", "end", "reason"]).assign(
        article_id=document.article_id,
        text=[document.text[start:end] for start, end, _ in rows],
    )
    return Cleaned(paragraphs_of(document.text, body), tables.conform("removed", frame))


def _header_rows(document: Document) -> list[tuple[int, int, str]]:
    lines = units_of(document.text[: document.header_end], 0)
    return [(line.start, line.end, "label") for line in lines]
