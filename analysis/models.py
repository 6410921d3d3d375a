"""Model files: ONNX networks and tokenizers of data/models, checked before they are used."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

CARD = "card.json"
_ROOT = Path(__file__).resolve().parents[1]
_TOKENIZER = "tokenizer.json"
# Adding and normalising in one step takes five times as long as one after the other (onnxruntime
# 1.32, one thread: a seventh of the time of a whole MiniLM). The numbers are the same but for
# rounding, which int8 can turn into some hundredths.
_SLOW = "SkipLayerNormFusion"


class ModelFault(Exception):
    """A model file is missing, or is not the one that its card names."""


def open_model(folder: Path, name: str) -> tuple[InferenceSession, str]:
    """A network, ready to run on one thread, and the sha256 of its file.

    One thread, because a dashboard serves several people and a batch run several partitions at a
    time: each of them is one thread's work.

    Args:
        folder: the folder of the model.
        name: its file.

    Raises:
        ModelFault: the file is missing or is not the one that the card names.
    """
    import onnxruntime  # slow to load, and not needed to look at a stored analysis

    path, digest = _checked(folder, name)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    # Inputs differ in length every time: a plan of the memory for one would help no other.
    options.enable_mem_pattern = False
    session = onnxruntime.InferenceSession(
        path,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=[_SLOW],
    )
    return session, digest


def open_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model, which neither cuts off nor pads.

    Raises:
        ModelFault: as for `open_model`.
    """
    from tokenizers import Tokenizer

    path, _ = _checked(folder, _TOKENIZER)
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def read_beside(folder: Path, name: str) -> bytes | None:
    """The content of a small file that belongs to a model; None when its card names none.

    Raises:
        ModelFault: as for `open_model`.
    """
    if name not in _sums(folder):
        return None
    return _checked(folder, name)[0].read_bytes()


def _checked(folder: Path, name: str) -> tuple[Path, str]:
    """Where a file is, and its sha256."""
    expected = _sums(folder).get(name)
    path = folder / name
    if expected is None or not path.is_file():
        raise ModelFault(
            f"{_shown(path)} is missing or not named in {_shown(folder / CARD)}; take the folder "
            "from the project again, or train the model anew (benchmarks/README.md)"
        )
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != expected:
        raise ModelFault(
            f"{_shown(path)} has sha256 {digest}, its card names {expected}; take the folder from "
            "the project again"
        )
    return path, digest


def _sums(folder: Path) -> dict:
    """The sha256 of each file that the card of a model names."""
    path = folder / CARD
    if not path.is_file():
        raise ModelFault(f"{_shown(path)} is missing; take the folder from the project again")
    return dict(json.loads(path.read_text(encoding="utf-8")).get("sha256", {}))


def _shown(path: Path) -> Path:
    """A path as it is told: readers of a shared copy need not know where the program lies."""
    return path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else path
