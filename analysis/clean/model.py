"""The line model: log odds that a line belongs to the body, from a table of weights."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from analysis.clean.features import FEATURES

DEFAULT_MODEL = (
    Path(__file__).resolve().parents[2] / "data" / "models" / "cleaning" / "weights.json"
)


@dataclass(frozen=True)
class LineModel:
    """Logistic regression over the features of a line.

    Attributes:
        weights: One number for each of FEATURES, in their order.
        bias: Log odds of a line whose features are all 0.
        version: First 12 characters of the model file's sha256; empty for a model from no file.
    """

    weights: np.ndarray
    bias: float
    version: str = ""

    def log_odds(self, features: np.ndarray) -> np.ndarray:
        """Log odds of each line (row) to be body: above 0 more likely than not."""
        return features @ self.weights + self.bias


def to_json(model: LineModel) -> str:
    """The model as the text of its file, a weight for each feature by name."""
    named = {name: float(f"{w:.6g}") for name, w in zip(FEATURES, model.weights, strict=True)}
    return json.dumps({"bias": float(f"{model.bias:.6g}"), "weights": named}, indent=1) + "\n"


def from_json(text: str) -> LineModel:
    """The model of a file.

    Raises:
        ValueError: The file was trained for other features than this version computes.
    """
    content = json.loads(text)
    named: Mapping[str, float] = content["weights"]
    if tuple(named) != FEATURES:
        missing = sorted(set(FEATURES) - set(named))
        unknown = sorted(set(named) - set(FEATURES))
        raise ValueError(
            f"the cleaning model lacks the features {missing} and has {unknown} that this version "
            "does not compute (or in another order); train it again with "
            "benchmarks/train_cleaning.py"
        )
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    return LineModel(np.array(list(named.values()), dtype=float), content["bias"], version)


@lru_cache(maxsize=4)
def load_model(path: Path = DEFAULT_MODEL) -> LineModel:
    """The model of a file, read once."""
    return from_json(path.read_text(encoding="utf-8"))
