"""A trained BERT as it is exported: the same function of a text, in fewer and larger steps.

Query, key and value are one product, whose input is made int8 once, and attention is one step of
the runtime; nothing is padded, so nothing is hidden; what each place and the one type of token add
is one table.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional
from transformers import BertModel
from transformers.models.bert.modeling_bert import BertLayer


class LeanBert(nn.Module):
    """The embeddings and the layers of a BERT; called, the word pieces after the last layer."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        given = bert.embeddings
        self.words = given.word_embeddings
        self.norm = given.LayerNorm
        types = given.token_type_embeddings.weight[0]
        self.places = nn.Parameter((given.position_embeddings.weight + types).detach().clone())
        self.layers = nn.ModuleList(LeanLayer(layer) for layer in bert.encoder.layer)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        state = self.embed(ids)
        for layer in self.layers:
            state = layer(state)
        return state

    def embed(self, ids: torch.Tensor, more: torch.Tensor | float = 0.0) -> torch.Tensor:
        """The word pieces before the first layer, with what else is known of each."""
        return self.norm(self.words(ids) + self.places[: ids.shape[1]] + more)


class LeanLayer(nn.Module):
    """One of its layers; the heads' scores are scaled by the weights of the queries."""

    def __init__(self, layer: BertLayer) -> None:
        super().__init__()
        own = layer.attention.self
        self.heads: int = own.num_attention_heads
        scale = own.attention_head_size**-0.5
        self.project = _joined([own.query, own.key, own.value], [scale, 1.0, 1.0])
        self.joins = layer.attention.output.dense
        self.first_norm = layer.attention.output.LayerNorm
        self.widens = layer.intermediate.dense
        self.narrows = layer.output.dense
        self.last_norm = layer.output.LayerNorm

    def forward(self, state: torch.Tensor) -> torch.Tensor:
        query, key, value = self.project(state).split(state.shape[-1], dim=-1)
        told = _Attention.apply(query, key, value, self.heads)
        state = self.first_norm(self.joins(told) + state)
        wide = functional.gelu(self.widens(state))
        return self.last_norm(self.narrows(wide) + state)


class _Attention(torch.autograd.Function):
    """Attention of several heads over whole texts; exported as one step of the runtime."""

    @staticmethod
    def forward(
        _: object, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, heads: int
    ) -> torch.Tensor:
        parts = [part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in (query, key, value)]
        told = functional.scaled_dot_product_attention(*parts, scale=1.0)
        return told.transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> object:
        step = "com.microsoft::MultiHeadAttention"
        told = graph.op(step, query, key, value, num_heads_i=heads, scale_f=1.0)
        told.setType(query.type())
        return told


def _joined(parts: list[nn.Linear], scales: list[float]) -> nn.Linear:
    """Several linear maps of the same input as one, each scaled."""
    whole = nn.Linear(parts[0].in_features, sum(part.out_features for part in parts))
    pairs = list(zip(parts, scales, strict=True))
    with torch.no_grad():
        whole.weight.copy_(torch.cat([part.weight * scale for part, scale in pairs]))
        whole.bias.copy_(torch.cat([part.bias * scale for part, scale in pairs]))
    return whole
