"""Measures the topics: coherence, stability, and agreement with classes that people gave.

    python -m benchmarks.topics CORPUS_FOLDER [CLASSED.jsonl]

Coherence is the mean NPMI of the pairs among a topic's terms, counted over the passages of the
corpus. CLASSED has one text per line (`text`, `label`); agreement is the normalised mutual
information of topics and classes, over texts that do not repeat another.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import normalized_mutual_info_score

from analysis.clean import clean
from analysis.read import read_paths
from analysis.topics import find_topics
from analysis.topics.words import content_words


def main() -> None:
    """Prints the topics of the corpus with their figures, then the agreement with the classes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("classed", type=Path, nargs="?")
    parser.add_argument("--n-topics", type=int, default=6)
    options = parser.parse_args()
    passages, texts = passages_of(options.corpus)
    topics, placed = find_topics(passages, texts, n_topics=options.n_topics)
    print(topics.to_string())
    print(f"{len(texts)} passages, {placed.topic_id.isna().sum()} of no topic")
    print(
        f"coherence (NPMI) {coherence(topics, texts):.3f}, stability {topics.stability.mean():.3f}"
    )
    if options.classed:
        print_agreement(options.classed)


def passages_of(folder: Path) -> tuple[pd.DataFrame, list[str]]:
    """The paragraphs of all articles of a folder."""
    rows, texts = [], []
    for document in read_paths([folder]).documents:
        for start, end in clean(document).paragraphs:
            rows.append((document.article_id, start, end))
            texts.append(document.text[start:end])
    return pd.DataFrame(rows, columns=["article_id", "start", "end"]), texts


def coherence(topics: pd.DataFrame, texts: list[str]) -> float:
    """Mean NPMI over the pairs of each topic's terms; a pair that never meets counts −1."""
    holding = [set(filter(None, words)) for words in content_words(texts)]
    return float(
        np.mean(
            [
                _npmi(left, right, holding)
                for terms in topics["terms"]
                for left, right in combinations(terms.split(", "), 2)
            ]
        )
    )


def _npmi(left: str, right: str, holding: list[set[str]]) -> float:
    both = np.mean([left in words and right in words for words in holding])
    if both == 0:
        return -1.0
    one = np.mean([left in words for words in holding])
    other = np.mean([right in words for words in holding])
    return float(np.log(both / (one * other)) / -np.log(both)) if both < 1 else 1.0


@dataclass(frozen=True)
class Agreement:
    """How well topics agree with classes that people gave.

    Attributes:
        topics: the topics found, as many as there are classes.
        labels: the class of each text.
        topic_ids: the topic of each text, "none" when it has none.
        seconds: time taken.
    """

    topics: pd.DataFrame
    labels: np.ndarray
    topic_ids: np.ndarray
    seconds: float

    @property
    def information(self) -> float:
        """Normalised mutual information, 0 to 1."""
        return float(normalized_mutual_info_score(self.labels, self.topic_ids))

    @property
    def purity(self) -> float:
        """Share of the texts that belong to the most frequent class of their topic."""
        table = pd.crosstab(self.topic_ids, self.labels)
        return float(table.max(axis=1).sum() / len(self.labels))


def agreement_with(path: Path) -> Agreement:
    """The topics of classed texts (`text`, `label`, a line each); repeats count once."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    frame = pd.DataFrame(lines).drop_duplicates("text")
    started = time.perf_counter()
    passages = pd.DataFrame({"article_id": [str(at) for at in range(len(frame))]})
    topics, placed = find_topics(passages, list(frame["text"]), n_topics=frame["label"].nunique())
    seconds = time.perf_counter() - started
    topic_ids = placed["topic_id"].fillna("none").to_numpy()
    return Agreement(topics, frame["label"].to_numpy(), topic_ids, seconds)


def print_agreement(path: Path) -> None:
    """The agreement with the classes, and the topics found."""
    found = agreement_with(path)
    print(found.topics[["label", "n_passages", "stability"]].to_string())
    print(
        f"{len(found.labels)} texts: NMI {found.information:.3f}, purity {found.purity:.3f}, "
        f"{found.seconds:.1f} s"
    )


if __name__ == "__main__":
    main()
