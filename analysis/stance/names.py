"""What a name alone is worth to the network, taken off what it says of a mention.

The training texts speak badly of some states more often than of others, so the network expects
that of their names. In sentences that are the same but for the name, its log odds were measured for
many names; how far those of a name lie from the usual ones is its worth.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

_ARTICLE = "the "
_LEAST = 1e-6


@dataclass(frozen=True)
class NameWorth:
    """By name, what it adds to the log odds of negative and of positive against neutral.

    A name has no article ("United States"). One that is not among them is worth nothing.
    """

    worth: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def read(cls, content: bytes) -> NameWorth:
        """From the content of a JSON file.

        Raises:
            ValueError: it is not a pair of numbers for each name.
        """
        found = json.loads(content)
        if not isinstance(found, dict) or any(np.shape(pair) != (2,) for pair in found.values()):
            raise ValueError("the worth of names is one pair of numbers for each name")
        return cls({name: (float(pair[0]), float(pair[1])) for name, pair in found.items()})

    def written(self) -> str:
        """As the content of a JSON file, to three decimals, in order of the alphabet."""
        rows = {
            name: [round(number, 3) for number in pair] for name, pair in sorted(self.worth.items())
        }
        return json.dumps(rows, ensure_ascii=False, indent=0) + "\n"

    def taken_off(self, chances: np.ndarray, words: Sequence[str]) -> np.ndarray:
        """The probabilities as they would be with a name that is worth nothing.

        Args:
            chances: of negative, neutral and positive, one row per mention.
            words: the words of each mention.
        """
        worth = np.array([self.worth.get(bare(one), (0.0, 0.0)) for one in words]).reshape(-1, 2)
        odds = np.maximum(chances, _LEAST) * np.exp(-np.insert(worth, 1, 0.0, axis=1))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def bare(words: str) -> str:
    """A name without its article."""
    return words[len(_ARTICLE) :] if words.lower().startswith(_ARTICLE) else words
