"""Trains the first stance engine and writes it to data/models/stance_baseline.

    python -m benchmarks.train_stance_baseline EVAL_FOLDER [--write]

Settings are chosen on folds of the development data grouped by document. Without --write only the
figures of the folds are printed. The training texts belong to others and never enter the project;
the model file holds hashed words only.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from analysis.actors import find_mentions
from analysis.reference import Reference, load_reference
from analysis.split import split_sentences
from analysis.stance import CLASSES, Context
from analysis.stance.features import BUCKETS, GROUPS, matrix_of
from analysis.stance.linear import DEFAULT_MODEL, Parts, log_odds, pull, save, settled

STRENGTH = 1.0
NEWSMTSC_WEIGHT = 0.2
# Factors on the odds of negative and positive: without them nearly everything is called neutral.
# Chosen on the folds for the best mean macro-F1 over the kinds of text (news, opinion, official
# releases, news agency), so that the most frequent kind does not decide alone.
PRIOR = (3.5, 1.0, 5.0)
FEWEST = 3
FOLDS = 5
OWN_SETS = ("sentences", "articles")


@dataclass(frozen=True)
class Example:
    """One labelled mention.

    Attributes:
        context: what an engine sees, without a rest.
        label: number of the class in CLASSES.
        document: the document it stands in.
        dataset: where it comes from.
        kind: kind of text.
        circle: document, actor and voice; mentions of one circle are each other's rest.
    """

    context: Context
    label: int
    document: str
    dataset: str
    kind: str
    circle: tuple[str, ...]


def main() -> None:
    """Prints the figures of the folds and, when asked, writes the model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of the evaluation material")
    parser.add_argument("--write", action="store_true", help="write the model file")
    options = parser.parse_args()
    examples = list(examples_of(options.folder, load_reference()))
    print_folds(examples)
    if options.write:
        print(f"written: {write(examples, DEFAULT_MODEL)}")


def examples_of(folder: Path, reference: Reference) -> Iterator[Example]:
    """All labelled mentions that may be trained on."""
    for row in _lines(folder / "favourability" / "train.jsonl"):
        yield _in_sentence(row, row["document"], "sentences", reference)
    articles = {row["id"]: row for row in _lines(folder / "attribution" / "train.jsonl")}
    by_article: dict[str, list[dict]] = {}
    for row in _lines(folder / "favourability" / "in_article_train.jsonl"):
        by_article.setdefault(row["document"], []).append(row)
    for document, rows in by_article.items():
        yield from _in_article(rows, articles[document], reference)
    yield from newsmtsc_of(folder / "newsmtsc" / "train.jsonl", reference)


def newsmtsc_of(path: Path, reference: Reference) -> list[Example]:
    """The labelled persons of one part of NewsMTSC; a document is the article of the sentence."""
    return [
        _in_sentence(row, row["id"].rsplit("_", 4)[0], "newsmtsc", reference)
        for row in _lines(path)
        if row["start"] < row["end"] <= len(row["sentence"])
    ]


@dataclass(frozen=True)
class LeftOut:
    """Own mentions judged by models that saw no mention of their document, row by row."""

    examples: list[Example]
    truth: np.ndarray
    probabilities: np.ndarray


def judge_left_out(examples: list[Example]) -> tuple[LeftOut, np.ndarray]:
    """The judgements of the folds, and the usual log odds."""
    own = [at for at, example in enumerate(examples) if example.dataset in OWN_SETS]
    truth = np.array([examples[at].label for at in own])
    groups = [examples[at].document for at in own]
    features, usual = rest_features(examples, own, scores_left_out(examples, own))
    probabilities = np.zeros((len(own), len(CLASSES)))
    for train, test in GroupKFold(FOLDS).split(own, groups=groups):
        weights, bias = settle(features[train], truth[train])
        probabilities[test] = settled(features[test], weights, bias)
    return LeftOut([examples[at] for at in own], truth, probabilities), usual


def print_folds(examples: list[Example]) -> None:
    """Figures on documents left out, by data set and by kind of text."""
    left_out, usual = judge_left_out(examples)
    print("usual log odds", usual.round(2))
    datasets = np.array([example.dataset for example in left_out.examples])
    kinds = np.array([example.kind for example in left_out.examples])
    for name, groups_of_rows in (("data set", datasets), ("kind of text", kinds)):
        for value in np.unique(groups_of_rows):
            rows = groups_of_rows == value
            print(name, value, figures(left_out.truth[rows], left_out.probabilities[rows]))


def scores_left_out(examples: list[Example], own: list[int]) -> np.ndarray:
    """Scores of each own example by a model that saw no mention of its document."""
    foreign = [at for at, example in enumerate(examples) if example.dataset not in OWN_SETS]
    contexts = [example.context for example in examples]
    counts = matrix_of(contexts)
    scores = np.zeros((len(own), len(CLASSES)))
    places = np.array(own)
    for train, test in GroupKFold(FOLDS).split(own, groups=[examples[at].document for at in own]):
        seen = np.concatenate([places[train], foreign]).astype(int)
        features = matrix_of(contexts, importance_of(counts[seen]))
        weights, bias = fit(features[seen], [examples[at] for at in seen])
        scores[test] = features[places[test]] @ weights + bias
    return scores


