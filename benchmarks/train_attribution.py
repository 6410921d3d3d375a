"""Trains the attribution tagger and writes it to data/models/attribution.

    python -m benchmarks.train_attribution [--fold N]

With --fold N (0 to 4) the articles of that fold are left out, the tagger goes to build/ and is
measured on them. The training texts belong to others and never enter the project.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from analysis.attribution import rule_drafts
from analysis.attribution.tagger import DEFAULT_MODEL, Tagger
from analysis.attribution.windows import Window, windows_of
from analysis.models import CARD
from analysis.reference import Reference, load_reference
from benchmarks.attribution import measure_news, read_news, tables_of
from benchmarks.attribution_network import (
    EncoderGraph,
    Labelled,
    Network,
    RolesGraph,
    loss_of,
)
from benchmarks.card import write_card
from benchmarks.folds import FOLDS, fold_of
from benchmarks.minilm import BUILD, starting_weights

FOLDERS = BUILD / "attribution-folds"
EPOCHS = 8
BATCH = 16  # windows
POOL = 20  # batches among which windows of similar length are put together
RATE = 1.5e-4
HEADS_RATE = 5  # times the rate
WARM_UP = 0.1
DECAY = 0.01
MOST_PAIRS = 26  # cues of a batch whose roles are read
HINTS_HIDDEN = 0.2  # share of windows that are trained on without what the rules say
SEED = 1


def main() -> None:
    """Trains, exports and, for a fold, measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="fold to leave out")
    options = parser.parse_args()
    reference = load_reference()
    articles, voices = read_news()
    if options.fold is None:
        train_and_write(articles, DEFAULT_MODEL, reference)
        print(f"written: {DEFAULT_MODEL}")
        return
    tagger = tagger_of_fold(options.fold, articles, reference)
    name = f"fold {options.fold}"
    score = measure_news(
        name, fold_of(articles, options.fold), voices, reference, lambda *_: None, tagger
    )
    print("\n".join(score.lines()))


def tagger_of_fold(fold: int, articles: Sequence[dict], reference: Reference) -> Tagger:
    """The tagger that never saw the articles of a fold; trained when build/ does not hold it."""
    folder = FOLDERS / str(fold)
    if not (folder / CARD).exists():
        left_out = {article["id"] for article in fold_of(articles, fold)}
        known = [article for article in articles if article["id"] not in left_out]
        train_and_write(known, folder, reference)
    return Tagger(folder)


def train_and_write(articles: Sequence[dict], folder: Path, reference: Reference) -> None:
    """Trains on these articles and writes the files of the model."""
    weights = starting_weights()
    tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = [row for article in articles for row in labelled_of(article, tokenizer, reference)]
    export(train(rows, weights), weights, folder)


def labelled_of(article: dict, tokenizer: Tokenizer, reference: Reference) -> Iterator[Labelled]:
    """The labelled windows of an annotated article."""
    text = article["text"]
    passages, sentences = (list(table.itertuples(index=False)) for table in tables_of(text))
    attributions = article["attributions"]
    for paragraph in rule_drafts(text, passages, sentences, reference):
        for window in windows_of(
            text,
            paragraph.span,
            paragraph.sentences,
            paragraph.quotes,
            paragraph.drafts,
            tokenizer,
        ):
            yield _labelled(window, attributions)


def _labelled(window: Window, attributions: Sequence[dict]) -> Labelled:
    cue, uncued = np.zeros(len(window), np.int64), np.zeros(len(window), np.int64)
    pairs: dict[tuple[int, int], np.ndarray] = {}
    for one in attributions:
        content = window.covered_by(map(tuple, one["content"]))
        anchor = np.flatnonzero(window.covered_by([tuple(one["cue"])])) if one["cue"] else []
        if len(anchor):
            cue[anchor] = 2
            cue[anchor[0]] = 1
            roles = pairs.setdefault(
                (int(anchor[0]), int(anchor[-1]) + 1), np.zeros(len(window), np.int64)
            )
            if one["source"]:
                roles[window.covered_by([tuple(one["source"])]) & (roles == 0)] = 1
            roles[content] = 2
        elif not one["cue"] and content.any():
            at = np.flatnonzero(content)
            uncued[at] = 2
            uncued[at[0]] = 1
    return Labelled(window, cue, uncued, tuple((*key, roles) for key, roles in pairs.items()))


