"""Trains the stance engine and writes it to data/models/stance.

    python -m benchmarks.train_stance [--fold N] [--set NAME=VALUE ...] [--folder FOLDER]

With --fold N (0 to 4) the documents of that fold are left out, the engine goes to build/ and is
measured on them and on the development sets of NewsMTSC. Without, it is trained on everything and
calibrated on what the engines of the folds in build/ said of documents they had not seen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from analysis.models import CARD
from analysis.stance.network import (
    DEFAULT_MODEL,
    HIDDEN,
    MODEL,
    NetworkStance,
    Window,
    window_of,
)
from benchmarks.minilm import BUILD, starting_weights
from benchmarks.stance_calibration import Calibration, fit
from benchmarks.stance_examples import (
    ARTICLES,
    NEWSMTSC,
    Example,
    documents_of_fold,
    newsmtsc_examples,
    own_examples,
)
from benchmarks.stance_figures import print_figures
from benchmarks.stance_names import kind_of_name, names_by_kind
from benchmarks.stance_network import UNKNOWN, Labelled, Network, StanceGraph, loss_of
from benchmarks.stance_recipe import Recipe, recipe_of
from benchmarks.train_attribution import FOLDS

FOLDERS = BUILD / "stance-folds"
SAID = "left_out.npz"
POOL = 20  # batches among which windows of similar length are put together


@dataclass(frozen=True)
class Row:
    """A labelled mention, ready for training.

    Attributes:
        shown: it as it is.
        hidden: it with its name hidden, here and in the text around.
        others: the word pieces of the names that may stand in place of its own.
        in_article: whether it is read in an article.
        told: whether somebody else than the outlet speaks, UNKNOWN for NewsMTSC.
        label: 0 negative, 1 neutral, 2 positive.
        weight: how much its loss counts.
    """

    shown: Window
    hidden: Window
    others: Sequence[tuple[int, ...]]
    in_article: bool
    told: int
    label: int
    weight: float


def main() -> None:
    """Trains, exports and, for a fold, measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="fold to leave out")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="of the recipe")
    parser.add_argument("--folder", type=Path, default=FOLDERS, help="where engines of folds go")
    options = parser.parse_args()
    recipe = recipe_of(options.set)
    print(recipe)
    if options.fold is None:
        calibration = calibration_of(options.folder)
        print(calibration)
        train_and_write([*own_examples(), *_persons()], recipe, DEFAULT_MODEL, calibration)
        print(f"written: {DEFAULT_MODEL}")
        return
    engine, left_out = engine_of_fold(options.fold, recipe, options.folder)
    persons = {part: newsmtsc_examples(part) for part in ("rw_dev", "mt_dev")}
    print_figures(engine, left_out, persons)


def engine_of_fold(
    fold: int, recipe: Recipe, folder: Path = FOLDERS
) -> tuple[NetworkStance, list[Example]]:
    """The engine that never saw the documents of a fold, and what is labelled in these.

    It is trained, and what it says of them kept beside it, when the folder does not hold it.
    """
    place, documents = folder / str(fold), documents_of_fold(fold)
    own = own_examples()
    left_out = [example for example in own if example.document in documents]
    if not (place / SAID).exists():
        known = [example for example in own if example.document not in documents]
        train_and_write([*known, *_persons()], recipe, place)
        said = NetworkStance(place).predict([example.context for example in left_out])
        np.savez(
            place / SAID,
            probabilities=said,
            truth=[example.label for example in left_out],
            documents=[example.document for example in left_out],
        )
    return NetworkStance(place), left_out


def calibration_of(folder: Path) -> Calibration:
    """The calibration that fits what the engines of the folds said of documents left out.

    Raises:
        SystemExit: no fold was trained.
    """
    files = sorted(folder.glob(f"*/{SAID}"))
    if not files:
        raise SystemExit(f"no fold in {folder} to calibrate on; train one first with --fold 0")
    said = [np.load(path) for path in files]
    return fit(
        *(
            np.concatenate([one[name] for one in said])
            for name in ("probabilities", "truth", "documents")
        )
    )


def train_and_write(
    examples: Sequence[Example],
    recipe: Recipe,
    folder: Path,
    calibration: Calibration | None = None,
) -> None:
    """Trains on these examples and writes the files of the model."""
    weights = starting_weights()
    tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = rows_of(examples, tokenizer, recipe)
    states = [train(rows, weights, recipe, seed).state_dict() for seed in range(recipe.seeds)]
    network = Network(weights)
    network.load_state_dict(averaged(states))
    export(network.eval(), weights, folder, calibration or Calibration())


