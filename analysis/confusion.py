"""Which classes of stance are taken for which: what benchmarks/confusion.json tells.

It is written by `python -m benchmarks.stance_confusion`. For each test it holds how often mentions
of each class were called which, by the stance engine and by the tone of their sentence; and, of
texts that may be shown, the mentions on which the engine was surest and wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

CONFUSION_FILE = Path(__file__).resolve().parents[1] / "benchmarks" / "confusion.json"
CLASSES = ("negative", "neutral", "positive")
ENGINE, TONE = "engine", "tone"
METHODS: Mapping[str, str] = {ENGINE: "stance engine", TONE: "tone of the sentence"}
_NEUTRAL = 1

Counts = tuple[tuple[int, ...], ...]
# Mean probability of a class among some mentions, the share of them annotated so, their number.
Bin = tuple[float, float, int]


class ConfusionFault(ValueError):
    """A file of confusions that cannot be used."""


@dataclass(frozen=True)
class Tested:
    """How mentions of each class were called on some texts.

    Attributes:
        texts: on which texts.
        who_labelled: who gave the right answers.
        command: the command that counts it again.
        engine: name and version of the stance engine.
        calls: by key of METHODS, a row for each annotated class in order of CLASSES, in it the
            number of mentions called each class.
        bins: by class, the mentions in tenths of the probability that the engine gave it; empty
            when the probabilities were not kept.
    """

    texts: str
    who_labelled: str
    command: str
    engine: str
    calls: Mapping[str, Counts]
    bins: Mapping[str, tuple[Bin, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, bins in self.bins.items():
            if name not in CLASSES or not all(map(_is_bin, bins)):
                raise ConfusionFault(
                    f"{self.texts}: the bins of {name!r} are {bins!r}; needed are a class of "
                    f"{CLASSES} and triples of two shares from 0 to 1 and a number of mentions"
                )
        for method in METHODS:
            rows = self.calls.get(method, ())
            if [len(row) for row in rows] != [3, 3, 3] or not all(
                type(number) is int and number >= 0 for row in rows for number in row
            ):
                raise ConfusionFault(
                    f"{self.texts}: the calls by {method} are {rows!r}, needed are three rows of "
                    "three counts"
                )
        if len({sum(map(sum, rows)) for rows in self.calls.values()}) != 1:
            raise ConfusionFault(f"{self.texts}: the methods judged different numbers of mentions")

    @property
    def n(self) -> int:
        """Number of mentions."""
        return sum(map(sum, self.calls[ENGINE]))


@dataclass(frozen=True)
class Error:
    """A mention that the engine judged wrongly.

    Attributes:
        texts: the test it belongs to.
        article: a name of its article.
        sentence: the sentence.
        start: first code point of the mention in it.
        end: code point after its last.
        truth: the class that the annotators gave.
        called: the class that the engine gave.
        chance: the probability that it gave it.
        tone: the class of the tone of the sentence.
    """

    texts: str
    article: str
    sentence: str
    start: int
    end: int
    truth: str
    called: str
    chance: float
    tone: str

    def __post_init__(self) -> None:
        unknown = {self.truth, self.called, self.tone} - set(CLASSES)
        if unknown:
            raise ConfusionFault(f"unknown classes {sorted(unknown)}; known are {CLASSES}")
        if not 0 <= self.start < self.end <= len(self.sentence):
            raise ConfusionFault(f"{self.start}:{self.end} does not lie in {self.sentence!r}")


@dataclass(frozen=True)
class Confusion:
    """All tests and errors of the file."""

    tests: tuple[Tested, ...]
    errors: tuple[Error, ...]


def read_confusion(path: Path = CONFUSION_FILE) -> Confusion:
    """What was counted; nothing when the file is missing.

    Raises:
        ConfusionFault: the file does not hold what the classes of this module describe.
    """
    if not path.exists():
        return Confusion((), ())
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        tests = [
            Tested(**one | {"calls": _counts(one["calls"]), "bins": _bins(one.get("bins", {}))})
            for one in found["tests"]
        ]
        return Confusion(tuple(tests), tuple(Error(**one) for one in found["errors"]))
    except ConfusionFault as fault:
        raise ConfusionFault(f"{path.name}: {fault}") from fault
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise ConfusionFault(
            f"{path.name} cannot be used ({type(fault).__name__}: {fault}); write it anew with "
            "python -m benchmarks.stance_confusion"
        ) from fault


def figures(tests: tuple[Tested, ...]) -> pd.DataFrame:
    """How good both methods are, one row per test and method.

    Returns:
        texts, method (in words), n, macro_f1, right_sign and wrong_sign (of the mentions annotated
        negative or positive, the part called so, and the part called the opposite), the F1 of each
        class (0 when it neither occurs nor is called), who_labelled, command.
    """
    columns = ["texts", "method", "n", "macro_f1", "right_sign", "wrong_sign"]
    columns += [*(f"f1_{name}" for name in CLASSES), "who_labelled", "command"]
    rows = [
        {
            "texts": test.texts,
            "method": words,
            "n": test.n,
            **_figures(test.calls[method]),
            "who_labelled": test.who_labelled,
            "command": test.command,
        }
        for test in tests
        for method, words in METHODS.items()
    ]
    return pd.DataFrame(rows, columns=columns)


def _figures(calls: Counts) -> dict[str, float]:
    numbers = range(len(CLASSES))
    called = [sum(row[at] for row in calls) for at in numbers]
    f1 = [2 * calls[at][at] / max(sum(calls[at]) + called[at], 1) for at in numbers]
    polar = max(sum(sum(calls[at]) for at in numbers if at != _NEUTRAL), 1)
    return {
        "macro_f1": sum(f1) / len(CLASSES),
        **{f"f1_{name}": value for name, value in zip(CLASSES, f1, strict=True)},
        "right_sign": (calls[0][0] + calls[2][2]) / polar,
        "wrong_sign": (calls[0][2] + calls[2][0]) / polar,
    }


def _counts(calls: Mapping[str, Any]) -> dict[str, Counts]:
    return {method: tuple(tuple(row) for row in rows) for method, rows in calls.items()}


def _bins(bins: Mapping[str, Any]) -> dict[str, tuple[Bin, ...]]:
    return {name: tuple(tuple(one) for one in some) for name, some in bins.items()}


def _is_bin(one: Any) -> bool:
    return len(one) == 3 and all(0 <= share <= 1 for share in one[:2]) and type(one[2]) is int
