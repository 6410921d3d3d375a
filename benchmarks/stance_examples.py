"""Everything the stance engine is trained on, as one kind of example.

The texts belong to others and never enter the project.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.split import split_sentences
from analysis.stance import CLASSES
from analysis.stance.reading import Reading
from benchmarks.attribution import SHARED
from benchmarks.cleaning import read_lines
from benchmarks.folds import FOLDS, fold_of

EVAL = SHARED / "eval"
NEWSMTSC, SENTENCES, ARTICLES = "newsmtsc", "sentences", "articles"
UNKNOWN = -1
_ATTRIBUTED = "attributed"
_SEED = 7
Span = tuple[int, int]
Rows = list[Mapping]


@dataclass(frozen=True)
class Example:
    """A text with labelled mentions.

    Attributes:
        reading: what an engine reads.
        labels: of each mention the number of its class in CLASSES.
        told: of each 1 when somebody else than the outlet speaks, 0 when not, UNKNOWN.
        actors: of each which actor is mentioned, or its words where that is not told.
        document: the document it stands in.
        dataset: NEWSMTSC, SENTENCES or ARTICLES.
        kind: kind of text, where it is told.
    """

    reading: Reading
    labels: tuple[int, ...]
    told: tuple[int, ...]
    actors: tuple[str, ...]
    document: str
    dataset: str
    kind: str = ""

    @property
    def words(self) -> list[str]:
        """The words of each mention."""
        return [self.reading.text[start:end] for start, end in self.reading.spans]


def own_examples(folder: Path = EVAL) -> list[Example]:
    """Mentions labelled for the project: in single sentences, and in whole articles.

    A single sentence stands behind the sentence before it where its article is known.
    """
    articles = {
        row["id"]: row["text"] for row in read_lines(folder / "attribution" / "train.jsonl")
    }
    lone: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in read_lines(folder / "favourability" / "train.jsonl"):
        lone[row["document"], row["sentence"]].append(row)
    whole: dict[str, Rows] = defaultdict(list)
    for row in read_lines(folder / "favourability" / "in_article_train.jsonl"):
        whole[row["document"]].append(row)
    examples = []
    for (document, sentence), rows in lone.items():
        before = _before(sentence, articles.get(document, ""))
        examples.append(_example(rows, before + sentence, len(before), document, SENTENCES))
    for document, rows in whole.items():
        examples.append(_example(rows, articles[document], 0, document, ARTICLES))
    return examples


def newsmtsc_examples(part: str, folder: Path = EVAL) -> list[Example]:
    """Persons in sentences of US political news; whose voice it is, is not told.

    Args:
        part: "train", "mt_dev" or "rw_dev".
        folder: the folder of the evaluation material.
    """
    sentences: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in read_lines(folder / NEWSMTSC / f"{part}.jsonl"):
        if row["start"] < row["end"] <= len(row["sentence"]):
            sentences[row["id"].rsplit("_", 4)[0], row["sentence"]].append(row)
    return [
        _example(rows, sentence, 0, document, NEWSMTSC)
        for (document, sentence), rows in sentences.items()
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


def alone(example: Example) -> Iterator[Example]:
    """The sentences of an article that hold mentions, each by itself."""
    spans = sentence_spans(example.reading.text)
    starts = [start for start, _ in spans]
    held: dict[int, list[int]] = defaultdict(list)
    for at, (start, _) in enumerate(example.reading.spans):
        held[max(bisect_right(starts, start) - 1, 0)].append(at)
    for sentence, places in held.items():
        begin, finish = spans[sentence]
        inside = [at for at in places if example.reading.spans[at][0] < finish]
        if inside:
            yield Example(
                Reading(
                    example.reading.text[begin:finish],
                    tuple(
                        (start - begin, min(end, finish) - begin)
                        for start, end in (example.reading.spans[at] for at in inside)
                    ),
                ),
                tuple(example.labels[at] for at in inside),
                tuple(example.told[at] for at in inside),
                tuple(example.actors[at] for at in inside),
                example.document,
                SENTENCES,
            )


def _example(rows: Sequence[Mapping], text: str, away: int, document: str, dataset: str) -> Example:
    spans = tuple((row["start"] + away, row["end"] + away) for row in rows)
    return Example(
        Reading(text, spans, tuple(start for start, _ in sentence_spans(text))),
        tuple(CLASSES.index(row["label"]) for row in rows),
        tuple(int(row["voice"] == _ATTRIBUTED) if "voice" in row else UNKNOWN for row in rows),
        tuple(
            row.get("actor", text[start:end]) for row, (start, end) in zip(rows, spans, strict=True)
        ),
        document,
        dataset,
        rows[0].get("corpus", ""),
    )


def _before(sentence: str, text: str) -> str:
    """The sentence before and a space, unless the text does not hold this one or begins with it."""
    begin = text.find(sentence)
    earlier = [text[start:end] for start, end in sentence_spans(text) if end <= begin]
    return f"{earlier[-1]} " if earlier else ""


def sentence_spans(text: str) -> list[Span]:
    """Sentences of all paragraphs of a text."""
    spans: list[Span] = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            spans += split_sentences(text, position, position + len(line))
        position += len(line) + 1
    return spans
