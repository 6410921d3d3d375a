"""Writes a trained stance network as the files of an engine."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from analysis.stance.network import MODEL, NAMES, NetworkStance
from benchmarks.card import write_card
from benchmarks.stance_examples import Example
from benchmarks.stance_name_worth import name_worth
from benchmarks.stance_network import Network, StanceGraph

TOKENIZER = "tokenizer.json"


def write_engine(
    network: Network, examples: Sequence[Example], weights: Path, folder: Path
) -> None:
    """Writes the files of an engine: network, tokenizer, what names are worth to it, the card."""
    folder.mkdir(parents=True, exist_ok=True)
    export(network.eval(), folder / MODEL)
    shutil.copyfile(weights / TOKENIZER, folder / TOKENIZER)
    write_card(folder, (MODEL, TOKENIZER))
    worth = name_worth(NetworkStance(folder), examples)
    (folder / NAMES).write_text(worth.written(), encoding="utf-8")
    write_card(folder, (MODEL, TOKENIZER, NAMES))


def export(network: Network, path: Path) -> None:
    """Writes the network as an int8 ONNX file."""
    with tempfile.TemporaryDirectory() as build:
        plain = Path(build) / "plain.onnx"
        write_graph(network, plain)
        # The heads stay as they are: int8 takes its ranges over all mentions of a window, so that
        # one would depend on which others are asked for.
        quantize_dynamic(
            plain,
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=_nodes_of_heads(plain),
        )


def _nodes_of_heads(path: Path) -> list[str]:
    """Their names, and those that they get when quantisation takes products and sums apart."""
    nodes = onnx.load(path).graph.node
    names = [node.name for node in nodes if "/head/" in node.name or "/voice/" in node.name]
    return [*names, *(f"{name}_MatMul" for name in names)]


def write_graph(network: Network, path: Path) -> None:
    """The network as an ONNX file, its weights as they are."""
    ids = torch.ones(1, 40, dtype=torch.int64)
    place = torch.tensor([3, 9])
    torch.onnx.export(
        StanceGraph(network).eval(),
        (ids, place, place + 2),
        path,
        input_names=["ids", "first", "last"],
        output_names=["probabilities", "told"],
        dynamic_axes={
            "ids": {1: "pieces"},
            **{name: {0: "mentions"} for name in ("first", "last", "probabilities", "told")},
        },
        opset_version=17,
        dynamo=False,
    )
    onnx.checker.check_model(onnx.load(path))
