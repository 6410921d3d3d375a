"""What the stance engines of the folds say of documents that they were not trained on.

    python -m benchmarks.stance_folds [--write]

Trains what build/stance-folds does not hold yet, and prints how good the engines are as they run:
lone sentences calibrated, mentions in articles settled, each by what was learnt on the other folds.
--write fits both on all folds for the shipped engine.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.ndimage import uniform_filter
from sklearn.linear_model import LogisticRegression

from analysis.stance.settling import Scaling, Settling, called, features_of, log_odds, write
from benchmarks.folds import FOLDS
from benchmarks.stance import macro_f1
from benchmarks.stance_calibration import fit
from benchmarks.stance_examples import ARTICLES, SENTENCES, Example, documents_of_fold, own_examples
from benchmarks.stance_figures import print_calls, print_voices
from benchmarks.stance_recipe import ONE_SEED
from benchmarks.train_stance import FOLDERS, engine_of_fold

_PULL = 1.0  # inverse of the strength of the pull of the weights towards 0
_EQUAL = (1.0, 1.0, 1.0)
_WEIGHTS = [0.5 + step / 4 for step in range(15)]  # of a class against neutral, that are tried
_NEAR = 5  # of them stand for the one in their middle


@dataclass(frozen=True)
class LeftOut:
    """An example with what an engine says that did not see its document.

    Attributes:
        example: the text and its labels.
        chances: probabilities of the classes, one row per mention.
        told: probability that the words are somebody else's.
        fold: number of the fold.
    """

    example: Example
    chances: np.ndarray
    told: np.ndarray
    fold: int


def main() -> None:
    """Prints the figures of all folds together, and writes what was learnt on them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="for the shipped engine")
    options = parser.parse_args()
    found = left_out_of_folds()
    for dataset in (ARTICLES, SENTENCES):
        some = [one for one in found if one.example.dataset == dataset]
        examples = [one.example for one in some]
        print_calls(dataset, examples, np.concatenate([one.chances for one in some]))
        chances, calls = as_they_run(some)
        print_calls(f"{dataset}, as they run", examples, chances, calls)
        print_voices(examples, np.concatenate([one.told for one in some]))
    if options.write:
        lone, whole = (
            [one for one in found if one.example.dataset == name] for name in (SENTENCES, ARTICLES)
        )
        write(fit_scaling(lone), fit_settling(whole))


def left_out_of_folds(folder: Path = FOLDERS) -> list[LeftOut]:
    """All own examples, each as the engine of its fold judges it."""
    own = own_examples()
    found = []
    for fold in range(FOLDS):
        documents = documents_of_fold(fold)
        engine = engine_of_fold(fold, ONE_SEED, folder)
        for example in own:
            if example.document in documents:
                found.append(LeftOut(example, *engine.judge(example.reading), fold))
    return found


def as_they_run(found: Sequence[LeftOut]) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities and classes of one data set, by what its other folds teach."""
    chances, calls = {}, {}
    for fold in sorted({one.fold for one in found}):
        known = [one for one in found if one.fold != fold]
        fitted = fit_settling(known) if _in_articles(known) else fit_scaling(known)
        for one in found:
            if one.fold == fold:
                chances[id(one)] = _applied(fitted, one)
                weights = fitted.calls if isinstance(fitted, Settling) else _EQUAL
                calls[id(one)] = called(chances[id(one)], weights)
    return tuple(np.concatenate([part[id(one)] for one in found]) for part in (chances, calls))


def fit_scaling(known: Sequence[LeftOut]) -> Scaling:
    """The calibration that fits what was said of lone sentences."""
    return fit(np.concatenate([one.chances for one in known]), _labels(known))


def fit_settling(known: Sequence[LeftOut]) -> Settling:
    """The regression that settles mentions in articles best."""
    odds = np.concatenate([log_odds(one.chances) for one in known]).mean(axis=0)
    usual = (float(odds[0]), float(odds[1]))
    features = np.concatenate(
        [features_of(one.chances, *circles_of(one.example), usual) for one in known]
    )
    model = LogisticRegression(C=_PULL, max_iter=1000).fit(features, _labels(known))
    weights = tuple(tuple(map(float, row)) for row in model.coef_.T)
    settling = Settling(weights, tuple(map(float, model.intercept_)), usual)
    chances = np.concatenate([_applied(settling, one) for one in known])
    return replace(settling, calls=calls_of(chances, _labels(known)))


def calls_of(chances: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    """Weights of the classes around which the mean of their F1 is greatest.

    It is the mean of the weights near them that counts: a peak that its neighbours do not share is
    one of these mentions only.
    """
    grid = [
        [macro_f1(truth, called(chances, (negative, 1.0, positive))) for positive in _WEIGHTS]
        for negative in _WEIGHTS
    ]
    around = uniform_filter(np.array(grid), _NEAR, mode="nearest")
    negative, positive = np.unravel_index(around.argmax(), around.shape)
    return _WEIGHTS[negative], 1.0, _WEIGHTS[positive]


def _applied(fitted: Scaling | Settling, one: LeftOut) -> np.ndarray:
    if isinstance(fitted, Scaling):
        return fitted.apply(one.chances)
    return fitted.apply(one.chances, *circles_of(one.example))


def _labels(known: Sequence[LeftOut]) -> np.ndarray:
    return np.array([label for one in known for label in one.example.labels])


def _in_articles(known: Sequence[LeftOut]) -> bool:
    return known[0].example.dataset == ARTICLES


def circles_of(example: Example) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Target and voice of each mention; all that is told by others counts as one voice."""
    return example.actors, example.told


if __name__ == "__main__":
    main()
