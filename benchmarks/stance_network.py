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
UNKNOWN = -1


@dataclass(frozen=True)
class Labelled:
    """A window with what annotators say of its mention.

    Attributes:
        window: the window.
        label: 0 negative, 1 neutral, 2 positive.
        weight: how much its loss counts; 1 is usual.
        told: 1 when somebody else than the outlet speaks, 0 when not, UNKNOWN.
    """

    window: Window
    label: int
    weight: float = 1.0
    told: int = UNKNOWN


class Network(nn.Module):
    """The engine while it is trained: it reads [CLS], the mean of the mention, that of all."""

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
        mask: torch.Tensor | None = None,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of the classes and of somebody else's speaking, one row per window.

        The mask is 0 where a window is padded.
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
        pooled = torch.cat([state[:, 0], _mean(state, mention), _mean(state, mask)], dim=1)
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
    """Weighted mean of the smoothed cross entropy of some windows, and that of known voices.

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
    loss = (losses * weights).sum() / weights.sum()
    known = torch.tensor([row.told != UNKNOWN for row in rows])
    if voice and known.any():
        truth = torch.tensor([float(row.told) for row in rows])
        loss = loss + voice * functional.binary_cross_entropy_with_logits(
            told.float()[known], truth[known]
        )
    return loss


class StanceGraph(nn.Module):
    """What is exported: calibrated probabilities of windows that are not padded.

    Those of the classes, and that of somebody else's speaking.
    """

    def __init__(self, network: Network, calibration: Calibration) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("scale", torch.tensor(calibration.scale))
        self.register_buffer("bias", torch.tensor(calibration.bias))

    def forward(
        self, ids: torch.Tensor, first: torch.Tensor, last: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        logits, told = self.network(ids, first, last)
        return (logits.log_softmax(-1) * self.scale + self.bias).softmax(-1), told.sigmoid()
