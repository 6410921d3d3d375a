"""One article, stage by stage: from what was read to its rows in every table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.actors import find_mentions
from analysis.article import Document
from analysis.attribution import attribute
from analysis.attribution.tagger import default_tagger
from analysis.attribution.voices import give_voices_to_mentions, give_voices_to_sentences
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
from analysis.sentiment import score_sentences
from analysis.split import split_sentences
from analysis.stance import judge_mentions, score_mentions, unjudged
from analysis.tables import OUTLET_VOICE


@dataclass(frozen=True)
class Told:
    """An article once it is known who speaks in it.

    Attributes:
        row: what it tells of itself, for the articles table.
        cleaned: its paragraphs, and what was removed.
        passages, sentences, attributions: its rows in these tables.
        english: whether rules and models can read it.
    """

    row: dict[str, object]
    cleaned: Cleaned
    passages: pd.DataFrame
    sentences: pd.DataFrame
    attributions: pd.DataFrame
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
        row = describe(document, found.removed, reference)
        row = correct_article(row, entries, reference)
    with clock.stage("split"):
        passages = _passages(document, cleaned.paragraphs)
        sentences = _sentences(document, passages)
    english = pd.isna(row["language"]) or row["language"] == ENGLISH  # selection.is_english of one
    with clock.stage("attribution"):
        known = sentences if english else sentences[:0]
        attributions = attribute(
            row, passages, known, reference, None if fast else default_tagger()
        )
        attributions = correct_speakers(attributions, entries, reference)
    return Told(row, cleaned, passages, sentences, attributions, english)


def analyse_article(
    document: Document,
    entries: Sequence[Entry],
    reference: Reference,
    clock: Clock,
    fast: bool = False,
) -> dict[str, pd.DataFrame] | None:
    """The rows of one article for every table but topics and comparison; None without a body.

    In a text that is not English names are found, but neither its attributions nor any score. When
    `fast`, no network is run: rules alone find who speaks, and no stance is judged but where a
    person judged it.
    """
    told = tell_voices(document, entries, reference, clock, fast)
    if told is None:
        return None
    row, english = dict(told.row), told.english
    with clock.stage("attribution"):
        sentences = give_voices_to_sentences(row, told.sentences, told.attributions)
    with clock.stage("actors"):
        mentions = find_mentions(row, sentences, reference)
        mentions = correct_targets(mentions, entries)
    with clock.stage("sentiment"):
        sentences = score_sentences(sentences, english)
    with clock.stage("stance"):
        judged = english and not fast
        if judged:
            mentions = judge_mentions(mentions, sentences)
        mentions = give_voices_to_mentions(row, mentions, told.attributions)
        mentions = score_mentions(mentions) if judged else unjudged(mentions)
        mentions = correct_stances(mentions, entries)
    body = [document.text[start:end] for start, end in told.cleaned.paragraphs]
    row |= {
        "n_sentences": len(sentences),
        "n_words": sum(len(paragraph.split()) for paragraph in body),
        "duplicate_of": None,
    }
    if row["kind"] == "unknown" and english:
        row["kind"] = judge_kind(row, _own_share(sentences), "\n\n".join(body))
    return {
        "articles": pd.DataFrame([list(row.values())], columns=list(row), dtype=object),
        "removed": told.cleaned.removed.assign(article_id=document.article_id),
        "passages": told.passages,
        "sentences": sentences,
        "attributions": told.attributions,
        "mentions": mentions,
    }


def _passages(document: Document, paragraphs: Sequence[tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "passage_id": [f"{document.article_id}-p{start}-{end}" for start, end in paragraphs],
            "article_id": document.article_id,
            "start": [start for start, _ in paragraphs],
            "end": [end for _, end in paragraphs],
            "topic_id": None,
            "weight": float("nan"),
        }
    )


def _sentences(document: Document, passages: pd.DataFrame) -> pd.DataFrame:
    places = [
        (passage_id, start, end)
        for passage_id, first, last in zip(
            passages["passage_id"], passages["start"], passages["end"], strict=True
        )
        for start, end in split_sentences(document.text, int(first), int(last))
    ]
    return pd.DataFrame(
        {
            "sentence_id": [f"{document.article_id}-s{start}-{end}" for _, start, end in places],
            "article_id": document.article_id,
            "passage_id": [passage_id for passage_id, _, _ in places],
            "position": range(len(places)),
            "start": [start for _, start, _ in places],
            "end": [end for _, _, end in places],
            "text": [document.text[start:end] for _, start, end in places],
        }
    )


def _own_share(sentences: pd.DataFrame) -> float:
    """Share of the sentences that are the outlet's own voice."""
    voices = sentences["voice"].tolist()
    return voices.count(OUTLET_VOICE) / len(voices)
