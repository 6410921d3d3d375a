"""The network that tells the source and the content of a cue: one layer over the encoder's output.

The upper layers of `attribution_network` tell them too, at twice the price; they teach this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import BertModel

from benchmarks.attribution_network import IGNORED, SIZE, cue_marked, run_layer
from benchmarks.lean_bert import LeanLayer


@dataclass(frozen=True)
class Cue:
    """A cue with the word pieces around it; the arrays have one row or entry per word piece.

    Attributes:
        middle: the pieces after the lower layers of the encoder, as float16.
        last: the same after all of its layers.
        first: place of the first piece of the cue.
        stop: place after its last.
        roles: 1 for its source, 2 for its content, else 0; IGNORED where nobody annotated it.
        taught: probabilities of the three roles by the upper layers that teach.
    """

    middle: np.ndarray
    last: np.ndarray
    first: int
    stop: int
    roles: np.ndarray
    taught: np.ndarray

    def __len__(self) -> int:
        return len(self.middle)


class RoleReader(nn.Module):
    """What is trained: the mixture that is read, and the one layer that reads it."""

    def __init__(self, weights: Path, dropout: float = 0.1) -> None:
        super().__init__()
        bert = BertModel.from_pretrained(
            weights, add_pooling_layer=False, attn_implementation="sdpa"
        )
        self.layer = bert.encoder.layer[-1]
        self.layer.attention.self.dropout.p = 0.0  # slow on a processor, and no loss without it
        self.mix = nn.Linear(SIZE, SIZE, bias=False)
        self.anchor = nn.Linear(SIZE, SIZE)
        for start in (self.mix.weight, self.anchor.weight, self.anchor.bias):
            nn.init.zeros_(start)
        self.place = nn.Embedding(3, SIZE)
        nn.init.normal_(self.place.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.role = nn.Linear(SIZE, 3)

    def mixture(self, middle: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        """What the roles are read from."""
        return last + self.mix(middle)

    def forward(
        self, read: torch.Tensor, first: torch.Tensor, stop: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """Per cue and word piece the logits of neither, source, content."""
        state = cue_marked(read, first, stop, self.anchor, self.place)
        return self.role(self.dropout(run_layer(self.layer, state, mask)))


class RoleGraph(nn.Module):
    """What is exported as roles.onnx: probabilities of roles around each cue."""

    def __init__(self, reader: RoleReader) -> None:
        super().__init__()
        self.reader = reader
        self.lean = LeanLayer(reader.layer)

    def forward(self, read: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        state = cue_marked(read, first, last, self.reader.anchor, self.reader.place)
        return self.reader.role(self.lean(state)).softmax(-1)


def loss_of(reader: RoleReader, cues: Sequence[Cue]) -> torch.Tensor:
    """Cross entropy with what the teacher says, and with the annotators where they say anything."""
    mask = _padded([np.ones(len(cue), np.int64) for cue in cues])
    roles = _padded([cue.roles for cue in cues], IGNORED)
    taught = _padded([cue.taught for cue in cues]).float()
    with torch.autocast("cpu", torch.bfloat16):
        logits = reader(
            reader.mixture(
                _padded([cue.middle for cue in cues]).float(),
                _padded([cue.last for cue in cues]).float(),
            ),
            torch.tensor([cue.first for cue in cues]),
            torch.tensor([cue.stop for cue in cues]),
            mask,
        ).float()
    by_piece = -(taught * logits.log_softmax(-1)).sum(-1)
    loss = (by_piece * mask).sum() / mask.sum()
    if (roles != IGNORED).any():
        loss = loss + functional.cross_entropy(
            logits.flatten(0, 1), roles.flatten(), ignore_index=IGNORED
        )
    return loss


def _padded(arrays: Sequence[np.ndarray], fill: int = 0) -> torch.Tensor:
    tensors = [torch.from_numpy(np.ascontiguousarray(array)) for array in arrays]
    return nn.utils.rnn.pad_sequence(tensors, batch_first=True, padding_value=fill)
