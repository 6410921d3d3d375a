"""The sentence under a title: what the marks come to, in counts."""

from __future__ import annotations

import re
from collections import Counter

import plotly.graph_objects as go
import pytest

from analysis.charts.frame import framed
from analysis.charts.paper import on_paper
from analysis.charts.seen import with_largest, with_signs
from analysis.charts.theme import Notes
from analysis.report.catalogue import charts_of
from tests import tiny

NOTES = Notes("A title")
CHARTS = {chart.key: chart for chart in charts_of(tiny.larger_analysis())}


def row(item: str, rows: int) -> dict:
    return {"item": item, "rows": rows, "n_negative": rows, "n_neutral": 0, "n_positive": 0}


def test_the_largest_part_is_told_with_its_counts():
    told = with_largest(NOTES, [row("a", 3), row("b", 9), row("a", 4)], {"b": "bees"})
    assert told.seen == "Largest part: bees, 9 of 16"


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_plotly_knows_all_that_a_chart_asks_for(chart):
    drawn = chart.figure.to_plotly_json()
    checked = go.Figure(drawn)  # which looks at every entry, as drawing does not
    assert len(checked.data) == len(drawn["data"])


@pytest.mark.parametrize("held", [[], [("a", 4)], [("a", 4), ("b", 4)], [("a", 0), ("b", 0)]])
def test_a_tie_one_item_and_nothing_are_not_told(held):
    assert with_largest(NOTES, [row(*one) for one in held], {}) == NOTES


def test_both_sides_are_told_and_nothing_of_nothing():
    told = with_signs(
        NOTES, [row("a", 3) | {"rows": 8, "n_positive": 2}], "mentions", ("bad", "good")
    )
    assert told.seen == "3 of 8 mentions bad, 2 good"
    assert with_signs(NOTES, [], "mentions", ("bad", "good")) == NOTES


def test_the_sentence_of_a_chart_counts_the_rows_of_its_table():
    table = CHARTS["printed"].table
    counts = Counter()
    for one in table.to_dict("records"):
        counts[one["item"]] += one["n_sentences"]
    (_, most), (_, second) = counts.most_common(2)
    assert most > second
    assert framed(CHARTS["printed"].figure).seen.endswith(f", {most} of {counts.total()}")
    stance = CHARTS["stance"].table[["n_negative", "n_neutral", "n_positive"]].sum()
    assert framed(CHARTS["stance"].figure).seen == (
        f"{stance['n_negative']} of {stance.sum()} mentions unfavourable, "
        f"{stance['n_positive']} favourable"
    )


@pytest.mark.parametrize("key", ["stance", "sentiment", "printed"])
def test_it_leaves_with_the_image_and_stands_above_the_subtitle(key):
    chart = CHARTS[key]
    seen = framed(chart.figure).seen
    assert seen
    for figure in (chart.figure, on_paper(chart.figure, (), 1600)):
        head = figure.layout.title.text.replace("<br>", " ").replace("\u00a0", " ")
        assert seen in head
        assert head.index(seen) < re.search(r"\d+ sentences in \d+ articles", head).start()
