"""The network of the stance engine: a MiniLM read at a marked mention, and its training loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from transformers import BertModel

from analysis.stance.network import Window
from benchmarks.stance_calibration import Calibration

SIZE = 384
CLASSES = 3


@dataclass(frozen=True)
class Labelled:
    """A window with what annotators say of its mention.

    Attributes:
        window: the window.
        label: 0 negative, 1 neutral, 2 positive.
        weight: how much its loss counts; 1 is usual.
    """

    window: Window
    label: int
    weight: float = 1.0


class Network(nn.Module):
    """The engine while it is trained: logits from [CLS], the mean of the mention, that of all."""

    def __init__(self, weights: Path, dropout: float = 0.1) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            weights, add_pooling_layer=False, attn_implementation="sdpa"
        )
        for layer in self.bert.encoder.layer:
            layer.attention.self.dropout.p = 0.0  # slow on a processor, and no loss without it
        self.head = nn.Sequential(
            nn.Linear(3 * SIZE, SIZE), nn.Tanh(), nn.Dropout(dropout), nn.Linear(SIZE, CLASSES)
        )

    def forward(
        self,
        ids: torch.Tensor,
        first: torch.Tensor,
        last: torch.Tensor,
        mask: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """Logits of the classes, one row per window; the mask is 0 where a window is padded."""
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
        pooled = [state[:, 0], _mean(state, mention), _mean(state, mask)]
        return self.head(torch.cat(pooled, dim=1))


def _mean(state: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
    share = chosen.to(state.dtype)
    return (share[:, :, None] * state).sum(1) / share.sum(1, keepdim=True)


def loss_of(network: Network, rows: Sequence[Labelled], smoothing: float) -> torch.Tensor:
    """Weighted mean of the smoothed cross entropy of some windows."""
    ids = nn.utils.rnn.pad_sequence(
        [torch.from_numpy(row.window.ids) for row in rows], batch_first=True
    )
    lengths = torch.tensor([len(row.window) for row in rows])
    logits = network(
        ids,
        torch.tensor([row.window.first for row in rows]),
        torch.tensor([row.window.last for row in rows]),
        (torch.arange(ids.shape[1])[None] < lengths[:, None]).long(),
    )
    losses = functional.cross_entropy(
        logits.float(),
        torch.tensor([row.label for row in rows]),
        reduction="none",
        label_smoothing=smoothing,
    )
    weights = torch.tensor([row.weight for row in rows])
    return (losses * weights).sum() / weights.sum()


class StanceGraph(nn.Module):
    """What is exported: calibrated probabilities of windows that are not padded."""

    def __init__(self, network: Network, calibration: Calibration) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("scale", torch.tensor(calibration.scale))
        self.register_buffer("bias", torch.tensor(calibration.bias))

    def forward(self, ids: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        logits = self.network(ids, first, last)
        return (logits.log_softmax(-1) * self.scale + self.bias).softmax(-1)