def train(rows: Sequence[Labelled], weights: Path) -> Network:
    """A network trained on these windows; the loss of each epoch is printed."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    network = Network(weights)
    network.train()
    groups = {True: [], False: []}
    for name, parameter in network.named_parameters():
        groups[name.startswith(("bert.", "upper."))].append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": groups[True], "lr": RATE}, {"params": groups[False], "lr": RATE * HEADS_RATE}],
        weight_decay=DECAY,
        fused=True,
    )
    steps = EPOCHS * len(_batches(rows, chance))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (WARM_UP * steps), (steps - step) / steps)
    )
    begin = time.perf_counter()
    for epoch in range(EPOCHS):
        losses = []
        for batch in _batches(rows, chance):
            losses.append(_step(network, [rows[i] for i in batch], chance, optimizer))
            schedule.step()
        took = time.perf_counter() - begin
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, {took:.0f} s", flush=True)
    return network.eval()


def _batches(rows: Sequence[Labelled], chance: random.Random) -> list[list[int]]:
    """Numbers of windows, those of similar length together."""
    order = list(range(len(rows)))
    chance.shuffle(order)
    batches = []
    for start in range(0, len(order), BATCH * POOL):
        pool = sorted(order[start : start + BATCH * POOL], key=lambda i: len(rows[i].window))
        batches += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    chance.shuffle(batches)
    return batches


def _step(
    network: Network,
    rows: Sequence[Labelled],
    chance: random.Random,
    optimizer: torch.optim.Optimizer,
) -> float:
    """One step of the optimizer; returns the loss."""
    shown = [_without_hints(row) if chance.random() < HINTS_HIDDEN else row for row in rows]
    pairs = [(number, *pair) for number, row in enumerate(shown) for pair in row.pairs]
    chance.shuffle(pairs)
    with torch.autocast("cpu", torch.bfloat16):
        loss = loss_of(network, shown, pairs[:MOST_PAIRS])
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def _without_hints(row: Labelled) -> Labelled:
    window = row.window
    bare = Window(
        window.ids,
        window.starts,
        window.ends,
        window.words,
        window.quoted,
        np.zeros_like(window.hints),
    )
    return Labelled(bare, row.cue, row.uncued, row.pairs)


def export(network: Network, weights: Path, folder: Path) -> None:
    """Writes both graphs as int8 ONNX files, the tokenizer and the sums of all three."""
    folder.mkdir(parents=True, exist_ok=True)
    length, cues = 40, 3
    ids = torch.ones(1, length, dtype=torch.int64)
    number = torch.arange(cues)
    with tempfile.TemporaryDirectory() as place:
        plain = Path(place) / "plain.onnx"
        write_graph(
            EncoderGraph(network).eval(),
            (ids, torch.zeros_like(ids), torch.zeros(1, length, 3)),
            ["ids", "quoted", "hints"],
            ["cue", "uncued", "middle"],
            plain,
        )
        _write_int8(plain, folder / "encoder.onnx")
        write_graph(
            RolesGraph(network).eval(),
            (torch.zeros(cues, length, 384), number, number + 1),
            ["middle", "first", "last"],
            ["roles"],
            plain,
        )
        _write_int8(plain, folder / "roles.onnx")
    shutil.copyfile(weights / "tokenizer.json", folder / "tokenizer.json")
    write_card(folder, ("encoder.onnx", "roles.onnx", "tokenizer.json"))


def write_graph(
    graph: torch.nn.Module,
    example: tuple[torch.Tensor, ...],
    inputs: list[str],
    outputs: list[str],
    path: Path,
) -> None:
    """One graph, its weights as they are; cues and word pieces may be of any number."""
    axes = {name: {0: "cues", 1: "pieces"} for name in (*inputs, *outputs)}
    axes |= {name: {0: "cues"} for name in ("first", "last") if name in inputs}
    torch.onnx.export(
        graph,
        example,
        path,
        input_names=inputs,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    onnx.checker.check_model(onnx.load(path))


def _write_int8(plain: Path, path: Path) -> None:
    """A graph with the weights of its layers and words as int8 per channel."""
    quantize_dynamic(
        plain,
        path,
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=_small_nodes(plain),
    )


def _small_nodes(path: Path) -> list[str]:
    """Nodes outside the layers but the table of words: to round them saves next to nothing.

    A Gemm is named with what quantisation would take it apart to.
    """
    nodes = onnx.load(path).graph.node
    small = [n.name for n in nodes if "/layers." not in n.name and "/words/" not in n.name]
    return [*small, *(f"{name}_MatMul" for name in small)]


if __name__ == "__main__":
    main()
