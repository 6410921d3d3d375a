"""Trains the stance engine and writes it to data/models/stance.

    python -m benchmarks.train_stance [--fold N] [--set NAME=VALUE ...] [--folder FOLDER]

With --fold N (0 to 4) the documents of that fold are left out, the engine goes to build/ and is
measured on them and on the development sets of NewsMTSC. Without, it is trained on everything;
`benchmarks.stance_folds --write` then fits how its probabilities are settled.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from analysis.models import CARD
from analysis.stance.network import DEFAULT_MODEL, NetworkStance
from analysis.stance.window import HIDDEN, windows_of, with_names
from benchmarks.folds import FOLDS
from benchmarks.minilm import BUILD, starting_weights
from benchmarks.stance_examples import (
    ARTICLES,
    Example,
    alone,
    documents_of_fold,
    newsmtsc_examples,
    own_examples,
)
from benchmarks.stance_export import TOKENIZER, write_engine
from benchmarks.stance_figures import print_figures
from benchmarks.stance_names import kind_of_name, names_by_kind
from benchmarks.stance_network import Labelled, Network, loss_of
from benchmarks.stance_recipe import Recipe, recipe_of

FOLDERS = BUILD / "stance-folds"
POOL = 15  # batches among which windows of similar length are put together


@dataclass(frozen=True)
class Row:
    """A window with labelled mentions, ready for training.

    Attributes:
        labelled: the window as it is, with what annotators say.
        others: by name in the window, the word pieces of the names that may stand in its place.
        renamed: share of its names that are replaced.
        shown: share of the epochs in which it is shown.
    """

    labelled: Labelled
    others: Mapping[str, Sequence[tuple[int, ...]]]
    renamed: float
    shown: float = 1.0


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
        train_and_write([*own_examples(), *_persons()], recipe, DEFAULT_MODEL)
        print(f"written: {DEFAULT_MODEL}; now python -m benchmarks.stance_folds --write")
        return
    engine = engine_of_fold(options.fold, recipe, options.folder)
    documents = documents_of_fold(options.fold)
    left_out = [example for example in own_examples() if example.document in documents]
    persons = {part: newsmtsc_examples(part) for part in ("rw_dev", "mt_dev")}
    print_figures(engine, left_out, persons)


def engine_of_fold(fold: int, recipe: Recipe, folder: Path = FOLDERS) -> NetworkStance:
    """The engine that never saw the documents of a fold; it is trained when it is not there."""
    place = folder / str(fold)
    if not (place / CARD).exists():
        documents = documents_of_fold(fold)
        known = [example for example in own_examples() if example.document not in documents]
        train_and_write([*known, *_persons()], recipe, place)
    return NetworkStance(place)


def train_and_write(
    examples: Sequence[Example],
    recipe: Recipe,
    folder: Path,
) -> None:
    """Trains on these examples and writes the files of the model."""
    weights = starting_weights()
    tokenizer = Tokenizer.from_file(str(weights / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = rows_of(examples, tokenizer, recipe)
    states = [train(rows, weights, recipe, seed).state_dict() for seed in range(recipe.seeds)]
    network = Network(weights)
    network.load_state_dict(averaged(states))
    write_engine(network, examples, weights, folder)


def rows_of(examples: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe) -> list[Row]:
    """The windows of all examples, and the sentences of articles by themselves."""
    names = names_by_kind(examples, tokenizer)
    rows = []
    for example in examples:
        if example.dataset == ARTICLES:
            rows += _rows(example, tokenizer, names, recipe.renamed_in_articles)
            for sentence in alone(example):
                rows += _rows(sentence, tokenizer, names, recipe.renamed, recipe.alone)
        else:
            rows += _rows(example, tokenizer, names, recipe.renamed)
    return rows


def _rows(
    example: Example,
    tokenizer: Tokenizer,
    names: Mapping[str, list[tuple[int, ...]]],
    renamed: float,
    shown: float = 1.0,
) -> Iterator[Row]:
    others = {words: names[kind_of_name(words)] for words in example.words}
    for places, window in windows_of(example.reading, tokenizer):
        labels = tuple(example.labels[at] for at in places)
        told = tuple(example.told[at] for at in places)
        yield Row(Labelled(window, labels, told), others, renamed, shown)


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
    epochs = [_batches(rows, recipe.batch, chance) for _ in range(recipe.epochs)]
    steps = sum(map(len, epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (recipe.warm_up * steps), (steps - step) / steps)
    )
    begin = time.perf_counter()
    for epoch, batches in enumerate(epochs):
        losses = []
        for batch in batches:
            shown = [varied(rows[at], recipe, chance) for at in batch]
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


def _persons() -> list[Example]:
    return newsmtsc_examples("train")


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    groups = [
        {"params": network.bert.parameters(), "lr": recipe.rate},
        {
            "params": [*network.head.parameters(), *network.voice.parameters()],
            "lr": recipe.rate * recipe.head_rate,
        },
    ]
    return torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)


def _batches(rows: Sequence[Row], size: int, chance: random.Random) -> list[list[int]]:
    """Numbers of rows that hold `size` mentions together, those of similar length."""
    order = [at for at, row in enumerate(rows) if chance.random() < row.shown]
    chance.shuffle(order)
    batches = []
    for start in range(0, len(order), size * POOL):
        pool = order[start : start + size * POOL]
        batches += _filled(sorted(pool, key=lambda at: len(rows[at].labelled.window)), rows, size)
    chance.shuffle(batches)
    return batches


def _filled(order: Sequence[int], rows: Sequence[Row], size: int) -> Iterator[list[int]]:
    batch: list[int] = []
    mentions = 0
    for at in order:
        batch.append(at)
        mentions += len(rows[at].labelled.labels)
        if mentions >= size:
            yield batch
            batch, mentions = [], 0
    if batch:
        yield batch


def varied(row: Row, recipe: Recipe, chance: random.Random) -> Labelled:
    """A row as it is shown this time: some of its names hidden, some replaced by others."""
    window = row.labelled.window
    all_hidden = chance.random() < recipe.hidden / 2
    instead: dict[str, Sequence[int]] = {}
    for name in window.names:
        others = row.others.get(name)
        if all_hidden or chance.random() < recipe.hidden:
            instead[name] = (HIDDEN,)
        elif others and chance.random() < row.renamed:
            instead[name] = chance.choice(others)
    return replace(row.labelled, window=with_names(window, instead))


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


if __name__ == "__main__":
    main()
