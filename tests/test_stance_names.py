"""Names that take each other's place in training texts; what they are worth, and it taken off."""

import random
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import softmax

from analysis.stance import Reading
from analysis.stance.names import NameWorth

pytest.importorskip("torch")

from analysis.stance.window import HIDDEN
from benchmarks.stance_examples import ARTICLES, NEWSMTSC, SENTENCES, Example
from benchmarks.stance_name_worth import name_worth
from benchmarks.stance_names import (
    ADJECTIVE,
    NAME,
    NONE,
    SLOT,
    fixed_sentences,
    kind_of_name,
    names_by_kind,
)
from benchmarks.stance_recipe import Recipe
from benchmarks.train_stance import rows_of, varied
from tests.test_stance_network import tokenizer_of_words


def example(sentence, mention, dataset=SENTENCES):
    start = sentence.index(mention)
    reading = Reading(sentence, ((start, start + len(mention)),))
    return Example(reading, (1,), (0,), (mention,), "d", dataset)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Peru", NAME),
        ("Peruvian", ADJECTIVE),
        ("the alliance", NONE),
        ("The alliance", NONE),
        ("Ana Torres", NAME),
    ],
)
def test_what_can_be_named_otherwise(words, kind):
    assert kind_of_name(words) == kind


def test_every_state_can_take_a_names_place_and_nothing_the_place_of_a_word():
    own, person = example("Norland met him.", "Norland"), example("Ana met him.", "Ana", NEWSMTSC)
    names = names_by_kind([own, person], tokenizer_of_words())
    assert names[NONE] == []
    assert len(names[NAME]) == len(names_by_kind([own], tokenizer_of_words())[NAME]) > 190
    assert len(names[ADJECTIVE]) > 190


def test_names_are_replaced_or_hidden_as_often_as_the_recipe_says():
    row, *_ = rows_of([example("It met Norland.", "Norland")], tokenizer_of_words(), Recipe())
    row = replace(row, others={"Norland": [(40, 41)]}, renamed=0.5)
    chance = random.Random(0)
    found = [varied(row, Recipe(hidden=0.2), chance).window for _ in range(4000)]
    hidden = np.mean([HIDDEN in window.ids for window in found])
    renamed = np.mean([40 in window.ids for window in found])
    assert hidden == pytest.approx(0.1 + 0.9 * 0.2, abs=0.03)
    assert renamed == pytest.approx((1 - hidden) * 0.5, abs=0.03)
    assert all(
        window.last[0] - window.first[0] == (2 if 40 in window.ids else 1) for window in found
    )


class Prejudiced:
    """An engine that expects bad of one state whatever is said, and good of its adjective."""

    name, version = "prejudiced", "0"
    pull = {"Russia": 1.5, "Peru": 0.5}  # noqa: RUF012

    def judge(self, reading):
        ((start, end),) = reading.spans
        bad = "blamed" in reading.text
        odds = np.array([[2.0 * bad + self.pull.get(reading.text[start:end], 0.0), 0, -1.0]])
        return softmax(odds, axis=1), np.zeros(1)


def sentences_about(names):
    return [
        Example(Reading(text, ((start, start + len(name)),)), (label,), (0,), (name,), "d", dataset)
        for name in names
        for verb, label in (("blamed", 0), ("met", 1), ("thanked", 2))
        for text, start, dataset in [
            (f"They {verb} {name} on day {{}}.".format(len(name)), 6 + len(verb), SENTENCES)
        ]
    ]


def test_what_a_name_is_worth_is_how_far_it_moves_the_same_sentences():
    worth = name_worth(Prejudiced(), sentences_about(["Russia", "Peru", "Chile"])).worth
    assert worth["Russia"] == pytest.approx((1.5, 0))
    assert worth["Peru"] == pytest.approx((0.5, 0))
    assert worth["Chile"] == pytest.approx((0, 0))
    assert len(worth) > 190, "states that no example names too"


def test_persons_and_words_are_worth_nothing():
    examples = [*sentences_about(["Russia"]), example("They met the alliance.", "the alliance")]
    assert not {"Ana Torres", "alliance", "the alliance"} & set(
        name_worth(Prejudiced(), examples).worth
    )


def test_taken_off_the_name_makes_no_difference():
    worth = NameWorth({"Russia": (1.5, 0.0)})
    said = [
        worth.taken_off(
            Prejudiced().judge(Reading(f"They met {name}.", ((9, 9 + len(name)),)))[0], [name]
        )
        for name in ("Russia", "Chile")
    ]
    assert said[0] == pytest.approx(said[1])
    assert said[0].sum() == pytest.approx(1)


def test_an_article_before_a_name_is_no_part_of_it():
    worth, even = NameWorth({"United States": (1.0, -1.0)}), np.full((3, 3), 1 / 3)
    found = worth.taken_off(even, ["the United States", "The United States", "United States"])
    assert found == pytest.approx(np.tile(softmax([-1.0, 0.0, 1.0]), (3, 1)))


def test_the_worth_of_names_is_read_as_it_is_written():
    worth = NameWorth({"Russia": (1.25, -0.5), "Côte d'Ivoire": (0.0, 0.125)})
    assert NameWorth.read(worth.written().encode()) == worth
    with pytest.raises(ValueError, match="one pair of numbers for each name"):
        NameWorth.read(b'{"Russia": 1.0}')


def test_no_mentions_are_no_matter():
    assert NameWorth({"Russia": (1.0, 0.0)}).taken_off(np.empty((0, 3)), []).shape == (0, 3)


def test_sentences_of_articles_are_shown_by_themselves_too():
    article = example("Norland met him. It said Sudria met him.", "Sudria", ARTICLES)
    whole, sentence = rows_of([article], tokenizer_of_words(), Recipe(alone=0.3))
    assert (whole.shown, whole.renamed) == (1.0, Recipe().renamed_in_articles)
    assert (sentence.shown, sentence.renamed) == (0.3, Recipe().renamed)
    assert len(sentence.labelled.window) < len(whole.labelled.window)
    assert sentence.labelled.labels == whole.labelled.labels


def test_the_fixed_sentences_are_fifty_of_each_class_with_one_slot():
    sentences = fixed_sentences()
    assert np.bincount([label for _, label in sentences]).tolist() == [50, 50, 50]
    texts = [reading.text for reading, _ in sentences]
    assert len(set(texts)) == 150
    assert all(text.count(SLOT) == 1 and not text.startswith(SLOT) for text in texts)
    assert all(one.text[a:b] == SLOT for one, _ in sentences for a, b in one.spans)
