"""The trained stance engine: a small language model that reads a text once for all its mentions.

Each mention is judged by its own words, those near it, and the whole of the window it stands in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.models import open_model, open_tokenizer, read_beside
from analysis.stance.names import NameWorth
from analysis.stance.reading import Reading
from analysis.stance.window import HIDDEN, Window, windows_of, with_names

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

DEFAULT_MODEL = Path(__file__).resolve().parents[2] / "data" / "models" / "stance"
MODEL = "stance.onnx"
NAMES = "names.json"
_OUTPUTS = ["probabilities", "told"]


class NetworkStance:
    """A fine-tuned MiniLM in one ONNX file.

    Windows are read one at a time: int8 takes its ranges over all that is read together, so that
    in company a mention would depend on its neighbours.

    Attributes:
        name: what the engine is, in plain words, for the screen.
        version: 12 characters that differ when the network or the worth of a name does.
        tokenizer: cuts text into its word pieces.

    Raises:
        ModelFault: a file of the model is missing or is not the one that its card names.
    """

    def __init__(self, folder: Path = DEFAULT_MODEL, names_hidden: bool = False) -> None:
        self._session: InferenceSession
        self._session, digest = open_model(folder, MODEL)
        self._names_hidden = names_hidden
        self.tokenizer: Tokenizer = open_tokenizer(folder)
        worth = b"" if names_hidden else read_beside(folder, NAMES) or b""
        self._worth = NameWorth.read(worth) if worth else NameWorth()
        self.version = hashlib.sha256(digest.encode() + worth).hexdigest()[:12] + (
            "-names-hidden" if names_hidden else ""
        )
        self.name = "language model that reads the text around the mention" + (
            ", its name hidden" if names_hidden else ""
        )

    def judge(self, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
        """What a text says of each of its mentions, independent of which others are asked for.

        The probabilities are those of the network, what its name is worth taken off; `settling`
        makes them ones to be trusted.

        Returns:
            Probabilities of negative, neutral and positive, one row per mention, rows sum to 1;
            and the probability that the words are somebody else's than the outlet's.
        """
        chances, told = np.empty((len(reading.spans), 3)), np.empty(len(reading.spans))
        for places, window in windows_of(reading, self.tokenizer):
            chances[places], told[places] = self._read(window)
        words = [reading.text[start:end] for start, end in reading.spans]
        return self._worth.taken_off(chances, words), told

    def _read(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        if self._names_hidden:
            window = with_names(window, dict.fromkeys(window.names, (HIDDEN,)))
        given: Mapping[str, np.ndarray] = {
            "ids": window.ids[None],
            "first": window.first,
            "last": window.last,
        }
        chances, told = self._session.run(_OUTPUTS, given)
        return np.asarray(chances, np.float64), np.asarray(told, np.float64)
