"""One article, stage by stage: from what was read to its rows in every table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import nan

import pandas as pd

from analysis.actors import mentions_in
from analysis.article import Document
from analysis.attribution import attributions_in
from analysis.attribution.tagger import default_tagger
from analysis.attribution.voices import voices_of_mentions, voices_of_sentences
from analysis.clean import Cleaned, clean
from analysis.clock import Clock
from analysis.corrections import Entry
from analysis.corrections.tables import (
    correct_article,
    correct_speakers,
    correct_stances,
    correct_targets,
    stretches,
)
from analysis.kind import judge_kind
from analysis.read.metadata import describe
from analysis.reference import Reference
from analysis.selection import ENGLISH
from analysis.sentiment import tones
from analysis.split import split_sentences
from analysis.stance import judge_mentions, score_mentions
from analysis.stance.classes import PROBABILITIES
from analysis.tables import OUTLET_VOICE, Cells, cells_of, frame

# What an article has in each table that articles have rows of.
Part = Mapping[str, Cells]


@dataclass(frozen=True)
class Told:
    """An article once it is known who speaks in it.

    Attributes:
        row: what it tells of itself, for the articles table.
        cleaned: its paragraphs, and what was removed.
        passages, sentences, attributions: its cells in these tables.
        english: whether rules and models can read it.
    """

    row: dict[str, object]
    cleaned: Cleaned
    passages: Cells
    sentences: Cells
    attributions: Cells
    english: bool


def tell_voices(
    document: Document,
    entries: Sequence[Entry],
    reference: Reference,
    clock: Clock,
    fast: bool = False,
) -> Told | None:
    """Cleans and splits an article and finds who speaks in it; None without a body.

    A text that is not English has no attributions: the rules and models know English only. When
    `fast`, rules alone find who speaks.
    """
    with clock.stage("clean"):
        found = clean(document)
        by_hand = stretches(entries, len(document.text))
        cleaned = clean(document, *by_hand) if any(by_hand) else found
    if not cleaned.paragraphs:
        return None
    with clock.stage("read"):
        # A line that a person restores counts; it still tells the outlet as it did before.
        row = describe(document, found.ledger, reference)
        row = correct_article(row, entries, reference)
    with clock.stage("split"):
        passages = _passages(document, cleaned.paragraphs)
        sentences = _sentences(document, passages)
    english = pd.isna(row["language"]) or row["language"] == ENGLISH  # selection.is_english of one
    with clock.stage("attribution"):
        known = sentences if english else {name: [] for name in sentences}
        attributions: Cells = attributions_in(
            row, passages, known, reference, None if fast else default_tagger()
        )
        if entries:
            table = frame("attributions", attributions)
            attributions = cells_of(correct_speakers(table, entries, reference))
    return Told(row, cleaned, passages, sentences, attributions, english)


def analyse_article(
    document: Document,
    entries: Sequence[Entry],
    reference: Reference,
    clock: Clock,
    fast: bool = False,
) -> Part | None:
    """What one article has in every table but topics and comparison; None without a body.

    In a text that is not English names are found, but neither its attributions nor any score. When
    `fast`, no network is run: rules alone find who speaks, and no stance is judged but where a
    person judged it.
    """
    told = tell_voices(document, entries, reference, clock, fast)
    if told is None:
        return None
    row, english = dict(told.row), told.english
    with clock.stage("attribution"):
        voices = voices_of_sentences(row, told.sentences, told.attributions)
    with clock.stage("actors"):
        mentions: Cells = mentions_in(row, told.sentences, reference)
        mentions = _corrected(mentions, entries, correct_targets)
    with clock.stage("sentiment"):
        sentences = {
            **told.sentences,
            **voices,
            "sentiment": tones(told.sentences["text"], english),
        }
    with clock.stage("stance"):
        judge = _judged if english and not fast else _unjudged
        mentions = judge(mentions, sentences, row, told.attributions)
        mentions = _corrected(mentions, entries, correct_stances)
    body = [document.text[start:end] for start, end in told.cleaned.paragraphs]
    row |= {
        "n_sentences": len(voices["voice"]),
        "n_words": sum(len(paragraph.split()) for paragraph in body),
        "duplicate_of": None,
    }
    if row["kind"] == "unknown" and english:
        row["kind"] = judge_kind(row, _own_share(voices["voice"]), "\n\n".join(body))
    return {
        "articles": {name: [value] for name, value in row.items()},
        "removed": told.cleaned.ledger,
        "passages": told.passages,
        "sentences": sentences,
        "attributions": told.attributions,
        "mentions": mentions,
    }


def _judged(
    mentions: Cells, sentences: Cells, row: Mapping[str, object], attributions: Cells
) -> Cells:
    """The mentions with their voices and with the stance that the network reads."""
    judged = judge_mentions(frame("mentions", mentions), frame("sentences", sentences))
    voices = voices_of_mentions(row, judged, attributions)
    return cells_of(score_mentions(judged.assign(**frame("mentions", voices))))


def _unjudged(
    mentions: Cells, sentences: Cells, row: Mapping[str, object], attributions: Cells
) -> Cells:
    """The mentions with their voices and without stance."""
    count = len(mentions["start"])
    unknown = {name: [nan] * count for name in (*PROBABILITIES, "stance")}
    voices = voices_of_mentions(row, mentions, attributions)
    return {**mentions, **voices, **unknown, "stance_class": [None] * count}


def _corrected(
    mentions: Cells,
    entries: Sequence[Entry],
    correct: Callable[[pd.DataFrame, Sequence[Entry]], pd.DataFrame],
) -> Cells:
    return cells_of(correct(frame("mentions", mentions), entries)) if entries else mentions


def _passages(document: Document, paragraphs: Sequence[tuple[int, int]]) -> Cells:
    return {
        "passage_id": [f"{document.article_id}-p{start}-{end}" for start, end in paragraphs],
        "article_id": [document.article_id] * len(paragraphs),
        "start": [start for start, _ in paragraphs],
        "end": [end for _, end in paragraphs],
        "topic_id": [None] * len(paragraphs),
        "weight": [nan] * len(paragraphs),
    }


def _sentences(document: Document, passages: Cells) -> Cells:
    places = [
        (passage_id, start, end)
        for passage_id, first, last in zip(
            passages["passage_id"], passages["start"], passages["end"], strict=True
        )
        for start, end in split_sentences(document.text, first, last)
    ]
    return {
        "sentence_id": [f"{document.article_id}-s{start}-{end}" for _, start, end in places],
        "article_id": [document.article_id] * len(places),
        "passage_id": [passage_id for passage_id, _, _ in places],
        "position": range(len(places)),
        "start": [start for _, start, _ in places],
        "end": [end for _, _, end in places],
        "text": [document.text[start:end] for _, start, end in places],
    }


def _own_share(voices: Sequence[str]) -> float:
    """Share of the sentences that are the outlet's own voice."""
    return voices.count(OUTLET_VOICE) / len(voices)
