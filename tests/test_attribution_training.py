"""How the tagger is made: what is exported is what was trained, and one layer learns from two.

The network itself stands in data/models/attribution; here tiny ones with random weights do.
"""

import importlib.util
import random

import numpy as np
import pytest

if any(importlib.util.find_spec(name) is None for name in ("torch", "transformers", "onnx")):
    pytest.skip(
        "needs the libraries that train networks: pip install -e '.[train]'",
        allow_module_level=True,
    )

import onnx
import onnxruntime
import torch
import transformers
from onnx import TensorProto, helper, numpy_helper

from benchmarks.attribution_export import export_graph, with_last_layer, with_mixture
from benchmarks.attribution_network import IGNORED, SIZE
from benchmarks.attribution_roles import Cue, RoleGraph, RoleReader, loss_of
from benchmarks.distil_roles import _batches

PIECES = 9
FIRST, STOP = np.array([1, 0]), np.array([3, 1])


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    """A folder with starting weights of one small layer."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("weights")
    config = transformers.BertConfig(
        vocab_size=20,
        hidden_size=SIZE,
        num_hidden_layers=1,
        num_attention_heads=12,
        intermediate_size=64,
        max_position_embeddings=32,
    )
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


def encoder():
    """An encoder that ends with a norm and shows its input as the middle layer."""
    width = np.ones(4, np.float32)
    given = helper.make_tensor_value_info("ids", TensorProto.FLOAT, [1, None, 4])
    shown = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, None, 4])
        for name in ("cue", "uncued", "middle")
    ]
    nodes = [
        helper.make_node("Identity", ["ids"], ["middle"]),
        helper.make_node("LayerNormalization", ["middle", "width"], ["normed"]),
        helper.make_node("Relu", ["normed"], ["cue"]),
        helper.make_node("Neg", ["normed"], ["uncued"]),
    ]
    graph = helper.make_graph(
        nodes, "encoder", [given], shown, [numpy_helper.from_array(width, "width")]
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def run(model, given):
    return onnxruntime.InferenceSession(model.SerializeToString()).run(None, {"ids": given})


def normed(given):
    away = given - given.mean(-1, keepdims=True)
    return away / np.sqrt((away**2).mean(-1, keepdims=True) + 1e-5)


def test_roles_are_read_from_the_last_layer_and_a_map_of_the_middle_one():
    chance = np.random.default_rng(0)
    given = chance.normal(size=(1, 5, 4)).astype(np.float32)
    mix = chance.normal(size=(4, 4))
    cue, uncued, read = run(with_mixture(encoder(), mix), given)
    assert read == pytest.approx(given @ mix + normed(given), abs=1e-4)
    assert cue == pytest.approx(np.maximum(normed(given), 0), abs=1e-4)
    assert uncued == pytest.approx(-normed(given), abs=1e-4)


def test_the_teachers_last_layer_is_shown_behind_its_outputs():
    given = np.random.default_rng(1).normal(size=(1, 5, 4)).astype(np.float32)
    *_, middle, last = run(with_last_layer(encoder()), given)
    assert middle == pytest.approx(given)
    assert last == pytest.approx(normed(given), abs=1e-4)


def test_the_encoder_that_is_given_stays_as_it_is():
    model = encoder()
    before = model.SerializeToString()
    with_mixture(model, np.eye(4))
    with_last_layer(model)
    assert model.SerializeToString() == before


def cue_of(chance, roles=True, length=PIECES):
    """A cue whose source is what lies on one side of a plane and whose content on the other."""
    last = chance.normal(size=(length, SIZE)).astype(np.float16)
    told = np.where(last[:, 0] > 0, 1, 2)
    return Cue(
        np.zeros((length, SIZE), np.float16),
        last,
        3,
        5,
        told if roles else np.full(length, IGNORED),
        np.eye(3, dtype=np.float32)[told],
    )


def test_what_is_exported_says_what_the_layer_says(weights, tmp_path):
    reader = RoleReader(weights).eval()
    number = torch.arange(2)
    read = torch.randn(2, PIECES, SIZE)
    path = tmp_path / "roles.onnx"
    export_graph(
        RoleGraph(reader).eval(),
        (read, number, number + 1),
        ["read", "first", "last"],
        ["roles"],
        path,
    )
    onnx.checker.check_model(onnx.load(path))
    session = onnxruntime.InferenceSession(path)
    for pieces in (PIECES, 4):
        given = {
            "read": read[:, :pieces].numpy(),
            "first": FIRST,
            "last": STOP,
        }
        (said,) = session.run(None, given)
        with torch.no_grad():
            mask = torch.ones(2, pieces, dtype=torch.int64)
            expected = reader(
                read[:, :pieces], torch.from_numpy(FIRST), torch.from_numpy(STOP), mask
            ).softmax(-1)
        assert said.sum(-1) == pytest.approx(np.ones((2, pieces)), abs=1e-5)
        assert np.corrcoef(said.ravel(), expected.numpy().ravel())[0, 1] > 0.9  # int8


def test_the_layer_learns_from_its_teacher_alone_too(weights):
    chance = np.random.default_rng(0)
    torch.manual_seed(0)
    cues = [cue_of(chance, roles=at % 2 == 0) for at in range(8)]
    reader = RoleReader(weights, dropout=0.0)
    begin = loss_of(reader, cues).item()
    taught_only = [cue for cue in cues if cue.roles[0] == IGNORED]
    optimizer = torch.optim.AdamW(reader.parameters(), lr=1e-3)
    for _ in range(30):
        optimizer.zero_grad()
        loss_of(reader, taught_only).backward()
        optimizer.step()
    assert loss_of(reader, taught_only).item() < 0.3 * begin


def test_cues_of_other_lengths_do_not_change_the_loss_of_one(weights):
    chance = np.random.default_rng(2)
    reader = RoleReader(weights).eval()
    short, long = cue_of(chance, length=6), cue_of(chance, length=PIECES)
    with torch.no_grad():
        alone = [loss_of(reader, [one]).item() for one in (short, long)]
        together = loss_of(reader, [short, long]).item()
    assert together == pytest.approx((6 * alone[0] + PIECES * alone[1]) / 15, rel=0.02)  # bfloat16


def test_every_cue_stands_in_one_batch():
    chance = np.random.default_rng(3)
    cues = [cue_of(chance, length=5 + at % 4) for at in range(70)]
    batches = _batches(cues, random.Random(0))
    assert sorted(at for batch in batches for at in batch) == list(range(70))
