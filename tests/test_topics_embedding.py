"""Topics by meaning: the encoder, the clusters, and when they are chosen."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.models import CARD, open_model
from analysis.topics import AUTO, EMBEDDING, NMF, search
from analysis.topics.embedding import (
    DEFAULT_MODEL,
    LONGEST,
    MODEL,
    SIZE,
    Directions,
    default_encoder,
)
from tests.topic_texts import THEMES, noise, passages, planted

# Openings of articles on three subjects, to be told on in words of their own.
SUBJECTS = {
    "sport": "The coach praised the striker after the match, and the {} won the league game.",
    "medicine": "Doctors in the hospital gave the patients a new vaccine against the {} disease.",
    "money": "The bank raised its interest rate, and shares of the {} company fell on the market.",
}


def articles(each: int) -> tuple[list[str], list[str]]:
    """Passages on three subjects that hardly share a word, and the subject of each."""
    fillers = "northern southern eastern western older younger bigger smaller".split()
    texts, subjects = [], []
    for at in range(each):
        for subject, sentence in SUBJECTS.items():
            texts.append(sentence.format(fillers[at % len(fillers)]))
            subjects.append(subject)
    return texts, subjects


def mixed(each: int = 8) -> tuple[pd.DataFrame, list[str], list[str]]:
    """One article per passage."""
    texts, subjects = articles(each)
    return passages(len(texts), articles=len(texts)), texts, subjects


def test_the_shipped_file_is_that_of_the_card():
    card = json.loads((DEFAULT_MODEL / CARD).read_text(encoding="utf-8"))
    _, digest = open_model(DEFAULT_MODEL, MODEL)
    assert card["sha256"] == {MODEL: digest}
    assert digest.startswith(default_encoder().version)


def test_a_direction_has_length_one_and_is_the_same_again():
    one, other = (default_encoder().direction("Rain is expected tomorrow.") for _ in range(2))
    assert one.shape == (SIZE,)
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-5)
    assert (one == other).all()


def test_what_means_alike_is_near_without_a_word_in_common():
    goal, score, soup = map(
        default_encoder().direction,
        (
            "The goalkeeper stopped a penalty.",
            "Footballers lost their cup final.",
            "Simmer onions in butter before adding stock.",
        ),
    )
    assert goal @ score > goal @ soup + 0.15


def test_of_a_long_passage_the_beginning_is_read():
    encoder = default_encoder()
    long = "rain " * LONGEST
    assert (encoder.direction(long) == encoder.direction(long + "judge " * 50)).all()


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "裁判官", "\U0001f600", "a\u0000b"])
def test_any_text_has_a_direction(text):
    assert np.isfinite(default_encoder().direction(text)).all()


def test_directions_are_read_once_and_only_when_asked_for():
    calls = []
    directions = Directions(["one", "two", "three"], default_encoder(), lambda: calls.append(1))
    directions.of(np.array([2]))
    again = directions.of(np.array([2, 0]))
    assert len(calls) == 2
    assert (again[0] == default_encoder().direction("three")).all()


def test_articles_on_different_subjects_are_told_apart_by_meaning():
    rows, texts, subjects = mixed()
    found = search(rows, texts, method=AUTO)
    assert found.method == EMBEDDING
    together = pd.crosstab(found.passages["topic_id"], np.array(subjects))
    assert together.shape == (3, 3)
    assert together.to_numpy().max(axis=1).sum() == len(texts)
    assert found.passages["weight"].between(1 / 3, 1).all()


def test_articles_on_one_matter_are_told_apart_by_their_words():
    texts = noise(60)
    found = search(passages(len(texts), articles=20), texts, method=AUTO)
    assert found.method == NMF


def test_of_few_articles_the_words_decide():
    texts, _ = planted()
    assert search(passages(len(texts)), texts, method=AUTO).method == NMF


def test_clusters_of_few_articles_are_those_of_their_passages():
    texts, subjects = articles(8)
    found = search(passages(len(texts), articles=2), texts, method=EMBEDDING, n_topics=3)
    together = pd.crosstab(found.passages["topic_id"], np.array(subjects))
    assert together.to_numpy().max(axis=1).sum() == len(texts)


def test_a_passage_is_read_in_the_light_of_its_article():
    """A passage that could stand anywhere has the topic of the article around it."""
    rows, texts, _ = mixed()
    anywhere = [
        "Nobody expected what happened, and neighbours talked about the surprise for long.",
        "Observers remain divided, though a decision seems likely before the summer break.",
        "Critics complained loudly, while supporters welcomed the change with some relief.",
        "An outcome remains uncertain, though rumours of agreement spread in corridors.",
    ]
    both = pd.concat([rows, rows], ignore_index=True)
    vague = [f"{anywhere[at % 4]} {list(THEMES)[at % 5]}" for at in range(len(texts))]
    topic = search(both, [*texts, *vague], method=EMBEDDING, n_topics=3).passages["topic_id"]
    clear, vague_topic = topic.iloc[: len(texts)].to_numpy(), topic.iloc[len(texts) :].to_numpy()
    placed = ~pd.isna(vague_topic)
    assert placed.mean() > 0.5
    assert (vague_topic == clear)[placed].all()


def test_a_short_passage_has_the_topic_of_the_article_around_it():
    rows, texts, _ = mixed()
    both = pd.concat([rows, rows], ignore_index=True)
    short = [f"Of the {word}." for word in " ".join(THEMES.values()).split()[: len(texts)]]
    said = [*(f"{text} {word}" for text, word in zip(texts, short, strict=True)), *short]
    topic = search(both, said, method=EMBEDDING, n_topics=3).passages["topic_id"]
    clear, of_short = topic.iloc[: len(texts)].to_numpy(), topic.iloc[len(texts) :].to_numpy()
    assert (of_short == clear).mean() > 0.9


@pytest.mark.parametrize("method", [EMBEDDING, AUTO])
def test_two_runs_agree(method):
    rows, texts, _ = mixed(5)
    one, other = (search(rows, texts, method=method) for _ in range(2))
    pd.testing.assert_frame_equal(one.topics, other.topics)
    pd.testing.assert_frame_equal(one.passages, other.passages)


@pytest.mark.parametrize(
    "texts",
    [[], [""], ["yes"] * 20, ["judge and jury heard new evidence at trial"] * 2, ["裁判官"] * 30],
)
@pytest.mark.parametrize("method", [EMBEDDING, AUTO])
def test_small_and_odd_corpora(texts, method):
    found = search(passages(len(texts), articles=max(len(texts), 1)), texts, method=method)
    assert len(found.topics) <= 1
    assert len(found.passages) == len(texts)


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="'lda'; known are"):
        search(passages(1), ["one"], method="lda")
