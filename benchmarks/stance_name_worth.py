"""Measures what names alone are worth to a stance network, so that it can be taken off.

Each name is put into the same sentences of the training texts, as many of each class; how far its
mean log odds lie from those of the usual name is its worth. Names of states, alliances and
organisations only: a person stands for nothing that others could stand for in the same sentence.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from analysis.reference import load_reference
from analysis.stance import CLASSES, StanceEngine
from analysis.stance.names import NameWorth, bare
from analysis.stance.reading import Reading
from analysis.stance.settling import log_odds
from benchmarks.stance_examples import ARTICLES, NEWSMTSC, Example, alone
from benchmarks.stance_names import ADJECTIVE, NAME, NONE, kind_of_name

PER_CLASS = 20  # sentences
LONGEST = 300  # characters
_SEED = 0
_STATE = "state"
_GENITIVE = ("'", "’")
_FOR_ONE_THING = ("a ", "an ")
Slot = tuple[str, str]


def name_worth(engine: StanceEngine, examples: Sequence[Example]) -> NameWorth:
    """What each name adds to the log odds of negative and of positive, by the sentences given.

    Args:
        engine: the network, from which nothing is taken off yet.
        examples: what it was trained on.
    """
    own = [example for example in examples if example.dataset != NEWSMTSC]
    slots = _slots(own)
    worth: dict[str, tuple[float, float]] = {}
    for kind, names in _names(own).items():
        if not slots[kind]:
            continue
        means = {name: _mean_odds(engine, name, slots[kind]) for name in names}
        usual = np.median(list(means.values()), axis=0)
        worth |= {
            name: (float(mean[0] - usual[0]), float(mean[1] - usual[1]))
            for name, mean in means.items()
        }
    return NameWorth(worth)


def _names(examples: Sequence[Example]) -> Mapping[str, list[str]]:
    """All states, and what else the examples name of states, alliances and organisations."""
    said = Counter(bare(word) for example in examples for word in example.words)
    found: dict[str, set[str]] = {NAME: set(), ADJECTIVE: set()}
    for row in load_reference().actors.itertuples():
        ways = {bare(way) for way in (row.actor, *row.aliases, *row.metonyms) if said[bare(way)]}
        found[NAME] |= ways | ({bare(row.actor)} if row.kind == _STATE else set())
        found[ADJECTIVE] |= {way for way in row.demonyms if said[way]}
    found[NAME] -= found[ADJECTIVE]
    # "alliance" stands for one in its article only, and not where any name stands.
    return {
        kind: sorted(name for name in names if kind_of_name(name) != NONE)
        for kind, names in found.items()
    }


def _mean_odds(engine: StanceEngine, name: str, slots: Sequence[Slot]) -> np.ndarray:
    odds = []
    for before, after in slots:
        span = (len(before), len(before) + len(name))
        chances, _ = engine.judge(Reading(f"{before}{name}{after}", (span,)))
        odds.append(log_odds(chances)[0])
    return np.mean(odds, axis=0)


def _slots(examples: Sequence[Example]) -> Mapping[str, list[Slot]]:
    """By kind of name, sentences in which another name can stand; as many of each class."""
    found: dict[tuple[str, int], list[Slot]] = defaultdict(list)
    for example in examples:
        for sentence in alone(example) if example.dataset == ARTICLES else [example]:
            for kind, label, slot in _slots_of(sentence):
                found[kind, label].append(slot)
    chance = random.Random(_SEED)
    for slots in found.values():
        chance.shuffle(slots)
    return {
        kind: [slot for label in range(len(CLASSES)) for slot in found[kind, label][:PER_CLASS]]
        for kind in (NAME, ADJECTIVE)
    }


def _slots_of(sentence: Example) -> Iterator[tuple[str, int, Slot]]:
    text = sentence.reading.text
    for (_, end), words, label in zip(
        sentence.reading.spans, sentence.words, sentence.labels, strict=True
    ):
        name = bare(words)
        before, after = text[: end - len(name)], text[end:]
        kind = kind_of_name(name)
        one_of_many = before.lower().endswith(_FOR_ONE_THING)
        owns = kind == NAME and after.startswith(_GENITIVE)
        alone_here = text.count(name) == 1 and len(text) < LONGEST
        if kind != NONE and alone_here and not one_of_many and not owns:
            yield kind, label, (before, after)
