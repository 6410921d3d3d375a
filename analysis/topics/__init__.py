"""Topics: groups of passages about the same matter.

Names are left out of the terms, so that a topic is a matter (arms control, gas prices) and not an
actor; a label may hold one. What is a name the texts tell themselves: a word that they nearly
always print with a capital.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from analysis import tables
from analysis.topics.division import Division
from analysis.topics.labels import labels_of
from analysis.topics.rule import Rule
from analysis.topics.steadiness import LeftOut, Structure, left_out, most_topics, stability
from analysis.topics.terms import term_matrix
from analysis.topics.ways import AUTO, EMBEDDING, METHODS, NMF, Corpus, Pause, Way, way_of
from analysis.topics.words import content_words

__all__ = [
    "AUTO",
    "EMBEDDING",
    "METHODS",
    "NMF",
    "Found",
    "Pause",
    "Rule",
    "find_topics",
    "search",
]

N_TERMS = 6  # of a topic that are shown: what fits a line


@dataclass(frozen=True)
class Found:
    """Topics, and how they were found.

    Attributes:
        topics: the columns of the topics table, most passages first.
        passages: the passages with topic_id and weight; null for a passage of no topic.
        method: NMF or EMBEDDING.
        structure: how well the texts bear each number of topics; None when the number was given.
        left_out: what becomes of the topics when articles are left out; None without topics.
        rule: what tells the topics of other passages of the same matters; None where there are no
            topics or they are clusters of meaning.
    """

    topics: pd.DataFrame
    passages: pd.DataFrame
    method: str
    structure: Structure | None
    left_out: LeftOut | None
    rule: Rule | None

    def record(self) -> dict[str, Any]:
        """What a run tells of it, as plain values; what is not known is null.

        `agreement` is that of the number chosen, `agreement_by_number` that of each tried;
        `left_out` has the mean and the least agreement when articles are left out.
        """
        tried = self.structure.agreement if self.structure else {}
        agreements = self.left_out.articles if self.left_out else ()
        return {
            "method": self.method,
            "number": len(self.topics),
            "chosen": self.structure is not None,
            "weak": self.structure.is_weak if self.structure else None,
            "agreement": self.structure.peak if tried and self.structure else None,
            "agreement_by_number": {str(number): value for number, value in tried.items()},
            "left_out": (
                {"mean": float(np.mean(agreements)), "least": min(agreements)}
                if agreements
                else None
            ),
            "other": int(self.passages["topic_id"].isna().sum()),
        }


def find_topics(
    passages: pd.DataFrame,
    texts: Sequence[str],
    n_topics: int | None = 6,
    seed: int = 0,
    pause: Pause | None = None,
    method: str = NMF,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Topics of the passages and the topic of each passage: see `search`.

    Returns:
        The topics, with most passages first, and the passages with topic_id and weight.
    """
    found = search(passages, texts, n_topics, seed, pause, method)
    return found.topics, found.passages


