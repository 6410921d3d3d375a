"""Body and ledger: which stretches of an article count, and why the rest does not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis import tables
from analysis.article import Document
from analysis.clean.by_hand import REMOVED_BY_HAND, Judged, Span, correct
from analysis.clean.decide import reasons_for
from analysis.clean.model import LineModel, load_model
from analysis.clean.passages import paragraphs_of
from analysis.clean.units import units_of

__all__ = ["REMOVED_BY_HAND", "Cleaned", "clean", "clean_with"]


@dataclass(frozen=True)
class Cleaned:
    """An article taken apart.

    Attributes:
        paragraphs: Start and end of each paragraph of the body, in order; empty when the text
            has no body.
        ledger: The cells of the `removed` table: every stretch outside the body, with its reason.
            Paragraphs and removed stretches never overlap and together hold all that is not blank.
    """

    paragraphs: tuple[tuple[int, int], ...]
    ledger: tables.Cells

    @property
    def removed(self) -> pd.DataFrame:
        """The ledger as a table."""
        return tables.frame("removed", self.ledger)


def clean(
    document: Document, restored: Collection[Span] = (), removed: Collection[Span] = ()
) -> Cleaned:
    """Part the body of an article from headings, captions, links, prompts and notices.

    Args:
        document: The article as read.
        restored: Stretches (start, end) that a person put back into the body.
        removed: Stretches that a person took out; their reason is "removed by hand".

    Raises:
        ValueError: A correction lies outside the text, or one stretch is restored and removed.
    """
    return clean_with(load_model(), document, restored, removed)


def clean_with(
    model: LineModel,
    document: Document,
    restored: Collection[Span] = (),
    removed: Collection[Span] = (),
) -> Cleaned:
    """The same as `clean` with another line model than the one that comes with the project."""
    header = units_of(document.text[: document.header_end], 0)
    units = units_of(document.text, document.header_end)
    reasons = reasons_for(units, "title" in document.labels, model)
    judged: list[Judged] = [(unit, "label") for unit in header]
    judged += zip(units, reasons, strict=True)
    judged = correct(document.text, judged, restored, removed)
    body = [unit for unit, reason in judged if reason is None]
    rows = [(unit.start, unit.end, reason) for unit, reason in judged if reason is not None]
    return Cleaned(paragraphs_of(document.text, body), _ledger(document, rows))


def _ledger(document: Document, rows: Sequence[tuple[int, int, str]]) -> tables.Cells:
    return {
        "article_id": [document.article_id] * len(rows),
        "start": [start for start, _, _ in rows],
        "end": [end for _, end, _ in rows],
        "text": [document.text[start:end] for start, end, _ in rows],
        "reason": [reason for _, _, reason in rows],
    }
