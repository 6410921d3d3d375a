"""The chart of two sides: what stands where, what is hollow, and which lines tell of others."""

from __future__ import annotations

import re

import pandas as pd

from analysis.charts.pair import SIGNS, pair_dots
from analysis.charts.theme import Notes
from analysis.compare.intervals import RESAMPLED, range_within
from tests.test_charts_more import NAN, row, table

NOTES = Notes("A title")
SIDES = {"Chinese": "Chinese voices", "Western": "Western voices"}
COLOURS = {"Chinese": "#D97706", "Western": "#3D4FB8"}
MEANS = table(
    row("Chinese", "Alfa", -0.2, (5, 2, 1), low=-0.4, high=0.1, interval_kind=RESAMPLED),
    row("Chinese", "Beta", NAN, (0, 0, 0)),
    row("Western", "Alfa", 0.3, (1, 4, 4), low=0.2, high=0.5, interval_kind=range_within(3)),
    row("Western", "Beta", 0.9, (0, 0, 2), low=0.8, high=1.0, interval_kind=range_within(2)),
)


def drawn(frame: pd.DataFrame, **settings):
    return pair_dots(frame, NOTES, sides=SIDES, colours=COLOURS, **settings)


def test_each_side_has_its_own_mark_above_and_below_the_row_of_an_item():
    points = drawn(MEANS).data[-1]
    cells = [tuple(cell) for cell in points.customdata]
    assert cells == [("Chinese", "Alfa"), ("Western", "Alfa"), ("Western", "Beta")]
    assert list(points.x) == [-0.2, 0.3, 0.9]
    assert list(points.y) == [-0.2, 0.2, 1.2]
    assert list(points.marker.symbol) == ["circle", "diamond", "diamond"]


def test_too_little_evidence_is_hollow_without_a_range_or_a_value():
    figure = drawn(MEANS)
    points = figure.data[-1]
    assert list(points.marker.color) == [COLOURS["Chinese"], COLOURS["Western"], "#FFFFFF"]
    assert "too little evidence for a mean" in points.hovertext[2]
    assert "0.90" not in points.hovertext[2]
    assert 0.8 not in [*figure.data[0].x, *(figure.data[1].x or ())]


def test_only_what_tells_of_other_articles_is_a_line_and_few_articles_are_rings():
    cells = [("Western", "Alfa", 0.2, 4), ("Western", "Alfa", 0.5, 5), ("Western", "Beta", 0.8, 1)]
    apart = pd.DataFrame(cells, columns=["group", "item", "value", "n_rows"])
    line, rings, points = drawn(MEANS, singles=apart).data
    assert list(line.x) == [-0.4, 0.1, None]
    assert list(rings.x) == [0.2, 0.5], "of too little evidence there is none"
    assert set(rings.y) == {points.y[1]}
    assert rings.hovertext[1] == "one article of these: +0.50 in 5 rows"
    opened = [list(mark) for mark in rings.customdata]
    assert opened == [["Western", "Alfa"]] * 2, "a ring opens what its mark opens"


def test_what_it_rests_on_stands_beside_each_mark():
    said = [note.text for note in drawn(MEANS).layout.annotations]
    assert said == ["5·2·1", "not found", "1·4·4", "0·0·2", SIGNS]
    shares = MEANS.assign(value=[0.5, NAN, 0.5, 0.2], low=NAN, high=NAN)
    figure = drawn(shares, unit="sentences", words={"Alfa": "the first"})
    assert [note.text for note in figure.layout.annotations] == [
        "8", "not found", "9", "2", "sentences",
    ]  # fmt: skip
    assert figure.layout.xaxis.range[1] >= 0.5
    assert figure.layout.yaxis.ticktext == ("the first", "Beta")
    assert "50% of this side" in figure.data[-1].hovertext[0]


def test_a_side_of_two_lines_is_one_line_in_the_key():
    sides = {"Chinese": "Chinese &amp;<br>voices", "Western": "Western voices"}
    held = {"Western": "9 sentences in 3 <b> articles"}
    figure = pair_dots(MEANS, NOTES, sides=sides, colours=COLOURS, held=held)
    assert "Chinese &amp; voices" in figure.layout.title.text
    assert "Western voices: 9 sentences in 3 &lt;b&gt; articles" in re.sub(
        "<br>|\xa0", " ", figure.layout.title.text
    )


def test_the_chosen_mark_is_outlined():
    widths = drawn(MEANS, chosen=("Western", "Alfa")).data[-1].marker.line.width
    assert list(widths) == [2, 3, 2]
