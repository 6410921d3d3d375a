"""How many passages that Compare sets beside each other speak of the same matter.

    python -m benchmarks.echoes          # the figures
    python -m benchmarks.echoes --fit    # the weights that analysis/compare/echoes.py has

A pair is labelled 1 when both passages say, in at least a clause, something of one particular
event, demand, action, claim, proposal or question, so that one question could be put that both
answer, alike or not; 0 when they share only the crisis at large, actors or a kind of act, when one
merely names the matter, and in doubt. A language model labelled them, in shuffled order and without
seeing any score (but for four pairs).

echoes.csv: 230 pairs of passages in data/sample (file, first and last code point). The 128 that are
"fitted" hold all that is shown. The others are "later": what the way before this one showed or
nearly showed beyond the first, most of it two passages of one voice in one article, which are no
longer set beside each other. Of those that it had shown as sure 9 of 15 were right, hence this way.

echoes_fit.csv: the two numbers that tell a pair, without texts. "fitted": those pairs of the sample
that share rare words, and pairs from news outside the project, in groups of four to eight articles
within eight days. "later": pairs of that news labelled after the fit. A way fitted on the sample
alone was given up: in other news 34 of 55 pairs were right. Where a pair is likely enough was
chosen with both parts in view; the choice lay between .7 and .75.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.compare.echoes import LIKELY
from analysis.compare.intervals import wilson
from analysis.pipeline import analyse
from analysis.selection import Selection
from analysis.store import Analysis

ROOT = Path(__file__).parents[1]
SAMPLE, LABELS = ROOT / "data" / "sample", Path(__file__).with_suffix(".csv")
FIT = Path(__file__).with_name("echoes_fit.csv")
GROUPINGS = ("voice", "outlet", "publisher", "article")

Place = tuple[str, int, int]
Places = tuple[Place, ...]


def labels() -> dict[Places, bool]:
    """Whether each labelled pair of passages of the sample, in order, is about the same matter."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return {
            _ordered(
                (row["file"], int(row["start"]), int(row["end"])),
                (row["other_file"], int(row["other_start"]), int(row["other_end"])),
            ): row["same"] == "1"
            for row in csv.DictReader(file)
        }


def shown(analysis: Analysis, groupings: Sequence[str] = GROUPINGS) -> list[Places]:
    """The pairs of the sample that are shown between any two groups, each once."""
    files = analysis.articles().set_index("article_id")["source_path"].map(lambda at: Path(at).name)
    found: list[Places] = []
    for selection, groups in _sides(analysis, groupings):
        rows = analysis.echoes(selection, *groups)
        places = [
            (files[article_id], int(start), int(start) + len(text))
            for article_id, start, text in zip(
                rows["article_id"], rows["sentence_start"], rows["text"], strict=True
            )
        ]
        found += map(_ordered, places[::2], places[1::2])
    return list(dict.fromkeys(found))


def _sides(
    analysis: Analysis, groupings: Sequence[str]
) -> Iterator[tuple[Selection, tuple[str, str]]]:
    for group_by in groupings:
        selection = Selection(group_by=group_by)
        for one, other in combinations(analysis.coverage(selection)["group"], 2):
            yield selection, (one, other)


def _ordered(one: Place, other: Place) -> Places:
    return tuple(sorted((one, other)))


def weights(pairs: pd.DataFrame) -> np.ndarray:
    """What nearness and rarity count, and the outset: a logistic regression on standard scores."""
    from sklearn.linear_model import LogisticRegression

    told = pairs[["nearness", "rarity"]].to_numpy()
    spread, middle = told.std(axis=0), told.mean(axis=0)
    fitted = LogisticRegression().fit((told - middle) / spread, pairs["same"])
    counts = fitted.coef_[0] / spread
    return np.array([*counts, fitted.intercept_[0] - counts @ middle])


def left_out(pairs: pd.DataFrame) -> np.ndarray:
    """The chance of each pair by fits without its article (of the sample) or its group of news.

    Fits see "fitted" pairs only. Of a pair of two articles of the sample it is the mean of the two
    fits that lack one of them.
    """
    fitted = (pairs["set"] == "fitted").to_numpy()
    units = pairs["group"].map(lambda name: {f"{name.split()[0]} {n}" for n in name.split()[1:]})
    sums, times = np.zeros(len(pairs)), np.zeros(len(pairs))
    for unit in sorted(set().union(*units)):
        out = units.map(lambda held, unit=unit: unit in held).to_numpy()
        by_nearness, by_rarity, outset = weights(pairs[fitted & ~out])
        told = by_nearness * pairs["nearness"] + by_rarity * pairs["rarity"] + outset
        sums[out] += 1 / (1 + np.exp(-told[out]))
        times[out] += 1
    return sums / times


def without_the_sample() -> pd.Series:
    """Whether pairs of the sample are right that a fit on other news alone would show."""
    pairs = pd.read_csv(FIT)
    home = pairs["group"].str.startswith("sample")
    elsewhere = pairs[~home & (pairs["set"] == "fitted")]
    by_nearness, by_rarity, outset = weights(elsewhere)
    told = by_nearness * pairs["nearness"] + by_rarity * pairs["rarity"] + outset
    return pairs[home & (1 / (1 + np.exp(-told)) >= LIKELY)]["same"] == 1


def unseen() -> pd.Series:
    """Whether pairs are right that would be shown by fits without their articles; index is set."""
    pairs = pd.read_csv(FIT)
    return pairs[left_out(pairs) >= LIKELY].set_index("set")["same"] == 1


def main() -> None:
    """Prints how many pairs that are shown are about the same matter."""
    if "--fit" in sys.argv[1:]:
        pairs = pd.read_csv(FIT)
        print(weights(pairs[pairs["set"] == "fitted"]).round(3))
        return
    judged = labels()
    found = [judged.get(pair) for pair in shown(analyse([SAMPLE]))]
    known = [same for same in found if same is not None]
    _tell("sample, on whose labels it was fitted", known)
    print(f"  ({len(found) - len(known)} more are shown that nobody labelled)")
    _tell("sample, by a fit on other news alone", without_the_sample())
    for name, right in unseen().groupby(level=0):
        _tell(f"{name} pairs, by fits without their article or group of news", right)
    _tell("both", unseen())


def _tell(name: str, right: Sequence[bool] | pd.Series) -> None:
    share, number = np.array([np.mean(right)]), np.array([len(right)])
    low, high = (float(end[0]) for end in wilson(share, number))
    print(f"{name}: {sum(right)} of {len(right)}, {share[0]:.2f} ({low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
