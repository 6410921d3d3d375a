"""Measures the shipped stance engine on annotated articles and compares it with VADER.

    python benchmarks/stance.py GOLD_FOLDER

The annotated mentions are taken as given, with the voice the annotators heard: only the engine is
judged, not the finding of mentions. Mentions the two annotators disagree on are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import confusion_matrix, f1_score

from analysis.actors import find_mentions
from analysis.reference import Reference, load_reference
from analysis.sentiment import analyser
from analysis.stance import CLASSES, judge_mentions, score_mentions
from analysis.tables import DIRECT, OWN

RESAMPLES = 2000
NEUTRAL_TONE = 0.05
_AUTHOR = "author"


@dataclass(frozen=True)
class Judged:
    """Annotated mentions of one article with the engine's scores, and their sentences."""

    mentions: pd.DataFrame
    sentences: pd.DataFrame


def main() -> None:
    """Prints macro-F1 with an interval, F1 by class, calibration and the baselines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of gold_*.json")
    folder = parser.parse_args().folder
    reference = load_reference()
    judged = [judge(json.loads(p.read_text("utf-8")), reference) for p in gold_files(folder)]
    truth = np.concatenate([one.mentions["gold"].to_numpy() for one in judged])
    columns = [f"p_{name}" for name in CLASSES]
    probabilities = np.concatenate([one.mentions[columns].to_numpy() for one in judged])
    called = np.concatenate([calls_of(one.mentions) for one in judged])
    report("engine", truth, called)
    print("  confusion (rows: truth):", confusion_matrix(truth, called).tolist())
    print("  calibration error:", round(calibration_error(truth, probabilities), 3))
    report("VADER on the sentence", truth, np.concatenate([vader(one) for one in judged]))
    report("always neutral", truth, np.ones_like(truth))


def gold_files(folder: Path) -> list[Path]:
    """The annotated articles of a folder, in order of their names."""
    return sorted(folder.glob("gold_*.json"))


def judge(gold: dict, reference: Reference) -> Judged:
    """Scores the annotated mentions of an article; a class from 0 to 2 stands in `gold`."""
    text = gold["text"]
    spans = [(s["start"], s["end"]) for s in gold["sentences"]]
    sentences = pd.DataFrame(
        {
            "sentence_id": [str(at) for at in range(len(spans))],
            "article_id": gold["id"],
            "start": [start for start, _ in spans],
            "end": [end for _, end in spans],
            "text": [text[start:end] for start, end in spans],
        }
    )
    found = find_mentions({"article_id": gold["id"]}, sentences, reference)
    rows = [
        _row(target, spans, found)
        for target in gold["targets"]
        if target["stance"] is not None
        and any(start <= target["start"] < end for start, end in spans)
    ]
    mentions = pd.DataFrame(rows)
    voice_of = {str(at): one["voice"] for at, one in enumerate(gold["sentences"])}
    voices = found["sentence_id"].map(voice_of)
    kinds = np.where(voices == _AUTHOR, OWN, DIRECT)
    context = found.assign(voice=voices, voice_kind=kinds, gold=-1)
    both = pd.concat([mentions, context[~context["start"].isin(mentions["start"])]])
    scored = score_mentions(judge_mentions(both, sentences))
    return Judged(scored[scored["gold"] >= 0], sentences)


def _row(target: dict, spans: list[tuple[int, int]], found: pd.DataFrame) -> dict[str, object]:
    at = max(at for at, (start, _) in enumerate(spans) if start <= target["start"])
    end = min(target["end"], spans[at][1])
    same = found[(found["start"] < end) & (found["end"] > target["start"])]
    return {
        "sentence_id": str(at),
        "start": target["start"],
        "end": end,
        "target": same["target"].iloc[0] if len(same) else target["actor"],
        "modifier": bool(len(same) and same["modifier"].all()),
        "voice": target["voice"],
        "voice_kind": OWN if target["voice"] == _AUTHOR else DIRECT,
        "gold": target["stance"] + 1,
    }


def calls(one: Judged) -> Iterator[tuple[int, int, int]]:
    """Place, annotated class and likeliest class of each mention."""
    named = calls_of(one.mentions)
    for place, truth, call in zip(one.mentions["start"], one.mentions["gold"], named, strict=True):
        yield int(place), int(truth), int(call)


def calls_of(mentions: pd.DataFrame) -> np.ndarray:
    """Number of the class of each mention."""
    return mentions["stance_class"].map(CLASSES.index).to_numpy(dtype=int)


def vader(one: Judged) -> np.ndarray:
    """The class of the tone of the whole sentence of each mention."""
    tone = {
        row.sentence_id: analyser().polarity_scores(row.text)["compound"]
        for row in one.sentences.itertuples()
    }
    return np.array([class_of_tone(tone[at]) for at in one.mentions["sentence_id"]])


def class_of_tone(compound: float) -> int:
    """The class of a tone from −1 to 1, with the usual neutral band of VADER."""
    if abs(compound) < NEUTRAL_TONE:
        return 1
    return 2 if compound > 0 else 0


def calibration_error(truth: np.ndarray, probabilities: np.ndarray) -> float:
    """Expected calibration error of the likeliest class in ten bins; 0 is perfect."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(
        sum(
            abs(right[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean()
            for b in np.unique(bins)
        )
    )


def report(name: str, truth: np.ndarray, called: np.ndarray) -> None:
    """One line: macro-F1 with the 95 % interval of resampled mentions, and F1 by class."""
    chance = np.random.default_rng(0)
    values = []
    for _ in range(RESAMPLES):
        rows = chance.integers(0, len(truth), len(truth))
        values.append(macro_f1(truth[rows], called[rows]))
    low, high = np.quantile(values, [0.025, 0.975])
    by_class = f1_score(truth, called, average=None, labels=[0, 1, 2], zero_division=0)
    print(
        f"{name}: macro-F1 {macro_f1(truth, called):.3f} [{low:.3f}, {high:.3f}], "
        f"n = {len(truth)}, "
        + ", ".join(f"{c} {f:.2f}" for c, f in zip(CLASSES, by_class, strict=True))
    )


def macro_f1(truth: np.ndarray, called: np.ndarray) -> float:
    """Mean F1 of the three classes."""
    cells = np.bincount(truth * 3 + called, minlength=9).reshape(3, 3)
    hits = np.diag(cells)
    sizes = cells.sum(axis=0) + cells.sum(axis=1)
    return float(np.mean(np.divide(2 * hits, sizes, out=np.zeros(3), where=sizes > 0)))


if __name__ == "__main__":
    main()
