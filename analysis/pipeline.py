"""The whole order of an analysis, from files to tables. No other module knows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import __version__
from analysis import tables as contract
from analysis.actors import find_mentions
from analysis.article import Document
from analysis.attribution import attribute
from analysis.attribution.voices import give_voices_to_mentions, give_voices_to_sentences
from analysis.clean import clean
from analysis.clean.model import load_model
from analysis.clock import Clock
from analysis.corrections import Actor, Article, Corrections, Entry, Outlet, Perspective
from analysis.corrections.reference import correct_reference
from analysis.corrections.tables import (
    correct_article,
    correct_speakers,
    correct_stances,
    correct_topics,
    lost,
    stretches,
)
from analysis.duplicates import mark_duplicates, with_topics_of_originals
from analysis.fingerprint import fingerprint_of
from analysis.kind import judge_kind
from analysis.memory import Memory
from analysis.read import Reading, read_paths
from analysis.read.metadata import describe
from analysis.reference import Reference, load_reference
from analysis.selection import Selection, counted_articles, is_english
from analysis.sentiment import score_sentences
from analysis.split import split_sentences
from analysis.stance import default_engine, score_mentions
from analysis.store import Analysis
from analysis.tables import OUTLET_VOICE
from analysis.topics import find_topics

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Settings:
    """What a run can be told.

    Attributes:
        n_topics: number of topics to look for (fewer are found in a very small corpus).
        reference_folder: folder of the reference tables; None for the shipped ones.
        columns: which column of tables holds what, as field to column name (`read.read_paths`).
        corrections: what a person knows better.
    """

    n_topics: int = 6
    reference_folder: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    corrections: Corrections = field(default_factory=Corrections)


def analyse(
    paths: Sequence[str | Path],
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Reads the paths and computes every table of the contract but `comparison`.

    Args:
        paths: files or folders.
        settings: what the run can be told; the defaults when None.
        progress: called as progress(source_path, articles done, articles in all).

    Raises:
        ReferenceFault: the reference tables are broken (all faults are listed).
    """
    settings = settings or Settings()
    clock = Clock()
    with clock.stage("read"):
        reading = read_paths(paths, columns=settings.columns)
    return analyse_reading(reading, settings, progress, clock=clock)


def analyse_reading(
    reading: Reading,
    settings: Settings,
    progress: Progress | None = None,
    memory: Memory | None = None,
    clock: Clock | None = None,
) -> Analysis:
    """Computes every table of the contract but `comparison` from what was read.

    The comparison follows from the other tables: a screen asks for the part that it shows, and
    `store.save` writes the whole.

    Args:
        reading: the articles.
        settings: what the run can be told.
        progress: called as progress(source_path, articles done, articles in all).
        memory: what an earlier analysis of the same articles left; filled again.
        clock: has the seconds of reading.

    Raises:
        ReferenceFault: the reference tables are broken (all faults are listed).
    """
    memory, clock = memory or Memory(), clock or Clock()
    corrections = settings.corrections.moved_to((d.article_id, d.text) for d in reading.documents)
    of_tables = tuple(e for e in corrections.entries if isinstance(e, (Perspective, Outlet, Actor)))
    known = (settings.reference_folder, of_tables)
    reference = memory.once(
        ("reference", known),
        lambda: correct_reference(load_reference(settings.reference_folder), corrections),
    )
    by_article = corrections.by_article()
    parts: list[dict[str, pd.DataFrame]] = []
    bodiless: list[dict[str, str]] = []
    for done, document in enumerate(reading.documents, start=1):
        entries = by_article.get(document.article_id, ())
        part = memory.once(
            (document.article_id, entries, known),
            partial(_analyse_article, document, entries, reference, clock),
        )
        if part is None:
            bodiless.append({"source_path": document.source_path, "reason": "no article body"})
        else:
            parts.append(part)
        if progress:
            progress(document.source_path, done, len(reading.documents))
    tables = {name: _join(name, parts) for name in contract.TABLES if name != "comparison"}
    tables["skipped"] = contract.conform(
        "skipped",
        pd.concat([reading.skipped, pd.DataFrame(bodiless, columns=contract.SKIPPED.names)]),
    )
    with clock.stage("duplicates"):
        tables["articles"] = mark_duplicates(tables["articles"], tables["passages"])
    with clock.stage("topics"):
        tables |= _topics(tables, settings.n_topics, memory)
        tables["topics"] = correct_topics(tables["topics"], corrections)
    memory.done()
    return Analysis(tables, _run_record(tables, reference, settings, corrections, clock))


