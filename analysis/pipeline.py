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
from analysis.attribution.corpus import join_spellings
from analysis.attribution.tagger import default_tagger
from analysis.clean.model import load_model
from analysis.clock import Clock
from analysis.corrections import Actor, Article, Corrections, Outlet, Perspective
from analysis.corrections.reference import correct_reference
from analysis.corrections.tables import correct_topics, lost
from analysis.duplicates import mark_duplicates, with_topics_of_originals
from analysis.fingerprint import fingerprint_of
from analysis.memory import Memory
from analysis.one_article import analyse_article, tell_voices
from analysis.read import Reading, read_paths
from analysis.reference import Reference, load_reference
from analysis.selection import Selection, counted_articles
from analysis.stance import default_engine
from analysis.store import Analysis
from analysis.topics import EMBEDDING, NMF, Found, search
from analysis.topics.embedding import default_encoder

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Settings:
    """What a run can be told.

    Attributes:
        n_topics: number of topics to look for (fewer are found in a very small corpus); None for
            as many as the texts bear.
        topics: how they are looked for, one of analysis.topics.METHODS.
        reference_folder: folder of the reference tables; None for the shipped ones.
        columns: which column of tables holds what, as field to column name; for tables of
            different columns several times (`read.read_paths`).
        corrections: what a person knows better.
    """

    n_topics: int | None = None
    topics: str = NMF
    reference_folder: Path | None = None
    columns: Sequence[Mapping[str, str]] = ()
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
    pause: Callable[[], None] | None = None,
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
        pause: called again and again while topics are looked for; what it raises ends the analysis.

    Raises:
        ReferenceFault: the reference tables are broken (all faults are listed).
    """
    memory, clock = memory or Memory(), clock or Clock()
    corrections = settings.corrections.moved_to((d.article_id, d.text) for d in reading.documents)
    of_tables = tuple(e for e in corrections.entries if isinstance(e, (Perspective, Outlet, Actor)))
    known = (settings.reference_folder, of_tables)
    reference = memory.once(
        ("reference", known), partial(_reference, settings.reference_folder, corrections)
    )
    by_article = corrections.by_article()
    parts: list[dict[str, pd.DataFrame]] = []
    bodiless: list[str] = []
    for done, document in enumerate(reading.documents, start=1):
        entries = by_article.get(document.article_id, ())
        part = memory.once(
            (document.article_id, entries, known),
            partial(analyse_article, document, entries, reference, clock),
        )
        if part is None:
            bodiless.append(document.source_path)
        else:
            parts.append(part)
        if progress:
            progress(document.source_path, done, len(reading.documents))
    tables = {name: _join(name, parts) for name in contract.TABLES if name != "comparison"}
    tables["skipped"] = _skipped(reading, bodiless)
    with clock.stage("attribution"):
        tables |= join_spellings(tables, corrections, reference)
    with clock.stage("duplicates"):
        tables["articles"] = mark_duplicates(tables["articles"], tables["passages"])
    with clock.stage("topics"):
        found = _topics(tables, settings, memory, pause)
        tables |= _placed(tables, found)
        tables["topics"] = correct_topics(tables["topics"], corrections)
    memory.done()
    record = _run_record(tables, reference, settings, corrections, clock, found)
    return Analysis(tables, record, reference)


def attributions_alone(reading: Reading, settings: Settings) -> dict[str, pd.DataFrame]:
    """The tables `attributions`, `articles` and `skipped` of what was read, as a run makes them.

    What a run does besides (names of actors, stance, tone, topics, copies) is left out, so of
    `articles` only what an article tells of itself is there.

    Args:
        reading: the articles.
        settings: what the run can be told.

    Raises:
        ReferenceFault: the reference tables are broken (all faults are listed).
    """
    corrections = settings.corrections.moved_to((d.article_id, d.text) for d in reading.documents)
    reference = _reference(settings.reference_folder, corrections)
    by_article = corrections.by_article()
    parts, rows, bodiless = [], [], []
    for document in reading.documents:
        told = tell_voices(document, by_article.get(document.article_id, ()), reference, Clock())
        if told is None:
            bodiless.append(document.source_path)
        else:
            rows.append(told.row)
            parts.append({"attributions": told.attributions})
    tables = {
        "attributions": _join("attributions", parts),
        "articles": pd.DataFrame(rows),
        "skipped": _skipped(reading, bodiless),
    }
    return tables | join_spellings(tables, corrections, reference)


def _reference(folder: Path | None, corrections: Corrections) -> Reference:
    return correct_reference(load_reference(folder), corrections)


def _skipped(reading: Reading, bodiless: Sequence[str]) -> pd.DataFrame:
    """What could not be read, and what was read and holds no article."""
    more = pd.DataFrame({"source_path": bodiless, "reason": "no article body"}, dtype="str")
    return contract.conform("skipped", pd.concat([reading.skipped, more]))


def _join(name: str, parts: Sequence[Mapping[str, pd.DataFrame]]) -> pd.DataFrame:
    frames = [part[name] for part in parts if name in part and len(part[name])]
    if not frames:
        return contract.empty(name)
    return contract.conform(name, pd.concat(frames, ignore_index=True))


def _topics(
    tables: Mapping[str, pd.DataFrame],
    settings: Settings,
    memory: Memory,
    pause: Callable[[], None] | None,
) -> Found:
    """The topics of the articles that count."""
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
    number, method = settings.n_topics, settings.topics
    found: Found = memory.once(
        ("topics", number, method, tuple(passages["passage_id"])),
        lambda: search(passages, cut, number, pause=pause, method=method),
    )
    return found


def _placed(tables: Mapping[str, pd.DataFrame], found: Found) -> dict[str, pd.DataFrame]:
    """The tables of topics and passages; copies have the topics of the text that they repeat."""
    others = tables["passages"].loc[~tables["passages"].index.isin(found.passages.index)]
    passages = contract.conform("passages", pd.concat([found.passages, others]).sort_index())
    return {
        "topics": contract.conform("topics", found.topics),
        "passages": with_topics_of_originals(passages, tables["articles"]),
    }


def _run_record(
    tables: Mapping[str, pd.DataFrame],
    reference: Reference,
    settings: Settings,
    corrections: Corrections,
    clock: Clock,
    found: Found,
) -> dict[str, Any]:
    """What run.json says; `corrections` are those of the settings, with the ids of this corpus."""
    stance = default_engine()
    models = {
        "attribution": f"rules and a tagger of word pieces, version {default_tagger().version}",
        "stance": f"{stance.name}, version {stance.version}",
        "cleaning": f"linear model over the features of a line, version {load_model().version}",
    }
    if found.method == EMBEDDING:
        models["topics"] = (
            f"language model that embeds passages, version {default_encoder().version}"
        )
    # What columns were told decides nothing but what is known of the articles, which counts itself.
    decisive = {"n_topics": settings.n_topics or "as many as the texts bear"}
    decisive |= {"topics": settings.topics}
    told = {
        "columns": [dict(said) for said in settings.columns],
        "reference_folder": str(settings.reference_folder or "shipped"),
    }
    not_applied = lost(corrections, tables, reference)
    return {
        "version": __version__,
        "corpus_fingerprint": fingerprint_of(
            tables["articles"], reference, models, decisive, corrections
        ),
        "models": models,
        "settings": decisive | told,
        "corrections": {
            "fingerprint": settings.corrections.fingerprint,
            "count": settings.corrections.count,
            "applied": settings.corrections.count - sum(entry.count for entry in not_applied),
            "not_applied": [f"{entry}: {entry.LOST}" for entry in not_applied],
            "articles": {
                entry.article_id: list(entry.values())[1:] for entry in corrections.of(Article)
            },
        },
        "topics": found.record(),
        "counts": {name: len(frame) for name, frame in tables.items()},
        "seconds": clock.seconds,
    }
