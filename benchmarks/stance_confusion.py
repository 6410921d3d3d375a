"""Counts which classes of stance are taken for which, and finds the worst errors.

    python -m benchmarks.stance_confusion [--all]

Writes confusion.json, which the Methods page shows: for the shipped engine and for the tone of the
sentence by VADER, on mentions as annotated. Without --all, and where texts do not lie beside the
checkout, what is stored stays. Errors are told only of texts that are in the project.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.confusion import CLASSES, CONFUSION_FILE, ENGINE, TONE
from analysis.reference import Reference, load_reference
from analysis.sentiment import analyser
from analysis.stance import StanceEngine, default_engine
from analysis.stance.settling import shipped
from benchmarks import own, quality, stance
from benchmarks.attribution import read_gold
from benchmarks.figures import Basis
from benchmarks.stance_examples import Example, newsmtsc_examples, sentence_spans

COMMAND = "python -m benchmarks.stance_confusion"
WORST = 6
NEUTRAL = CLASSES.index("neutral")
PEOPLE = quality.EVAL / "newsmtsc"
Found = tuple[list[dict[str, Any]], list[dict[str, Any]]]


@dataclass(frozen=True)
class Part:
    """Tests that are counted together.

    Attributes:
        tests: their texts.
        count: gives an entry for each test, and the worst errors that may be shown.
        needs: a folder that must be there; None when all is in the project.
        slow: trains models, so it runs with --all only.
    """

    tests: tuple[Basis, ...]
    count: Callable[[Reference], Found]
    needs: Path | None = None
    slow: bool = False


def main() -> None:
    """Counts what can be counted and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="also what has to train models")
    write(CONFUSION_FILE, PARTS, parser.parse_args().all)


def write(path: Path, parts: Sequence[Part], everything: bool) -> None:
    """Counts the parts and writes the file; what is not counted stays as it is stored."""
    stored = json.loads(path.read_text("utf-8")) if path.exists() else {"tests": [], "errors": []}
    reference = load_reference()
    whole: dict[str, list[dict[str, Any]]] = {"tests": [], "errors": []}
    for part in parts:
        texts = [test.texts for test in part.tests]
        missing = part.needs is not None and not part.needs.exists()
        if missing or (part.slow and not everything):
            print(f"stored counts kept: {', '.join(texts)}", file=sys.stderr)
            found = [[one for one in stored[kind] if one["texts"] in texts] for kind in whole]
        else:
            found = list(part.count(reference))
        for kind, entries in zip(whole, found, strict=True):
            whole[kind] += entries
    path.write_text(as_text(whole), encoding="utf-8")


def as_text(whole: dict[str, list[dict[str, Any]]]) -> str:
    """The file with one entry a line, so that a change shows what moved."""
    kinds = []
    for kind, entries in whole.items():
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in entries)
        kinds.append(f'"{kind}": [\n{lines}\n]' if entries else f'"{kind}": []')
    return "{\n" + ",\n".join(kinds) + "\n}\n"


def entry(
    test: Basis,
    truth: np.ndarray,
    calls: np.ndarray,
    chances: np.ndarray,
    tone: np.ndarray,
    engine: StanceEngine,
) -> dict[str, Any]:
    """One test: the counts by both methods, and how well the probabilities fit."""
    return {
        "texts": test.texts,
        "who_labelled": test.who_labelled,
        "command": COMMAND if test.command != quality.TRAINING else f"{COMMAND} --all",
        "engine": f"{engine.name}, version {engine.version}",
        "calls": {ENGINE: _counts(truth, calls), TONE: _counts(truth, tone)},
        "bins": {
            name: bins_of(chances[:, at], truth == at)
            for at, name in enumerate(CLASSES)
            if at != NEUTRAL
        },
    }


def bins_of(chances: np.ndarray, right: np.ndarray) -> list[list[float | int]]:
    """Tenths of the probability of a class: mean probability, share that is of it, number."""
    tenth = np.minimum((chances * 10).astype(int), 9)
    tenths = [tenth == at for at in range(10) if (tenth == at).any()]
    return [
        [*(round(float(column[rows].mean()), 4) for column in (chances, right)), int(rows.sum())]
        for rows in tenths
    ]


def _counts(truth: np.ndarray, called: np.ndarray) -> list[list[int]]:
    cells = np.bincount(truth * len(CLASSES) + called, minlength=len(CLASSES) ** 2)
    return [[int(number) for number in row] for row in cells.reshape(len(CLASSES), -1)]


