"""Trains the first stance engine and writes it to data/models/stance_baseline.

    python benchmarks/train_stance_baseline.py EVAL_FOLDER [--write]

Settings are chosen on folds of the development data grouped by document. Without --write only the
figures of the folds are printed. The training texts belong to others and never enter the project;
the model file holds hashed words only.
"""

from __future__ import annotations

import argparse
import json
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
from analysis.stance.features import BUCKETS, GROUPS, N_NUMBERS, matrix_of
from analysis.stance.linear import DEFAULT_MODEL, save

STRENGTH = 1.0
NEWSMTSC_WEIGHT = 0.4
# Factors on the odds of negative and positive, chosen on the folds: the classes are uneven, and
# without them nearly everything is called neutral.
PRIOR = (1.8, 1.0, 2.2)
FEWEST = 3
FOLDS = 5
OWN_SETS = ("sentences", "articles")


@dataclass(frozen=True)
class Example:
    """One labelled mention: what an engine sees, the class, its document and its data set."""

    context: Context
    label: int
    document: str
    dataset: str


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
    texts = {row["id"]: row["text"] for row in _lines(folder / "attribution" / "train.jsonl")}
    by_article: dict[str, list[dict]] = {}
    for row in _lines(folder / "favourability" / "in_article_train.jsonl"):
        by_article.setdefault(row["document"], []).append(row)
    for document, rows in by_article.items():
        yield from _in_article(rows, document, texts[document], reference)
    for row in _lines(folder / "newsmtsc" / "train.jsonl"):
        if row["start"] < row["end"] <= len(row["sentence"]):
            yield _in_sentence(row, row["id"].rsplit("_", 4)[0], "newsmtsc", reference)


def print_folds(examples: list[Example]) -> None:
    """Macro-F1, F1 by class and calibration error on documents left out, by data set."""
    truth = np.array([example.label for example in examples])
    datasets = np.array([example.dataset for example in examples])
    predicted = predict_left_out(examples)
    for dataset in OWN_SETS:
        rows = datasets == dataset
        print(dataset, figures(truth[rows], predicted[rows]))


def predict_left_out(examples: list[Example]) -> np.ndarray:
    """Probabilities for each example of OWN_SETS by a model that saw no mention of its document."""
    own = np.array([at for at, e in enumerate(examples) if e.dataset in OWN_SETS])
    rest = np.array([at for at, e in enumerate(examples) if e.dataset not in OWN_SETS])
    groups = [examples[at].document for at in own]
    counts = matrix_of([example.context for example in examples])
    predicted = np.full((len(examples), len(CLASSES)), np.nan)
    for train, test in GroupKFold(FOLDS).split(own, groups=groups):
        seen = np.concatenate([own[train], rest])
        importance = importance_of(counts[seen])
        features = matrix_of([example.context for example in examples], importance)
        weights, bias = fit(features[seen], [examples[at] for at in seen])
        scores = features[own[test]] @ weights + bias
        exponent = np.exp(scores - scores.max(axis=1, keepdims=True))
        predicted[own[test]] = exponent / exponent.sum(axis=1, keepdims=True)
    return predicted


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
    contexts = [example.context for example in examples]
    importance = importance_of(matrix_of(contexts))
    weights, bias = fit(matrix_of(contexts, importance), examples)
    return save(folder, importance, weights, bias)


def importance_of(counts: sparse.csr_matrix) -> dict[str, np.ndarray]:
    """Inverse document frequency of each bucket by group; 0 for those seen fewer than FEWEST."""
    words = counts[:, : len(GROUPS) * BUCKETS]
    frequency = np.bincount(words.indices, minlength=len(GROUPS) * BUCKETS)
    idf = np.log((1 + counts.shape[0]) / (1 + frequency)) + 1
    idf[frequency < FEWEST] = 0
    rounded = idf.astype(np.float16).astype(np.float64)
    return dict(zip(GROUPS, rounded.reshape(len(GROUPS), BUCKETS), strict=True))


def fit(features: sparse.csr_matrix, examples: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias of the classes, the prior of PRIOR included.

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
    return weights, model.intercept_ + np.log(PRIOR)


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
    return Example(context, CLASSES.index(row["label"]), document, dataset)


def _in_article(
    rows: list[dict], document: str, text: str, reference: Reference
) -> Iterator[Example]:
    """Mentions of one article; the sentence is the one in which the mention begins."""
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
        context = Context(
            text[start:end],
            row["start"] - start,
            row["end"] - start,
            before=tuple(text[slice(*span)] for span in spans[max(0, at - 1) : at]),
            others=tuple((a - start, b - start) for a, b in zip(others.start, others.end)),
            quoted=row["voice"] == "attributed",
        )
        yield Example(context, CLASSES.index(row["label"]), document, "articles")


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
