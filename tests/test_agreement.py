"""Agreement with a person's coding: by hand, and what cannot be used is told by line."""

from __future__ import annotations

import math

import pytest

from analysis.agreement import FEW, agreement, figures
from analysis.coding import read_coding
from analysis.registry import MEASURES
from tests import tiny

TABLES = tiny.larger()
SENTENCES = TABLES["sentences"]


def report(text: str, tables=TABLES):
    return agreement(read_coding(text.encode()), tables)


def only(text: str, tables=TABLES):
    (one,) = report(text, tables).found
    return one


def coded(column: str, answers: list[str], more: str = "") -> str:
    """A CSV that codes the first sentences."""
    ids = SENTENCES["sentence_id"].tolist()[: len(answers)]
    lines = [
        f"sentence_id,{column}",
        *(f"{a},{b}{more}" for a, b in zip(ids, answers, strict=True)),
    ]
    return "\n".join(lines)


def test_agreement_by_hand():
    # Tones of article a: .05, -.05, .049, -.049; of b: .1, .2.
    one = only(
        coded("sentiment", ["positive", "negative", "neutral", "positive", "positive", "negative"])
    )
    assert (one.n, one.missing, one.measure) == (6, 0, "sentiment")
    assert one.share == pytest.approx(4 / 6)
    # Coded -2, 0 1, +3; found -1, 0 2, +3: by chance (2·1 + 1·2 + 3·3) / 36.
    chance = 13 / 36
    assert one.kappa == pytest.approx((4 / 6 - chance) / (1 - chance))
    f1 = [2 * 1 / (2 + 1), 2 * 1 / (1 + 2), 2 * 2 / (3 + 3)]
    assert one.macro_f1 == pytest.approx(sum(f1) / 3)
    assert list(one.confusion.index) == ["negative", "neutral", "positive"]
    assert one.confusion.loc["positive"].tolist() == [0, 1, 2]
    assert one.confusion.loc["negative"].tolist() == [1, 0, 1]


def test_the_interval_is_wilsons():
    one = only(coded("sentiment", ["positive", "negative", "neutral", "positive"]))
    n, p, z = 4, 3 / 4, 1.959964
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert (one.low, one.high) == (
        pytest.approx(middle - half, abs=1e-5),
        pytest.approx(middle + half, abs=1e-5),
    )


def test_perfect_and_undefined_agreement():
    one = only(coded("sentiment", ["positive", "negative"]))
    assert (one.share, one.kappa, one.macro_f1) == (1, 1, 1)
    alike = only(coded("perspective", ["Chinese", "Chinese"]))
    assert alike.share == 1
    assert math.isnan(alike.kappa), "one class alone leaves nothing to chance"


def test_stance_is_of_a_sentence_and_an_actor():
    ids = TABLES["mentions"].query("article_id == 'a'")["sentence_id"].tolist()
    one = only(
        "sentence_id,target,stance\n"
        f"{ids[0]},Alfa,positive\n{ids[1]},Alfa,positive\n{ids[1]},Nobody,negative\n"
    )
    assert (one.n, one.missing, one.share) == (2, 1, 0.5)


def test_voices_quoting_and_cues_are_held_against_the_attributions():
    spoken = SENTENCES[SENTENCES["attribution_id"] == "c-mixed"]["sentence_id"].iloc[0]
    found = report(
        "sentence_id,speaker,perspective,quoted,cue_class\n"
        f"{spoken},Ivanov,Russian,indirect,warning\na-s0,outlet,Western,own,neutral\n"
    ).found
    shares = {one.code: (one.n, one.missing, one.share) for one in found}
    assert shares == {
        "speaker": (2, 0, 1.0),
        "perspective": (2, 0, 0.5),
        "quoted": (2, 0, 1.0),
        "cue_class": (1, 1, 1.0),
    }
    assert {one.measure for one in found} <= set(MEASURES)


def test_topics_are_told_by_their_labels():
    one = only("sentence_id,topic\none-s0,weather\nthree-s0,other\ntwo-s0,weather\n", tiny.tables())
    assert one.confusion.loc["weather"].to_dict() == {"other": 0, "trade": 1, "weather": 1}
    assert one.share == pytest.approx(2 / 3)


def test_sentences_are_found_by_their_text_where_it_is_the_only_one():
    text = SENTENCES["text"].iloc[0]
    assert only(f'text,sentiment\n" {text.replace(" ", "  ")}",positive\n').n == 1


def test_rows_that_mean_no_sentence_are_told_by_line():
    twice = tiny.larger()
    twice["sentences"] = twice["sentences"].assign(
        text=["Same." if at < 2 else text for at, text in enumerate(twice["sentences"]["text"])]
    )
    found = report(
        "sentence_id,article_id,text,sentiment\n"
        "x,,,positive\n,,No such text.,positive\n,,Same.,positive\n,b,Same.,positive\n"
        "a-s0,,,positive\na-s0,,,negative\na-s0,,,positive\na-s0,,,good\n",
        twice,
    )
    lines = [fault.split(":")[0] for fault in found.faults]
    assert lines == [f"line {number}" for number in (2, 3, 4, 5, 7, 9)]
    for fault, words in zip(
        found.faults,
        (
            "no sentence 'x'",
            "has this text",
            "in 2 sentences",
            "has this text",
            "differently",
            "allowed",
        ),
        strict=True,
    ):
        assert words in fault
    assert [one.n for one in found.found] == [1]


def test_few_units_are_told_as_few():
    one = only(coded("sentiment", ["positive"] * 3))
    assert one.few
    assert one.n < FEW
    table = figures(report(coded("sentiment", ["positive"] * 3)))
    assert table[["code", "n", "few"]].values.tolist() == [["sentiment", 3, True]]


def test_tags_alone_are_held_against_nothing():
    found = report("sentence_id,tag\na-s0,blame\n")
    assert (found.found, found.faults, found.n_rows) == ((), (), 1)
    assert figures(found).empty


def test_the_order_of_rows_changes_no_figure():
    answers = ["positive", "negative", "neutral", "positive"]
    text = coded("sentiment", answers).split("\n")
    one, other = only("\n".join(text)), only("\n".join([text[0], *text[:0:-1]]))
    assert (one.kappa, one.macro_f1, one.share) == (other.kappa, other.macro_f1, other.share)