def rest_features(
    examples: list[Example], own: list[int], scores: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Log odds of each own example and the pull of its rest; and the usual log odds."""
    odds = log_odds(scores)
    usual = odds.mean(axis=0)
    circles: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, at in enumerate(own):
        circles[examples[at].circle].append(place)
    rest = [
        pull(odds[[other for other in circles[examples[at].circle] if other != place]], usual)
        for place, at in enumerate(own)
    ]
    return np.hstack([odds, np.array(rest)]), usual


def settle(features: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias of the second step, PRIOR included."""
    model = LogisticRegression(C=1.0, max_iter=1000).fit(features, labels)
    return model.coef_.T, model.intercept_ + np.log(PRIOR)


def figures(truth: np.ndarray, probabilities: np.ndarray) -> dict[str, object]:
    """Number of mentions, macro-F1, F1 of each class, expected calibration error (10 bins)."""
    called = probabilities.argmax(axis=1)
    by_class = f1_score(truth, called, average=None, labels=[0, 1, 2], zero_division=0)
    sure = probabilities.max(axis=1)
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(
        abs((called[bins == b] == truth[bins == b]).mean() - sure[bins == b].mean())
        * (bins == b).mean()
        for b in np.unique(bins)
    )
    return {
        "n": len(truth),
        "macro_f1": round(float(by_class.mean()), 3),
        "f1": {name: round(float(f), 3) for name, f in zip(CLASSES, by_class, strict=True)},
        "accuracy": round(float((called == truth).mean()), 3),
        "ece": round(float(error), 3),
    }


def write(examples: list[Example], folder: Path) -> Path:
    """Trains on everything and writes the model."""
    own = [at for at, example in enumerate(examples) if example.dataset in OWN_SETS]
    features, usual = rest_features(examples, own, scores_left_out(examples, own))
    settling, settling_bias = settle(features, np.array([examples[at].label for at in own]))
    contexts = [example.context for example in examples]
    importance = importance_of(matrix_of(contexts))
    weights, bias = fit(matrix_of(contexts, importance), examples)
    return save(folder, Parts(importance, weights, bias, usual, settling, settling_bias))


def importance_of(counts: sparse.csr_matrix) -> np.ndarray:
    """Inverse document frequency of each bucket, a row per group; 0 for rare ones."""
    words = counts[:, : len(GROUPS) * BUCKETS]
    frequency = np.bincount(words.indices, minlength=len(GROUPS) * BUCKETS)
    idf = np.log((1 + counts.shape[0]) / (1 + frequency)) + 1
    idf[frequency < FEWEST] = 0
    rounded = idf.astype(np.float16).astype(np.float64)
    return rounded.reshape(len(GROUPS), BUCKETS)


def fit(features: sparse.csr_matrix, examples: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias of the first step.

    Sentences of NewsMTSC weigh less and have a bias of their own that is then dropped: their
    targets are persons of US politics and far more of them are evaluated.
    """
    foreign = np.array([[float(example.dataset == "newsmtsc")] for example in examples])
    used = np.flatnonzero(np.bincount(features.indices, minlength=features.shape[1]))
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-4)
    model.fit(
        sparse.hstack([features[:, used], sparse.csr_matrix(foreign)], format="csr"),
        [example.label for example in examples],
        sample_weight=np.where(foreign.ravel() > 0, NEWSMTSC_WEIGHT, 1.0),
    )
    weights = np.zeros((features.shape[1], len(CLASSES)))
    weights[used] = model.coef_[:, :-1].T
    return weights, model.intercept_


def _in_sentence(row: dict, document: str, dataset: str, reference: Reference) -> Example:
    sentence = row["sentence"]
    frame = pd.DataFrame({"sentence_id": ["s"], "start": [0], "text": [sentence]})
    found = find_mentions({"article_id": "a"}, frame, reference)
    own = found[(found.start < row["end"]) & (found.end > row["start"])]
    others = found[~found.target.isin(own.target)]
    context = Context(
        sentence,
        row["start"],
        row["end"],
        others=tuple(zip(others.start, others.end, strict=True)),
        quoted=row.get("voice") == "attributed",
    )
    label, kind = CLASSES.index(row["label"]), row.get("corpus", dataset)
    return Example(context, label, document, dataset, kind, (row["id"],))


def _in_article(rows: list[dict], article: dict, reference: Reference) -> Iterator[Example]:
    """Mentions of one article; the sentence is the one in which the mention begins."""
    document, text = article["id"], article["text"]
    spans = sentence_spans(text)
    frame = pd.DataFrame(
        {
            "sentence_id": [str(at) for at in range(len(spans))],
            "start": [start for start, _ in spans],
            "text": [text[start:end] for start, end in spans],
        }
    )
    found = find_mentions({"article_id": document}, frame, reference)
    for row in rows:
        at = max(at for at, (start, _) in enumerate(spans) if start <= row["start"])
        start, end = spans[at]
        end = max(end, row["end"])
        here = found[(found.start >= start) & (found.end <= end)]
        own = here[(here.start < row["end"]) & (here.end > row["start"])]
        others = here[~here.target.isin(own.target)]
        spans_of_others = zip(others.start - start, others.end - start, strict=True)
        context = Context(
            text[start:end],
            row["start"] - start,
            row["end"] - start,
            before=tuple(text[slice(*span)] for span in spans[max(0, at - 1) : at]),
            others=tuple(spans_of_others),
            quoted=row["voice"] == "attributed",
        )
        circle = (document, row["actor"], row["voice"])
        label = CLASSES.index(row["label"])
        yield Example(context, label, document, "articles", article["corpus"], circle)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Sentences of all paragraphs of a text."""
    spans: list[tuple[int, int]] = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            spans += split_sentences(text, position, position + len(line))
        position += len(line) + 1
    return spans


def _lines(path: Path) -> Iterable[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
