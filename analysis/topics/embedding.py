"""Passages as directions in a space of meaning, by a small language model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.models import open_model, open_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_MODELS = Path(__file__).resolve().parents[2] / "data" / "models"
DEFAULT_MODEL = _MODELS / "embedding"
TOKENIZER_FOLDER = _MODELS / "attribution"  # started from the same weights, so it is the same
MODEL = "passages.onnx"
SIZE = 384
LONGEST = 128  # word pieces that are read, as many as the weights were trained with


class Encoder:
    """all-MiniLM-L6-v2 in one ONNX file.

    Passages are read one at a time: int8 takes its ranges over all that is read together, so that
    in company a passage would depend on its neighbours.

    Attributes:
        version: the first 12 characters of the model file's sha256, for the record.

    Raises:
        ModelFault: a file of the model is missing or is not the one that its card names.
    """

    def __init__(self, folder: Path = DEFAULT_MODEL, tokenizer: Path = TOKENIZER_FOLDER) -> None:
        self._session: InferenceSession
        self._session, digest = open_model(folder, MODEL)
        self._tokenizer: Tokenizer = open_tokenizer(tokenizer)
        self.version = digest[:12]

    def direction(self, text: str) -> np.ndarray:
        """SIZE numbers of length 1, near to those of texts that mean alike.

        Args:
            text: a passage; of a long one the beginning is read.
        """
        ids = self._tokenizer.encode(text).ids
        if len(ids) > LONGEST:
            ids = [*ids[: LONGEST - 1], ids[-1]]
        (direction,) = self._session.run(None, {"ids": np.array([ids], np.int64)})
        return np.asarray(direction[0])


class Directions:
    """The directions of a corpus, each made when it is first asked for."""

    def __init__(self, texts: Sequence[str], encoder: Encoder, pause: Callable[[], None]) -> None:
        """Reads nothing yet.

        Args:
            texts: the passages.
            encoder: what reads them.
            pause: called before each; what it raises ends the reading.
        """
        self._texts, self._encoder, self._pause = texts, encoder, pause
        self._rows = np.zeros((len(texts), SIZE), np.float32)
        self._known = np.zeros(len(texts), dtype=bool)

    def of(self, passages: np.ndarray) -> np.ndarray:
        """One row per passage, given by its number."""
        for at in passages[~self._known[passages]].tolist():
            self._pause()
            self._rows[at] = self._encoder.direction(self._texts[at])
            self._known[at] = True
        return self._rows[passages]


@lru_cache(maxsize=1)
def default_encoder() -> Encoder:
    """The encoder that is shipped, loaded once per process."""
    return Encoder()
