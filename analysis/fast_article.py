"""One article without the networks: who speaks is told by rules alone, and no stance is judged.

The stages are those of `one_article`, for corpora that are too large to wait for the networks.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.actors import find_mentions
from analysis.article import Document
from analysis.attribution import attribute
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
from analysis.selection import is_english
from analysis.sentiment import score_sentences
from analysis.split import split_sentences
from analysis.stance import score_mentions
from analysis.tables import OUTLET_VOICE


def analyse_fast(
    document: Document, entries: Sequence[Entry], reference: Reference, clock: Clock
) -> dict[str, pd.DataFrame] | None:
    """What `one_article.analyse_article` gives, with stance null but where a person judged it."""
    with clock.stage("clean"):
        found = clean(document)
        by_hand = stretches(entries, len(document.text))
        cleaned = clean(document, *by_hand) if any(by_hand) else found
    if not cleaned.paragraphs:
        return None
    with clock.stage("read"):
        row = describe(document, found.removed, reference)
        row = correct_article(row, entries, reference)
    english = bool(is_english(pd.Series([row["language"]])).all())
    with clock.stage("split"):
        passages, sentences = _pieces(document, cleaned)
    with clock.stage("attribution"):
        attributions = attribute(row, passages, sentences if english else sentences[:0], reference)
        attributions = correct_speakers(attributions, entries, reference)
        sentences = give_voices_to_sentences(row, sentences, attributions)
    with clock.stage("actors"):
        mentions = correct_targets(find_mentions(row, sentences, reference), entries)
        mentions = give_voices_to_mentions(row, mentions, attributions)
        mentions = correct_stances(score_mentions(mentions, sentences, False), entries)
    with clock.stage("sentiment"):
        sentences = score_sentences(sentences, english)
    body = [document.text[start:end] for start, end in cleaned.paragraphs]
    row = dict(row) | {
        "n_sentences": len(sentences),
        "n_words": sum(len(paragraph.split()) for paragraph in body),
        "duplicate_of": None,
    }
    if row["kind"] == "unknown" and english:
        own = float((sentences["voice"] == OUTLET_VOICE).mean())
        row["kind"] = judge_kind(row, own, "\n\n".join(body))
    return {
        "articles": pd.DataFrame([row]),
        "removed": cleaned.removed.assign(article_id=document.article_id),
        "passages": passages,
        "sentences": sentences,
        "attributions": attributions,
        "mentions": mentions,
    }


def _pieces(document: Document, cleaned: Cleaned) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The passages and sentences of an article."""
    article_id = document.article_id
    passages = pd.DataFrame(cleaned.paragraphs, columns=["start", "end"])
    passages.insert(0, "passage_id", [f"{article_id}-p{a}-{b}" for a, b in cleaned.paragraphs])
    places = [
        (passage_id, start, end)
        for passage_id, (first, last) in zip(
            passages["passage_id"], cleaned.paragraphs, strict=True
        )
        for start, end in split_sentences(document.text, first, last)
    ]
    sentences = pd.DataFrame(places, columns=["passage_id", "start", "end"]).assign(
        sentence_id=[f"{article_id}-s{start}-{end}" for _, start, end in places],
        article_id=article_id,
        position=range(len(places)),
        text=[document.text[start:end] for _, start, end in places],
    )
    return passages.assign(article_id=article_id, topic_id=None, weight=float("nan")), sentences
