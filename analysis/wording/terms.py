"""The terms that are counted: single words, and phrases of two or three words that recur."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.wording.words import PHRASE, SMALL, Words

LEAST_PRINTS = 2  # of a phrase in the whole corpus


@dataclass(frozen=True)
class Terms:
    """Which terms there are and where they stand.

    Attributes:
        names: one row per term: term (small letters), shown (as written most often), sort (one of
            WORD, NAME, SMALL and PHRASE), size (number of its words).
        at: for each print of a term the number of its first word.
        code: for each print the row number of its term in `names`.
    """

    names: pd.DataFrame
    at: np.ndarray
    code: np.ndarray


@dataclass(frozen=True)
class _Phrases:
    """Phrases of one length: the words of each, and where they stand by their numbers."""

    parts: np.ndarray
    at: np.ndarray
    number: np.ndarray


def terms_of(words: Words) -> Terms:
    """The terms of some words.

    A phrase recurs, neither begins nor ends with a word of a closed class, and only blanks part
    its words. A phrase of two that stands only within one of three is left to the latter.
    """
    single = pd.DataFrame(
        {"term": words.keys, "shown": words.shown, "sort": words.sorts, "size": 1}
    )
    names, at, code = [single], [np.arange(len(words.code))], [words.code]
    three = _phrases(words, 3)
    for found in (_outside(_phrases(words, 2), three), three):
        first = sum(map(len, names))
        names.append(_names(found.parts, words))
        at.append(found.at)
        code.append(found.number + first)
    return Terms(pd.concat(names, ignore_index=True), np.concatenate(at), np.concatenate(code))


def _phrases(words: Words, size: int) -> _Phrases:
    last = max(0, len(words.code) - size + 1)
    small = (words.sorts == SMALL)[words.code] if len(words.keys) else np.zeros(0, dtype=bool)
    whole = ~small[:last] & ~small[size - 1 :][:last]
    for step in range(size - 1):
        whole &= words.joined[step : step + last]
    at = np.flatnonzero(whole)
    number = words.code[at]
    for step in range(1, size):
        number = number * max(1, len(words.keys)) + words.code[at + step]
        number = np.unique(number, return_inverse=True)[1]
    kept = np.bincount(number, minlength=1)[number] >= LEAST_PRINTS
    return _numbered(words, at[kept], number[kept], size)


def _numbered(words: Words, at: np.ndarray, number: np.ndarray, size: int) -> _Phrases:
    _, first, number = np.unique(number, return_index=True, return_inverse=True)
    parts = words.code[at[first][:, np.newaxis] + np.arange(size)]
    return _Phrases(parts, at, number)


def _outside(two: _Phrases, three: _Phrases) -> _Phrases:
    """The phrases of two that stand somewhere outside the phrases of three."""
    free = ~np.isin(two.at, np.concatenate([three.at, three.at + 1]))
    kept = np.isin(two.number, two.number[free])
    old, number = np.unique(two.number[kept], return_inverse=True)
    return _Phrases(two.parts[old], two.at[kept], number)


def _names(parts: np.ndarray, words: Words) -> pd.DataFrame:
    said = {
        name: [" ".join(written[row]) for row in parts]
        for name, written in (("term", words.keys), ("shown", words.shown))
    }
    return pd.DataFrame({**said, "sort": PHRASE, "size": parts.shape[1]}).astype(
        {"term": object, "shown": object}
    )
