"""A person's coding as rows: what is taken away is read again, bad rows are told by line."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.coding import COLUMNS, CodingFault, coding_of, read_coding
from analysis.corrections import Corrections, Speaker, Stance, Tag, Target
from analysis.spreadsheet import csv
from tests import tiny

TABLES = tiny.larger()
MENTION = TABLES["mentions"].iloc[0]
SENTENCE = TABLES["sentences"].set_index("sentence_id").loc[MENTION["sentence_id"]]


def rows(text: str) -> pd.DataFrame:
    coded = read_coding(text.encode())
    assert coded.faults == ()
    return coded.rows


def test_every_judgement_is_a_row_of_its_sentence():
    found = coding_of(
        Corrections(
            (
                Stance(MENTION["mention_id"], "negative"),
                Target(MENTION["mention_id"], "Alfa"),
                Tag(MENTION["sentence_id"], "blame"),
                Tag(MENTION["sentence_id"], "cause"),
                Tag("nowhere-s0-1", "blame"),
                Stance("nowhere-m0-1", "negative"),
                Speaker(attribution_id="c-two", name="Ivanov"),
            )
        ),
        TABLES,
    )
    assert list(found.columns) == list(COLUMNS)
    held = found[found["sentence_id"] == MENTION["sentence_id"]]
    assert set(held["text"]) == {SENTENCE["text"]}
    said = held[["target", "stance", "tag"]].values.tolist()
    assert said == [["Alfa", "negative", ""], ["", "", "blame"], ["", "", "cause"]]
    (spoken,) = found[found["speaker"] != ""].to_dict("records")
    assert (spoken["speaker"], spoken["perspective"]) == ("Ivanov", "Russian")


def test_a_speaker_of_an_article_is_coded_in_every_sentence():
    found = coding_of(
        Corrections((Speaker(article_id="c", speaker="Smith", role="other"),)), TABLES
    )
    told = TABLES["sentences"].query("article_id == 'c' and voice == 'Smith'")
    assert list(found["sentence_id"]) == list(told["sentence_id"])


def test_what_is_taken_away_is_read_again():
    made = coding_of(
        Corrections((Stance(MENTION["mention_id"], "negative"), Tag("a-s0", "=blame"))), TABLES
    )
    again = read_coding(csv(made))
    assert again.faults == again.unknown == ()
    pd.testing.assert_frame_equal(again.rows[list(COLUMNS)], made, check_dtype=False)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_found_whatever_stands_between_them(delimiter):
    lines = ["\ufeffSentence_ID,Sentiment,note", "a,negative,x", "", " b , neutral ,"]
    found = read_coding("\r\n".join(lines).replace(",", delimiter).encode())
    assert found.unknown == ("note",)
    assert found.rows[["line", "sentence_id", "sentiment"]].values.tolist() == [
        [2, "a", "negative"], [4, "b", "neutral"],
    ]  # fmt: skip


def test_texts_may_hold_breaks_and_lines_are_those_of_the_file():
    found = rows('text,topic\n"one\n two",gas\nthree,oil\n')
    assert found[["line", "text"]].values.tolist() == [[2, "one two"], [4, "three"]]


def test_bad_rows_are_told_by_line_and_the_others_are_kept():
    found = read_coding(
        b"sentence_id,target,stance,sentiment,quoted\n"
        b"a,Alfa,good,,\n"
        b"a,,negative,,\n"
        b",Alfa,negative,,\n"
        b"a,Alfa,,,\n"
        b"a,Alfa\n"
        b"a,,,,shouted\n"
        b"a,Alfa,negative,positive,own\n"
    )
    assert [line for line, _ in found.faults] == [2, 3, 4, 5, 6, 7]
    for (_, fault), words in zip(
        found.faults,
        (
            "stance is 'good'; allowed are negative, neutral, positive",
            "needs the actor",
            "which sentence",
            "nothing is coded",
            "2 cells, but 5 columns",
            "allowed are own, direct, indirect",
        ),
        strict=True,
    ):
        assert words in fault
    assert list(found.rows["line"]) == [8]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "names nothing"),
        (b"sentence_id,note\n", "at least one of"),
        (b"stance,target\n", "sentence_id or text"),
        (b"text,topic,topic\n", "stand twice: topic"),
        (b"\xff\xfe", "not UTF-8"),
        (b'text,topic\n"never closed,x\n', "not sound CSV"),
    ],
)
def test_what_is_no_coding_is_refused_with_what_is_needed(data, words):
    with pytest.raises(CodingFault, match=words):
        read_coding(data)


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("analysis.coding.MAX_ROWS", 2)
    with pytest.raises(CodingFault, match="more than 2 rows"):
        read_coding(b"text,topic\n" + b"a,b\n" * 3)
    monkeypatch.setattr("analysis.coding.MAX_BYTES", 3)
    with pytest.raises(CodingFault, match="larger than 3 bytes"):
        read_coding(b"text,topic\n")
