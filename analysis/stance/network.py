"""The trained stance engine: a small language model that reads the text around a marked mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession
from tokenizers import Tokenizer

from analysis.models import open_model, open_tokenizer
from analysis.stance.context import REACH_AFTER, REACH_BEFORE, Context

DEFAULT_MODEL = Path(__file__).resolve().parents[2] / "data" / "models" / "stance"
MODEL = "stance.onnx"
LONGEST = 144  # word pieces of a window, marks and the two at its ends counted in
LONGEST_MENTION = 32
SHARE_BEFORE = 0.6  # of the pieces around a mention, where both sides have more than fit
# Numbers in the vocabulary for which the starting weights have no meaning of their own.
OPENS, CLOSES, HIDDEN = 1, 2, 3


@dataclass(frozen=True)
class Window:
    """A mention with the text around it, as the network reads it.

    Attributes:
        ids: number of each word piece in the vocabulary; the mention stands between two marks.
        first: place of the first piece of the mention.
        last: place after its last piece.
    """

    ids: np.ndarray
    first: int
    last: int

    def __len__(self) -> int:
        return len(self.ids)


def window_of(context: Context, tokenizer: Tokenizer, name_hidden: bool = False) -> Window:
    """The window of a mention, which reaches over the ends of its sentence.

    Args:
        context: the mention.
        tokenizer: of the network; it neither cuts nor pads.
        name_hidden: whether a mask stands for the mention, and for the same words around it.
    """
    mention = context.sentence[context.start : context.end]
    hidden = mention if name_hidden else None
    left = _pieces(_left(context), tokenizer, hidden)
    right = _pieces(_right(context), tokenizer, hidden)
    middle = [HIDDEN] if name_hidden else _pieces(mention, tokenizer)[:LONGEST_MENTION]
    begins, ends = tokenizer.encode("").ids  # the pieces that frame a window
    before, after = _shares(len(left), len(right), LONGEST - 4 - len(middle))
    ids = [begins, *left[len(left) - before :], OPENS, *middle, CLOSES, *right[:after], ends]
    first = before + 2
    return Window(np.array(ids, np.int64), first, first + len(middle))


def _left(context: Context) -> str:
    """The text before a mention; where it is cut, a word that lost its beginning is left out."""
    text = " ".join((*context.before, context.sentence[: context.start]))
    return text if len(text) <= REACH_BEFORE else text[-REACH_BEFORE:].partition(" ")[2]


def _right(context: Context) -> str:
    """The text after a mention; where it is cut, a word that lost its end is left out."""
    text = " ".join((context.sentence[context.end :], *context.after))
    return text if len(text) <= REACH_AFTER else text[:REACH_AFTER].rpartition(" ")[0]


def _pieces(text: str, tokenizer: Tokenizer, hidden: str | None = None) -> list[int]:
    """Word pieces of a text; a mask stands for each occurrence of the words to be hidden."""
    if hidden is None:
        return list(tokenizer.encode(text, add_special_tokens=False).ids)
    parts = re.split(rf"(?<!\w){re.escape(hidden)}(?!\w)", text)
    ids = _pieces(parts[0], tokenizer)
    for part in parts[1:]:
        ids += [HIDDEN, *_pieces(part, tokenizer)]
    return ids


def _shares(left: int, right: int, room: int) -> tuple[int, int]:
    """How many pieces of either side fit; what one side does not need goes to the other."""
    before = min(left, max(int(room * SHARE_BEFORE), room - right))
    return before, min(right, room - before)


class NetworkStance:
    """A fine-tuned MiniLM in one ONNX file, which also holds the calibration of its probabilities.

    Windows are read one at a time: int8 takes its ranges over all that is read together, so that
    in company a mention would depend on its neighbours.

    Attributes:
        name: what the engine is, in plain words, for the screen.
        version: the first 12 characters of the model file's sha256.
        tokenizer: cuts text into its word pieces.

    Raises:
        ModelFault: a file of the model is missing or is not the one that its card names.
    """

    def __init__(self, folder: Path = DEFAULT_MODEL, names_hidden: bool = False) -> None:
        self._session: InferenceSession
        self._session, digest = open_model(folder, MODEL)
        self._names_hidden = names_hidden
        self.tokenizer: Tokenizer = open_tokenizer(folder)
        self.version = digest[:12] + ("-names-hidden" if names_hidden else "")
        self.name = "language model that reads the text around the mention" + (
            ", its name hidden" if names_hidden else ""
        )

    def predict(self, batch: Sequence[Context]) -> np.ndarray:
        """Probabilities of negative, neutral and positive, one row per context, rows sum to 1."""
        rows = np.empty((len(batch), 3))
        for at, context in enumerate(batch):
            rows[at] = self._read(window_of(context, self.tokenizer, self._names_hidden))
        return rows / rows.sum(axis=1, keepdims=True)

    def _read(self, window: Window) -> np.ndarray:
        given = {
            "ids": window.ids[None],
            "first": np.array([window.first], np.int64),
            "last": np.array([window.last], np.int64),
        }
        (probabilities,) = self._session.run(["probabilities"], given)
        return np.asarray(probabilities[0], np.float64)
