"""The agreement card of the Methods page, run without a browser."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import store
from analysis.agreement import FEW
from analysis.corrections import Stance
from analysis.registry import measure_of
from analysis.selection import Selection
from pages.ui import sample, uploads
from tests import test_corpus_page, tiny
from tests.test_corpus_page import go, pieces

start = test_corpus_page.start


def give(app: AppTest, text: str) -> AppTest:
    box = next(box for box in app.file_uploader if box.label == "Coded sentences (CSV)")
    box.set_value([("coding.csv", text.encode(), "text/csv")]).run()
    assert not app.exception
    return app


def table(app: AppTest) -> pd.DataFrame:
    return next(found.value for found in app.dataframe if "kappa" in found.value)


@pytest.fixture(scope="module")
def pairs() -> pd.DataFrame:
    """Sentences of the sample with one mention of an actor that is no modifier, and its class."""
    rows = sample.analysis().evidence(Selection(), "stance")
    rows = rows.drop_duplicates(["sentence_id", "item"], keep=False)
    return rows.assign(stance=rows["sign"].map({-1: "negative", 0: "neutral", 1: "positive"}))


def coding(pairs: pd.DataFrame) -> str:
    lines = zip(pairs["sentence_id"], pairs["item"], pairs["stance"], strict=True)
    return "\n".join(["sentence_id,target,stance", *map(",".join, lines)])


def test_a_coding_like_the_programs_own_agrees_wholly(start, pairs):
    some = pairs.head(FEW + 5)
    app = give(go(start(), "methods"), coding(some))
    (row,) = table(app).to_dict("records")
    assert (row["n"], row["missing"], row["share"]) == (len(some), 0, 1)
    assert row["macro_f1"] == 1
    assert row["told"] == "its interval tells"
    confusion = next(found.value for found in app.dataframe if "positive" in found.value.columns)
    assert confusion.to_numpy().trace() == len(some)
    assert measure_of("agreement").definition.split(",")[0] in pieces(app)


def test_few_rows_are_told_as_few_and_bad_rows_by_line(start, pairs):
    text = coding(pairs.head(3)) + "\nnowhere,NATO,negative\n,NATO,negative\nx,NATO,angry\n"
    app = give(go(start(), "methods"), text)
    assert list(table(app)["told"]) == [f"a first look: under {FEW}"]
    assert "The sentences of 3 rows were found." in pieces(app)
    said = "\n".join(element.value for element in app.text)
    for line, words in ((5, "no sentence 'nowhere'"), (6, "which sentence"), (7, "'angry'")):
        assert f"line {line}: " in said
        assert words in said


def test_what_is_no_coding_is_told(start):
    app = give(go(start(), "methods"), "a,b\n1,2\n")
    assert any("cannot be read" in error.value for error in app.error)
    assert any("at least one of" in element.value for element in app.text)


def test_corrections_of_the_same_person_do_not_flatter(start, pairs):
    first = pairs.iloc[0]
    other = "positive" if first["stance"] != "positive" else "negative"
    app = go(start(), "methods")
    app.session_state["_desk"] = uploads.Desk(
        corrections=uploads.Corrections((Stance(first["row_id"], other),))
    )
    app.run()
    changed = pairs.head(1).assign(stance=other)
    app = give(app, coding(changed))
    (row,) = table(app).to_dict("records")
    assert (row["n"], row["share"]) == (1, 0)


def test_a_stored_analysis_with_corrections_says_that_they_flatter(start, tmp_path):
    made = tiny.larger_analysis()
    run = {**made.run, "corrections": {"applied": 2}}
    store.save(store.Analysis(made.whole_tables(), run), tmp_path, comparison=False)
    first = made.evidence(Selection(), "stance").iloc[:1].assign(stance="negative")
    app = give(go(start(folder=tmp_path), "methods"), coding(first))
    assert "2 corrections by hand, which cannot be left out here" in pieces(app)
    assert len(table(app)) == 1
