"""The tables of the contract, written from the partitions and put in place at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import heap, store
from analysis import tables as contract
from analysis.batch.analysing import Listed, Tell
from analysis.batch.comparison import (
    MOST_GROUPED,
    comparison_of_few,
    comparison_of_many,
)
from analysis.batch.corpus import Decisions, Gathered, decide
from analysis.batch.finish import Finished, finish_partition
from analysis.batch.hands import Hands
from analysis.batch.place import Known, Place, live_by_partition
from analysis.batch.tasks import OF_ARTICLES, read_table
from analysis.clock import Clock
from analysis.corrections import Corrections, Entry
from analysis.corrections.tables import correct_topics
from analysis.record import record_of
from analysis.reference import Reference
from analysis.settings import Settings
from analysis.topics import Found

COMPARING, WRITING = "Holding articles together", "Writing"


@dataclass(frozen=True)
class Corpus:
    """What is to be written.

    Attributes:
        listed: what the input holds.
        known: the partitions that hold it.
        settings: those of the run.
        corrections: those of the settings, with the ids of this corpus.
        reference: the corrected reference tables.
    """

    listed: Listed
    known: Mapping[str, Known]
    settings: Settings
    corrections: Corrections
    reference: Reference

    @property
    def skipped(self) -> list[tuple[str, str]]:
        """What could not be read, and what was read and holds no article."""
        bodiless = [self.known[name].bodiless for name in self.listed.order]
        return [*self.listed.skipped, *((path, "no article body") for path in bodiless if path)]


def write_tables(
    corpus: Corpus, place: Place, hands: Hands, clock: Clock, tell: Tell
) -> dict[str, Any]:
    """Writes every table and run.json; what run.json says is returned.

    Args:
        corpus: what is to be written.
        place: where, and from what.
        hands: who finishes partitions.
        clock: has the seconds of this run.
        tell: told how far the work is.
    """
    listed, n_articles = corpus.listed, len(corpus.listed.order)
    gathered = Gathered(place, live_by_partition(corpus.known, list(listed.order)))
    tell(COMPARING, 0, n_articles)
    with clock.stage("corpus"):
        articles, found, decisions = decide(
            gathered, listed.order, corpus.settings, corpus.corrections, corpus.reference
        )
    tell(WRITING, 0, n_articles)
    with clock.stage("write"):
        topics = correct_topics(contract.conform("topics", found.topics), corpus.corrections)
        many = len(articles) > MOST_GROUPED
        writer = _Writer(place, gathered, decisions, compares=many)
        finished = writer.finish(topics, hands, tell)
        # What follows needs memory, and nobody else.
        hands.dismiss()
        heap.give_back()
        topics = _counted(topics, finished)
        places = articles["article_id"].map(listed.order).to_numpy()
        ordered = articles.iloc[places.argsort(kind="stable")].reset_index(drop=True)
        tables = {
            "topics": topics,
            "skipped": _skipped(corpus.skipped),
            "comparison": comparison_of_many(writer.sums(), ordered, topics)
            if many
            else comparison_of_few(writer.parts(), ordered, topics),
        }
        for name, frame in tables.items():
            frame.to_parquet(place.whole / f"{name}.parquet", index=False)
    record = _record(corpus, found, finished, {n: len(frame) for n, frame in tables.items()})
    record["seconds"] = _seconds(place, gathered, clock)
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    (place.whole / store.RUN_FILE).write_text(text, encoding="utf-8")
    store.publish(place.whole, place.folder)
    return record


class _Writer:
    """Writes the tables that articles have rows of, by partition."""

    def __init__(
        self, place: Place, gathered: Gathered, decisions: Decisions, compares: bool
    ) -> None:
        """
        Args:
            place: where, and from what.
            gathered: the partitions.
            decisions: what was decided over all of them.
            compares: whether to keep what a comparison reads.
        """
        self._place, self._gathered, self._decisions = place, gathered, decisions
        self._sums = place.whole / "sums" if compares else None

    def finish(self, topics: pd.DataFrame, hands: Hands, tell: Tell) -> list[Finished]:
        """Writes them all."""
        live = self._gathered.live
        if not live:
            for name, target in self._targets(0).items():
                contract.empty(name).to_parquet(target, index=False)
        if self._sums:
            self._sums.mkdir()
        decided = self._decisions.write(self._place.new_name())
        rank = {name: at for at, name in enumerate(sorted(self._gathered.partition_of))}
        executor = hands.of(len(live))
        running = {
            executor.submit(
                finish_partition,
                self._place.path(number),
                ids,
                self._originals(ids),
                decided,
                topics,
                self._targets(number),
                self._sums_of(number),
                [rank[name] for name in ids],
            ): len(ids)
            for number, ids in live.items()
        }
        finished, done = [], 0
        for future in as_completed(running):
            finished.append(future.result())
            done += running[future]
            tell(WRITING, done, sum(running.values()))
        return finished

    def parts(self) -> Iterator[dict[str, pd.DataFrame]]:
        """The finished tables of each partition."""
        for number in self._gathered.live:
            yield {
                name: read_table(target.parent, target.stem)
                for name, target in self._targets(number).items()
            }

    def sums(self) -> list[Path]:
        """What a comparison reads of each partition."""
        return [path for path in map(self._sums_of, self._gathered.live) if path]

    def _sums_of(self, number: int) -> Path | None:
        return self._sums and self._sums / self._place.path(number).name

    def _originals(self, ids: Sequence[str]) -> dict[Path, list[str]]:
        found: dict[Path, list[str]] = {}
        for original in sorted({self._decisions.copies.get(name, "") for name in ids} - {""}):
            folder = self._place.path(self._gathered.partition_of[original])
            found.setdefault(folder, []).append(original)
        return found

    def _targets(self, number: int) -> dict[str, Path]:
        """Where each table of a partition is written: one file when there is one partition."""
        whole = self._place.whole
        if len(self._gathered.live) < 2:
            return {name: whole / f"{name}.parquet" for name in OF_ARTICLES}
        part = f"part-{number:06d}.parquet"
        return {name: whole / f"{name}.parquet" / part for name in OF_ARTICLES}


def _counted(topics: pd.DataFrame, finished: Sequence[Finished]) -> pd.DataFrame:
    """The topics with the passages and articles that they have in all partitions."""
    passages: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for one in finished:
        passages.update(one.passages)
        articles.update(one.articles)
    counts = {
        "n_passages": [passages[name] for name in topics["topic_id"]],
        "n_articles": [articles[name] for name in topics["topic_id"]],
    }
    return contract.conform("topics", topics.assign(**counts))


def _skipped(rows: Sequence[tuple[str, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=contract.TABLES["skipped"].names, dtype="str")
    return contract.conform("skipped", frame)


def _record(
    corpus: Corpus, found: Found, finished: Sequence[Finished], counts: Mapping[str, int]
) -> dict[str, Any]:
    """What run.json says, but for the seconds."""
    texts = {name: corpus.known[name].hash for name in corpus.listed.order}
    record = record_of(
        corpus.settings,
        corpus.reference,
        corpus.corrections,
        {name: value for name, value in texts.items() if value},
        found,
        _lost(corpus.corrections, finished),
    )
    of_parts = {name: sum(one.counts[name] for one in finished) for name in OF_ARTICLES}
    every = {**of_parts, **counts}
    return record | {"counts": {name: every[name] for name in contract.TABLES}}


def _lost(corrections: Corrections, finished: Sequence[Finished]) -> list[Entry]:
    """The corrections that answer to nothing in any partition."""
    return [entry for entry in corrections.entries if all(entry in one.lost for one in finished)]


def _seconds(place: Place, gathered: Gathered, clock: Clock) -> dict[str, float]:
    """Processor seconds of each stage, those of all partitions added up."""
    seconds: Counter[str] = Counter(clock.seconds)
    for number in gathered.live:
        seconds.update(place.manifest(number)["seconds"])
    return {name: round(value, 4) for name, value in seconds.items()}
