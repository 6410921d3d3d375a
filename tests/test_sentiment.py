"""Sentiment is VADER's compound, one for each sentence, or none."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.sentiment import compound, score_sentences

ORIGINAL = SentimentIntensityAnalyzer()
TEXTS = [
    "The talks were a great success.",
    "The brutal attack killed dozens.",
    "The delegation arrived on Tuesday.",
    "It was not a success.",
]


def frame(texts: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"sentence_id": [str(at) for at in range(len(texts))], "text": texts})


def test_scores_are_those_of_the_original_analyser():
    expected = [ORIGINAL.polarity_scores(text)["compound"] for text in TEXTS]
    assert list(score_sentences(frame(TEXTS))["sentiment"]) == expected


# What VADER has a rule for, in any order: negation, degree, contrast, idioms, capitals, marks.
PIECES = (
    "good bad terrible GREAT Excellent! no nor or not never so this without doubt least at very "
    "hardly kind of sort but BUT isn't the bomb shit bad ass yeah right kiss of death to die for "
    "hand to mouth uber friggin VERY :) :( 😁 💘 (win), loss?? help!!! the a talks-on port \u00a0 -"
).split(" ")


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.text(max_size=40))
def test_any_text_has_the_score_of_the_original_analyser(text):
    assert compound(text) == ORIGINAL.polarity_scores(text)["compound"]


def test_wording_decides_the_sign():
    good, bad, plain, negated = score_sentences(frame(TEXTS))["sentiment"]
    assert good > 0 > bad
    assert plain == 0
    assert negated < 0


@pytest.mark.parametrize("texts", [TEXTS, []])
def test_other_languages_have_no_score(texts):
    scored = score_sentences(frame(texts), language_ok=False)
    assert scored["sentiment"].isna().all()
    assert scored["sentiment"].dtype == np.float64


def test_a_blank_sentence_has_no_score():
    assert np.isnan(score_sentences(frame([" \u00a0"]))["sentiment"].iloc[0])


def test_rows_index_and_input_stay():
    sentences = frame(TEXTS).set_index(pd.Index([7, 3, 5, 1]))
    before = sentences.copy()
    scored = score_sentences(sentences)
    pd.testing.assert_frame_equal(sentences, before)
    pd.testing.assert_frame_equal(scored[before.columns.tolist()], before)
