"""A chart on paper: white, wide, readable in grey, with all its words and the same numbers."""

from __future__ import annotations

import html
import json
import re
from functools import partial

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts import theme
from analysis.charts.fit import fitted, width_of
from analysis.charts.frame import framed
from analysis.charts.paper import LETTERS, SYMBOLS, WIDTH, on_paper
from analysis.report import captions
from analysis.report.catalogue import Chart, charts_of
from tests import tiny

KEYS = [chart.key for chart in charts_of(tiny.analysis())]
SAID = ("A method. " * 40, "An article; " * 60)


def charts(monkeypatch: pytest.MonkeyPatch, *, dark: bool) -> dict[str, Chart]:
    with monkeypatch.context() as patched:
        patched.setattr(captions, "notes", partial(captions.notes, dark=dark))
        return {chart.key: chart for chart in charts_of(tiny.analysis())}


@pytest.fixture(scope="module")
def drawn() -> dict[bool, dict[str, Chart]]:
    """The charts of the tiny corpus on a light and on a dark ground, by key."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        return {dark: charts(monkeypatch, dark=dark) for dark in (False, True)}


def said(figure: go.Figure) -> str:
    """All words in the frame of a figure, as they are read."""
    words = [figure.layout.title.text, *(note.text for note in figure.layout.annotations)]
    return html.unescape(re.sub("<[^>]*>", " ", " ".join(words))).replace("\u00a0", " ")


def same_marks(one: go.Figure, other: go.Figure) -> bool:
    return all(
        list(mine[name] or ()) == list(its[name] or ())
        for mine, its in zip(one.data, other.data, strict=True)
        for name in ("x", "y", "customdata", "hovertext")
    )


@pytest.mark.parametrize("key", KEYS)
def test_a_dark_chart_leaves_as_the_light_one_does(drawn, key):
    light, dark = (on_paper(drawn[ground][key].figure, SAID) for ground in (False, True))
    assert dark.to_json() == light.to_json()
    assert dark.layout.paper_bgcolor == "#FFFFFF"
    for colour in vars(theme.DARK).values():
        assert colour not in dark.to_json()


@pytest.mark.parametrize("key", KEYS)
def test_a_browser_that_is_given_it_twice_draws_it_once(drawn, key):
    """Plotly takes what is given anew for something else when its layout holds any of these."""
    spec = drawn[False][key].figure.to_dict()
    assert "template" not in spec["layout"]
    assert isinstance(spec["layout"]["meta"], str)
    assert spec["layout"]["datarevision"] == 1


def test_no_colour_of_data_is_one_of_a_dark_ground():
    coloured = json.dumps([theme.PERSPECTIVE_COLOURS, theme.DEFINED_COLOURS, theme.DIVERGING,
                           theme.SEQUENTIAL, vars(theme.LIGHT)])  # fmt: skip
    assert not [colour for colour in vars(theme.DARK).values() if colour in coloured]


@pytest.mark.parametrize("key", KEYS)
def test_the_marks_stay_what_they_are(drawn, key):
    chart = drawn[False][key]
    before = chart.figure.to_json()
    assert same_marks(chart.figure, chart.image())
    assert chart.figure.to_json() == before, "the figure on the screen was changed"


@pytest.mark.parametrize("key", KEYS)
def test_it_says_what_it_rests_on(drawn, key):
    chart = drawn[False][key]
    words = " ".join(said(chart.image()).split())
    assert chart.title in words
    for told in (
        "no filters", "3 articles", "Too little evidence: fewer than 5 sentences",
        "describes these texts only", "Daily North, 12 January 2022, news report, no translation",
        "unknown outlet, no date", "Missing in this corpus: ", "Parallax 0",
        "corpus fingerprint tiny",
    ):  # fmt: skip
        assert told in words, told


@pytest.mark.parametrize("key", KEYS)
def test_its_colours_are_told_without_colour(drawn, key):
    chart = drawn[False][key]
    paper = chart.image()
    names = [name for name, _ in framed(chart.figure).key]
    head = html.unescape(re.sub("<[^>]*>", " ", paper.layout.title.text))
    # The key stands last; the sentence under the title may hold the same words.
    signs = [re.findall(rf"(\S+)\s+{re.escape(name)}", head)[-1] for name in names]
    assert len(set(signs)) == len(names)
    assert set(signs) <= {*LETTERS, *SYMBOLS.values()}
    letters = {sign for sign in signs if sign in LETTERS}
    for trace in paper.data if letters else ():
        if trace.type == "bar":
            told = {text.split(" ")[0] for text in trace.text if text}
            assert len(told) <= 1
            assert told <= letters


def test_the_mean_stands_in_a_cell_whose_colour_has_two_ends():
    cells = charts_of(tiny.larger_analysis())
    coloured = next(chart for chart in cells if chart.key == "stance").image().data[0]
    assert coloured.text
    for face, value in zip(coloured.text, coloured.marker.color, strict=True):
        assert face.endswith(f"<br>{value:+.2f}".replace("-", "−"))


@pytest.mark.parametrize("width", [340, 690, WIDTH])
@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_cut_off(drawn, key, width):
    paper = on_paper(drawn[False][key].figure, SAID, width)
    assert paper.layout.width == width
    ticks = [re.sub("<[^>]*>", "", line) for tick in paper.layout.yaxis.ticktext or ()
             for line in tick.split("<br>")]  # fmt: skip
    for line in ticks:
        needed = width_of(html.unescape(line), theme.LABEL_SIZE)
        assert needed < paper.layout.margin.l or paper.layout.margin.l >= width * 0.41
    foot = paper.layout.annotations[-1].text.split("<br>")
    assert all(width_of(html.unescape(line), theme.FOOTER_SIZE) <= width for line in foot)
    assert paper.layout.margin.b >= theme.FOOTER_LINE * len(foot)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400), st.integers(60, 900))
def test_lines_fit_and_lose_nothing(text, pixels):
    lines = [html.unescape(line) for line in fitted(text, pixels, 10)]
    assert all(width_of(line, 10) <= pixels or len(line) == 1 for line in lines)
    kept = theme.ACTING.sub("\ufffd", text)
    assert "".join(lines).replace(" ", "") == kept.replace(" ", "")


def test_a_figure_from_elsewhere_is_refused():
    with pytest.raises(ValueError, match="has no frame"):
        on_paper(go.Figure())


def test_a_word_of_ten_thousand_letters_is_broken():
    lines = fitted("w" * 10_000, 800, theme.FOOTER_SIZE)
    assert len(lines) > 50
