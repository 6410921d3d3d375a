"""Names that can stand in place of each other, in training texts and in fixed sentences.

A word such as "the alliance" stands for nothing else, so it has no kind and is never replaced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pandas as pd
from tokenizers import Tokenizer

from analysis.reference import load_reference
from analysis.stance import CLASSES
from analysis.stance.reading import Reading
from benchmarks.stance_examples import NEWSMTSC, Example

FIXED = Path(__file__).with_name("name_sentences.csv")
SLOT = "{}"
NONE, ADJECTIVE, NAME = "none", "adjective", "name"


def fixed_sentences() -> list[tuple[Reading, int]]:
    """150 invented sentences with the class of what they say of the slot, 50 of each class.

    The mention is the slot itself; a name takes its place.
    """
    rows = pd.read_csv(FIXED)
    readings = []
    for sentence in rows["sentence"]:
        start = sentence.index(SLOT)
        readings.append(Reading(sentence, ((start, start + len(SLOT)),)))
    return list(zip(readings, map(CLASSES.index, rows["label"]), strict=True))


def kind_of_name(words: str) -> str:
    """The kind of name that the words of a mention are."""
    if not words[0].isupper() or words.startswith("The "):
        return NONE
    return ADJECTIVE if words in _demonyms() else NAME


def names_by_kind(
    examples: Sequence[Example], tokenizer: Tokenizer
) -> Mapping[str, list[tuple[int, ...]]]:
    """The different names of each kind as word pieces, in a fixed order; none for NONE.

    Those of the project's own examples and those of all states, because a state that no example
    names must not count for more or less than the others either. The persons of NewsMTSC are not
    among them, but take such a name like the others.
    """
    found: dict[str, set[str]] = defaultdict(set)
    found[NAME] |= set(load_reference().countries["name"])
    found[ADJECTIVE] |= _demonyms()
    for example in examples:
        if example.dataset != NEWSMTSC:
            for words in example.words:
                found[kind_of_name(words)].add(words)
    found[NONE] = set()
    return {
        kind: [
            tuple(tokenizer.encode(name, add_special_tokens=False).ids) for name in sorted(names)
        ]
        for kind, names in found.items()
    }


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(word for words in load_reference().countries["demonyms"] for word in words)
