"""Stance: how favourably the voice at a mention portrays its target.

It is neither support nor whether the news is good: "casualties in Norland rose" is neutral for
Norland, "Sudria's brutal attack on Norland" is negative for Sudria.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

import numpy as np
import pandas as pd

from analysis.stance.classes import CLASSES, PROBABILITIES
from analysis.stance.network import NetworkStance
from analysis.stance.reading import Reading, readings_of
from analysis.stance.settling import settle

__all__ = [
    "CLASSES",
    "Reading",
    "StanceEngine",
    "default_engine",
    "judge_mentions",
    "score_mentions",
]

_NEUTRAL = (0.0, 1.0, 0.0)


class StanceEngine(Protocol):
    """What an engine must offer.

    Attributes:
        name: what it is, in plain words, for the screen.
        version: fingerprint of its model.
    """

    name: str
    version: str

    def judge(self, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
        """What a text says of each of its mentions, independent of which others are asked for.

        Returns:
            Probabilities of the CLASSES, one row per mention; and the probability that the words
            are somebody else's than the outlet's.
        """


@lru_cache(maxsize=2)
def default_engine(names_hidden: bool = False) -> StanceEngine:
    """The engine that ships with the project, loaded once.

    Args:
        names_hidden: whether it is to judge without knowing whom a text mentions.

    Raises:
        ModelFault: a file of the model is missing or is not the one that its card names.
    """
    return NetworkStance(names_hidden=names_hidden)


def judge_mentions(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    language_ok: bool = True,
    engine: StanceEngine | None = None,
) -> pd.DataFrame:
    """Adds what the text around each mention says of it, and whether somebody else says it.

    Args:
        mentions: rows with sentence_id, start, end, modifier.
        sentences: the sentences of the same articles.
        language_ok: false when the text is not English, for which no engine was trained.
        engine: the engine; the shipped one when None.

    Returns:
        The same rows with p_negative, p_neutral and p_positive, which sum to 1, and told, the
        probability that the words are somebody else's than the outlet's. A modifier mention has
        p_neutral 1. All are NaN when `language_ok` is false.
    """
    chances = np.full((len(mentions), len(CLASSES)), np.nan)
    told = np.full(len(mentions), np.nan)
    if language_ok and len(mentions):
        engine = engine or default_engine()
        for rows, reading in readings_of(mentions, sentences):
            chances[rows], told[rows] = engine.judge(reading)
        chances[mentions["modifier"].to_numpy(dtype=bool)] = _NEUTRAL
    return mentions.assign(**dict(zip(PROBABILITIES, chances.T, strict=True)), told=told)


def score_mentions(mentions: pd.DataFrame) -> pd.DataFrame:
    """The stance of the voice towards the target of each mention of an article.

    Args:
        mentions: what `judge_mentions` gives of one article, with target and voice.

    Returns:
        The same rows without told, their probabilities settled by what else the article says in
        the same voice, of the target and of all (`settling`), with their stance_class, and with
        stance, the difference p_positive − p_negative from −1 to 1; higher means more favourable.
    """
    settled = settle(mentions.drop(columns="told"))
    return settled.assign(stance=settled["p_positive"] - settled["p_negative"])
