"""Stance: how favourably the voice at a mention portrays its target.

It is neither support nor whether the news is good: "casualties in Norland rose" is neutral for
Norland, "Sudria's brutal attack on Norland" is negative for Sudria.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import pandas as pd

from analysis.stance.context import Context, contexts_of
from analysis.stance.linear import load

__all__ = ["CLASSES", "Context", "StanceEngine", "default_engine", "score_mentions"]

CLASSES = ("negative", "neutral", "positive")
_COLUMNS = ["p_negative", "p_neutral", "p_positive"]


class StanceEngine(Protocol):
    """What an engine must offer.

    Attributes:
        name: what it is, in plain words, for the screen.
        version: fingerprint of its model.
    """

    name: str
    version: str

    def predict(self, batch: Sequence[Context]) -> np.ndarray:
        """Probabilities of the CLASSES, one row per context, independent of the other rows."""


def default_engine() -> StanceEngine:
    """The engine that ships with the project."""
    return load()


def score_mentions(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    language_ok: bool = True,
    engine: StanceEngine | None = None,
) -> pd.DataFrame:
    """Adds the stance of the voice towards the target of each mention.

    Args:
        mentions: rows with sentence_id, start, end, target, modifier and, when voices are known,
            voice_kind.
        sentences: the sentences of the same articles.
        language_ok: false when the text is not English, for which no engine was trained.
        engine: the engine; the shipped one when None.

    Returns:
        The same rows with p_negative, p_neutral and p_positive, which sum to 1, and stance, the
        difference p_positive − p_negative from −1 to 1; higher means more favourable. A modifier
        mention has p_neutral 1. All four are NaN when `language_ok` is false.
    """
    probabilities = np.full((len(mentions), len(CLASSES)), np.nan)
    if language_ok and len(mentions):
        modifier = mentions["modifier"].to_numpy(dtype=bool)
        probabilities[modifier] = (0.0, 1.0, 0.0)
        contexts = contexts_of(mentions, sentences)
        judged = [context for context, skip in zip(contexts, modifier, strict=True) if not skip]
        probabilities[~modifier] = (engine or default_engine()).predict(judged)
    columns = dict(zip(_COLUMNS, probabilities.T, strict=True))
    return mentions.assign(**columns, stance=probabilities[:, 2] - probabilities[:, 0])