def of_articles(test: Basis, articles: Sequence[dict], reference: Reference) -> Found:
    """Annotated articles whose texts are in the project."""
    judged = [stance.judge(article, reference) for article in articles]
    truth = np.concatenate([one.mentions["gold"].to_numpy() for one in judged])
    calls = np.concatenate([stance.calls_of(one.mentions) for one in judged])
    tone = np.concatenate([stance.vader(one) for one in judged])
    errors = [
        error
        for article, one in zip(articles, judged, strict=True)
        for error in _errors(test, str(article.get("file", article["id"])), one)
    ]
    worst = sorted(errors, key=lambda error: -error.pop("gap"))[:WORST]
    chances = np.concatenate([_chances(one) for one in judged])
    return [entry(test, truth, calls, chances, tone, default_engine())], worst


def _chances(one: stance.Judged) -> np.ndarray:
    return one.mentions[[f"p_{name}" for name in CLASSES]].to_numpy()


def _errors(test: Basis, article: str, one: stance.Judged) -> list[dict[str, Any]]:
    """The wrong judgements, each with how much surer the engine was of them than of the truth."""
    sentences = one.sentences.set_index("sentence_id")
    tones = stance.vader(one)
    found = []
    for row, chances, call, tone in zip(
        one.mentions.itertuples(),
        _chances(one),
        stance.calls_of(one.mentions).tolist(),
        tones,
        strict=True,
    ):
        truth = int(row.gold)
        if truth == call:
            continue
        sentence = sentences.loc[row.sentence_id]
        found.append(
            {
                "texts": test.texts,
                "article": article,
                "sentence": sentence["text"],
                "start": int(row.start - sentence["start"]),
                "end": int(row.end - sentence["start"]),
                "truth": CLASSES[truth],
                "called": CLASSES[call],
                "chance": round(float(chances[call]), 3),
                "tone": CLASSES[tone],
                "gap": float(chances[call] - chances[truth]),
            }
        )
    return found


def of_newsmtsc(test: Basis, part: str) -> Found:
    """Persons in single sentences of US news."""
    examples = newsmtsc_examples(part)
    scaling, _ = shipped()
    chances = np.concatenate(
        [scaling.apply(default_engine().judge(one.reading)[0]) for one in examples]
    )
    return [_entry_of_examples(test, examples, chances, chances.argmax(axis=1))], []


def of_folds(tests: dict[str, Basis]) -> Found:
    """Documents left out of training, by data set."""
    from benchmarks.stance_folds import as_they_run, left_out_of_folds  # trains: needs torch

    found = left_out_of_folds()
    entries = []
    for name, test in tests.items():
        some = [one for one in found if one.example.dataset == name]
        examples = [one.example for one in some]
        entries.append(_entry_of_examples(test, examples, *as_they_run(some)))
    return entries, []


def _entry_of_examples(
    test: Basis, examples: Sequence[Example], chances: np.ndarray, calls: np.ndarray
) -> dict[str, Any]:
    truth = np.array([label for one in examples for label in one.labels])
    tone = [tone_at(one.reading.text, start) for one in examples for start, _ in one.reading.spans]
    return entry(test, truth, calls, chances, np.array(tone), default_engine())


def tone_at(text: str, place: int) -> int:
    """The class of the tone of the sentence that holds a place."""
    sentence = next(
        (text[start:end] for start, end in sentence_spans(text) if start <= place < end), text
    )
    return stance.class_of_tone(analyser().polarity_scores(sentence)["compound"])


PARTS = (
    Part(
        tuple(quality.BY_SET.values()),
        lambda _: of_folds(quality.BY_SET),
        quality.EVAL / "favourability",
        slow=True,
    ),
    Part(
        (quality.ON_RW,), lambda _: of_newsmtsc(quality.ON_RW, "rw_dev"), quality.EVAL / "newsmtsc"
    ),
    Part(
        (quality.ON_MT,), lambda _: of_newsmtsc(quality.ON_MT, "mt_dev"), quality.EVAL / "newsmtsc"
    ),
    Part(
        (quality.ON_GOLD,),
        lambda reference: of_articles(quality.ON_GOLD, read_gold(), reference),
        quality.SHARED / "gold",
    ),
    Part((quality.ON_OWN,), lambda r: of_articles(quality.ON_OWN, own.read_articles(), r)),
)


if __name__ == "__main__":
    main()
