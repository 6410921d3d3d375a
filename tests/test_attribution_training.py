"""How the tagger is made: what is exported is what was trained.

The network itself stands in data/models/attribution; here a small one with random weights does.
"""

import importlib.util

import numpy as np
import onnxruntime
import pytest

TRAINING = ("torch", "transformers", "onnx")  # slow to load: each test does so for itself
pytestmark = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in TRAINING),
    reason="needs the libraries that train networks: pip install -e '.[train]'",
)

PIECES = 9
FIRST, LAST = np.array([1, 4, 0]), np.array([3, 5, 1])


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """A network with two layers above the lower ones, all of them small and random."""
    import torch
    import transformers

    from benchmarks.attribution_network import LOWER, SIZE, Network

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("weights")
    config = transformers.BertConfig(
        vocab_size=20,
        hidden_size=SIZE,
        num_hidden_layers=LOWER + 2,
        num_attention_heads=12,
        intermediate_size=64,
        max_position_embeddings=32,
        initializer_range=0.2,
    )
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    network = Network(folder).eval()
    for added in (network.quoted, network.hints, network.anchor):
        torch.nn.init.normal_(added.weight)  # as training leaves them; they start at zero
    return network


def run(path, **given):
    return onnxruntime.InferenceSession(path).run(None, given)


def test_the_exported_encoder_is_the_trained_one(network, tmp_path):
    import torch

    from benchmarks.attribution_network import EncoderGraph
    from benchmarks.train_attribution import write_graph

    chance = np.random.default_rng(0)
    ids = chance.integers(0, 20, (1, PIECES))
    quoted = chance.integers(0, 2, (1, PIECES))
    hints = chance.integers(0, 2, (1, PIECES, 3)).astype(np.float32)
    # Another length than the one it is asked for, since every paragraph has its own.
    blank = torch.ones(1, 5, dtype=torch.int64)
    write_graph(
        EncoderGraph(network).eval(),
        (blank, torch.zeros_like(blank), torch.zeros(1, 5, 3)),
        ["ids", "quoted", "hints"],
        ["cue", "uncued", "middle"],
        tmp_path / "encoder.onnx",
    )
    found = run(tmp_path / "encoder.onnx", ids=ids, quoted=quoted, hints=hints)
    with torch.no_grad():
        given = [torch.from_numpy(part) for part in (ids, quoted, hints)]
        state, middle = network.encode(*given, torch.ones_like(given[0]))
        expected = network.cue(state).softmax(-1), network.uncued(state).softmax(-1), middle
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other.numpy(), atol=1e-4)
    assert found[0].std() > 0.01  # not the same for every piece


def test_the_exported_roles_are_the_trained_ones(network, tmp_path):
    import torch

    from benchmarks.attribution_network import SIZE, RolesGraph
    from benchmarks.train_attribution import write_graph

    middle = np.random.default_rng(1).normal(size=(3, PIECES, SIZE)).astype(np.float32)
    number = torch.arange(2)
    write_graph(
        RolesGraph(network).eval(),
        (torch.zeros(2, 5, SIZE), number, number + 1),
        ["middle", "first", "last"],
        ["roles"],
        tmp_path / "roles.onnx",
    )
    (found,) = run(tmp_path / "roles.onnx", middle=middle, first=FIRST, last=LAST)
    with torch.no_grad():
        given = [torch.from_numpy(part) for part in (middle, FIRST, LAST)]
        mask = torch.ones(middle.shape[:2], dtype=torch.int64)
        expected = network.roles(*given, mask).softmax(-1).numpy()
    np.testing.assert_allclose(found, expected, atol=1e-4)
    assert np.abs(found[0] - found[1]).max() > 0.01
