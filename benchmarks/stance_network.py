"""The network of the stance engine: a MiniLM read at each mention, and its training loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import BertModel

from analysis.stance.window import Window
from benchmarks.lean_bert import LeanBert
from benchmarks.stance_examples import UNKNOWN

SIZE = 384
CLASSES = 3
NEAR = 24  # word pieces either side of a mention whose mean is read


@dataclass(frozen=True)
class Labelled:
    """A window with what annotators say of its mentions.

    Attributes:
        window: the window.
        labels: of each mention 0 negative, 1 neutral, 2 positive.
        told: of each 1 when somebody else than the outlet speaks, 0 when not, UNKNOWN.
    """

    window: Window
    labels: tuple[int, ...]
    told: tuple[int, ...]


class Network(nn.Module):
    """The engine while it is trained: of a mention it reads [CLS], its mean, that of what is near.

    A window is read once, however many mentions it holds.
    """

    def __init__(self, weights: Path, dropout: float = 0.1) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            weights, add_pooling_layer=False, attn_implementation="sdpa"
        )
        for layer in self.bert.encoder.layer:
            layer.attention.self.dropout.p = 0.0  # slow on a processor, and no loss without it
        self.head = _head(CLASSES, dropout)
        self.voice = _head(1, dropout)

    def forward(
        self,
        ids: torch.Tensor,
        first: torch.Tensor,
        last: torch.Tensor,
        row: torch.Tensor,
        mask: torch.Tensor | None = None,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of the classes and of somebody else's speaking, one row per mention.

        Args:
            ids: one row of word pieces per window.
            first: place of the first piece of each mention.
            last: place after its last.
            row: number of its window.
            mask: 0 where a window is padded; None when none is.
        """
        state = self.bert.embeddings(ids)
        hidden = None
        if mask is None:
            mask = torch.ones_like(ids)
        else:
            hidden = (1 - mask[:, None, None, :].to(state.dtype)) * -1e4
        for layer in self.bert.encoder.layer:
            out = layer(state, hidden)
            state = out[0] if isinstance(out, tuple) else out
        at = torch.arange(ids.shape[1])[None]
        mention = (at >= first[:, None]) & (at < last[:, None])
        near = (at >= first[:, None] - NEAR) & (at < last[:, None] + NEAR) & (mask[row] > 0)
        state = state[row]
        pooled = torch.cat([state[:, 0], _mean(state, mention), _mean(state, near)], dim=1)
        return self.head(pooled), self.voice(pooled)[:, 0]


def _head(classes: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(3 * SIZE, SIZE), nn.Tanh(), nn.Dropout(dropout), nn.Linear(SIZE, classes)
    )


def _mean(state: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
    share = chosen.to(state.dtype)
    return (share[:, :, None] * state).sum(1) / share.sum(1, keepdim=True)


def loss_of(
    network: Network, rows: Sequence[Labelled], smoothing: float, voice: float = 0.0
) -> torch.Tensor:
    """Mean of the smoothed cross entropy of the mentions of some windows, and of known voices.

    Args:
        network: the network.
        rows: the labelled windows.
        smoothing: of the labels.
        voice: how much the voices count.
    """
    ids = nn.utils.rnn.pad_sequence(
        [torch.from_numpy(row.window.ids) for row in rows], batch_first=True
    )
    lengths = torch.tensor([len(row.window) for row in rows])
    logits, told = network(
        ids,
        torch.from_numpy(np.concatenate([row.window.first for row in rows])),
        torch.from_numpy(np.concatenate([row.window.last for row in rows])),
        torch.tensor([at for at, row in enumerate(rows) for _ in row.labels]),
        (torch.arange(ids.shape[1])[None] < lengths[:, None]).long(),
    )
    truth = torch.tensor([label for row in rows for label in row.labels])
    loss = functional.cross_entropy(logits.float(), truth, label_smoothing=smoothing)
    voices = torch.tensor([float(one) for row in rows for one in row.told])
    known = voices != UNKNOWN
    if voice and known.any():
        loss = loss + voice * functional.binary_cross_entropy_with_logits(
            told.float()[known], voices[known]
        )
    return loss


class StanceGraph(nn.Module):
    """What is exported: what is said of the mentions of one window.

    The probabilities of the classes, and that of somebody else's speaking.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.lean = LeanBert(network.bert)
        self.head = network.head
        self.voice = network.voice

    def forward(
        self, ids: torch.Tensor, first: torch.Tensor, last: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        state = self.lean(ids)[0]
        at = torch.arange(ids.shape[1])[None]
        mention = (at >= first[:, None]) & (at < last[:, None])
        near = (at >= first[:, None] - NEAR) & (at < last[:, None] + NEAR)
        whole = state[:1].expand(first.shape[0], -1)
        pooled = torch.cat([whole, _mean_of(state, mention), _mean_of(state, near)], dim=1)
        return self.head(pooled).softmax(-1), self.voice(pooled)[:, 0].sigmoid()


def _mean_of(state: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
    """Of one text, the mean of the word pieces that each mention chooses."""
    share = chosen.to(state.dtype)
    return (share @ state) / share.sum(1, keepdim=True)