def search(
    passages: pd.DataFrame,
    texts: Sequence[str],
    n_topics: int | None = None,
    seed: int = 0,
    pause: Pause | None = None,
    method: str = NMF,
) -> Found:
    """Looks for topics.

    Args:
        passages: rows of `passages`.
        texts: the text of each of them, in the same order.
        n_topics: topics looked for, of which there may be fewer in few passages; None for as many
            as the texts bear (see steadiness.structure_of).
        seed: of the resampling; the same input and seed give the same tables.
        pause: called between fits; what it raises ends the search.
        method: NMF for factors of words, EMBEDDING for clusters of meaning, AUTO for clusters
            where the articles fall into groups that resampling finds again (an agreement of WEAK
            or more), else factors.

    Returns:
        What was found. A passage is of no topic when no topic makes up a third of it, when it is
        too short, shares no word with others, or is printed in several articles alike.

    Raises:
        ValueError: texts and passages differ in number, n_topics is not positive, or there is no
            such method.
        ModelFault: the embedding is asked for and its model is missing or another.
    """
    _check(passages, texts, n_topics, method)
    words = content_words(texts)
    matrix, vocabulary = term_matrix(words)
    articles = passages["article_id"].to_numpy()
    corpus = Corpus(texts, words, matrix, articles, seed, pause or _go_on)
    # Threads cost more than they gain on matrices of this size, and make the last digits chance.
    with threadpool_limits(1):
        way = way_of(corpus, method, with_structure=n_topics is None)
        division = _divided(way, n_topics)
        if not len(division.terms):
            return _nothing(passages, way.method)
        steady = stability(way.divider, division, seed, corpus.pause)
        homes = pd.factorize(articles[way.rows])[0]
        left = left_out(way.divider, division, homes, corpus.pause)
    pairs = zip(way.rows.tolist(), division.member.tolist(), strict=True)
    assigned = {row: topic for row, topic in pairs if topic >= 0}
    shares = dict(zip(way.rows.tolist(), division.shares.max(axis=1).tolist(), strict=True))
    labels = labels_of(division.terms, vocabulary, texts, words, assigned)
    topics = _topic_rows(division, vocabulary, labels, passages, assigned).assign(
        stability=steady, agreement=left.topics
    )
    rule = Rule.of(words, vocabulary, matrix, way.rows, division.terms)
    return Found(
        tables.conform("topics", topics),
        _with_topics(passages, assigned, {row: shares[row] for row in assigned}),
        way.method,
        way.structure if n_topics is None else None,
        left,
        rule if way.method == NMF else None,
    )


def _divided(way: Way, n_topics: int | None) -> Division:
    """The division of all passages into the number of topics that was asked for or is borne."""
    if not len(way.rows):
        return Division(np.empty((0, 0)), np.empty((0, 0)))
    asked = way.structure.number if n_topics is None and way.structure else n_topics or 1
    count = max(1, min(asked, most_topics(way.divider.n_units)))
    return way.divider.divide(np.arange(len(way.rows)), count).by_size()


def _check(passages: pd.DataFrame, texts: Sequence[str], n_topics: int | None, method: str) -> None:
    if len(passages) != len(texts) or (n_topics is not None and n_topics < 1):
        raise ValueError(
            f"got {len(passages)} passages, {len(texts)} texts and n_topics={n_topics}; "
            "needed are as many texts as passages and n_topics of at least 1, or None"
        )
    if method not in METHODS:
        raise ValueError(f"no way of finding topics named {method!r}; known are {METHODS}")


def _nothing(passages: pd.DataFrame, method: str) -> Found:
    """What is found where no passage fits any topic."""
    return Found(tables.empty("topics"), _with_topics(passages, {}, {}), method, None, None, None)


def _go_on() -> None:
    """The pause of a search that nobody stops."""


def _topic_rows(
    division: Division,
    vocabulary: Sequence[str],
    labels: Sequence[str],
    passages: pd.DataFrame,
    assigned: Mapping[int, int],
) -> pd.DataFrame:
    """The topics table but for what tells how firm they are."""
    articles = passages["article_id"].to_numpy()
    rows = []
    for topic, weights in enumerate(division.terms):
        members = [row for row, number in assigned.items() if number == topic]
        ranked = [vocabulary[at] for at in np.argsort(-weights, kind="stable") if weights[at] > 0]
        rows.append(
            {
                "topic_id": str(topic),
                "label": labels[topic],
                "terms": ", ".join(ranked[:N_TERMS]),
                "n_passages": len(members),
                "n_articles": len({articles[row] for row in members}),
            }
        )
    return pd.DataFrame(rows)


def _with_topics(
    passages: pd.DataFrame, assigned: Mapping[int, int], weights: Mapping[int, float]
) -> pd.DataFrame:
    rows = range(len(passages))
    ids = [str(assigned[row]) if row in assigned else None for row in rows]
    return passages.assign(
        topic_id=pd.Series(ids, index=passages.index, dtype="str"),
        weight=pd.Series([weights.get(row) for row in rows], index=passages.index, dtype="float64"),
    )
