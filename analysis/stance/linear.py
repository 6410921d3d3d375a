"""The first stance engine: a linear model over the words around a mention."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.special import softmax

from analysis.stance.context import Context
from analysis.stance.features import BUCKETS, GROUPS, N_NUMBERS, matrix_of

DEFAULT_MODEL = Path(__file__).resolve().parents[2] / "data" / "models" / "stance_baseline"
N_FEATURES = len(GROUPS) * BUCKETS + N_NUMBERS
_FILE = "weights.npz"
_BATCH = 512
# How many other mentions it takes before they count half of what endlessly many would.
_FEW = 2


@dataclass(frozen=True)
class Parts:
    """The numbers of a model.

    Attributes:
        importance: weight of each bucket, one row per group of features.
        weights: one row per feature, one column per class (negative, neutral, positive).
        bias: one number per class.
        usual: mean log odds (negative, positive against neutral) of a mention.
        settling: weights of the log odds of the mention and of the rest, one column per class.
        settling_bias: one number per class.
    """

    importance: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    usual: np.ndarray
    settling: np.ndarray
    settling_bias: np.ndarray

    def __post_init__(self) -> None:
        expected = {
            "importance": (len(GROUPS), BUCKETS),
            "weights": (N_FEATURES, 3),
            "bias": (3,),
            "usual": (2,),
            "settling": (4, 3),
            "settling_bias": (3,),
        }
        wrong = [
            f"{field.name} has shape {getattr(self, field.name).shape}, not {expected[field.name]}"
            for field in fields(self)
            if getattr(self, field.name).shape != expected[field.name]
        ]
        if wrong:
            raise ValueError(
                f"the stance model does not fit this version: {'; '.join(wrong)}; "
                "train it again with benchmarks/train_stance_baseline.py"
            )


class LinearStance:
    """Multinomial logistic regression over hashed words, in two steps.

    The first judges a mention by its sentence. The second moves that judgement towards how the
    same voice portrays the same target in the rest of the article. A row of the result depends on
    its own context only, never on the batch.

    Attributes:
        name: what the engine is, in plain words, for the screen.
        version: the first 12 characters of the model file's sha256.
    """

    name = "linear model over the words around the mention"

    def __init__(self, parts: Parts, version: str) -> None:
        self._parts = parts
        self.version = version

    def predict(self, batch: Sequence[Context]) -> np.ndarray:
        """Probabilities of negative, neutral and positive, one row per context, rows sum to 1."""
        alone = [replace(context, rest=()) for context in batch]
        unique = list(dict.fromkeys([*alone, *(one for c in batch for one in c.rest)]))
        place = {context: at for at, context in enumerate(unique)}
        odds = log_odds(self._scores(unique))
        own = odds[[place[context] for context in alone]].reshape(-1, 2)
        rest = np.array(
            [self._pull(odds[[place[one] for one in context.rest]]) for context in batch]
        ).reshape(-1, 2)
        return settled(np.hstack([own, rest]), self._parts.settling, self._parts.settling_bias)

    def _scores(self, contexts: Sequence[Context]) -> np.ndarray:
        rows = [np.empty((0, 3))]
        for first in range(0, len(contexts), _BATCH):
            features = matrix_of(contexts[first : first + _BATCH], self._parts.importance)
            rows.append(features @ self._parts.weights + self._parts.bias)
        return np.vstack(rows)

    def _pull(self, odds: np.ndarray) -> np.ndarray:
        return pull(odds, self._parts.usual)


def log_odds(scores: np.ndarray) -> np.ndarray:
    """Scores of three classes as log odds of negative and of positive against neutral."""
    return scores[:, [0, 2]] - scores[:, [1]]


def pull(odds: np.ndarray, usual: np.ndarray) -> np.ndarray:
    """How far the rest lies from the usual mention; little when it is small, 0 without one."""
    count = len(odds)
    if not count:
        return np.zeros(2)
    return (odds.mean(axis=0) - usual) * (count / (count + _FEW))


def settled(features: np.ndarray, weights: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Probabilities of the second step.

    A sum of products and not a matrix product, whose last digit depends on the number of rows.
    """
    return softmax((features[:, :, None] * weights).sum(axis=1) + bias, axis=1)


def save(folder: Path, parts: Parts) -> Path:
    """Writes a model; only the rows of features that are not zero, in half precision."""
    used = np.flatnonzero(np.any(parts.weights != 0, axis=1))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _FILE
    np.savez_compressed(
        path,
        rows=used.astype(np.int32),
        weights=parts.weights[used].astype(np.float16),
        importance=parts.importance.astype(np.float16),
        bias=parts.bias,
        usual=parts.usual,
        settling=parts.settling,
        settling_bias=parts.settling_bias,
    )
    return path


@lru_cache(maxsize=2)
def load(folder: Path = DEFAULT_MODEL) -> LinearStance:
    """Reads a model.

    Raises:
        FileNotFoundError: there is no model in the folder.
        ValueError: the model was made by another version.
    """
    path = folder / _FILE
    if not path.is_file():
        raise FileNotFoundError(
            f"no stance model at {path}; it is part of the project: restore it, or train it with "
            "benchmarks/train_stance_baseline.py"
        )
    with np.load(path, allow_pickle=False) as stored:
        weights = np.zeros((N_FEATURES, 3))
        weights[stored["rows"]] = stored["weights"]
        parts = Parts(
            importance=stored["importance"].astype(np.float64),
            weights=weights,
            bias=stored["bias"],
            usual=stored["usual"],
            settling=stored["settling"],
            settling_bias=stored["settling_bias"],
        )
    return LinearStance(parts, hashlib.sha256(path.read_bytes()).hexdigest()[:12])
