"""Topics of any number of passages: looked for in some of them, and told of all others.

Those that are read are all of few passages; of many those whose ids have the smallest hashes, which
is a sample that neither the order nor the partitions of a corpus change. The rest is then held
against the topics that were found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.tables import TEXT
from analysis.topics import AUTO, EMBEDDING, NMF, Found, Pause, Rule, search

# Passages that are read. More change little of topics by words, which are ten at most; topics by
# meaning can only be told of passages that are read.
MOST_READ = {NMF: 4_000, AUTO: 100_000, EMBEDDING: 100_000}
SEED = 0
_KNOWN = "topics of passages.parquet"


class TooManyPassages(ValueError):
    """Topics by meaning are asked for and there are more passages than they can be found in."""


@dataclass(frozen=True)
class Placement:
    """To which topic passages belong.

    Attributes:
        known: topic_id and weight by passage_id, of the passages that were read.
        rule: tells it of others; None when all were read or there is no topic.
    """

    known: pd.DataFrame
    rule: Rule | None

    def write(self, folder: Path) -> None:
        """Writes it into a folder that other processes read."""
        self.known.to_parquet(folder / _KNOWN)
        if self.rule:
            self.rule.write(folder)

    @classmethod
    def read(cls, folder: Path) -> Placement:
        """What `write` wrote."""
        return cls(pd.read_parquet(folder / _KNOWN), Rule.read(folder))

    def place(self, passages: pd.DataFrame, texts: Sequence[str]) -> pd.DataFrame:
        """The passages with topic_id and weight.

        Args:
            passages: rows of `passages` of articles that count.
            texts: the text of each of them.
        """
        at = self.known.index.get_indexer(pd.Index(passages["passage_id"]))
        placed = self.known.take(at[at >= 0]).set_axis(passages.index[at >= 0])
        others = np.flatnonzero(at < 0)
        if self.rule is not None and len(others):
            topic, weight = self.rule.tell([texts[row] for row in others.tolist()])
            told = [str(number) if number >= 0 else None for number in topic.tolist()]
            more = pd.DataFrame(
                {
                    "topic_id": pd.array(told, dtype=TEXT),
                    "weight": np.where(topic >= 0, weight, np.nan),
                },
                index=passages.index[others],
            )
            placed = pd.concat([placed, more])
        return passages.assign(topic_id=placed["topic_id"], weight=placed["weight"])


def allowed(method: str, n_passages: int) -> str:
    """The method by which topics of so many passages are looked for.

    Raises:
        TooManyPassages: it is by meaning, for which every passage would have to be read.
    """
    if method == EMBEDDING and n_passages > MOST_READ[method]:
        raise TooManyPassages(
            f"topics by meaning are looked for in at most {MOST_READ[method]:,} passages, and "
            f"these are {n_passages:,}; give --topics nmf or fewer articles"
        )
    return NMF if n_passages > MOST_READ[method] else method


def sampled(passage_ids: pd.Series, most: int) -> np.ndarray:
    """Places of at most so many ids, in order; always the same ones of the same ids."""
    if len(passage_ids) <= most:
        return np.arange(len(passage_ids))
    ranks = np.fromiter(map(_rank, passage_ids), np.uint64, len(passage_ids))
    return np.sort(np.argsort(ranks, kind="stable")[:most])


def _rank(passage_id: str) -> int:
    digest = hashlib.blake2b(f"{SEED} {passage_id}".encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def find(
    passages: pd.DataFrame,
    texts: Sequence[str],
    n_topics: int | None,
    method: str,
    whole: bool,
    pause: Pause | None = None,
) -> tuple[Found, Placement]:
    """Looks for topics.

    Args:
        passages: rows of `passages` of articles that count, all or a sample.
        texts: the text of each.
        n_topics: how many topics; None for as many as the texts bear.
        method: one of analysis.topics.METHODS that is allowed for as many as there are in all.
        whole: whether these are all passages.
        pause: see `search`.
    """
    found = search(passages, texts, n_topics, pause=pause, method=method)
    known = found.passages.set_index("passage_id")[["topic_id", "weight"]]
    return found, Placement(known, None if whole else found.rule)


def find_in_memory(
    passages: pd.DataFrame,
    texts: Sequence[str],
    n_topics: int | None,
    method: str,
    pause: Pause | None = None,
) -> tuple[Found, pd.DataFrame]:
    """Looks for topics as a batch does, where all passages are at hand.

    Topics by meaning are looked for in any number of them.

    Returns:
        What was found in those that were read, the topics with the counts of all; and all passages
        with topic_id and weight.
    """
    most = MOST_READ[NMF] if method == NMF else len(passages)
    read = sampled(passages["passage_id"], most)
    whole = len(read) == len(passages)
    sample = passages.iloc[read], [texts[at] for at in read.tolist()]
    found, placement = find(*sample, n_topics, method, whole, pause)
    placed = placement.place(passages, texts)
    return replace(found, topics=_counted(found.topics, placed)), placed


def _counted(topics: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    """The topics with the passages and articles that they have among all."""
    homes = placed.groupby("topic_id")["article_id"]
    names = topics["topic_id"]
    n_passages, n_articles = homes.size().reindex(names), homes.nunique().reindex(names)
    return topics.assign(n_passages=n_passages.to_numpy(), n_articles=n_articles.to_numpy())
