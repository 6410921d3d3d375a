"""The first stance engine: a linear model over the words around a mention."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import softmax

from analysis.stance.context import Context
from analysis.stance.features import BUCKETS, GROUPS, N_NUMBERS, matrix_of

DEFAULT_MODEL = Path(__file__).resolve().parents[2] / "data" / "models" / "stance_baseline"
_FILE = "weights.npz"
_BATCH = 512


class LinearStance:
    """Multinomial logistic regression over hashed words; same input, same output, in any batch.

    Attributes:
        name: what the engine is, in plain words, for the screen.
        version: the first 12 characters of the model file's sha256.
    """

    name = "linear model over the words around the mention"

    def __init__(
        self, importance: dict[str, np.ndarray], weights: np.ndarray, bias: np.ndarray, version: str
    ) -> None:
        """Takes the parts of a model.

        Args:
            importance: per group of features the weight of each bucket.
            weights: one row per feature, one column per class (negative, neutral, positive).
            bias: one number per class.
            version: fingerprint of the model.

        Raises:
            ValueError: the parts do not fit the features of this version.
        """
        expected = (len(GROUPS) * BUCKETS + N_NUMBERS, 3)
        if weights.shape != expected or set(importance) != set(GROUPS):
            raise ValueError(
                f"the stance model has weights of shape {weights.shape} for the groups "
                f"{sorted(importance)}; this version needs {expected} and {sorted(GROUPS)}: "
                "train it again with benchmarks/train_stance_baseline.py"
            )
        self._importance = importance
        self._weights = weights
        self._bias = bias
        self.version = version

    def predict(self, batch: Sequence[Context]) -> np.ndarray:
        """Probabilities of negative, neutral and positive, one row per context, rows sum to 1."""
        parts = [np.empty((0, 3))]
        for first in range(0, len(batch), _BATCH):
            features = matrix_of(batch[first : first + _BATCH], self._importance)
            parts.append(softmax(features @ self._weights + self._bias, axis=1))
        return np.vstack(parts)


def save(
    folder: Path, importance: dict[str, np.ndarray], weights: np.ndarray, bias: np.ndarray
) -> Path:
    """Writes a model; only rows that are not zero, in half precision."""
    used = np.flatnonzero(np.any(weights != 0, axis=1))
    arrays: dict[str, Any] = {
        "rows": used.astype(np.int32),
        "weights": weights[used].astype(np.float16),
        "bias": bias.astype(np.float64),
    }
    for group, values in importance.items():
        arrays[f"importance_{group}"] = values.astype(np.float16)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _FILE
    np.savez_compressed(path, allow_pickle=False, **arrays)
    return path


@lru_cache(maxsize=2)
def load(folder: Path = DEFAULT_MODEL) -> LinearStance:
    """Reads a model.

    Raises:
        FileNotFoundError: there is no model in the folder.
    """
    path = folder / _FILE
    if not path.is_file():
        raise FileNotFoundError(
            f"no stance model at {path}; it is part of the project, restore it or train it with "
            "benchmarks/train_stance_baseline.py"
        )
    with np.load(path, allow_pickle=False) as stored:
        weights = np.zeros((len(GROUPS) * BUCKETS + N_NUMBERS, 3))
        weights[stored["rows"]] = stored["weights"]
        importance = {group: stored[f"importance_{group}"].astype(np.float64) for group in GROUPS}
        bias = stored["bias"]
    return LinearStance(importance, weights, bias, _fingerprint(path))


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
