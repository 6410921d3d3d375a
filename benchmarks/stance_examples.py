"""Everything the stance engine is trained on, as one kind of example.

The texts belong to others and never enter the project.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.stance import CLASSES, Context
from analysis.stance.context import contexts_of
from analysis.tables import INDIRECT, OWN
from benchmarks.attribution import SHARED
from benchmarks.cleaning import read_lines
from benchmarks.train_attribution import FOLDS, fold_of
from benchmarks.train_stance_baseline import sentence_spans

EVAL = SHARED / "eval"
NEWSMTSC, SENTENCES, ARTICLES = "newsmtsc", "sentences", "articles"
_ATTRIBUTED = "attributed"
_SEED = 7


@dataclass(frozen=True)
class Example:
    """One labelled mention.

    Attributes:
        context: what an engine sees.
        label: number of the class in CLASSES.
        document: the document it stands in.
        dataset: NEWSMTSC, SENTENCES or ARTICLES.
    """

    context: Context
    label: int
    document: str
    dataset: str


def own_examples(folder: Path = EVAL) -> list[Example]:
    """Mentions labelled for the project: in single sentences, and in whole articles."""
    articles = {row["id"]: row for row in read_lines(folder / "attribution" / "train.jsonl")}
    by_article: dict[str, list[dict]] = {}
    for row in read_lines(folder / "favourability" / "in_article_train.jsonl"):
        by_article.setdefault(row["document"], []).append(row)
    examples = [
        _in_sentence(row, articles.get(row["document"]))
        for row in read_lines(folder / "favourability" / "train.jsonl")
    ]
    for document, rows in by_article.items():
        examples += _in_article(rows, articles[document])
    return examples


def newsmtsc_examples(part: str, folder: Path = EVAL) -> list[Example]:
    """Persons in sentences of US political news; whose voice it is, is not told.

    Args:
        part: "train", "mt_dev" or "rw_dev".
        folder: the folder of the evaluation material.
    """
    return [
        Example(
            Context(row["sentence"], row["start"], row["end"]),
            CLASSES.index(row["label"]),
            row["id"].rsplit("_", 4)[0],
            NEWSMTSC,
        )
        for row in read_lines(folder / NEWSMTSC / f"{part}.jsonl")
        if row["start"] < row["end"] <= len(row["sentence"])
    ]


def documents_of_fold(fold: int, folder: Path = EVAL) -> frozenset[str]:
    """The documents that are left out in one of the folds, which are the same on every run.

    An annotated article is left out here in the same fold as by the attribution tagger, so that
    both can be measured together on articles that neither saw.
    """
    articles = read_lines(folder / "attribution" / "train.jsonl")
    known = {article["id"] for article in articles}
    rows = read_lines(folder / "favourability" / "train.jsonl")
    others = sorted({row["document"] for row in rows} - known)
    random.Random(_SEED).shuffle(others)
    return frozenset(
        [*others[fold::FOLDS], *(article["id"] for article in fold_of(articles, fold))]
    )


def _in_sentence(row: Mapping, article: Mapping | None) -> Example:
    """A mention in a single sentence, behind the sentence before it where the article is known."""
    context = Context(
        row["sentence"],
        row["start"],
        row["end"],
        before=_before(row["sentence"], article["text"]) if article else (),
        quoted=row["voice"] == _ATTRIBUTED,
    )
    return Example(context, CLASSES.index(row["label"]), row["document"], SENTENCES)


def _before(sentence: str, text: str) -> tuple[str, ...]:
    """The sentence before, unless the text does not hold this one or begins with it."""
    begin = text.find(sentence)
    earlier = [text[start:end] for start, end in sentence_spans(text) if end <= begin]
    return tuple(earlier[-1:])


def _in_article(rows: Sequence[Mapping], article: Mapping) -> Iterator[Example]:
    """Mentions of one article with their contexts as they are at run time."""
    spans = sentence_spans(article["text"])
    mentions = pd.DataFrame([_mention(row, spans) for row in rows])
    for row, context in zip(rows, contexts_of(mentions, _table(article, spans)), strict=True):
        yield Example(context, CLASSES.index(row["label"]), article["id"], ARTICLES)


def _mention(row: Mapping, spans: Sequence[tuple[int, int]]) -> dict[str, object]:
    """A row of mentions; the sentence is the one in which the mention begins."""
    return {
        "sentence_id": str(bisect_right([start for start, _ in spans], row["start"]) - 1),
        "start": row["start"],
        "end": row["end"],
        "target": row["actor"],
        "voice": row["voice"],
        "voice_kind": INDIRECT if row["voice"] == _ATTRIBUTED else OWN,
    }


def _table(article: Mapping, spans: Sequence[tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "sentence_id": [str(at) for at in range(len(spans))],
            "article_id": article["id"],
            "start": [start for start, _ in spans],
            "text": [article["text"][start:end] for start, end in spans],
        }
    )
