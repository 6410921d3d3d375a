"""The trained tagger: where cues stand in a window, and who says what by each of them.

A window is encoded once. One head tells cues, one tells quotations that go on without a cue; for
each cue the upper layers are run again with that cue marked, and tell its source and its content.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.attribution.windows import Window
from analysis.models import open_model, open_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

DEFAULT_MODEL = Path(__file__).resolve().parents[2] / "data" / "models" / "attribution"
# Word pieces before and after the start of a cue among which its source and content are looked for.
BEFORE, AFTER = 32, 48
# Probabilities from which a cue counts, chosen on the folds of the annotated news:
ALONE = 0.8  # where no rule sees it
SUPPORTED = 0.2  # where a rule sees a cue too
OUTSIDE, BEGINS, GOES_ON = 0, 1, 2
SOURCE, CONTENT = 1, 2
_Run = tuple[int, int]


@dataclass(frozen=True)
class Tags:
    """What the tagger says of one window.

    Attributes:
        cue: per word piece the probability that it stands outside a cue, begins, continues one.
        uncued: the same of speech that has no cue of its own.
        cues: first word piece and the one after the last of each cue that counts.
        roles: per cue and word piece the probability of neither, source, content.
    """

    cue: np.ndarray
    uncued: np.ndarray
    cues: tuple[_Run, ...]
    roles: np.ndarray


class Tagger:
    """A fine-tuned MiniLM in two ONNX files; the result depends on the window only.

    Attributes:
        version: the first 12 characters of the sha256 of its files, for the record.
        tokenizer: cuts text into its word pieces.
    """

    def __init__(self, folder: Path = DEFAULT_MODEL) -> None:
        self._encoder: InferenceSession
        self._encoder, one = open_model(folder, "encoder.onnx")
        self._roles, other = open_model(folder, "roles.onnx")
        self.version = f"{one[:6]}{other[:6]}"
        self.tokenizer: Tokenizer = open_tokenizer(folder)

    def tag(self, window: Window) -> Tags:
        """The tags of one window."""
        given = {
            "ids": window.ids[None],
            "quoted": window.quoted[None],
            "hints": window.hints[None],
        }
        cue, uncued, middle = (out[0] for out in self._encoder.run(None, given))
        cues = cues_in(cue, window.hints[:, 0] > 0)
        roles = np.zeros((len(cues), len(window), 3), np.float32)
        roles[:, :, OUTSIDE] = 1
        if cues:
            first = np.array([start for start, _ in cues], np.int64)
            last = np.array([stop for _, stop in cues], np.int64)
            low = lowest(first, len(window))
            near = low[:, None] + np.arange(min(BEFORE + AFTER, len(window)))
            read = self._roles.run(
                None, {"middle": middle[near], "first": first - low, "last": last - low}
            )[0]
            roles[np.arange(len(cues))[:, None], near] = read
        return Tags(cue, uncued, cues, roles)


def cues_in(cue: np.ndarray, seen: np.ndarray) -> tuple[_Run, ...]:
    """The cues that are probable enough, with the word pieces that continue them.

    Args:
        cue: per word piece the probability that it stands outside a cue, begins, continues one.
        seen: whether a rule sees a cue there.
    """
    found: list[_Run] = []
    for start in np.flatnonzero(cue[:, BEGINS] >= SUPPORTED).tolist():
        stop = start + 1
        while stop < len(cue) - 1 and cue[stop, GOES_ON] > 0.5:
            stop += 1
        probable = cue[start, BEGINS] >= ALONE or seen[start:stop].any()
        if probable and 0 < start < len(cue) - 1:
            found.append((start, stop))
    return tuple(found)


def lowest(first: np.ndarray, length: int) -> np.ndarray:
    """For each cue the first word piece of the stretch in which its source and content lie."""
    return np.maximum(np.minimum(first - BEFORE, length - BEFORE - AFTER), 0)


@lru_cache(maxsize=1)
def default_tagger() -> Tagger:
    """The tagger that is shipped, loaded once per process."""
    return Tagger()
