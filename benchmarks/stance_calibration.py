"""Calibration of the stance engine's probabilities, and how far an actor's name moves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax
from sklearn.model_selection import GroupKFold

from analysis.stance import Context, StanceEngine

NAMES = tuple(
    "Russia, Ukraine, China, the United States, NATO, the European Union, Germany, France, Italy, "
    "Turkey, Iran, Israel, India, Japan, Poland, Belarus, Britain, Taiwan, the United Nations, "
    "North Korea".split(", ")
)
_FOLDS = 5
_PULL = 1e-3  # towards no change, in log loss per squared step


@dataclass(frozen=True)
class Calibration:
    """Vector scaling: log probabilities of the classes times `scale` plus `bias`, normalised.

    Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural Networks (2017). Temperature
    scaling is the case of three equal scales and no bias.
    """

    scale: tuple[float, ...] = (1.0, 1.0, 1.0)
    bias: tuple[float, ...] = (0.0, 0.0, 0.0)

    def apply(self, probabilities: np.ndarray) -> np.ndarray:
        """Calibrated probabilities, row by row."""
        return np.exp(_scaled(np.log(probabilities), np.array(self.scale), np.array(self.bias)))


def fit(probabilities: np.ndarray, truth: np.ndarray, documents: Sequence[str]) -> Calibration:
    """Temperature or vector scaling, whichever has the smaller log loss on documents left out.

    Args:
        probabilities: of mentions that the network was not trained on.
        truth: their classes.
        documents: where they stand.
    """
    losses = {_temperature: 0.0, _vector: 0.0}
    for known, left_out in GroupKFold(_FOLDS).split(truth, groups=documents):
        for method in losses:
            calibrated = method(probabilities[known], truth[known]).apply(probabilities[left_out])
            losses[method] += _log_loss(np.log(calibrated), truth[left_out]) * len(left_out)
    return min(losses, key=losses.__getitem__)(probabilities, truth)


def shift_by_name(
    engine: StanceEngine, contexts: Sequence[Context], names: Sequence[str] = NAMES
) -> Mapping[str, float]:
    """How much higher the mean stance is with a name in place of the mention than with the others.

    The text around the mention stays as it is, so that other mentions of the same actor do too.
    """
    means = {}
    for name in names:
        chances = engine.predict([_renamed(context, name) for context in contexts])
        means[name] = float((chances[:, 2] - chances[:, 0]).mean())
    usual = float(np.mean(list(means.values())))
    return {name: mean - usual for name, mean in means.items()}


def _renamed(context: Context, name: str) -> Context:
    sentence = context.sentence[: context.start] + name + context.sentence[context.end :]
    return replace(context, sentence=sentence, end=context.start + len(name), others=(), rest=())


def _temperature(probabilities: np.ndarray, truth: np.ndarray) -> Calibration:
    logs = np.log(probabilities)
    found = minimize(
        lambda x: _log_loss(_scaled(logs, x, np.zeros(3)), truth) + _PULL * ((x - 1) ** 2).sum(),
        np.ones(1),
    )
    return Calibration(scale=tuple(found.x.repeat(3).tolist()))


def _vector(probabilities: np.ndarray, truth: np.ndarray) -> Calibration:
    logs, start = np.log(probabilities), np.array([1.0, 1, 1, 0, 0, 0])
    found = minimize(
        lambda x: _log_loss(_scaled(logs, x[:3], x[3:]), truth) + _PULL * ((x - start) ** 2).sum(),
        start,
    )
    return Calibration(tuple(found.x[:3].tolist()), tuple(found.x[3:].tolist()))


def _scaled(logs: np.ndarray, scale: np.ndarray, bias: np.ndarray) -> np.ndarray:
    return log_softmax(logs * scale + bias, axis=1)


def _log_loss(logs: np.ndarray, truth: np.ndarray) -> float:
    return float(-logs[np.arange(len(truth)), truth].mean())
