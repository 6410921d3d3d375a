"""Topics of any number of passages: looked for in some of them, and told of all others.

Those that are read are all of few passages; of many those whose ids have the smallest hashes, which
is a sample that neither the order nor the partitions of a corpus change. The rest is then held
against the topics that were found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.tables import TEXT
from analysis.topics import AUTO, EMBEDDING, NMF, Found, Rule, search_with_rule

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
    digests = [hashlib.blake2b(f"{SEED} {name}".encode(), digest_size=8) for name in passage_ids]
    ranks = np.array([int.from_bytes(digest.digest(), "big") for digest in digests], np.uint64)
    return np.sort(np.argsort(ranks, kind="stable")[:most])


def find(
    passages: pd.DataFrame, texts: Sequence[str], n_topics: int | None, method: str, whole: bool
) -> tuple[Found, Placement]:
    """Looks for topics.

    Args:
        passages: rows of `passages` of articles that count, all or a sample.
        texts: the text of each.
        n_topics: how many topics; None for as many as the texts bear.
        method: one of analysis.topics.METHODS that is allowed for as many as there are in all.
        whole: whether these are all passages.
    """
    found, rule = search_with_rule(passages, texts, n_topics, method=method)
    known = found.passages.set_index("passage_id")[["topic_id", "weight"]]
    return found, Placement(known, None if whole else rule)
