"""Writes the networks of the attribution tagger as the files that are shipped."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from benchmarks.card import write_card

ENCODER, ROLES, TOKENIZER = "encoder.onnx", "roles.onnx", "tokenizer.json"
LAST, READ = "last", "read"
_NORM = "LayerNormalization"  # a layer ends with one, and no head holds any


def export_graph(
    graph: torch.nn.Module,
    example: tuple[torch.Tensor, ...],
    inputs: Sequence[str],
    outputs: Sequence[str],
    path: Path,
) -> None:
    """One graph, its weights as int8 per channel; cues and word pieces may be of any number."""
    axes = {name: {0: "cues", 1: "pieces"} for name in (*inputs, *outputs)}
    axes |= {name: {0: "cues"} for name in ("first", "last") if name in inputs}
    with tempfile.TemporaryDirectory() as place:
        plain = Path(place) / "plain.onnx"
        torch.onnx.export(
            graph,
            example,
            plain,
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        onnx.checker.check_model(onnx.load(plain))
        quantize_dynamic(plain, path, per_channel=True, weight_type=QuantType.QInt8)


def with_last_layer(encoder: onnx.ModelProto) -> onnx.ModelProto:
    """The encoder with one more output: the word pieces after its last layer."""
    shown = onnx.ModelProto()
    shown.CopyFrom(encoder)
    shown.graph.node.append(helper.make_node("Identity", [_last_layer(shown)], [LAST]))
    shown.graph.output.append(_pieces(LAST))
    return shown


def with_mixture(encoder: onnx.ModelProto, mix: np.ndarray) -> onnx.ModelProto:
    """The encoder with what the roles are read from in place of its third output.

    It is the last layer and a linear map of the middle one: mixed here once for a window, not once
    for each of its cues.

    Args:
        encoder: the encoder, whose third output is the middle layer.
        mix: the map, (width of the middle layer, width of the last).
    """
    mixed = onnx.ModelProto()
    mixed.CopyFrom(encoder)
    graph = mixed.graph
    middle = graph.output[2].name
    graph.initializer.append(numpy_helper.from_array(mix.astype(np.float32), "mix"))
    graph.node.append(helper.make_node("MatMul", [middle, "mix"], ["mixed"]))
    graph.node.append(helper.make_node("Add", ["mixed", _last_layer(mixed)], [READ]))
    del graph.output[2]
    graph.output.append(_pieces(READ))
    onnx.checker.check_model(mixed)
    return mixed


def write_files_beside(folder: Path, tokenizer: Path) -> None:
    """Puts the tokenizer beside the networks, and the sums of all three files into the card."""
    shutil.copyfile(tokenizer, folder / TOKENIZER)
    write_card(folder, (ENCODER, ROLES, TOKENIZER))


def _last_layer(encoder: onnx.ModelProto) -> str:
    return next(node for node in reversed(encoder.graph.node) if node.op_type == _NORM).output[0]


def _pieces(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["cues", "pieces", None])
