"""The whole order of an analysis, from files to tables. No other module knows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import pandas as pd

from analysis import tables as contract
from analysis.article import Document
from analysis.clock import Clock
from analysis.corrections import Corrections
from analysis.corrections.tables import correct_topics, lost
from analysis.duplicates import mark_duplicates, with_topics_of_originals
from analysis.fingerprint import hashes_of
from analysis.memory import Memory
from analysis.one_article import Part, analyse_article, tell_voices
from analysis.one_spelling import join_spellings
from analysis.read import Reading, read_paths
from analysis.record import record_of
from analysis.reference import Reference
from analysis.selection import Selection, counted_articles
from analysis.settings import Settings
from analysis.store import Analysis
from analysis.topics import Found
from analysis.topics.sampling import find_in_memory

__all__ = ["Progress", "Settings", "analyse", "analyse_reading", "attributions_alone", "joined"]

Progress = Callable[[str, int, int], None]


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
    known = (settings.reference_folder, settings.corrections_of_tables, settings.fast)
    reference = memory.once(("reference", known), settings.reference)
    by_article = corrections.by_article()

    def analysed(document: Document) -> Part | None:
        entries = by_article.get(document.article_id, ())
        work = partial(analyse_article, document, entries, reference, clock, settings.fast)
        found: Part | None = memory.once((document.article_id, entries, known), work)
        return found

    tables, found = _together(
        _apart(reading, analysed, progress),
        corrections,
        reference,
        lambda tables: _topics(tables, settings, memory, pause),
        clock,
    )
    memory.done()
    record = record_of(
        settings,
        reference,
        corrections,
        hashes_of(tables["articles"]),
        found,
        lost(corrections, tables, reference),
    )
    counts = {name: len(frame) for name, frame in tables.items()}
    record |= {"counts": counts, "seconds": clock.seconds}
    return Analysis(tables, record, reference)


def _apart(
    reading: Reading,
    analysed: Callable[[Document], Part | None],
    progress: Progress | None,
) -> dict[str, pd.DataFrame]:
    """The tables as each article by itself tells them."""
    parts: list[Part] = []
    bodiless: list[str] = []
    for done, document in enumerate(reading.documents, start=1):
        part = analysed(document)
        if part is None:
            bodiless.append(document.source_path)
        else:
            parts.append(part)
        if progress:
            progress(document.source_path, done, len(reading.documents))
    tables = {name: joined(name, parts) for name in contract.TABLES if name != "comparison"}
    return {**tables, "skipped": _skipped(reading, bodiless)}


def _together(
    tables: Mapping[str, pd.DataFrame],
    corrections: Corrections,
    reference: Reference,
    topics_of: Callable[[Mapping[str, pd.DataFrame]], tuple[Found, pd.DataFrame]],
    clock: Clock,
) -> tuple[dict[str, pd.DataFrame], Found]:
    """The tables with what only all articles together tell: names, copies, topics."""
    new = dict(tables)
    with clock.stage("attribution"):
        new |= join_spellings(new, corrections, reference)
    with clock.stage("duplicates"):
        new["articles"] = mark_duplicates(new["articles"], new["passages"])
    with clock.stage("topics"):
        found, passages = topics_of(new)
        new |= _placed(new, found.topics, passages)
        new["topics"] = correct_topics(new["topics"], corrections)
    return new, found


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
    reference = settings.reference()
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
        "attributions": joined("attributions", parts),
        "articles": pd.DataFrame(rows),
        "skipped": _skipped(reading, bodiless),
    }
    return tables | join_spellings(tables, corrections, reference)


def _skipped(reading: Reading, bodiless: Sequence[str]) -> pd.DataFrame:
    """What could not be read, and what was read and holds no article."""
    more = pd.DataFrame({"source_path": bodiless, "reason": "no article body"}, dtype="str")
    return contract.conform("skipped", pd.concat([reading.skipped, more]))


def joined(name: str, parts: Sequence[Mapping[str, contract.Cells]]) -> pd.DataFrame:
    """A table of the contract out of the parts that have it."""
    having = [part[name] for part in parts if name in part]
    return contract.frame(
        name,
        {
            column: list(chain.from_iterable(part[column] for part in having))
            for column in contract.TABLES[name].names
        },
    )


def _topics(
    tables: Mapping[str, pd.DataFrame],
    settings: Settings,
    memory: Memory,
    pause: Callable[[], None] | None,
) -> tuple[Found, pd.DataFrame]:
    """The topics of the articles that count, and the passages of these with them."""
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
    found: tuple[Found, pd.DataFrame] = memory.once(
        ("topics", number, method, tuple(passages["passage_id"])),
        lambda: find_in_memory(passages, cut, number, method, pause),
    )
    return found


def _placed(
    tables: Mapping[str, pd.DataFrame], topics: pd.DataFrame, placed: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The tables of topics and passages; copies have the topics of the text that they repeat."""
    others = tables["passages"].loc[~tables["passages"].index.isin(placed.index)]
    passages = contract.conform("passages", pd.concat([placed, others]).sort_index())
    return {
        "topics": contract.conform("topics", topics),
        "passages": with_topics_of_originals(passages, tables["articles"]),
    }
