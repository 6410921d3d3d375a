"""A trained BERT as it is exported: the same function of a text, in fewer and larger products.

Query, key and value are one product, whose input is made int8 once; nothing is padded, so nothing
is hidden; what each place and the one type of token add is one table.
"""

from __future__ import annotations

import torch
from torch import nn
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
        state = self.norm(self.words(ids) + self.places[: ids.shape[1]])
        for layer in self.layers:
            state = layer(state)
        return state


class LeanLayer(nn.Module):
    """One of its layers; the heads' scores are scaled by the weights of the queries."""

    def __init__(self, layer: BertLayer) -> None:
        super().__init__()
        own = layer.attention.self
        self.heads: int = own.num_attention_heads
        self.each: int = own.attention_head_size
        self.project = _joined([own.query, own.key, own.value], [self.each**-0.5, 1.0, 1.0])
        self.joins = layer.attention.output.dense
        self.first_norm = layer.attention.output.LayerNorm
        self.widens = layer.intermediate.dense
        self.narrows = layer.output.dense
        self.last_norm = layer.output.LayerNorm

    def forward(self, state: torch.Tensor) -> torch.Tensor:
        texts, pieces = state.shape[:2]
        shape = (texts, pieces, 3 * self.heads, self.each)
        parts = self.project(state).reshape(shape).permute(0, 2, 1, 3)
        query, key, value = parts.split(self.heads, dim=1)
        scores = (query @ key.transpose(-1, -2)).softmax(-1)
        told = (scores @ value).permute(0, 2, 1, 3).reshape(texts, pieces, -1)
        state = self.first_norm(self.joins(told) + state)
        wide = nn.functional.gelu(self.widens(state))
        return self.last_norm(self.narrows(wide) + state)


def _joined(parts: list[nn.Linear], scales: list[float]) -> nn.Linear:
    """Several linear maps of the same input as one, each scaled."""
    whole = nn.Linear(parts[0].in_features, sum(part.out_features for part in parts))
    pairs = list(zip(parts, scales, strict=True))
    with torch.no_grad():
        whole.weight.copy_(torch.cat([part.weight * scale for part, scale in pairs]))
        whole.bias.copy_(torch.cat([part.bias * scale for part, scale in pairs]))
    return whole
