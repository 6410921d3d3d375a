"""The network of the attribution tagger: a MiniLM read by three heads, and its training step.

The upper layers exist twice: once for the window as it is, once to be run again for each cue with
that cue marked, which tells its source and content from those of other cues.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import BertModel

from analysis.attribution.windows import Window
from benchmarks.lean_bert import LeanBert, LeanLayer

SIZE = 384
LOWER = 4  # layers that are run once only
IGNORED = -100
# Word pieces around a cue that are learnt from: more than the tagger reads, where they cost time.
BEFORE, AFTER = 64, 72
_PLAIN_TAGS = 7  # begin and inside of source, cue and content; outside


@dataclass(frozen=True)
class Labelled:
    """A window with what annotators say of it; every array has one entry per word piece.

    Attributes:
        window: the window.
        cue: 1 where a cue begins, 2 where it goes on, else 0.
        uncued: the same of content without a cue.
        pairs: first piece of a cue, the piece after its last, and per piece 1 for its source, 2 for
            its content, else 0.
    """

    window: Window
    cue: np.ndarray
    uncued: np.ndarray
    pairs: tuple[tuple[int, int, np.ndarray], ...]


class Network(nn.Module):
    """The tagger while it is trained."""

    def __init__(self, weights: Path, dropout: float = 0.1) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            weights, add_pooling_layer=False, attn_implementation="sdpa"
        )
        self.upper = copy.deepcopy(self.bert.encoder.layer[LOWER:])
        for layer in (*self.bert.encoder.layer, *self.upper):
            layer.attention.self.dropout.p = 0.0  # slow on a processor, and no loss without it
        self.quoted = nn.Embedding(2, SIZE)
        self.hints = nn.Linear(3, SIZE, bias=False)
        self.anchor = nn.Linear(SIZE, SIZE)
        self.place = nn.Embedding(3, SIZE)
        for start in (self.quoted, self.hints, self.anchor):
            nn.init.zeros_(start.weight)
        nn.init.zeros_(self.anchor.bias)
        nn.init.normal_(self.place.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.cue = _head(dropout)
        self.uncued = _head(dropout)
        self.plain = nn.Linear(SIZE, _PLAIN_TAGS)
        self.role = nn.Linear(SIZE, 3)

    def encode(
        self, ids: torch.Tensor, quoted: torch.Tensor, hints: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The word pieces after the last layer, and after the lower ones."""
        embedded = self.bert.embeddings.word_embeddings(ids)
        state = self.bert.embeddings(
            inputs_embeds=embedded + self.quoted(quoted) + self.hints(hints)
        )
        middle = state
        for number, layer in enumerate(self.bert.encoder.layer):
            if number == LOWER:
                middle = state
            state = _run(layer, state, mask)
        return state, middle

    def roles(
        self, middle: torch.Tensor, first: torch.Tensor, last: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """Per cue and word piece the logits of neither, source, content."""
        state = self.marked(middle, first, last)
        for layer in self.upper:
            state = _run(layer, state, mask)
        return self.role(self.dropout(state))

    def marked(self, middle: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        """The word pieces around each cue, told which of them are the cue."""
        at = torch.arange(middle.shape[1])[None]
        inside = ((at >= first[:, None]) & (at < last[:, None])).to(middle.dtype)
        share = inside / inside.sum(1, keepdim=True)
        place = (at >= first[:, None]).long() + (at >= last[:, None]).long()
        cue = (share[:, :, None] * middle).sum(1)
        return middle + self.anchor(cue)[:, None] + self.place(place)


def _head(dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(SIZE, SIZE), nn.GELU(), nn.Dropout(dropout), nn.Linear(SIZE, 3))


def _run(layer: nn.Module, state: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """One layer; what the mask hides is far below any score."""
    hidden = (1 - mask[:, None, None, :].to(state.dtype)) * -1e4
    out = layer(state, hidden)
    return out[0] if isinstance(out, tuple) else out


@dataclass(frozen=True)
class Batch:
    """Windows of similar length, padded."""

    ids: torch.Tensor
    quoted: torch.Tensor
    hints: torch.Tensor
    mask: torch.Tensor
    cue: torch.Tensor
    uncued: torch.Tensor
    plain: torch.Tensor


def batch_of(rows: Sequence[Labelled]) -> Batch:
    """The tensors of some labelled windows."""

    def padded(arrays: Sequence[np.ndarray], fill: int = 0) -> torch.Tensor:
        tensors = [torch.from_numpy(np.ascontiguousarray(array)) for array in arrays]
        return nn.utils.rnn.pad_sequence(tensors, batch_first=True, padding_value=fill)

    return Batch(
        padded([row.window.ids for row in rows]),
        padded([row.window.quoted for row in rows]),
        padded([row.window.hints for row in rows]),
        padded([np.ones(len(row.window), np.int64) for row in rows]),
        padded([row.cue for row in rows], IGNORED),
        padded([row.uncued for row in rows], IGNORED),
        padded([plain_tags(row) for row in rows], IGNORED),
    )


def plain_tags(row: Labelled) -> np.ndarray:
    """One tag per word piece, whichever cue it belongs to: of contents the outermost counts."""
    tags = np.zeros(len(row.window), np.int64)
    tags[row.uncued == 1], tags[row.uncued == 2] = 5, 6
    for _, _, roles in row.pairs:
        content = np.flatnonzero(roles == 2)
        tags[content[tags[content] == 0]] = 6
        if len(content) and tags[content[0]] == 6 and tags[content[0] - 1] not in (5, 6):
            tags[content[0]] = 5
    for _, _, roles in row.pairs:
        source = np.flatnonzero((roles == 1) & (tags == 0))
        tags[source] = 2
        tags[source[:1]] = 1
    for first, last, _ in row.pairs:
        if tags[first] == 0:
            tags[first], tags[first + 1 : last] = 3, 4
    return tags


def loss_of(
    network: Network, rows: Sequence[Labelled], pairs: Sequence[tuple[int, int, int, np.ndarray]]
) -> torch.Tensor:
    """The weighted loss of a batch: cues, speech without cue, plain tags, roles of some cues.

    Args:
        network: the network.
        rows: the labelled windows.
        pairs: number of the row, then as in `Labelled.pairs`.
    """
    batch = batch_of(rows)
    state, middle = network.encode(batch.ids, batch.quoted, batch.hints, batch.mask)
    state = network.dropout(state)
    loss = 4 * _entropy(network.cue(state), batch.cue)
    loss = loss + 2 * _entropy(network.uncued(state), batch.uncued)
    loss = loss + 2 * _entropy(network.plain(state), batch.plain)
    if pairs:
        loss = loss + 4 * _entropy(*_roles_of(network, middle, batch.mask, pairs))
    return loss


def _roles_of(
    network: Network,
    middle: torch.Tensor,
    mask: torch.Tensor,
    pairs: Sequence[tuple[int, int, int, np.ndarray]],
) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits and labels of the stretches around some cues."""
    row = torch.tensor([pair[0] for pair in pairs])
    first = torch.tensor([pair[1] for pair in pairs])
    last = torch.tensor([pair[2] for pair in pairs])
    length = middle.shape[1]
    low = torch.clamp(torch.minimum(first - BEFORE, torch.tensor(length - BEFORE - AFTER)), min=0)
    near = low[:, None] + torch.arange(min(BEFORE + AFTER, length))[None]
    labels = torch.full((len(pairs), length), IGNORED)
    for number, (_, _, _, roles) in enumerate(pairs):
        labels[number, : len(roles)] = torch.from_numpy(roles)
    logits = network.roles(
        middle[row[:, None], near], first - low, last - low, mask[row[:, None], near]
    )
    return logits, labels.gather(1, near)


def _entropy(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return functional.cross_entropy(
        logits.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORED
    )


class EncoderGraph(nn.Module):
    """What is exported as encoder.onnx: probabilities of cues and of speech without cue."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.bert = LeanBert(network.bert)
        self.quoted, self.hints = network.quoted, network.hints
        self.cue, self.uncued = network.cue, network.uncued

    def forward(
        self, ids: torch.Tensor, quoted: torch.Tensor, hints: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        state = middle = self.bert.embed(ids, self.quoted(quoted) + self.hints(hints))
        for number, layer in enumerate(self.bert.layers):
            if number == LOWER:
                middle = state
            state = layer(state)
        return self.cue(state).softmax(-1), self.uncued(state).softmax(-1), middle


class RolesGraph(nn.Module):
    """What is exported as roles.onnx: probabilities of roles around each cue."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.layers = nn.ModuleList(LeanLayer(layer) for layer in network.upper)

    def forward(
        self, middle: torch.Tensor, first: torch.Tensor, last: torch.Tensor
    ) -> torch.Tensor:
        state = self.network.marked(middle, first, last)
        for layer in self.layers:
            state = layer(state)
        return self.network.role(state).softmax(-1)
