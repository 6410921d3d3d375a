"""Calibration of the stance engine's probabilities, and how far an actor's name moves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize_scalar

from analysis.stance import StanceEngine
from analysis.stance.reading import Reading
from analysis.stance.settling import Scaling

NAMES = tuple(
    "Russia, Ukraine, China, the United States, NATO, the European Union, Germany, France, Italy, "
    "Turkey, Iran, Israel, India, Japan, Poland, Belarus, Britain, Taiwan, the United Nations, "
    "North Korea".split(", ")
)


def fit(chances: np.ndarray, truth: np.ndarray) -> Scaling:
    """The temperature of least log loss.

    Args:
        chances: probabilities of mentions that the network was not trained on.
        truth: their classes.
    """
    found = minimize_scalar(
        lambda scale: _log_loss(Scaling(scale), chances, truth), bounds=(0.1, 10), method="bounded"
    )
    return Scaling(float(found.x))


def shift_by_name(
    engine: StanceEngine,
    readings: Sequence[Reading],
    names: Sequence[str] = NAMES,
    scaling: Scaling | None = None,
) -> Mapping[str, float]:
    """How much higher the mean stance is with a name in place of the mention than with the others.

    Args:
        engine: the engine.
        readings: texts with one mention each.
        names: the names.
        scaling: the calibration of lone sentences; none when None.
    """
    scaling = scaling or Scaling()
    means = {}
    for name in names:
        said = np.concatenate([engine.judge(_renamed(one, name))[0] for one in readings])
        chances = scaling.apply(said)
        means[name] = float((chances[:, 2] - chances[:, 0]).mean())
    usual = float(np.mean(list(means.values())))
    return {name: mean - usual for name, mean in means.items()}


def _renamed(reading: Reading, name: str) -> Reading:
    ((start, end),) = reading.spans
    return Reading(
        f"{reading.text[:start]}{name}{reading.text[end:]}", ((start, start + len(name)),)
    )


def _log_loss(scaling: Scaling, chances: np.ndarray, truth: np.ndarray) -> float:
    likely = scaling.apply(chances)[np.arange(len(truth)), truth]
    return float(-np.log(likely).mean())
