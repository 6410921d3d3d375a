"""Measures the topics: coherence, stability, and agreement with classes that people gave.

    python -m benchmarks.topics CORPUS_FOLDER [CLASSED.jsonl] [--topics nmf] [--paragraphs] [--sets]
    python -m benchmarks.topics CORPUS_FOLDER CLASSED.jsonl --samples 2000 4000 [--n-topics 5]

Coherence is the mean NPMI of the pairs among a topic's terms, counted over the passages of the
corpus. CLASSED has one text per line (`text`, `label`); agreement of topics and classes is the
adjusted and the normalised mutual information and the adjusted Rand index, over texts that do not
repeat another. A text is one passage, or with --paragraphs cut as a run does it; its topic is then
that of most of them. --sets draws small sets of a few classes instead, such as the articles that
somebody has on a handful of events; neither the ways nor their limits were chosen on these.
--samples finds topics by words in so many paragraphs of the texts and tells them of all, and says
how far these agree with the topics that are found in all paragraphs.
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
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    normalized_mutual_info_score,
)

from analysis.clean import clean
from analysis.read import read_paths
from analysis.topics import AUTO, METHODS, NMF, Found, search
from analysis.topics.sampling import find, sampled
from analysis.topics.words import content_words

NONE = "none"
# Classes and texts of each, in small sets.
SETS, SETS_OF_A_SIZE, SEED = ((2, 15), (3, 15), (3, 30), (4, 20), (5, 15), (5, 40)), 2, 20220126


def main() -> None:
    """Prints the topics of the corpus with their figures, then the agreement with the classes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("classed", type=Path, nargs="?")
    parser.add_argument("--n-topics", type=int, help="chosen by the texts when not given")
    parser.add_argument("--topics", choices=METHODS, default=AUTO)
    parser.add_argument("--paragraphs", action="store_true")
    parser.add_argument("--sets", action="store_true", help="small sets of a few of the classes")
    parser.add_argument("--samples", type=int, nargs="+", help="paragraphs that are read")
    options = parser.parse_args()
    if options.classed and options.samples:
        return print_samples(classes_in(options.classed), options.samples, options.n_topics)
    passages, texts = passages_of(options.corpus)
    print_corpus(texts, search(passages, texts, options.n_topics, method=options.topics))
    if options.classed and options.sets:
        print_sets(options.classed, options.topics, options.paragraphs)
    elif options.classed:
        frame = classes_in(options.classed)
        print_agreement(agreement_with(frame, options.topics, options.n_topics, options.paragraphs))


def print_corpus(texts: list[str], found: Found) -> None:
    """The topics of texts without classes: coherence, stability, and what is left out."""
    print(found.topics.to_string())
    print(json.dumps(found.record(), indent=2))
    print(
        f"{len(texts)} passages; coherence (NPMI) {coherence(found.topics, texts):.3f}, "
        f"stability {found.topics.stability.mean():.3f}, "
        f"part kept without an article {found.topics.agreement.mean():.3f}"
    )


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
        found: the topics.
        labels: the class of each text.
        topic_ids: the topic of each text, NONE when it has none.
        seconds: time taken.
    """

    found: Found
    labels: np.ndarray
    topic_ids: np.ndarray
    seconds: float

    @property
    def topics(self) -> pd.DataFrame:
        """The topics table."""
        return self.found.topics

    @property
    def adjusted(self) -> float:
        """Adjusted mutual information: 1 is the same, 0 what chance gives."""
        return float(adjusted_mutual_info_score(self.labels, self.topic_ids))

    @property
    def rand(self) -> float:
        """Adjusted Rand index: 1 is the same, 0 what chance gives."""
        return float(adjusted_rand_score(self.labels, self.topic_ids))

    @property
    def information(self) -> float:
        """Normalised mutual information, 0 to 1."""
        return float(normalized_mutual_info_score(self.labels, self.topic_ids))

    @property
    def purity(self) -> float:
        """Share of the texts that belong to the most frequent class of their topic."""
        table = pd.crosstab(self.topic_ids, self.labels)
        return float(table.max(axis=1).sum() / len(self.labels))


def classes_in(path: Path) -> pd.DataFrame:
    """Classed texts (`text`, `label`, a line each); repeats count once."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return pd.DataFrame(lines).drop_duplicates("text").reset_index(drop=True)


