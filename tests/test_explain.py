"""Explanations say what the program does: constants, stability, reasons of perspectives."""

import re

import numpy as np
import pandas as pd
import pytest

from analysis import tables as contract
from analysis.compare import MINIMUM_SENTENCES
from analysis.explain import (
    CUE_WORDS,
    WAY_CHOICES,
    WAYS,
    agreement_words,
    cannot_show,
    counting_rules,
    stability_class,
    topic_figures,
    topic_structure,
)
from analysis.provenance import FROM_INPUT, reasons
from analysis.reference import load_reference
from analysis.reference_sheets import CUE_CLASSES
from analysis.topics import AUTO, METHODS, NMF

REFERENCE = load_reference()


def topics(*stability: float) -> pd.DataFrame:
    return pd.DataFrame({"stability": stability})


def test_every_class_of_cue_has_words_and_examples_from_the_table():
    assert set(CUE_WORDS) == set(CUE_CLASSES)
    forms = REFERENCE.verbs.groupby("cue_class")["forms"].sum()
    for name, words in CUE_WORDS.items():
        examples = words.split(": ")[1].split(", ")
        assert set(examples) <= set(forms[name]), name


def test_the_rules_state_the_minimum_that_is_used():
    assert f"at least {MINIMUM_SENTENCES} sentences" in counting_rules()["Too little evidence"]


def test_the_rules_state_both_ways_to_stand_in_quotation_marks():
    rule = counting_rules()["Include"]
    assert "(a mixed quotation) counts as paraphrased" in rule
    assert "A mention of an actor, and so stance, goes by its own place" in rule
    assert "no statement of its own" in counting_rules()["Whose sentence"]


def test_a_small_corpus_is_told_more_of_its_limits_than_a_large_one():
    assert len(cannot_show(5)) > len(cannot_show(500)) > 0
    assert cannot_show(5)[0].startswith("5 articles")


@pytest.mark.parametrize(
    ("value", "name"),
    [(1.0, "stable"), (0.9, "stable"), (0.8, "fair"), (0.2, "weak"), (np.nan, "unknown")],
)
def test_stability_in_words(value, name):
    assert stability_class(value) == name


FOUND = {
    "method": "nmf", "number": 2, "chosen": True, "weak": False, "agreement": 0.8,
    "agreement_by_number": {"2": 0.8}, "left_out": {"mean": 0.7, "least": 0.5}, "other": 3,
}  # fmt: skip


def test_weak_topics_are_called_weak():
    said = topic_structure(topics(0.95, 0.5), FOUND | {"weak": True, "agreement": 0.41})
    assert said.startswith("Weak topic structure: no number of topics")
    assert "0.41" not in said
    nothing_tried = FOUND | {"weak": True, "agreement": None}
    assert topic_structure(topics(np.nan), nothing_tried).startswith("Weak")
    assert "Weak" not in topic_structure(topics(0.95, 0.5), FOUND)


def test_topics_tell_their_number_and_what_they_stand():
    said = topic_structure(topics(0.95, 0.5), FOUND)
    assert "2 topics, looked for by the words" in said
    assert "1 of 2 topics are found again" in said
    assert not re.search(r"\d\.\d", said), "figures stand on Methods"
    assert "3 paragraphs fit no topic" in said
    given = topic_structure(topics(0.95), FOUND | {"chosen": False, "weak": None})
    assert "the number was given" in given


def test_the_figures_of_topics_are_for_methods():
    labelled = topics(0.95, np.nan).assign(label=["trade", "law"])
    said = topic_figures(labelled, FOUND)
    assert "0.800 at best" in said["Number of topics"]
    assert "0.70 on average and 0.50 at worst" in said["Topics without an article"]
    assert said["Stability of each topic"] == "trade 0.95"
    assert topic_figures(topics().assign(label=[]), {}) == {}


def test_topics_of_an_older_analysis_tell_what_is_known():
    assert topic_structure(topics(0.95), {}).startswith("1 of 1 topics")
    assert topic_structure(topics(), FOUND).startswith("Too few")


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.9, "most of it"), (0.6, "over half"), (0.2, "under half"), (np.nan, "one article")],
)
def test_what_stays_of_a_topic_in_words(value, words):
    assert words in agreement_words(value)


def test_what_the_text_does_not_lead_to_came_with_the_article():
    text = "Title: A headline of five words\nPublished Time: 2022-01-12\nText: Something happened."
    row = {
        "text": text, "source_path": "a.txt", "title": "A headline of five words", "outlet": None,
        "republisher": None, "authors": "Somebody Given", "published": pd.Timestamp("2022-01-12"),
        "kind": "news", "translation": "none known", "url": None,
    }  # fmt: skip
    why = reasons(row, contract.empty("removed"), REFERENCE)
    assert why["authors"] == FROM_INPUT
    assert "2022-01-12" in why["published"]
    assert why["kind"].startswith("judged from")
    assert reasons(row | {"text": "Title: x\nText:"}, contract.empty("removed"), REFERENCE) == {}


def test_every_way_to_look_for_topics_has_words():
    assert set(WAY_CHOICES) == set(METHODS)
    assert next(iter(WAY_CHOICES)) == NMF
    assert set(WAYS) == set(METHODS) - {AUTO}
