"""The paragraphs of an article as the rules read them: sentences, quotations, attributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.attribution.cues import CueBook, cue_book, find_cues
from analysis.attribution.drafts import Draft
from analysis.attribution.quotes import SPEECH_TAIL, find_quotes
from analysis.attribution.relations import relate, relate_quoted
from analysis.attribution.sequels import join_sequels, pointing_back
from analysis.attribution.text import Span, Unit, units_of, units_within
from analysis.reference import Reference


@dataclass(frozen=True)
class Paragraph:
    """What the rules see in one paragraph.

    Attributes:
        span: its offsets in the article.
        number: which paragraph of the article it is.
        sentences: its sentences.
        quotes: its quotations, with their marks.
        units: its units of reading.
        drafts: its attributions, by rules alone.
    """

    span: Span
    number: int
    sentences: tuple[Span, ...]
    quotes: tuple[Span, ...]
    units: tuple[Unit, ...]
    drafts: tuple[Draft, ...]


def rule_drafts(
    text: str, paragraphs: Sequence[Span], sentences: Sequence[Span], reference: Reference
) -> list[Paragraph]:
    """The paragraphs of an article in order, each as the rules read it."""
    book = cue_book(reference)
    read: list[Paragraph] = []
    at = 0
    for number, (start, end) in enumerate(paragraphs):
        inside = []
        while at < len(sentences) and sentences[at][0] < end:
            inside.append(sentences[at])
            at += 1
        quotes = find_quotes(text, start, end, SPEECH_TAIL)
        units = units_of(text, inside, quotes, number)
        drafts = _drafts_of(text, units, inside, book)
        spans = tuple((quote.start, quote.end) for quote in quotes)
        read.append(
            Paragraph((start, end), number, tuple(inside), spans, tuple(units), tuple(drafts))
        )
    return read


def _drafts_of(
    text: str, units: Sequence[Unit], sentences: Sequence[Span], book: CueBook
) -> list[Draft]:
    """The attributions of one paragraph."""
    drafts: list[Draft] = []
    before: list[Draft] = []
    first = 0  # number of the first draft of the sentence before
    for number, unit in enumerate(units):
        cues = find_cues(unit.tokens, book)
        backward = pointing_back(before, units[number - 1] if number else None, unit, cues)
        if backward:
            drafts[first : first + len(before)] = [backward]
        before, first = ([], 0) if backward else (relate(unit, cues), len(drafts))
        drafts += before
        if before:
            for inner in units_within(text, unit, sentences):
                drafts += relate_quoted(inner, find_cues(inner.tokens, book))
    return join_sequels(units, drafts)