def paragraphs_of(frame: pd.DataFrame, is_cut: bool) -> tuple[pd.DataFrame, list[str]]:
    """Passages of classed texts, each text cut into paragraphs or not; and the text of each."""
    cut = [text.split("\n\n") if is_cut else [text] for text in frame["text"]]
    pairs = [(str(at), part) for at, parts in enumerate(cut) for part in parts if part.strip()]
    passages = pd.DataFrame({"article_id": [article for article, _ in pairs]})
    return passages, [part for _, part in pairs]


def agreement_with(
    frame: pd.DataFrame, method: str = AUTO, n_topics: int | None = None, paragraphs: bool = False
) -> Agreement:
    """The topics of classed texts beside their classes.

    Args:
        frame: the texts, as from `classes_in`.
        method: how topics are looked for.
        n_topics: how many; None for as many as the texts bear.
        paragraphs: whether texts are cut into paragraphs.
    """
    passages, texts = paragraphs_of(frame, paragraphs)
    started = time.perf_counter()
    found = search(passages, texts, n_topics, method=method)
    seconds = time.perf_counter() - started
    labels = frame["label"].to_numpy()
    return Agreement(found, labels, _topic_of_most(found.passages, len(frame)), seconds)


def print_samples(frame: pd.DataFrame, sizes: list[int], n_topics: int | None) -> None:
    """Topics found in some paragraphs and told of all, beside topics found in all of them."""
    passages, texts = paragraphs_of(frame, is_cut=True)
    passages = passages.assign(passage_id=[f"p{at}" for at in range(len(passages))])
    labels = frame["label"].to_numpy()[passages["article_id"].astype(int)]
    found = search(passages, texts, n_topics, method=NMF)
    whole = found.passages["topic_id"].fillna(NONE)
    print(
        f"{len(texts)} paragraphs, all read: {len(found.topics)} topics, AMI with the classes "
        f"{adjusted_mutual_info_score(labels, whole):.3f}"
    )
    for size in sizes:
        read = sampled(passages["passage_id"], size)
        some = [texts[at] for at in read.tolist()]
        _, placement = find(passages.iloc[read], some, len(found.topics), NMF, whole=False)
        told = placement.place(passages, texts)["topic_id"].fillna(NONE)
        print(
            f"{size} read: AMI with the topics of all {adjusted_mutual_info_score(whole, told):.3f}"
            f", adjusted Rand index {adjusted_rand_score(whole, told):.3f}, AMI with the classes "
            f"{adjusted_mutual_info_score(labels, told):.3f}"
        )


def _topic_of_most(passages: pd.DataFrame, n_texts: int) -> np.ndarray:
    """The topic that most passages of each text have, NONE where none has any."""
    counts = pd.crosstab(passages["article_id"], passages["topic_id"])
    most = counts.idxmax(axis=1) if len(counts.columns) else pd.Series(dtype=object)
    return most.reindex([str(at) for at in range(n_texts)]).fillna(NONE).to_numpy()


def print_agreement(found: Agreement) -> None:
    """The agreement with the classes, and the topics found."""
    print(found.topics.drop(columns="terms").to_string())
    print(json.dumps(found.found.record(), indent=2))
    print(
        f"{len(found.labels)} texts: AMI {found.adjusted:.3f}, "
        f"adjusted Rand index {found.rand:.3f}, NMI {found.information:.3f}, "
        f"purity {found.purity:.3f}, {found.seconds:.1f} s"
    )


def print_sets(path: Path, method: str, paragraphs: bool) -> None:
    """The agreement in small sets of classed texts, each drawn by chance, and its mean."""
    frame, random, found = classes_in(path), np.random.default_rng(SEED), []
    for n_classes, n_texts in SETS:
        for _ in range(SETS_OF_A_SIZE):
            names = random.choice(sorted(frame["label"].unique()), n_classes, replace=False)
            drawn = (
                frame[frame["label"].isin(names)]
                .groupby("label")
                .sample(n_texts, random_state=random)
            )
            made = agreement_with(drawn.reset_index(drop=True), method, None, paragraphs)
            found.append(made.rand)
            told = made.found.record()
            print(
                f"{n_classes} classes, {n_texts} texts of each: adjusted Rand index "
                f"{made.rand:.3f}, {told['number']} topics by {told['method']}, "
                f"{made.seconds:.1f} s",
                flush=True,
            )
    print(f"{len(found)} sets: adjusted Rand index {np.mean(found):.3f}")


if __name__ == "__main__":
    main()
