"""Measures the topics: coherence, stability, and agreement with classes that people gave.

    python benchmarks/topics.py CORPUS_FOLDER [CLASSED.jsonl]

Coherence is the mean NPMI of the pairs among a topic's terms, counted over the passages of the
corpus. CLASSED has one text per line (`text`, `label`); agreement is the normalised mutual
information of topics and classes, over texts that do not repeat another.
"""

from __future__ import annotations

import argparse
import json
import time
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


def print_agreement(path: Path) -> None:
    """Normalised mutual information of as many topics as there are classes with the classes."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    frame = pd.DataFrame(lines).drop_duplicates("text")
    started = time.perf_counter()
    passages = pd.DataFrame({"article_id": [str(at) for at in range(len(frame))]})
    topics, placed = find_topics(passages, list(frame["text"]), n_topics=frame["label"].nunique())
    seconds = time.perf_counter() - started
    topic = placed["topic_id"].fillna("none")
    score = normalized_mutual_info_score(frame["label"], topic)
    purity = pd.crosstab(topic, frame["label"].to_numpy()).max(axis=1).sum() / len(frame)
    print(topics[["label", "n_passages", "stability"]].to_string())
    print(f"{len(frame)} texts: NMI {score:.3f}, purity {purity:.3f}, {seconds:.1f} s")


if __name__ == "__main__":
    main()
