"""CSV that no spreadsheet takes for a program."""

from __future__ import annotations

import io

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.spreadsheet import FORMULA_STARTS, csv


def test_formulas_in_text_are_neutralised_and_numbers_stay():
    frame = pd.DataFrame(
        {
            "text": ["=1+1", "+x", "-x", "@x", "\tx", "plain", None],
            "value": [-0.5, 1.0, 2.0, 3.0, 4.0, 5.0, float("nan")],
            "targets": [("-a", "b"), (), (), (), (), (), ()],
        }
    )
    lines = csv(frame).decode("utf-8-sig").splitlines()
    assert lines[1] == "'=1+1,-0.5,'-a; b"
    assert [line[:2] for line in lines[2:5]] == ["'+", "'-", "'@"]
    assert lines[6] == "plain,5.0,"


def test_the_name_of_a_column_is_no_formula_either():
    frame = pd.DataFrame({"=HYPERLINK(1)": [1], "plain": ["x"]})
    assert csv(frame).decode("utf-8-sig").splitlines()[0] == "'=HYPERLINK(1),plain"


def test_a_spreadsheet_sees_the_encoding():
    assert csv(pd.DataFrame({"text": ["Київ"]})).startswith(b"\xef\xbb\xbf")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\r\x00\ud800", codec="utf-8"))))
def test_no_cell_of_text_begins_a_formula(texts):
    read = pd.read_csv(
        io.BytesIO(csv(pd.DataFrame({"n": 1, "text": texts}))),
        dtype=str,
        keep_default_na=False,
    )
    assert len(read) == len(texts)
    assert not any(text.startswith(FORMULA_STARTS) for text in read["text"])
