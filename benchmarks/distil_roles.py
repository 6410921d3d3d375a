"""Teaches the layer that reads roles, and writes the tagger that is shipped.

The teacher is the tagger with two upper layers per cue (`attribution_network`). Its encoder is kept
as it is. What its upper layers say of the cues of the annotated articles, which they know by heart,
would teach little; so they are asked about cues of sentences without annotations too.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime import InferenceSession, SessionOptions

from analysis.attribution.tagger import AFTER, BEFORE, cues_in, lowest
from benchmarks.attribution_export import (
    ENCODER,
    ROLES,
    TOKENIZER,
    export_graph,
    with_last_layer,
    with_mixture,
    write_files_beside,
)
from benchmarks.attribution_network import IGNORED, SIZE, Labelled
from benchmarks.attribution_roles import Cue, RoleGraph, RoleReader, loss_of
from benchmarks.stance_examples import (
    SENTENCES,
    documents_of_fold,
    newsmtsc_examples,
    own_examples,
)

EPOCHS = 6
BATCH = 32  # cues
POOL = 20  # batches among which cues of similar length are put together
RATE = 3e-4
HEADS_RATE = 1e-3
WARM_UP = 0.1
DECAY = 0.01
IN_A_PARAGRAPH = 3  # sentences
SEED = 1


def unlabelled_paragraphs(fold: int | None) -> list[str]:
    """Sentences of news without annotated attributions, none of a document of the fold.

    Some that have nothing to do with each other make a paragraph, so that several people speak in
    it and it is not enough to take all that stands around a cue.
    """
    left_out = frozenset() if fold is None else documents_of_fold(fold)
    own = {
        example.reading.text
        for example in own_examples()
        if example.dataset == SENTENCES and example.document not in left_out
    }
    persons = {example.reading.text for example in newsmtsc_examples("train")}
    sentences = sorted(own | persons)
    random.Random(SEED).shuffle(sentences)
    return [
        " ".join(sentences[at : at + IN_A_PARAGRAPH])
        for at in range(0, len(sentences), IN_A_PARAGRAPH)
    ]


def distil(
    teacher: Path,
    folder: Path,
    rows: Sequence[Labelled],
    bare: Sequence[Labelled],
    weights: Path,
) -> None:
    """Trains the layer and writes the files of the tagger.

    Args:
        teacher: the folder of the teacher.
        folder: where the tagger goes.
        rows: annotated windows.
        bare: windows without annotations.
        weights: the folder of the starting weights.
    """
    encoder = onnx.load(teacher / ENCODER)
    reads = _session(with_last_layer(encoder).SerializeToString())
    teaches = _session((teacher / ROLES).read_bytes())
    cues = [cue for row in rows for cue in _cues(row, row.pairs, reads, teaches)]
    cues += [cue for row in bare for cue in _cues(row, None, reads, teaches)]
    print(f"{len(cues)} cues", flush=True)
    reader = train(cues, weights)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(with_mixture(encoder, reader.mix.weight.detach().numpy().T), folder / ENCODER)
    number = torch.arange(3)
    export_graph(
        RoleGraph(reader).eval(),
        (torch.zeros(3, 40, SIZE), number, number + 1),
        ["read", "first", "last"],
        ["roles"],
        folder / ROLES,
    )
    write_files_beside(folder, weights / TOKENIZER)


def train(cues: Sequence[Cue], weights: Path) -> RoleReader:
    """The layer trained on these cues; the loss of each epoch is printed."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    reader = RoleReader(weights)
    reader.train()
    groups: dict[bool, list[torch.nn.Parameter]] = {True: [], False: []}
    for name, parameter in reader.named_parameters():
        groups[name.startswith("layer.")].append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": groups[True], "lr": RATE}, {"params": groups[False], "lr": HEADS_RATE}],
        weight_decay=DECAY,
        fused=True,
    )
    epochs = [_batches(cues, chance) for _ in range(EPOCHS)]
    steps = sum(map(len, epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (WARM_UP * steps), (steps - step) / steps)
    )
    begin = time.perf_counter()
    for number, batches in enumerate(epochs):
        losses = []
        for batch in batches:
            loss = loss_of(reader, [cues[at] for at in batch])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        took = time.perf_counter() - begin
        print(f"roles, epoch {number + 1}: loss {np.mean(losses):.4f}, {took:.0f} s", flush=True)
    return reader.eval()


def _cues(
    row: Labelled,
    pairs: Sequence[tuple[int, int, np.ndarray]] | None,
    reads: InferenceSession,
    teaches: InferenceSession,
) -> Iterator[Cue]:
    """The cues of a window: the annotated ones, or when None those that the teacher sees."""
    window = row.window
    given = {
        "ids": window.ids[None],
        "quoted": window.quoted[None],
        "hints": window.hints[None],
    }
    cue, _, middle, last = (out[0] for out in reads.run(None, given))
    if pairs is None:
        nothing = np.full(len(window), IGNORED)
        pairs = [(*run, nothing) for run in cues_in(cue, window.hints[:, 0] > 0)]
    if not pairs:
        return
    first = np.array([pair[0] for pair in pairs])
    stop = np.array([pair[1] for pair in pairs])
    low = lowest(first, len(window))
    near = low[:, None] + np.arange(min(BEFORE + AFTER, len(window)))
    taught = teaches.run(None, {"middle": middle[near], "first": first - low, "last": stop - low})[
        0
    ]
    for at, (_, _, roles) in enumerate(pairs):
        yield Cue(
            middle[near[at]].astype(np.float16),
            last[near[at]].astype(np.float16),
            int(first[at] - low[at]),
            int(stop[at] - low[at]),
            roles[near[at]],
            taught[at],
        )


def _batches(cues: Sequence[Cue], chance: random.Random) -> list[list[int]]:
    """Numbers of cues, those with as many pieces around them together."""
    order = list(range(len(cues)))
    chance.shuffle(order)
    batches = []
    for start in range(0, len(order), BATCH * POOL):
        pool = sorted(order[start : start + BATCH * POOL], key=lambda at: len(cues[at]))
        batches += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    chance.shuffle(batches)
    return batches


def _session(model: bytes) -> InferenceSession:
    options = SessionOptions()
    options.intra_op_num_threads = 1
    return InferenceSession(model, options)
