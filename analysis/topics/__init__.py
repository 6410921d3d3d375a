"""Topics: groups of passages about the same matter.

Names are left out of the terms, so that a topic is a matter (arms control, gas prices) and not an
actor; a label may hold one. What is a name the texts tell themselves: a word that they nearly
always print with a capital.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from threadpoolctl import threadpool_limits

from analysis import tables
from analysis.topics.clusters import FEWEST_ARTICLES, Clusters
from analysis.topics.division import Divider, Division
from analysis.topics.factors import Factors
from analysis.topics.labels import labels_of
from analysis.topics.steadiness import (
    LeftOut,
    Structure,
    left_out,
    most_topics,
    stability,
    structure_of,
)
from analysis.topics.terms import telling, term_matrix
from analysis.topics.words import content_words

AUTO, NMF, EMBEDDING = "auto", "nmf", "embedding"
METHODS = (AUTO, NMF, EMBEDDING)
N_TERMS = 6  # of a topic that are shown: what fits a line
Pause = Callable[[], None]


@dataclass(frozen=True)
class Found:
    """Topics, and how they were found.

    Attributes:
        topics: the columns of the topics table, most passages first.
        passages: the passages with topic_id and weight; null for a passage of no topic.
        method: NMF or EMBEDDING.
        structure: how well the texts bear each number of topics; None when the number was given.
        left_out: what becomes of the topics when articles are left out; None without topics.
    """

    topics: pd.DataFrame
    passages: pd.DataFrame
    method: str
    structure: Structure | None
    left_out: LeftOut | None

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
        Topics and passages. A passage is of no topic when no topic makes up a third of it, when it
        is too short, shares no word with others, or is printed in several articles alike.

    Raises:
        ValueError: texts and passages differ in number, n_topics is not positive, or there is no
            such method.
        ModelFault: the embedding is asked for and its model is missing or another.
    """
    _check(passages, texts, n_topics, method)
    words = content_words(texts)
    matrix, vocabulary = term_matrix(words)
    articles = passages["article_id"].to_numpy()
    usable = telling(matrix, words, articles)
    if len(usable) == 0:
        return _nothing(passages, method)
    pause = pause or _go_on
    corpus = _Corpus(matrix[usable], [texts[row] for row in usable], articles[usable], seed, pause)
    # Threads cost more than they gain on matrices of this size, and make the last digits chance.
    with threadpool_limits(1):
        divider, structure, method = _way(corpus, method, n_topics)
        asked = structure.number if n_topics is None and structure else n_topics or 1
        count = max(1, min(asked, most_topics(divider.n_units)))
        division = divider.divide(np.arange(len(usable)), count).by_size()
        if not len(division.terms):
            return _nothing(passages, method)
        steady = stability(divider, division, seed, pause)
        left = left_out(divider, division, pd.factorize(corpus.articles)[0], pause)
    member = division.member
    assigned = {row: int(topic) for row, topic in zip(usable.tolist(), member, strict=True)}
    labels = labels_of(division.terms, vocabulary, texts, words, assigned)
    topics = _topic_rows(division, vocabulary, labels, passages, assigned).assign(
        stability=steady, agreement=left.topics
    )
    placed = {row: topic for row, topic in assigned.items() if topic >= 0}
    shares = dict(zip(usable.tolist(), division.shares.max(axis=1), strict=True))
    return Found(
        tables.conform("topics", topics),
        _with_topics(passages, placed, {row: float(shares[row]) for row in placed}),
        method,
        structure if n_topics is None else None,
        left,
    )


@dataclass(frozen=True)
class _Corpus:
    """The passages that can tell a matter, and how to look at them."""

    matrix: sparse.csr_matrix
    texts: Sequence[str]
    articles: np.ndarray
    seed: int
    pause: Pause

    def factors(self) -> Divider:
        return Factors(self.matrix)

    def clusters(self) -> Divider:
        from analysis.topics.embedding import Directions, default_encoder  # loads onnxruntime

        directions = Directions(self.texts, default_encoder(), self.pause)
        return Clusters(self.matrix, directions, self.articles)

    def structure(self, divider: Divider) -> Structure:
        return structure_of(divider, self.seed, self.pause)


def _way(
    corpus: _Corpus, method: str, n_topics: int | None
) -> tuple[Divider, Structure | None, str]:
    """The way of dividing, what number of topics it bears where that is asked, and its name."""
    if method == AUTO and len(set(corpus.articles)) >= FEWEST_ARTICLES:
        clusters = corpus.clusters()
        structure = corpus.structure(clusters)
        if not structure.is_weak:
            return clusters, structure, EMBEDDING
    if method == EMBEDDING:
        divider = corpus.clusters()
    else:
        divider, method = corpus.factors(), NMF
    return divider, corpus.structure(divider) if n_topics is None else None, method


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
    method = NMF if method == AUTO else method
    return Found(tables.empty("topics"), _with_topics(passages, {}, {}), method, None, None)


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
