"""How near estimates of the share of unfavourable and favourable mentions come to the annotators'.

    python -m benchmarks.stance_prevalence

In groups of articles left out of training: counting the called classes; the mean of calibrated
probabilities; expectation maximisation on them (Saerens, Latinne and Decaestecker 2002); counts
adjusted by the confusion of the other folds (ACC, Forman 2008), drawn towards the usual shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from analysis.stance import CLASSES
from benchmarks.stance_examples import ARTICLES
from benchmarks.stance_folds import as_they_run, left_out_of_folds

SIZES = (1, 5, 20)
GROUPS = 400
PULLS = (5.0, 50.0)  # mentions as usual that are added to a group, for expectation maximisation
RIDGES = (0.01, 0.1, 0.5)  # how strongly adjusted counts are drawn towards the usual shares
_ROUNDS = 60
_NEUTRAL = CLASSES.index("neutral")
_POLAR = [at for at in range(len(CLASSES)) if at != _NEUTRAL]


@dataclass(frozen=True)
class Judged:
    """The mentions of one article: probabilities, called classes, annotated classes."""

    chances: np.ndarray
    calls: np.ndarray
    truth: np.ndarray


def main() -> None:
    """Prints the mean distance from the annotated shares, by size of group and by method."""
    found = [one for one in left_out_of_folds() if one.example.dataset == ARTICLES]
    chances, calls = as_they_run(found)
    ends = np.cumsum([len(one.example.labels) for one in found])[:-1]
    articles = [
        Judged(p, c, np.array(one.example.labels))
        for p, c, one in zip(np.split(chances, ends), np.split(calls, ends), found, strict=True)
    ]
    for size in SIZES:
        distances = _distances(articles, [one.fold for one in found], size)
        said = ", ".join(f"{name} {np.mean(values):.3f}" for name, values in distances.items())
        print(f"{GROUPS} groups of {size} articles: {said}")


def _distances(
    articles: Sequence[Judged], folds: Sequence[int], size: int
) -> dict[str, list[float]]:
    chance = np.random.default_rng(size)
    found: dict[str, list[float]] = {}
    for _ in range(GROUPS):
        fold = chance.integers(max(folds) + 1)
        own = [at for at, one in enumerate(folds) if one == fold]
        group = _joined([articles[at] for at in chance.choice(own, size, replace=False)])
        known = _joined([articles[at] for at, one in enumerate(folds) if one != fold])
        wanted = _shares(group.truth)
        for name, shares in _estimates(group, known).items():
            distance = float(np.abs(shares - wanted)[_POLAR].mean())
            found.setdefault(name, []).append(distance)
    return found


def _estimates(group: Judged, known: Judged) -> dict[str, np.ndarray]:
    usual, counted = _shares(known.truth), _shares(group.calls)
    confusion = np.array([_shares(known.calls[known.truth == at]) for at in range(len(CLASSES))])
    return {
        "counted": counted,
        "mean probability": group.chances.mean(axis=0),
        **{f"EM {pull:g}": _fitting(group.chances, usual, pull) for pull in PULLS},
        **{f"ACC {ridge:g}": _adjusted(counted, confusion, usual, ridge) for ridge in RIDGES},
    }


def _fitting(chances: np.ndarray, usual: np.ndarray, pull: float) -> np.ndarray:
    likely, shares = chances / usual, usual
    for _ in range(_ROUNDS):
        posterior = likely * shares
        posterior /= posterior.sum(axis=1, keepdims=True)
        shares = (posterior.sum(axis=0) + pull * usual) / (len(chances) + pull)
    return shares


def _adjusted(
    counted: np.ndarray, confusion: np.ndarray, usual: np.ndarray, ridge: float
) -> np.ndarray:
    weight = np.sqrt(ridge)
    shares, _ = nnls(
        np.vstack([confusion.T, weight * np.eye(len(usual))]),
        np.concatenate([counted, weight * usual]),
    )
    return np.asarray(shares / shares.sum())


def _joined(articles: Sequence[Judged]) -> Judged:
    return Judged(
        *(
            np.concatenate([getattr(one, name) for one in articles])
            for name in ("chances", "calls", "truth")
        )
    )


def _shares(classes: np.ndarray) -> np.ndarray:
    return np.bincount(classes, minlength=len(CLASSES)) / len(classes)


if __name__ == "__main__":
    main()
