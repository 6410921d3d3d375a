"""What can only be told of all articles together: names, copies, topics.

Each is decided over small summaries of the partitions, read one partition at a time; the rows
themselves are mended afterwards (see finish).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pyarrow.parquet import ParquetFile

from analysis import tables as contract
from analysis.batch.handed import (
    corrections_of,
    plain_corrections,
    plain_reference,
    reference_of,
)
from analysis.batch.place import Place
from analysis.batch.tasks import TRACES, read_table
from analysis.corrections import Corrections
from analysis.duplicates import Traces, copies_among, with_duplicates
from analysis.duplicates.traces import joined as joined_traces
from analysis.duplicates.traces import load as load_traces
from analysis.one_spelling import READ, names_of, votes_of
from analysis.reference import Reference
from analysis.selection import Selection, counted_articles
from analysis.settings import Settings
from analysis.topics import Found, sampling

_NO_TEXT = [name for name in contract.TABLES["articles"].names if name != "text"]
_DECISIONS = "decisions.json"
_KEPT_BODIES = 4  # partitions: texts are asked for one partition after the other


@dataclass(frozen=True)
class Decisions:
    """How the rows of every partition are to be mended.

    Attributes:
        names: the spelling that replaces each other of a speaker's name.
        copies: the article that counts for each copy.
        topics: to which topic passages belong.
        corrections: what a person knows better, by the ids of this corpus.
        reference: the corrected reference tables.
    """

    names: Mapping[str, str]
    copies: Mapping[str, str]
    topics: sampling.Placement
    corrections: Corrections
    reference: Reference

    def write(self, folder: Path) -> Path:
        """Writes them into a new folder that other processes read."""
        folder.mkdir()
        told = {
            "names": self.names,
            "copies": self.copies,
            "corrections": plain_corrections(self.corrections),
            "reference": plain_reference(self.reference),
        }
        (folder / _DECISIONS).write_text(json.dumps(told), encoding="ascii")
        self.topics.write(folder)
        return folder

    @classmethod
    def read(cls, folder: Path) -> Decisions:
        """What `write` wrote."""
        told = json.loads((folder / _DECISIONS).read_text(encoding="ascii"))
        return cls(
            told["names"],
            told["copies"],
            sampling.Placement.read(folder),
            corrections_of(told["corrections"]),
            reference_of(told["reference"]),
        )


class Gathered:
    """The partitions of a corpus with the articles of each that are of the input."""

    def __init__(self, place: Place, live: Mapping[int, Sequence[str]]) -> None:
        self._place = place
        self.live = live
        self.partition_of = {name: number for number, ids in live.items() for name in ids}

    def read(self, name: str, columns: list[str] | None = None) -> Iterator[pd.DataFrame]:
        """A table of each partition, of the articles that are of the input."""
        for number, ids in self.live.items():
            frame = read_table(self._place.path(number), name, columns)
            yield frame[frame["article_id"].isin(set(ids))]

    def articles(self) -> pd.DataFrame:
        """All articles without their texts, by partition."""
        frames = list(self.read("articles", _NO_TEXT))
        found = pd.concat(frames, ignore_index=True) if frames else contract.empty("articles")
        return found[_NO_TEXT]

    def names(self, corrections: Corrections, reference: Reference) -> dict[str, str]:
        """See one_spelling.names_of."""
        votes = map(votes_of, self.read("attributions", READ))
        return names_of(votes, corrections, reference)

    def copies(self, articles: pd.DataFrame) -> dict[str, str]:
        """Each copy with the article that counts."""
        traces = joined_traces(self._traces(), len(articles))
        return copies_among(articles, traces, self._bodies())

    def _traces(self) -> Iterator[Traces]:
        for number, ids in self.live.items():
            folder = self._place.path(number)
            held = read_table(folder, "articles", ["article_id"])["article_id"]
            yield load_traces(folder / TRACES).at(np.flatnonzero(held.isin(set(ids))))

    def _bodies(self) -> Callable[[str], str]:
        @lru_cache(maxsize=_KEPT_BODIES)
        def of(number: int) -> dict[str, str]:
            folder = self._place.path(number)
            known = dict(_cells(folder, "articles", ["article_id", "text"]))
            found: dict[str, list[str]] = {name: [] for name in known}
            for name, start, end in _cells(folder, "passages", ["article_id", "start", "end"]):
                found[name].append(known[name][start:end])
            return {name: "\n".join(parts) for name, parts in found.items()}

        return lambda article_id: of(self.partition_of[article_id])[article_id]

    def topics(
        self, articles: pd.DataFrame, order: Mapping[str, int], settings: Settings
    ) -> tuple[Found, sampling.Placement]:
        """The topics of the articles that count.

        Args:
            articles: all articles with duplicate_of.
            order: the place of each article in the input, which is the order of its passages.
            settings: those of the run.
        """
        counted = set(counted_articles(articles, Selection())["article_id"])
        ids = [rows["passage_id"] for rows in self._of(counted, ["article_id", "passage_id"])]
        every = pd.concat(ids, ignore_index=True) if ids else pd.Series(dtype=contract.TEXT)
        method = sampling.allowed(settings.topics, len(every))
        chosen = sampling.sampled(every, sampling.MOST_READ[method])
        parts, texts = self._passages(counted, _by_part(chosen, [len(part) for part in ids]))
        passages = pd.concat(parts, ignore_index=True) if parts else contract.empty("passages")
        places = np.argsort(passages["article_id"].map(order).to_numpy(), kind="stable")
        return sampling.find(
            passages.iloc[places],
            [texts[at] for at in places.tolist()],
            settings.n_topics,
            method,
            whole=len(chosen) == len(every),
        )

    def _of(
        self, wanted: Collection[str], columns: list[str] | None = None
    ) -> Iterator[pd.DataFrame]:
        """The passages of some articles, by partition."""
        for frame in self.read("passages", columns):
            # Not by isin, which would read all that is wanted again for each partition.
            yield frame[[name in wanted for name in frame["article_id"].tolist()]]

    def _passages(
        self, wanted: Collection[str], chosen: Sequence[np.ndarray]
    ) -> tuple[list[pd.DataFrame], list[str]]:
        """Those of the passages of some articles that were chosen, by partition, and their texts.

        Args:
            wanted: ids of the articles.
            chosen: for each partition the places among its passages of these articles.
        """
        parts, texts = [], []
        articles = self.read("articles", ["article_id", "text"])
        for frame, held, places in zip(self._of(wanted), articles, chosen, strict=True):
            parts.append(frame.iloc[places])
            texts += texts_of(parts[-1], held)
        return parts, texts


def _by_part(places: np.ndarray, sizes: Sequence[int]) -> list[np.ndarray]:
    """Places on a line in order, as places in each of the parts that make up the line."""
    ends = np.cumsum(sizes)
    parts = np.split(places, np.searchsorted(places, ends))
    return [part - end + size for part, end, size in zip(parts, ends, sizes, strict=False)]


def texts_of(passages: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """The text of each passage, cut from the texts of the articles."""
    known = dict(zip(articles["article_id"], articles["text"], strict=True))
    return [known[name][start:end] for _, name, start, end in _spans(passages)]


def _spans(passages: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    columns = ["passage_id", "article_id", "start", "end"]
    return zip(*(passages[name].tolist() for name in columns), strict=True)


def _cells(folder: Path, name: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns of a table of a partition; no frame is made, for speed."""
    table = ParquetFile(folder / f"{name}.parquet").read(columns=columns)
    return zip(*(table[column].to_pylist() for column in columns), strict=True)


def get_ready() -> None:
    """Loads the library that topics are looked for with, which takes a second."""
    for name in ("decomposition", "feature_extraction.text", "metrics"):
        import_module(f"sklearn.{name}")


def decide(
    gathered: Gathered,
    order: Mapping[str, int],
    settings: Settings,
    corrections: Corrections,
    reference: Reference,
) -> tuple[pd.DataFrame, Found, Decisions]:
    """The articles with duplicate_of (without text), the topics, and what follows from them."""
    articles = gathered.articles()
    names = gathered.names(corrections, reference)
    copies = gathered.copies(articles)
    articles = with_duplicates(articles, copies)
    found, placement = gathered.topics(articles, order, settings)
    return articles, found, Decisions(names, copies, placement, corrections, reference)
