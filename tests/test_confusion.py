"""What is taken for what: the file, its figures, its chart, its script and its place on Methods."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import f1_score
from streamlit.testing.v1 import AppTest

from analysis import store
from analysis.charts import theme
from analysis.charts.confusion import confusion_matrices
from analysis.charts.reliability import reliability
from analysis.confusion import (
    CLASSES,
    CONFUSION_FILE,
    ENGINE,
    METHODS,
    TONE,
    ConfusionFault,
    figures,
    read_confusion,
)
from analysis.quality import read_quality
from analysis.reference import load_reference
from analysis.stance import default_engine
from benchmarks import own, quality, stance_confusion
from benchmarks.figures import Basis
from pages.ui import methods_stance
from tests import tiny
from tests.opening import open_page

ROOT = Path(__file__).resolve().parents[1]
NOTES = theme.Notes("What was taken for what", "rows", "some texts · Parallax")
CALLS = [[5, 3, 2], [1, 8, 1], [0, 4, 6]]
FLAT = [[10, 0, 0], [10, 0, 0], [10, 0, 0]]
TEST = {
    "texts": "some texts",
    "who_labelled": "a person",
    "command": "python -m x",
    "engine": "an engine, version 1",
    "calls": {ENGINE: CALLS, TONE: FLAT},
}
ERROR = {
    "texts": "some texts",
    "article": "one",
    "sentence": "Ruritania <b>lied</b>.",
    "start": 0,
    "end": 9,
    "truth": "negative",
    "called": "positive",
    "chance": 0.91,
    "tone": "neutral",
}


def written(folder: Path, content: object) -> Path:
    path = folder / "confusion.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def one_by_one(calls: list[list[int]]) -> tuple[list[int], list[int]]:
    cells = [(t, c) for t in range(3) for c in range(3) for _ in range(calls[t][c])]
    return [truth for truth, _ in cells], [called for _, called in cells]


@pytest.mark.parametrize("calls", [CALLS, FLAT])
def test_figures_agree_with_scikit_learn(tmp_path, calls):
    test = TEST | {"calls": {ENGINE: calls, TONE: FLAT}}
    found = read_confusion(written(tmp_path, {"tests": [test], "errors": []}))
    row = figures(found.tests).iloc[0]
    truth, called = one_by_one(calls)
    by_class = f1_score(truth, called, average=None, labels=[0, 1, 2], zero_division=0)
    assert [row[f"f1_{name}"] for name in CLASSES] == pytest.approx(list(by_class))
    assert row["macro_f1"] == pytest.approx(by_class.mean())
    assert row["n"] == 30


def test_signs_are_counted_over_what_is_not_neutral(tmp_path):
    found = read_confusion(written(tmp_path, {"tests": [TEST], "errors": []}))
    table = figures(found.tests)
    assert list(table["method"]) == list(METHODS.values())
    assert list(table["right_sign"]) == [11 / 20, 10 / 20]
    assert list(table["wrong_sign"]) == [2 / 20, 10 / 20]


def test_a_missing_file_holds_nothing(tmp_path):
    found = read_confusion(tmp_path / "none.json")
    assert (found.tests, found.errors) == ((), ())
    assert figures(found.tests).empty


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "cannot be used"),
        ([], "cannot be used"),
        ({"tests": []}, "cannot be used"),
        ({"tests": [{"texts": "x"}], "errors": []}, "cannot be used"),
        ({"tests": [TEST | {"calls": {ENGINE: CALLS}}], "errors": []}, "the calls by tone are"),
        (
            {"tests": [TEST | {"calls": {ENGINE: CALLS, TONE: [[1, 2, -3]] * 3}}], "errors": []},
            "needed are three rows of three counts",
        ),
        (
            {"tests": [TEST | {"calls": {ENGINE: CALLS, TONE: [[1, 0, 0]] * 3}}], "errors": []},
            "different numbers of mentions",
        ),
        ({"tests": [], "errors": [ERROR | {"truth": "good"}]}, "unknown classes"),
        ({"tests": [], "errors": [ERROR | {"end": 99}]}, "does not lie in"),
        ({"tests": [], "errors": [ERROR | {"more": 1}]}, "cannot be used"),
    ],
)
def test_a_faulty_file_is_refused_with_the_reason(tmp_path, content, words):
    with pytest.raises(ConfusionFault, match=words):
        read_confusion(written(tmp_path, content))


def test_the_chart_shows_every_count_and_share_of_both():
    calls = {"<i>one</i>": ((5, 3, 2), (0, 0, 0), (0, 4, 6)), "two": ((9, 0, 0),) * 3}
    figure = confusion_matrices(calls, NOTES)
    said = [note.text for note in figure.layout.annotations]
    assert sum("<br><span" in text for text in said) == 18
    assert any(text.startswith("5<br>") and "50%" in text for text in said)
    assert "<b>&lt;i&gt;one&lt;/i&gt;</b>" in said
    first, second = figure.data
    assert [list(row) for row in first.z] == [[0.5, 0.3, 0.2], [0, 0, 0], [0, 0.4, 0.6]]
    assert (first.xaxis, second.xaxis) == ("x", "x2")
    assert "3 called neutral" in first.hovertext[0][1]
    assert "50% of the 10 annotated negative" in first.hovertext[0][0]
    dark = confusion_matrices(calls, theme.Notes("T", "S", "F", dark=True))
    assert dark.layout.paper_bgcolor == theme.DARK.paper


def test_what_cannot_be_counted_here_stays_as_stored(tmp_path, capsys):
    path = written(tmp_path, {"tests": [TEST], "errors": [ERROR]})
    here = Basis("other texts", "a person", "articles")

    def count(_):
        return [TEST | {"texts": "other texts"}], []

    def never(_):
        raise AssertionError("must not be counted")

    kept = Basis("some texts", "a person", "articles")
    for part in (
        stance_confusion.Part((kept,), never, needs=tmp_path / "nowhere"),
        stance_confusion.Part((kept,), never, slow=True),
    ):
        parts = (part, stance_confusion.Part((here,), count))
        stance_confusion.write(path, parts, everything=part.needs is not None)
        found = read_confusion(path)
        assert [one.texts for one in found.tests] == ["some texts", "other texts"]
        assert len(found.errors) == 1
    assert "stored counts kept: some texts" in capsys.readouterr().err


def test_tenths_of_a_probability_are_counted_by_hand():
    chances = np.array([0.05, 0.08, 0.31, 0.39, 1.0])
    right = np.array([False, True, False, True, True])
    assert stance_confusion.bins_of(chances, right) == [
        [0.065, 0.5, 2], [0.35, 0.5, 2], [1.0, 1.0, 1]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "bins", [{"other": [[0.1, 0.1, 3]]}, {"negative": [[0.1, 1.1, 3]]}, {"negative": [[0.1, 0.1]]}]
)
def test_bins_that_are_none_are_refused(tmp_path, bins):
    test = TEST | {"bins": bins}
    with pytest.raises(ConfusionFault, match="the bins of"):
        read_confusion(written(tmp_path, {"tests": [test], "errors": []}))


def test_true_probabilities_lie_on_the_diagonal_and_many_mentions_make_large_points():
    figure = reliability({"negative": [(0.1, 0.1, 400), (0.8, 0.7, 4)]}, NOTES)
    diagonal, line = figure.data
    assert list(diagonal.x) == list(diagonal.y) == [0, 1]
    assert (list(line.x), list(line.y)) == ([0.1, 0.8], [0.1, 0.7])
    assert line.marker.size[0] > line.marker.size[1]
    assert list(line.customdata) == [400, 4]


def mentions_of(errors: Iterable[dict]) -> set[tuple]:
    """The errors but for their chances, whose last digit depends on the processor."""
    return {
        tuple(value for name, value in one.items() if name not in ("chance", "gap"))
        for one in errors
    }


def test_the_stored_counts_are_those_of_this_code_and_of_the_engine_that_ships():
    stored = json.loads(CONFUSION_FILE.read_text(encoding="utf-8"))
    engine = default_engine()
    named = f"{engine.name}, version {engine.version}"
    assert {one["engine"] for one in stored["tests"]} == {named}, (
        "run python -m benchmarks.stance_confusion --all"
    )
    tests, errors = stance_confusion.of_articles(
        quality.ON_OWN, own.read_articles(), load_reference()
    )
    texts = quality.ON_OWN.texts
    assert [one for one in stored["tests"] if one["texts"] == texts] == tests
    assert mentions_of(one for one in stored["errors"] if one["texts"] == texts) == mentions_of(
        errors
    )


def test_the_counts_agree_with_the_stored_figures():
    """Of the tests whose figures the quality gate keeps fresh; both methods."""
    figures_stored = read_quality().set_index(["method", "test", "measure"])["value"]
    methods = {ENGINE: "stance, mentions as annotated", TONE: "stance, VADER on the sentence"}
    table = figures(read_confusion().tests)
    for basis in (quality.ON_GOLD, quality.ON_OWN):
        for method, name in methods.items():
            row = table[(table["texts"] == basis.texts) & (table["method"] == METHODS[method])]
            assert float(row["macro_f1"].iloc[0]) == pytest.approx(
                figures_stored[name, basis.name, "macro-F1"], abs=0.0011
            )


def test_only_texts_of_the_project_are_shown_and_only_errors():
    texts = [article["text"] for article in own.read_articles()]
    texts += [path.read_text("utf-8") for path in (ROOT / "data" / "sample").glob("*.txt")]
    errors = read_confusion().errors
    assert errors
    for error in errors:
        assert any(error.sentence in text for text in texts), error
        assert error.truth != error.called
        assert np.isfinite(error.chance)
    assert {error.texts for error in errors} <= {quality.ON_GOLD.texts, quality.ON_OWN.texts}


@pytest.fixture
def methods(tmp_path, monkeypatch):
    """Opens the Methods page with a file of confusions."""
    store.save(tiny.analysis(), tmp_path / "tiny", comparison=False)

    def open_with(content: object | None) -> AppTest:
        path = tmp_path / "none.json" if content is None else written(tmp_path, content)
        monkeypatch.setattr(methods_stance, "read_confusion", lambda: read_confusion(path))
        app = open_page(monkeypatch, tmp_path / "tiny", "methods")
        assert not app.exception
        return app

    return open_with


def said(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_methods_show_both_methods_and_the_worst_errors_escaped(methods):
    other = TEST | {"texts": "other texts", "engine": "another"}
    app = methods({"tests": [TEST, other], "errors": [ERROR]})
    assert "<mark>Ruritania</mark> &lt;b&gt;lied&lt;/b&gt;." in said(app)
    assert "annotated: unfavourable" in said(app)
    assert "stance engine: favourable, 91%" in said(app)
    assert sum("surest and wrong" in one.label for one in app.expander) == 1
    (chart,) = app.get("plotly_chart")
    assert "an engine, version 1" in chart.proto.spec
    app.session_state["tested"] = "other texts"
    (chart,) = app.run().get("plotly_chart")
    assert "another" in chart.proto.spec


def test_methods_say_when_nothing_was_counted_or_the_file_is_faulty(methods):
    assert "Nothing was counted in this copy yet" in said(methods(None))
    app = methods({"tests": 3})
    assert any("cannot be used" in element.value for element in app.text)
