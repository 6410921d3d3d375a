"""The chart of typical words and the scatter of two groups."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts import theme
from analysis.charts.wording import EDGE, typical_words
from analysis.charts.wording_pair import word_scatter
from analysis.report.catalogue import charts_of
from tests import tiny

NOTES = theme.Notes("A title", "how it is shown", "everything · Parallax abc")
HOSTILE = '<a href="http://evil.example">x</a>'
NAMES = {"A": "Side <A>", "B": "Side B"}
COLOURS = {"A": "#D97706", "B": "#3D4FB8"}
CHARTS = (typical_words, word_scatter)


def row(
    term: str,
    n: int,
    rest: int,
    z: float,
    *,
    group: str = "A",
    enough: bool = True,
    sure: bool | None = None,
):
    return {
        "group": group, "term": term, "shown": term.title(), "n": n, "n_sentences": n,
        "n_articles": min(n, 2), "rest_n": rest, "rest_sentences": rest, "per_thousand": n * 1.0,
        "rest_per_thousand": rest * 1.0, "value": z / 2, "low": z / 2 - 1, "high": z / 2 + 1,
        "z": z, "enough": enough, "sure": enough if sure is None else sure,
    }  # fmt: skip


TABLE = pd.DataFrame(
    [
        row("peace", 9, 1, 3.0),
        row("rare", 2, 0, 1.0, enough=False),
        row("war", 0, 8, -3.0),
        row("war", 8, 0, 14.0, group="B"),
    ]
)


def marks(figure) -> dict[tuple[str, str], int]:
    """The place of each clickable mark in its trace."""
    return {tuple(cell): at for at, cell in enumerate(figure.data[1].customdata)}


def test_each_word_stands_under_the_name_of_its_group():
    figure = typical_words(TABLE, NOTES, NAMES, COLOURS)
    axis = figure.layout.yaxis
    labels = dict(zip(axis.tickvals, axis.ticktext, strict=True))
    assert "Side &lt;A&gt;" in labels[0]
    assert "Side B" in labels[4]
    for (group, term), at in marks(figure).items():
        assert term.title() in labels[figure.data[1].y[at]]
        assert (figure.data[1].y[at] > 4) == (group == "B")


def test_counts_stand_beside_each_word_and_endless_odds_at_the_edge():
    figure = typical_words(TABLE, NOTES, NAMES, COLOURS)
    said = [note.text for note in figure.layout.annotations]
    assert said[:2] == ["9 in 2 art.", "2 in 2 art."]
    assert figure.data[1].x[marks(figure)["B", "war"]] == EDGE
    assert max(x for x in figure.data[0].x if x is not None) <= EDGE


def test_too_little_evidence_is_hollow_and_has_no_interval():
    for draw in CHARTS:
        figure = draw(TABLE, NOTES, NAMES, COLOURS)
        colours = figure.data[1].marker.color
        assert colours[marks(figure)["A", "rare"]] == theme.LIGHT.paper
        assert colours[marks(figure)["A", "peace"]] == COLOURS["A"]
        assert "too little evidence" in figure.data[1].hovertext[marks(figure)["A", "rare"]]
    lines = typical_words(TABLE, NOTES, NAMES, COLOURS).data[0]
    assert len(lines.x) == 3 * int(TABLE["enough"].sum())


def test_a_word_is_told_in_times_and_without_terms_of_statistics():
    hovers = typical_words(TABLE, NOTES, NAMES, COLOURS).data[1].hovertext
    assert any("as often (×" in hover for hover in hovers)
    assert any("over ×1,000" in hover for hover in hovers)
    assert not [hover for hover in hovers if "odds" in hover or "z " in hover]


def test_of_few_articles_no_range_is_drawn():
    bare = typical_words(TABLE, NOTES, NAMES, COLOURS, ranges=False)
    assert not bare.data[0].x
    assert list(bare.data[1].x) == list(typical_words(TABLE, NOTES, NAMES, COLOURS).data[1].x)
    few = {chart.key: chart for chart in charts_of(tiny.larger_analysis())}["word"]
    assert not few.figure.data[0].x
    told = TABLE.assign(low=float("nan"), high=float("nan"))
    lines, marks = typical_words(told, NOTES, NAMES, COLOURS).data
    assert not lines.x
    assert not [hover for hover in marks.hovertext if "(×" in hover]


def test_what_may_be_chance_does_not_look_sure():
    unsure = pd.DataFrame([row("peace", 9, 1, 3.0, sure=False), row("war", 0, 8, -3.0)])
    typical = typical_words(unsure, NOTES, NAMES, COLOURS).data[1]
    assert list(typical.marker.color) == [theme.LIGHT.paper, COLOURS["A"]]
    assert typical.marker.line.color[0] == COLOURS["A"]
    scatter = word_scatter(unsure, NOTES, NAMES, COLOURS)
    at = marks(scatter)
    assert scatter.data[1].marker.color[at["A", "peace"]] == theme.LIGHT.muted
    assert scatter.data[1].marker.color[at["A", "war"]] == COLOURS["B"]
    for trace in (typical, scatter.data[1]):
        assert "may be chance" in trace.hovertext[0] + trace.hovertext[1]


def test_the_scatter_lays_each_word_by_its_use_and_names_the_surest():
    figure = word_scatter(TABLE, NOTES, NAMES, COLOURS)
    found, data = marks(figure), figure.data[1]
    assert set(found) == {("A", "peace"), ("A", "rare"), ("A", "war")}
    assert data.x[found["A", "peace"]] > data.y[found["A", "peace"]]
    none = figure.layout.xaxis.tickvals[0]
    assert figure.layout.xaxis.ticktext[0] == "none"
    assert data.x[found["A", "war"]] == none < 0
    assert data.marker.color[found["A", "war"]] == COLOURS["B"]
    said = {note.text for note in figure.layout.annotations}
    assert {"Peace", "War"} <= said
    assert "Rare" not in said


def test_words_at_one_place_can_be_told_apart():
    same = pd.DataFrame([row(f"w{number}", 3, 1, 1.0) for number in range(30)])
    data = word_scatter(same, NOTES, NAMES, COLOURS).data[1]
    assert len(set(zip(data.x, data.y, strict=True))) == 30


def test_the_chosen_word_is_outlined_alone():
    for draw in CHARTS:
        figure = draw(TABLE, NOTES, NAMES, COLOURS, chosen="peace")
        widths = figure.data[1].marker.line.width
        assert [at for at, width in enumerate(widths) if width == 3] == [
            marks(figure)["A", "peace"]
        ]


@pytest.mark.parametrize("draw", CHARTS)
class TestEveryChart:
    def test_draws_nothing_without_failing(self, draw):
        assert draw(TABLE.head(0), NOTES, NAMES, COLOURS).layout.height > 0

    @pytest.mark.parametrize("column", ["n", "value", "enough", "sure", "per_thousand"])
    def test_names_missing_columns(self, draw, column):
        with pytest.raises(KeyError, match=column):
            draw(TABLE.drop(columns=column), NOTES, NAMES, COLOURS)

    def test_stands_alone_and_follows_the_ground(self, draw):
        notes = theme.Notes("T", "S", "F · fingerprint", dark=True)
        figure = draw(TABLE, notes, NAMES, COLOURS)
        assert figure.layout.paper_bgcolor == theme.DARK.paper
        assert "T" in figure.layout.title.text
        assert "fingerprint" in figure.layout.annotations[-1].text

    def test_no_text_of_the_data_reaches_it_unescaped(self, draw):
        frame = TABLE.assign(shown=HOSTILE)
        figure = draw(frame, NOTES, dict.fromkeys("AB", HOSTILE), COLOURS).to_plotly_json()
        for trace in figure["data"]:
            trace["customdata"] = None
        assert "<a " not in str(figure)
        assert "&lt;a href" in str(figure)
