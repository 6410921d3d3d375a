"""Passages of two sides about one matter: found, told once, and the same whichever is first."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare.echoes import (
    BY_NEARNESS,
    BY_RARITY,
    COLUMNS,
    LIKELY,
    MOST_WORDS,
    OUTSET,
    chance_of,
    echoes,
)
from analysis.explain import ECHOES_RIGHT, ECHOES_RIGHT_UNSEEN
from benchmarks import echoes as bench
from pages.ui import sample

# By article; the first sentences of the two are about one matter, and so are the second.
ARTICLES = {
    "north": [
        "The ministry wants the harbour bridge rebuilt before the winter storms arrive.",
        "Teachers in the valley ask for smaller classes and for better paid assistants.",
        "Nobody knows when the new orchestra will give its opening concert in the park.",
    ],
    "south": [
        "Engineers call the plan to have the harbour bridge rebuilt this year a dream.",
        "Smaller classes are promised to teachers and their assistants by the council.",
        "Rain fell for a week on the fields where the wheat was due to be cut in July.",
    ],
}
MATTERS = {"bridge": 0, "teachers": 1, "orchestra": 2, "wheat": 3}


def rows_of(articles: dict[str, list[str]]) -> pd.DataFrame:
    """Evidence rows: each sentence is a paragraph of its own."""
    made = []
    for name, sentences in articles.items():
        for number, text in enumerate(sentences):
            start = 200 * number
            own = {"row_id": f"{name}{number}", "sentence_id": f"{name}{number}"}
            made.append(
                own | {"article_id": name, "passage_id": f"{name}-{number}", "text": text,
                       "start": start, "end": start + len(text), "voice": "outlet",
                       "voice_perspective": "Other"}
            )  # fmt: skip
    return pd.DataFrame(made)


def direction(text: str) -> np.ndarray:
    """A meaning with an axis for each matter, beside what all sentences share."""
    meaning = np.full(len(MATTERS) + 1, 0.1)
    meaning[-1] = 1.0
    for word, axis in MATTERS.items():
        if word in text.lower():
            meaning[axis] = 1.0
    return meaning / np.linalg.norm(meaning)


ROWS = rows_of(ARTICLES)
NORTH, SOUTH = (ROWS[ROWS["article_id"] == name] for name in ARTICLES)


def test_what_both_speak_of_is_found_with_the_words_that_both_use():
    found = echoes(ROWS, NORTH, SOUTH, direction).set_index("row_id")
    assert list(found["other_row_id"].loc[["north0", "north1"]]) == ["south0", "south1"]
    assert set(found.index) == {"north0", "north1"}
    assert set(found.loc["north0", "words"].split(", ")) >= {"harbour", "bridge", "rebuilt"}
    assert list(found.loc["north1", ["start", "end"]]) == [200, 200 + len(ARTICLES["north"][1])]
    assert found["chance"].between(LIKELY, 1).all()


def test_chance_is_worked_out_as_told():
    """Each of the words that two of six paragraphs hold is as rare as one in three."""
    found = echoes(ROWS, NORTH, SOUTH, direction).set_index("row_id")
    words = found.loc["north0", "words"].split(", ")
    assert found.loc["north0", "rarity"] == pytest.approx(len(words) * np.log(3))
    middle = np.mean([direction(text) for text in ROWS["text"]], axis=0)
    one, other = (direction(ARTICLES[name][0]) - middle for name in ARTICLES)
    cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    assert found.loc["north0", "nearness"] == pytest.approx(cosine)
    odds = BY_NEARNESS * cosine + BY_RARITY * len(words) * np.log(3) + OUTSET
    assert found.loc["north0", "chance"] == pytest.approx(1 / (1 + np.exp(-odds)))
    assert list(found["chance"]) == sorted(found["chance"], reverse=True)


@given(nearness=st.floats(-1, 1), rarity=st.floats(0, 60), more=st.floats(0.01, 1))
def test_nearer_and_rarer_is_likelier(nearness, rarity, more):
    chance = chance_of(nearness, rarity)
    assert 0 < chance < 1
    assert chance_of(nearness + more, rarity) > chance
    assert chance_of(nearness, rarity + more) > chance


def test_near_sentences_without_words_in_common_are_no_pair_and_neither_are_words_alone():
    same_meaning = echoes(ROWS, NORTH, SOUTH, lambda text: np.array([len(text) % 7, 1.0]))
    assert set(same_meaning["row_id"]) <= {"north0", "north1"}
    opposite = {text: direction(text) for text in ROWS["text"]}
    for text in ARTICLES["south"]:
        opposite[text] = -opposite[text]
    assert echoes(ROWS, NORTH, SOUTH, opposite.__getitem__).empty


def test_names_are_no_words_in_common():
    told = {
        "north": ["Yesterday Anders Holm of Velden met the sailors who had lost their boats."],
        "south": ["For years now Anders Holm of Velden collects stamps, as his father once did."],
    }
    rows = rows_of(told)
    sides = [rows[rows["article_id"] == name] for name in told]
    assert echoes(rows, *sides, lambda text: np.array([1.0, 0.1 * len(text)])).empty


def test_swapping_the_sides_swaps_the_columns_and_nothing_else():
    there, back = echoes(ROWS, NORTH, SOUTH, direction), echoes(ROWS, SOUTH, NORTH, direction)
    for name in ("row_id", "start", "end"):
        assert list(there[name]) == list(back[f"other_{name}"])
        assert list(there[f"other_{name}"]) == list(back[name])
    for name in ("nearness", "rarity", "chance", "words"):
        assert list(there[name]) == list(back[name])


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(seed):
    mixed = [rows.sample(frac=1, random_state=seed) for rows in (ROWS, NORTH, SOUTH)]
    pd.testing.assert_frame_equal(echoes(*mixed, direction), echoes(ROWS, NORTH, SOUTH, direction))


def test_a_passage_stands_in_one_pair_and_never_beside_itself():
    again = ARTICLES | {"east": ARTICLES["south"][:1]}
    rows = rows_of(again)
    others = rows[rows["article_id"] != "north"]
    found = echoes(rows, rows[rows["article_id"] == "north"], others, direction)
    assert found["row_id"].is_unique
    assert found["other_row_id"].is_unique
    alone = echoes(ROWS, NORTH, NORTH, direction)
    assert alone.empty


def test_sides_with_nothing_to_say_have_no_pairs():
    for sides in ((NORTH.head(0), SOUTH), (NORTH, SOUTH.head(0)), (ROWS.head(0), ROWS.head(0))):
        found = echoes(ROWS, *sides, direction)
        assert list(found.columns) == COLUMNS
        assert found.empty


def test_pairs_less_likely_than_asked_for_are_left_out():
    found = echoes(ROWS, NORTH, SOUTH, direction, least=0.0)
    highest = found["chance"].max()
    pd.testing.assert_frame_equal(
        echoes(ROWS, NORTH, SOUTH, direction, least=highest), found[found["chance"] >= highest]
    )
    assert echoes(ROWS, NORTH, SOUTH, direction, least=highest + 0.01).empty


def test_one_voice_in_one_article_is_no_other_account():
    """Sides may be topics or actors: the same author then stands on both."""
    rows = ROWS.assign(article_id="one")
    north, south = (rows[rows["row_id"].str.startswith(name)] for name in ARTICLES)
    assert echoes(rows, north, south, direction).empty
    other_voice = south.assign(voice="Mayor Lind")
    whole = pd.concat([north, other_voice])
    assert len(echoes(whole, north, other_voice, direction)) == len(
        echoes(ROWS, NORTH, SOUTH, direction)
    )


def test_a_long_paragraph_is_parted():
    """An article without line breaks is one paragraph, and shares words with everything."""
    filler = "Rain fell on fields where the wheat was due to be cut in the second half of July."
    many = [filler] * (MOST_WORDS // len(filler.split()) + 1)
    rows = rows_of({"north": [*ARTICLES["north"][:1], *many, ARTICLES["north"][1]]} | {
        "south": ARTICLES["south"]
    })  # fmt: skip
    rows.loc[rows["article_id"] == "north", "passage_id"] = "north-0"
    sides = [rows[rows["article_id"] == name] for name in ARTICLES]
    found = echoes(rows, *sides, direction, least=0.0).set_index("other_row_id")
    assert found.loc["south1", "row_id"] == f"north{len(many) + 1}"
    assert found.loc["south1", "start"] > 200


def test_a_passage_of_several_sentences_is_told_whole_with_its_nearest_sentence():
    more = {"north": [*ARTICLES["north"][:1], "It has been closed to lorries since the flood."]}
    rows = rows_of(ARTICLES | more)
    rows.loc[rows["row_id"] == "north1", "passage_id"] = "north-0"
    sides = [rows[rows["article_id"] == name] for name in ARTICLES]
    found = echoes(rows, *sides, direction).iloc[0]
    assert (found["row_id"], found["start"]) == ("north0", 0)
    assert found["end"] == 200 + len(more["north"][1])


def test_a_passage_is_read_whole_of_which_the_corpus_counts_the_beginning_alone():
    rows = rows_of({"north": [*ARTICLES["north"][:1], "It has been closed since the flood."]})
    rows["passage_id"] = "north-0"
    found = echoes(pd.concat([rows[:1], SOUTH]), rows, SOUTH, direction).iloc[0]
    assert (found["row_id"], found["end"]) == ("north0", rows["end"].max())


def test_on_the_sample_what_is_shown_is_right_as_often_as_told():
    """Another processor may round another way, and a pair at the edge be shown or not."""
    judged = bench.labels()
    found = [judged.get(pair) for pair in bench.shown(sample.analysis())]
    known = [same for same in found if same is not None]
    assert (sum(known), len(known)) == pytest.approx(ECHOES_RIGHT, abs=1)
    assert len(found) - len(known) <= 1
    assert np.mean(known) >= 0.8


def test_in_articles_that_the_fit_did_not_see_four_in_five_are_right_as_told():
    right = bench.unseen()
    assert (right.sum(), len(right)) == ECHOES_RIGHT_UNSEEN
    assert len(right) >= 40
    assert right.mean() >= 0.8
    of_the_sample = bench.without_the_sample()
    assert len(of_the_sample)
    assert of_the_sample.all(), "what other news teaches is right in the sample, too"


def test_the_weights_are_those_that_the_labels_give():
    pairs = pd.read_csv(bench.FIT)
    fitted = bench.weights(pairs[pairs["set"] == "fitted"])
    assert fitted == pytest.approx([BY_NEARNESS, BY_RARITY, OUTSET], abs=0.01)
