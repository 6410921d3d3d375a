"""Writes the network that embeds passages (data/models/embedding): all-MiniLM-L6-v2 as int8 ONNX.

    python -m benchmarks.export_embedding

Nothing is trained. The file holds the encoder, the mean over the word pieces and the scaling to
length 1. Its tokenizer is that of the attribution tagger, which started from the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import BertModel

from analysis.models import CARD
from analysis.topics.embedding import DEFAULT_MODEL, MODEL, TOKENIZER_FOLDER
from benchmarks.minilm import starting_weights

_TOKENIZER = "tokenizer.json"


class Graph(nn.Module):
    """What is exported: from the word pieces of one passage to its direction."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            weights, add_pooling_layer=False, attn_implementation="eager"
        )

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        state: torch.Tensor = self.bert.embeddings(input_ids=ids)
        for layer in self.bert.encoder.layer:
            out = layer(state)  # passages are read one at a time, so nothing is padded
            state = out[0] if isinstance(out, tuple) else out
        return nn.functional.normalize(state.mean(1), dim=-1)


def main() -> None:
    """Writes the file and its card."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=DEFAULT_MODEL)
    folder = parser.parse_args().out
    weights = starting_weights()
    check_tokenizer(weights)
    folder.mkdir(parents=True, exist_ok=True)
    export(Graph(weights).eval(), folder / MODEL)
    card = {"sha256": {MODEL: _digest(folder / MODEL)}}
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    print(f"{folder / MODEL}: {(folder / MODEL).stat().st_size / 1e6:.1f} MB")


def check_tokenizer(weights: Path) -> None:
    """Makes sure that the tokenizer which is shared is the one that belongs to these weights.

    Raises:
        ValueError: it is not.
    """
    own, shared = weights / _TOKENIZER, TOKENIZER_FOLDER / _TOKENIZER
    if _digest(own) != _digest(shared):
        raise ValueError(
            f"{shared} differs from {own}: the embedding needs a tokenizer of its own, so store "
            "one beside it and name its folder in analysis/topics/embedding.py"
        )


def export(graph: nn.Module, path: Path) -> None:
    """The graph as an ONNX file, its weights as int8 per channel."""
    with tempfile.TemporaryDirectory() as place, torch.no_grad():
        plain = Path(place) / "plain.onnx"
        torch.onnx.export(
            graph,
            (torch.ones(1, 40, dtype=torch.int64),),
            plain,
            input_names=["ids"],
            output_names=["direction"],
            dynamic_axes={"ids": {0: "passages", 1: "pieces"}, "direction": {0: "passages"}},
            opset_version=17,
            dynamo=False,
        )
        onnx.checker.check_model(onnx.load(plain))
        quantize_dynamic(plain, path, per_channel=True, weight_type=QuantType.QInt8)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