def _analyse_article(
    document: Document, entries: Sequence[Entry], reference: Reference, clock: Clock
) -> dict[str, pd.DataFrame] | None:
    """The rows of one article for every table but topics and comparison; None without a body.

    In a text that is not English names are found, but neither its attributions nor any score: the
    rules and models know English only.
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
    english = bool(is_english(pd.Series([row["language"]])).all())
    with clock.stage("attribution"):
        attributions = attribute(row, passages, sentences if english else sentences[:0], reference)
        attributions = correct_speakers(attributions, entries, reference)
        sentences = give_voices_to_sentences(row, sentences, attributions)
    with clock.stage("actors"):
        mentions = find_mentions(row, sentences, reference)
        mentions = give_voices_to_mentions(row, mentions, attributions)
    with clock.stage("sentiment"):
        sentences = score_sentences(sentences, english)
    with clock.stage("stance"):
        mentions = score_mentions(mentions, sentences, english)
        mentions = correct_stances(mentions, entries)
    body = [document.text[start:end] for start, end in cleaned.paragraphs]
    row |= {
        "n_sentences": len(sentences),
        "n_words": sum(len(paragraph.split()) for paragraph in body),
        "duplicate_of": None,
    }
    if row["kind"] == "unknown" and english:
        row["kind"] = judge_kind(row, _own_share(sentences), "\n\n".join(body))
    return {
        "articles": pd.DataFrame([row]),
        "removed": cleaned.removed.assign(article_id=document.article_id),
        "passages": passages,
        "sentences": sentences,
        "attributions": attributions,
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
    return float((sentences["voice"] == OUTLET_VOICE).mean())


def _join(name: str, parts: Sequence[Mapping[str, pd.DataFrame]]) -> pd.DataFrame:
    frames = [part[name] for part in parts if name in part and len(part[name])]
    if not frames:
        return contract.empty(name)
    return contract.conform(name, pd.concat(frames, ignore_index=True))


def _topics(
    tables: Mapping[str, pd.DataFrame], n_topics: int, memory: Memory
) -> dict[str, pd.DataFrame]:
    """Topics of the articles that count; copies then have those of the text that they repeat."""
    articles = tables["articles"]
    counted = tables["passages"]["article_id"].isin(
        counted_articles(articles, Selection())["article_id"]
    )
    passages = tables["passages"][counted]
    texts = articles.set_index("article_id")["text"]
    cut = [
        texts[article_id][start:end]
        for article_id, start, end in zip(
            passages["article_id"], passages["start"], passages["end"], strict=True
        )
    ]
    topics, passages = memory.once(
        ("topics", n_topics, tuple(passages["passage_id"])),
        lambda: find_topics(passages, cut, n_topics=n_topics),
    )
    passages = pd.concat([passages, tables["passages"][~counted]]).sort_index()
    return {
        "topics": contract.conform("topics", topics),
        "passages": with_topics_of_originals(contract.conform("passages", passages), articles),
    }


def _run_record(
    tables: Mapping[str, pd.DataFrame],
    reference: Reference,
    settings: Settings,
    corrections: Corrections,
    clock: Clock,
) -> dict[str, Any]:
    """What run.json says; `corrections` are those of the settings, with the ids of this corpus."""
    stance = default_engine()
    models = {
        "stance": f"{stance.name}, version {stance.version}",
        "cleaning": f"linear model over the features of a line, version {load_model().version}",
    }
    decisive = {"n_topics": settings.n_topics, "columns": dict(settings.columns)}
    not_applied = lost(corrections, tables, reference)
    return {
        "version": __version__,
        "corpus_fingerprint": fingerprint_of(
            tables["articles"], reference, models, decisive, corrections
        ),
        "models": models,
        "settings": decisive | {"reference_folder": str(settings.reference_folder or "shipped")},
        "corrections": {
            "fingerprint": settings.corrections.fingerprint,
            "count": settings.corrections.count,
            "applied": settings.corrections.count - sum(entry.count for entry in not_applied),
            "not_applied": [f"{entry}: {entry.LOST}" for entry in not_applied],
            "articles": {
                entry.article_id: list(entry.values())[1:] for entry in corrections.of(Article)
            },
        },
        "counts": {name: len(frame) for name, frame in tables.items()},
        "seconds": clock.seconds,
    }