def rows_of(examples: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe) -> list[Row]:
    """The windows of all examples with their weights."""
    labels = [example.label for example in examples if example.dataset != NEWSMTSC]
    share = np.bincount(labels, minlength=3) / max(len(labels), 1)
    by_class = (1 / (3 * np.maximum(share, 1e-9))) ** recipe.balance
    by_class /= (share * by_class).sum() or 1.0
    names = names_by_kind(examples, tokenizer)
    return [
        Row(
            window_of(example.context, tokenizer),
            window_of(example.context, tokenizer, name_hidden=True),
            names[kind_of_name(example)],
            example.dataset == ARTICLES,
            UNKNOWN if example.dataset == NEWSMTSC else int(example.context.quoted),
            example.label,
            recipe.newsmtsc if example.dataset == NEWSMTSC else float(by_class[example.label]),
        )
        for example in examples
    ]


def train(rows: Sequence[Row], weights: Path, recipe: Recipe, seed: int) -> Network:
    """A network trained on these rows; the loss of each epoch is printed.

    All seeds begin with the same head: the mean of networks is one only if they are near.
    """
    torch.manual_seed(0)
    network = Network(weights)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network.train()
    optimizer = _optimizer(network, recipe)
    steps = recipe.epochs * len(_batches(rows, recipe.batch, chance))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (recipe.warm_up * steps), (steps - step) / steps)
    )
    begin = time.perf_counter()
    for epoch in range(recipe.epochs):
        losses = []
        for batch in _batches(rows, recipe.batch, chance):
            shown = [_varied(rows[at], recipe, chance) for at in batch]
            losses.append(_step(network, shown, recipe, optimizer))
            schedule.step()
        took = time.perf_counter() - begin
        print(
            f"seed {seed}, epoch {epoch + 1}: loss {np.mean(losses):.4f}, {took:.0f} s", flush=True
        )
    return network


def averaged(states: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of the weights of several networks."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def renamed(hidden: Window, name: Sequence[int]) -> Window:
    """A window with a name in every place where the mask stands for one."""
    places = np.flatnonzero(hidden.ids == HIDDEN)
    ids = np.concatenate([name if at in places else [one] for at, one in enumerate(hidden.ids)])
    first = hidden.first + int((places < hidden.first).sum()) * (len(name) - 1)
    return Window(ids.astype(np.int64), first, first + len(name))


def _persons() -> list[Example]:
    return newsmtsc_examples("train")


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    groups = [
        {"params": network.bert.parameters(), "lr": recipe.rate},
        {"params": network.head.parameters(), "lr": recipe.rate * recipe.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)


def _batches(rows: Sequence[Row], size: int, chance: random.Random) -> list[list[int]]:
    """Numbers of rows, those of similar length together."""
    order = list(range(len(rows)))
    chance.shuffle(order)
    batches = []
    for start in range(0, len(order), size * POOL):
        pool = sorted(order[start : start + size * POOL], key=lambda at: len(rows[at].shown))
        batches += [pool[at : at + size] for at in range(0, len(pool), size)]
    chance.shuffle(batches)
    return batches


def _varied(row: Row, recipe: Recipe, chance: random.Random) -> Labelled:
    """A row as it is shown this time: now and then by another name or by none."""
    window = row.hidden if chance.random() < recipe.hidden else row.shown
    share = recipe.renamed_in_articles if row.in_article else recipe.renamed
    if window is row.shown and row.others and chance.random() < share:
        window = renamed(row.hidden, chance.choice(row.others))
    return Labelled(window, row.label, row.weight, row.told)


def _step(
    network: Network, rows: Sequence[Labelled], recipe: Recipe, optimizer: torch.optim.Optimizer
) -> float:
    """One step of the optimizer; returns the loss."""
    with torch.autocast("cpu", torch.bfloat16):
        loss = loss_of(network, rows, recipe.smoothing, recipe.voice)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def export(network: Network, weights: Path, folder: Path, calibration: Calibration) -> None:
    """Writes the network as an int8 ONNX file, its tokenizer, and the sums of both."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as build:
        plain = Path(build) / "plain.onnx"
        write_graph(network, calibration, plain)
        quantize_dynamic(plain, folder / MODEL, per_channel=True, weight_type=QuantType.QInt8)
    shutil.copyfile(weights / "tokenizer.json", folder / "tokenizer.json")
    path = folder / CARD
    card = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    card["sha256"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in (MODEL, "tokenizer.json")
    }
    path.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def write_graph(network: Network, calibration: Calibration, path: Path) -> None:
    """The network with its calibration as an ONNX file, its weights as they are."""
    ids = torch.ones(1, 40, dtype=torch.int64)
    place = torch.tensor([3])
    torch.onnx.export(
        StanceGraph(network, calibration).eval(),
        (ids, place, place + 2),
        path,
        input_names=["ids", "first", "last"],
        output_names=["probabilities", "told"],
        dynamic_axes={
            "ids": {0: "mentions", 1: "pieces"},
            **{name: {0: "mentions"} for name in ("first", "last", "probabilities", "told")},
        },
        opset_version=17,
        dynamo=False,
    )
    onnx.checker.check_model(onnx.load(path))


if __name__ == "__main__":
    main()
