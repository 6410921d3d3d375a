"""Names that take each other's place in training texts, and the fixed sentences for their pull."""

import numpy as np
import pytest

from analysis.stance import Context

pytest.importorskip("torch")

from analysis.stance.network import HIDDEN, Window
from benchmarks.stance_examples import NEWSMTSC, SENTENCES, Example
from benchmarks.stance_names import (
    ADJECTIVE,
    NAME,
    NONE,
    SLOT,
    fixed_sentences,
    kind_of_name,
    names_by_kind,
)
from benchmarks.train_stance import renamed
from tests.test_stance_network import tokenizer_of_words


def example(sentence, mention, dataset=SENTENCES):
    start = sentence.index(mention)
    return Example(Context(sentence, start, start + len(mention)), 1, "d", dataset)


@pytest.mark.parametrize(
    ("mention", "dataset", "kind"),
    [
        ("Peru", SENTENCES, NAME),
        ("Peruvian", SENTENCES, ADJECTIVE),
        ("the alliance", SENTENCES, NONE),
        ("The alliance", SENTENCES, NONE),
        ("Ana Torres", NEWSMTSC, NAME),
    ],
)
def test_what_can_be_named_otherwise(mention, dataset, kind):
    assert kind_of_name(example(f"Then {mention} spoke.", mention, dataset)) == kind


def test_every_state_can_take_a_names_place_and_nothing_the_place_of_a_word():
    own, person = example("Norland met him.", "Norland"), example("Ana met him.", "Ana", NEWSMTSC)
    names = names_by_kind([own, person], tokenizer_of_words())
    assert names[NONE] == []
    assert len(names[NAME]) == len(names_by_kind([own], tokenizer_of_words())[NAME]) > 190
    assert len(names[ADJECTIVE]) > 190


def test_another_name_stands_wherever_the_first_was_hidden():
    hidden = Window(np.array([9, HIDDEN, 7, 1, HIDDEN, 2, HIDDEN, 8]), 4, 5)
    other = renamed(hidden, (50, 51))
    assert other.ids.tolist() == [9, 50, 51, 7, 1, 50, 51, 2, 50, 51, 8]
    assert other.ids[other.first : other.last].tolist() == [50, 51]


def test_the_fixed_sentences_are_fifty_of_each_class_with_one_slot():
    sentences = fixed_sentences()
    assert np.bincount([label for _, label in sentences]).tolist() == [50, 50, 50]
    texts = [context.sentence for context, _ in sentences]
    assert len(set(texts)) == 150
    assert all(text.count(SLOT) == 1 and not text.startswith(SLOT) for text in texts)
    assert all(c.sentence[c.start : c.end] == SLOT for c, _ in sentences)
