"""The tables of one partition as they are given out, once all articles were held together."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
from threadpoolctl import threadpool_limits

from analysis import tables as contract
from analysis.batch.corpus import Decisions, texts_of
from analysis.batch.sums import write_sums
from analysis.batch.tasks import OF_ARTICLES, read_table
from analysis.corrections import Entry
from analysis.corrections.tables import lost
from analysis.duplicates import with_duplicates, with_topics_of_originals
from analysis.evidence.basis import Basis
from analysis.one_spelling import respelt
from analysis.selection import Selection, counted_articles

_OWN = ["topic_id", "weight"]


@dataclass(frozen=True)
class Finished:
    """What is told of a finished partition.

    Attributes:
        counts: rows of each table.
        lost: corrections that answer to nothing here.
        passages: counted passages of each topic.
        articles: counted articles with such a passage.
    """

    counts: Mapping[str, int]
    lost: Sequence[Entry]
    passages: Mapping[str, int]
    articles: Mapping[str, int]


_decisions = lru_cache(maxsize=1)(Decisions.read)


def finish_partition(
    folder: Path,
    ids: Sequence[str],
    originals: Mapping[Path, Sequence[str]],
    decided: Path,
    topics: pd.DataFrame,
    targets: Mapping[str, Path],
    sums: Path | None,
    rank: Sequence[int],
) -> Finished:
    """Mends the tables of a partition and writes them; a table that stays the same is linked.

    Args:
        folder: the partition.
        ids: its articles that are of the input.
        originals: partitions with the articles there that its copies repeat.
        decided: folder of the decisions; of this name there is one only.
        topics: the topics table, by which corrections are looked for.
        targets: where each table is to be written.
        sums: folder to be made, of what a comparison reads; None for nothing.
        rank: of each of the ids its place among all of the corpus in order.

    Raises:
        OSError: a table cannot be written.
    """
    decisions = _decisions(decided)
    reference = decisions.reference
    raw = {name: read_table(folder, name) for name in OF_ARTICLES}
    new = dict(raw)
    if len(ids) < len(raw["articles"]):
        wanted = set(ids)
        new = {
            name: contract.conform(name, frame[frame["article_id"].isin(wanted)])
            for name, frame in raw.items()
        }
    new |= respelt(new, decisions.names, decisions.corrections, reference)
    copies = {name: decisions.copies[name] for name in ids if name in decisions.copies}
    if copies:
        new["articles"] = with_duplicates(new["articles"], copies)
    with threadpool_limits(1):
        new["passages"] = _placed(new, originals, decisions)
    for name, target in targets.items():
        _write(new[name], raw[name], folder / f"{name}.parquet", target)
    counted = new["passages"]["article_id"].isin(
        counted_articles(new["articles"], Selection())["article_id"]
    )
    by_topic = new["passages"][counted].groupby("topic_id")
    every = Basis({**new, "topics": topics})
    if sums:
        write_sums(every, dict(zip(ids, rank, strict=True)), sums)
    return Finished(
        {name: len(frame) for name, frame in new.items()},
        lost(decisions.corrections, every, reference) if decisions.corrections.entries else [],
        by_topic.size().to_dict(),
        by_topic["article_id"].nunique().to_dict(),
    )


def _placed(
    tables: Mapping[str, pd.DataFrame],
    originals: Mapping[Path, Sequence[str]],
    decisions: Decisions,
) -> pd.DataFrame:
    """The passages with topic and weight; those of copies with the ones of what they repeat."""
    passages = _with_topics(tables["passages"], tables["articles"], decisions)
    if decisions.copies.keys().isdisjoint(tables["articles"]["article_id"]):
        return passages
    articles, others = [tables["articles"]], [passages]
    for folder, ids in originals.items():
        held = set(ids) - set(tables["articles"]["article_id"])
        theirs = read_table(folder, "articles")
        theirs = theirs[theirs["article_id"].isin(held)]
        rows = read_table(folder, "passages")
        rows = rows[rows["article_id"].isin(held)]
        articles.append(theirs)
        others.append(_with_topics(rows, theirs, decisions))
    every = with_topics_of_originals(
        pd.concat(others, ignore_index=True), pd.concat(articles, ignore_index=True)
    )
    return contract.conform("passages", every.iloc[: len(passages)])


def _with_topics(
    passages: pd.DataFrame, articles: pd.DataFrame, decisions: Decisions
) -> pd.DataFrame:
    """The passages, those of articles that count with their topics."""
    counted = passages["article_id"].isin(counted_articles(articles, Selection())["article_id"])
    kept = passages[counted]
    placed = decisions.topics.place(kept, texts_of(kept, articles))
    whole = pd.concat([placed, passages[~counted]]).loc[passages.index]
    return contract.conform("passages", whole)


def _write(new: pd.DataFrame, raw: pd.DataFrame, source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if new is not raw:
        new.to_parquet(target, index=False)
        return
    try:
        os.link(source, target)
    except OSError:  # a file system that knows no links, or two of them
        shutil.copyfile(source, target)
