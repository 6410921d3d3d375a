"""The line model: its file, its features, and who decides when rules and model disagree."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from analysis.article import Document
from analysis.clean import clean, clean_with
from analysis.clean.features import FEATURES, features_of, share_of_function_words
from analysis.clean.judge import judge_by_rules
from analysis.clean.model import DEFAULT_MODEL, LineModel, from_json, load_model, to_json
from analysis.clean.units import units_of
from benchmarks.cleaning import Counts, interval
from benchmarks.train_cleaning import Examples, groups_of, train
from tests.test_clean import BODY, MORE, SHARED, assert_complete, body
from tests.test_clean_kinds import OTHER_LANGUAGES

CARD = DEFAULT_MODEL.parent / "README.md"
PAGE = "\n".join(["* World", "* Sport", "Home » World", *BODY, "Share", *MORE, "Latest news"])
EVAL = SHARED / "eval"


def constant(odds: float) -> LineModel:
    return LineModel(np.zeros(len(FEATURES)), odds)


def document(text: str) -> Document:
    return Document("id", "path", text)


def column(text: str, name: str) -> list[float]:
    units = units_of(text, 0)
    features = features_of(units, judge_by_rules(units, titled=False))
    return features[:, FEATURES.index(name)].tolist()


def test_the_card_names_the_file_by_its_digest():
    digest = hashlib.sha256(DEFAULT_MODEL.read_bytes()).hexdigest()
    assert digest in CARD.read_text(encoding="utf-8")
    assert load_model().version == digest[:12]


def test_the_file_holds_a_weight_for_each_feature_and_no_text():
    content = json.loads(DEFAULT_MODEL.read_text(encoding="utf-8"))
    assert set(content) == {"bias", "weights"}
    assert tuple(content["weights"]) == FEATURES
    assert len(set(FEATURES)) == len(FEATURES)


def test_a_model_survives_writing_and_reading():
    model = LineModel(np.linspace(-1, 1, len(FEATURES)), 0.25)
    again = from_json(to_json(model))
    assert np.allclose(again.weights, model.weights, rtol=1e-5)
    assert again.bias == model.bias


def test_a_model_of_other_features_says_what_is_wrong():
    content = json.loads(to_json(constant(0.0)))
    content["weights"]["no such feature"] = content["weights"].pop("echo")
    with pytest.raises(ValueError, match=r"lacks the features \['echo'\].*no such feature"):
        from_json(json.dumps(content))


def test_features_by_hand():
    text = "\n".join(["* World", BODY[0], "A second round", MORE[0], "Subscribe to our newsletter"])
    assert column(text, "bulleted") == [1, 0, 0, 0, 0]
    assert column(text, "ends") == [0, 1, 0, 1, 0]
    assert column(text, "furniture") == [0, 0, 0, 0, 1]
    assert column(text, "between_prose") == [0, 0, 1, 0, 0]
    assert column(text, "before") == [1, 0, 0, 0, 0]
    assert column(text, "after") == [0, 0, 0, 0, 1]
    assert column(text, "ends at -1") == [-1, 0, 1, 0, 1]
    assert column(text, "prose within +2") == [0.5, 0.5, 0.5, 0, 0]
    assert column(text, "n_actions")[-1] == 2


def test_an_echo_is_the_share_of_words_that_other_sentences_hold():
    text = "The ministers met at the border.\nThe border ministers argued there.\nSnow fell there."
    assert column(text, "echo") == pytest.approx([2 / 2, 2 / 3, 0])


def test_features_of_nothing():
    assert features_of([], judge_by_rules([], titled=False)).shape == (0, len(FEATURES))
    assert share_of_function_words([]) == 0


@pytest.mark.parametrize("odds", [-9.0, 9.0])
def test_patterns_decide_whatever_the_model_says(odds):
    removed = clean_with(constant(odds), document(PAGE)).removed
    reasons = dict(zip(removed["text"], removed["reason"], strict=True))
    assert reasons["Home » World"] == "breadcrumb"
    assert reasons["Share"] == "share prompt"
    assert reasons["Latest news"] == "related link"


def test_a_model_that_would_drop_most_of_the_text_is_not_believed():
    assert body(clean_with(constant(-9.0), document(PAGE)), PAGE) == [*BODY, *MORE]


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_the_model_is_not_asked_about_other_languages(language):
    menu, lines = OTHER_LANGUAGES[language]
    text = "\n".join([*menu, *lines])
    always, never = (clean_with(constant(odds), document(text)) for odds in (9.0, -9.0))
    assert always.paragraphs == never.paragraphs


def test_a_text_with_nothing_around_it_is_left_whole():
    text = "\n".join([*BODY, *MORE])
    assert body(clean_with(constant(-9.0), document(text)), text) == [*BODY, *MORE]


def test_a_sentence_far_from_the_body_may_be_put_back_but_no_headline():
    menu = [f"* Section {name}" for name in "ABCDEFGH"]
    headline = "Ministers of three countries meet again in the capital over gas"
    lone = "The minister has since left the capital, an aide said."
    text = "\n".join([*BODY, *MORE, *menu, headline, lone])
    assert lone in body(clean_with(constant(9.0), document(text)), text)
    assert headline not in body(clean_with(constant(9.0), document(text)), text)
    assert lone not in body(clean_with(constant(-9.0), document(text)), text)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (
            [
                "The river at the border is seen on Monday.",
                "The river at the border is seen on Monday. Jane Doe for The Daily",
            ],
            "caption",
        ),
        (["Pictured at the back, from left, are the ministers of the two sides."], "caption"),
        (["You can save this article by registering for free here."], "subscription prompt"),
        (["Interested in more newsletters? Browse here."], "subscription prompt"),
        (["Please review our commenting policy before you write."], "comment prompt"),
    ],
)
def test_lines_beside_the_body(lines, reason):
    text = "\n".join([*BODY, *lines, *MORE])
    cleaned = clean(document(text))
    assert cleaned.removed["text"].tolist() == lines
    assert set(cleaned.removed["reason"]) == {reason}


def test_a_note_on_the_author_goes_at_the_end_and_stays_in_the_middle():
    note = "Jane Doe is a politics reporter for The Daily."
    at_end = "\n".join([*BODY, *MORE, note])
    cleaned = clean(document(at_end))
    assert cleaned.removed["reason"].tolist() == ["author credit"]
    within = "\n".join([*BODY, note, *MORE])
    assert note in body(clean(document(within)), within)


def test_every_reason_is_readable():
    cleaned = clean(document(PAGE))
    assert_complete(cleaned, PAGE)
    assert all(
        reason == reason.strip() and reason.islower() for reason in cleaned.removed["reason"]
    )


def test_training_finds_the_feature_that_decides():
    features = np.zeros((200, len(FEATURES)))
    features[:100, FEATURES.index("echo")] = 1.0
    labels = np.r_[np.ones(100, dtype=int), np.zeros(100, dtype=int)]
    model = train([Examples(features, labels, np.ones(200))])
    assert int(np.argmax(model.weights)) == FEATURES.index("echo")
    odds = model.log_odds(features)
    assert odds[:100].min() > 0 > odds[100:].max()


def test_sites_with_one_template_are_one_group():
    shared = [f"this line of the template has number {n} in it" for n in range(3)]
    pages = [
        {"id": "aa/One/1", "lines": [*shared, "x"]},
        {"id": "bb/Two/1", "lines": ["a line that stands here only and nowhere else"]},
        {"id": "cc/Three/1", "lines": [*shared, "y"]},
        {"id": "aa/One/2", "lines": ["z"]},
    ]
    one, two, three, again = groups_of(pages)
    assert one == three == again != two


def test_an_interval_holds_the_mean_and_a_single_value_has_none():
    low, high = interval([0.8, 0.9, 1.0, 0.7], ["a", "b", "c", "a"])
    assert 0.7 <= low < 0.85 < high <= 1.0
    assert interval([0.9, 0.9], ["a", "b"]) == pytest.approx((0.9, 0.9))


def test_counts():
    assert Counts(2, 4, 4).f1 == 0.5
    assert Counts(0, 0, 0).f1 == 1.0
    assert Counts(1, 2, 3) + Counts(1, 1, 1) == Counts(2, 3, 4)


@pytest.mark.skipif(
    not (EVAL / "polnear").is_dir(), reason="the articles lie beside the checkout only"
)
def test_articles_keep_their_text():
    from benchmarks.cleaning import read_lines, share_kept

    rows = read_lines(Path(EVAL / "polnear" / "dev.jsonl"))[:40]
    assert share_kept([row["text"] for row in rows], load_model()) >= 0.97


def test_a_paragraph_that_repeats_the_sentence_before_it_is_no_caption():
    lines = ["They agreed on nothing at all.", "They agreed on nothing at all. Nobody wondered."]
    text = "\n".join([*BODY, *lines, *MORE])
    assert body(clean(document(text)), text) == [*BODY, *lines, *MORE]
