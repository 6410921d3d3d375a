"""From what the network says of a mention to probabilities that can be trusted.

Of a mention in a lone sentence they are calibrated. In an article, what it says elsewhere settles
how single mentions are read.
Much of a stance is only implied where an actor is named; the sentences that say it outright stand
elsewhere in the article. So the log odds of a mention are joined with the mean of those of the
other mentions of its target in its voice, and with that of all others in its voice, by multinomial
logistic regression, which was fitted on articles that the engine had not seen.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import softmax

from analysis.stance.classes import CLASSES, PROBABILITIES
from analysis.stance.network import DEFAULT_MODEL

SETTLING = "settling.json"
FEATURES = 6
# How many other mentions it takes before they count half of what endlessly many would.
_FEW = 2
_LEAST = 1e-6


@dataclass(frozen=True)
class Scaling:
    """Temperature scaling of probabilities in lone sentences, which keeps the likeliest class.

    Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural Networks (2017). How frequent the
    classes are is unknown where a sentence comes alone, so nothing more is fitted.

    Attributes:
        scale: by which the log odds of the classes are multiplied.
    """

    scale: float = 1.0

    def apply(self, chances: np.ndarray) -> np.ndarray:
        """Calibrated probabilities, row by row."""
        return softmax(np.log(np.maximum(chances, _LEAST)) * self.scale, axis=1)


@dataclass(frozen=True)
class Settling:
    """The numbers of the regression for mentions in articles.

    Attributes:
        weights: FEATURES rows of one number per class.
        bias: one number per class.
        usual: mean log odds (negative, positive against neutral) of a mention.
        calls: weights of the classes when one of them is to be named (`called`).

    Raises:
        ValueError: a shape is wrong.
    """

    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]
    usual: tuple[float, ...]
    calls: tuple[float, ...] = (1.0, 1.0, 1.0)

    def __post_init__(self) -> None:
        shapes = [np.shape(one) for one in (self.weights, self.bias, self.usual)]
        if shapes != [(FEATURES, 3), (3,), (2,)]:
            raise ValueError(f"a settling of the shapes {shapes}; needed are ({FEATURES}, 3), 3, 2")

    def apply(
        self, chances: np.ndarray, targets: Sequence[Hashable], voices: Sequence[Hashable]
    ) -> np.ndarray:
        """Settled probabilities of the mentions of one article, one row each."""
        features = features_of(chances, targets, voices, self.usual)
        return softmax(features @ np.array(self.weights) + np.array(self.bias), axis=1)


@lru_cache(maxsize=1)
def shipped(folder: Path = DEFAULT_MODEL) -> tuple[Scaling, Settling]:
    """What was fitted for the shipped engine: for lone sentences, and for articles."""
    found = json.loads((folder / SETTLING).read_text(encoding="utf-8"))
    return Scaling(**found["alone"]), Settling(**found["in_articles"])


def write(scaling: Scaling, settling: Settling, folder: Path = DEFAULT_MODEL) -> None:
    """Writes both beside the model of their engine."""
    found = {"alone": asdict(scaling), "in_articles": asdict(settling)}
    (folder / SETTLING).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def settle(mentions: pd.DataFrame, settling: Settling | None = None) -> pd.DataFrame:
    """The mentions of an article with settled probabilities and their stance_class.

    A modifier mention says nothing about its target: it stays neutral and settles no other. What
    is not judged stays so.

    Args:
        mentions: p_negative, p_neutral, p_positive, target, voice and modifier of one article.
        settling: the numbers; the shipped ones when None.
    """
    columns = list(PROBABILITIES)
    judged = ~mentions["modifier"].to_numpy(dtype=bool) & mentions["p_neutral"].notna().to_numpy()
    chances = mentions[columns].to_numpy(dtype=float, copy=True)
    settling = settling or shipped()[1]
    if judged.any():
        part = mentions[judged]
        chances[judged] = settling.apply(
            chances[judged], part["target"].tolist(), part["voice"].tolist()
        )
    known = ~np.isnan(chances[:, 1])
    classes = np.full(len(mentions), None, dtype=object)
    classes[known] = np.array(CLASSES, dtype=object)[called(chances[known], settling.calls)]
    return mentions.assign(
        **dict(zip(columns, chances.T, strict=True)),
        stance_class=pd.Series(classes, index=mentions.index, dtype="str"),
    )


def called(chances: np.ndarray, calls: Sequence[float]) -> np.ndarray:
    """The class that each mention is said to be of, as its number.

    It is the likeliest once the classes are weighted. Without weights too few mentions would be
    called favourable or unfavourable: each of many may probably be neutral, though one in three of
    them is not. The weights are those with which the mean of the F1 of the classes is greatest on
    articles that the engine had not seen.

    Args:
        chances: probabilities of the classes, one row per mention.
        calls: the weights.
    """
    return np.asarray((chances * np.array(calls)).argmax(axis=1))


def log_odds(chances: np.ndarray) -> np.ndarray:
    """Of negative and of positive against neutral, one row per mention."""
    sure = np.maximum(chances, _LEAST)
    return np.log(sure[:, [0, 2]] / sure[:, [1]])


def features_of(
    chances: np.ndarray,
    targets: Sequence[Hashable],
    voices: Sequence[Hashable],
    usual: Sequence[float],
) -> np.ndarray:
    """What is known of each mention: its log odds, its target's in its voice, its voice's."""
    odds = log_odds(chances)
    away = odds - np.array(usual)
    of_both = list(zip(targets, voices, strict=True))
    return np.hstack([odds, _others(away, of_both), _others(away, voices)])


def _others(away: np.ndarray, circles: Sequence[Hashable]) -> np.ndarray:
    """For each mention the mean of the others in its circle, drawn to 0 where they are few."""
    number = pd.factorize(pd.Series(list(circles), dtype=object))[0]
    size = np.bincount(number)
    sums = np.zeros((len(size), away.shape[1]))
    np.add.at(sums, number, away)
    return (sums[number] - away) / (size[number] - 1 + _FEW)[:, None]
