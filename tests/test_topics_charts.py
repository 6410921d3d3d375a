"""The charts of topics: each mark stands for its row, and text of articles is never code."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis import tables as contract
from analysis.charts import theme
from analysis.charts.topics import share_ranges, topics_by_time
from analysis.charts.topics_map import passage_map
from analysis.compare.intervals import CLUMPED

NOTES = theme.Notes("A title", "sentences", "everything · Parallax abc")
COLOURS = {"Western": "#3D4FB8", "Russian": "#B4318B"}
HOSTILE = '<a href="https://evil.example">x</a>'


def row(group: str, item: str, value: float, low: float, high: float, **more: object) -> dict:
    return {
        "measure": "topic_share", "group_by": "voice", "include": "all", "perspective": group,
        "article_id": None, "group": None, "item": item, "value": value, "low": low, "high": high,
        "interval_kind": "range within these 2 articles", "n_negative": 0, "n_neutral": 6,
        "n_positive": 0, "n_sentences": 6, "n_articles": 2, "enough": True,
    } | more  # fmt: skip


SHARES = contract.conform(
    "comparison",
    pd.DataFrame(
        [
            row("Western", "trade", 0.5, 0.3, 0.8),
            row("Western", HOSTILE, 0.5, np.nan, np.nan),
            row("Russian", "trade", 0.9, 0.8, 1.0, interval_kind=CLUMPED),
            row("Russian", HOSTILE, 0.1, 0.0, 0.2, enough=False),
        ]
    ),
)
TIMES = pd.DataFrame(
    [
        ("2024-03-01", "Western", "trade", 8, 2, 8, 1.0),
        ("2024-03-02", "Russian", HOSTILE, 2, 1, 4, 0.5),
        ("2024-03-02", "Unheard", "trade", 2, 1, 4, 0.5),
    ],
    columns=["period", "group", "item", "n_sentences", "n_articles", "n_group", "share"],
)
PLACES = pd.DataFrame(
    [
        ("p1", f"{HOSTILE} said the minister. " * 20, 0.0, 1.0, "trade", "Western"),
        ("p2", "Rain fell.", 2.0, 3.0, "trade", "Unheard"),
        ("p3", "Snow fell.", 9.0, 9.0, None, "Russian"),
    ],
    columns=["passage_id", "text", "x", "y", "label", "perspective"],
)


def ranges(**more):
    return share_ranges(SHARES, NOTES, colours=COLOURS, **more)


def times(topics=("trade", HOSTILE)):
    return topics_by_time(TIMES, NOTES, topics=topics, colours=COLOURS)


def places():
    return passage_map(PLACES, NOTES, colours=COLOURS)


def test_each_share_that_is_sure_enough_has_a_dot_with_its_range():
    lines, rings, dots = ranges().data
    assert list(dots.x) == [0.5, 0.5, 0.9]
    assert list(lines.x) == [0.8, 1.0, None]
    assert not rings.x
    assert [list(mark) for mark in dots.customdata] == [
        ["Western", "trade"], ["Western", HOSTILE], ["Russian", "trade"],
    ]  # fmt: skip


def test_of_a_few_articles_each_is_a_ring_in_the_row_of_its_group():
    cells = [("Western", "trade", 0.3, 10), ("Western", "trade", 0.8, 40),
             ("Russian", HOSTILE, 0.2, 9)]  # fmt: skip
    apart = pd.DataFrame(cells, columns=["group", "item", "value", "n_rows"])
    _, rings, dots = ranges(singles=apart).data
    assert list(rings.x) == [0.3, 0.8], "of the group with too little evidence there is none"
    assert set(rings.y) == {dots.y[0]}
    assert rings.marker.size[0] < rings.marker.size[1]
    assert [list(mark) for mark in rings.customdata] == [["Western", "trade"]] * 2
    assert rings.hovertext[0] == "one article of these: 30% of 10 sentences"
    with pytest.raises(KeyError, match="n_rows"):
        ranges(singles=apart.drop(columns="n_rows"))


def test_dots_of_a_topic_lie_in_its_row_and_groups_in_their_order():
    *_, dots = ranges().data
    western_trade, western_other, russian_trade = dots.y
    assert -0.5 < western_trade < russian_trade < 0.5
    assert 0.5 < western_other < 1.5


def test_the_chosen_dot_is_outlined():
    *_, dots = ranges(chosen=("Russian", "trade")).data
    assert np.argmax(dots.marker.line.width) == 2


def test_a_chart_of_too_little_is_empty_and_not_broken():
    thin = SHARES.assign(enough=False)
    *_, dots = share_ranges(thin, NOTES, colours=COLOURS).data
    assert len(dots.x or ()) == 0


def test_more_sentences_are_a_larger_dot_in_their_column():
    (dots,) = times().data
    assert list(dots.x) == [0, 1, 1]
    assert list(dots.text) == ["8", "2", "2"]
    assert dots.marker.size[0] > dots.marker.size[1] == dots.marker.size[2]
    assert "50% of the 4 of this group then" in dots.hovertext[1]


def test_a_group_without_a_colour_is_drawn_all_the_same():
    (dots,) = times().data
    assert dots.marker.color[2] == theme.NO_COLOUR
    assert "Unheard" in times().layout.title.text


def test_only_the_topics_that_are_asked_for_are_drawn():
    (dots,) = times(topics=("trade",)).data
    assert len(dots.x) == 2


def test_many_periods_do_not_crowd_the_axis():
    many = pd.concat(
        [TIMES.iloc[:1].assign(period=f"{year}") for year in range(1950, 2010)], ignore_index=True
    )
    figure = topics_by_time(many, NOTES, topics=["trade"], colours=COLOURS)
    assert len(figure.layout.xaxis.ticktext) <= 8


def test_the_map_has_a_dot_per_passage_and_names_each_topic_in_its_middle():
    (dots,) = places().data
    assert [mark[0] for mark in dots.customdata] == ["p1", "p2", "p3"]
    (name,) = [note for note in places().layout.annotations if "trade" in note.text]
    assert (name.x, name.y) == (1, 2)
    assert dots.marker.opacity[2] < dots.marker.opacity[0]


def words_in(value: object) -> list[str]:
    """All strings of a figure but what only the program reads."""
    if isinstance(value, dict):
        return [text for name in value if name != "customdata" for text in words_in(value[name])]
    if isinstance(value, list):
        return [text for part in value for text in words_in(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("figure", [ranges, times, places])
def test_article_text_and_labels_are_never_links(figure):
    said = " ".join(words_in(json.loads(figure().to_json())))
    assert "&lt;a" in said
    assert "<a" not in said


@pytest.mark.parametrize("figure", [ranges, times, places])
def test_an_image_stands_alone(figure):
    made = figure()
    assert "A title" in made.layout.title.text
    assert any("Parallax abc" in note.text for note in made.layout.annotations)


@pytest.mark.parametrize(
    ("draw", "table", "column"),
    [
        (lambda table: share_ranges(table, NOTES, colours=COLOURS), SHARES, "low"),
        (lambda table: topics_by_time(table, NOTES, topics=[], colours=COLOURS), TIMES, "share"),
        (lambda table: passage_map(table, NOTES, colours=COLOURS), PLACES, "x"),
    ],
)
def test_a_missing_column_is_named(draw, table, column):
    with pytest.raises(KeyError, match=column):
        draw(table.drop(columns=column))
