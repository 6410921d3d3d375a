"""The frame of all charts, and the stance matrix."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import phrases
from analysis import tables as contract
from analysis.charts import theme
from analysis.charts.room import first_articles, first_items
from analysis.charts.stance import DARK_CELL, stance_matrix, tone_matrix
from analysis.perspectives import PERSPECTIVES

NOTES = theme.Notes("Who portrays whom", "mentions", "everything · 5 articles · Parallax abc")


def cell(perspective: str, item: str, value: float, signs: tuple[int, int, int], **more: Any):
    """One comparison row of stance, grouped by voice unless told otherwise."""
    total = sum(signs)
    row = {
        "measure": "stance",
        "group_by": "voice",
        "include": "all",
        "perspective": perspective,
        "article_id": None,
        "group": None,
        "item": item,
        "value": value,
        "low": float("nan"),
        "high": float("nan"),
        "interval_kind": None,
        "n_negative": signs[0],
        "n_neutral": signs[1],
        "n_positive": signs[2],
        "n_sentences": total,
        "n_articles": min(total, 2),
        "enough": total >= 5,
    }
    return row | more


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return contract.conform("comparison", pd.DataFrame(rows))


MATRIX = table(
    cell("Chinese", "NATO", -0.5, (11, 6, 1)),
    cell("Chinese", "Russia", 0.1, (1, 1, 1)),
    cell("Russian", "NATO", float("nan"), (0, 0, 0)),
    cell("Russian", "Russia", 0.2, (0, 5, 2)),
)


def test_a_cell_shows_its_counts_and_colour_only_with_enough_evidence():
    enough, thin, absent = stance_matrix(MATRIX, NOTES).data
    assert list(enough.text) == ["11·6·1", "0·5·2"]
    assert list(enough.marker.color) == [-0.5, 0.2]
    assert list(thin.text) == ["1·1·1"]
    assert thin.marker.pattern.shape == "/"
    assert isinstance(thin.marker.color, str), (
        "too little evidence must not be coloured by its mean"
    )
    assert (list(absent.x), list(absent.y)) == ([1], [0])


def test_the_tone_is_drawn_like_stance_and_told_in_its_own_words():
    stance, tone = stance_matrix(MATRIX, NOTES), tone_matrix(MATRIX, NOTES)
    for one, other in zip(stance.data, tone.data, strict=True):
        assert list(one.x) == list(other.x)
        assert one.text == other.text
    first, second = stance.data[0].hovertext[0], tone.data[0].hovertext[0]
    assert "11 unfavourable · 6 neutral · 1 favourable" in first
    assert "11 negative wording · 6 neutral · 1 positive wording" in second
    assert ("mean stance −0.50" in first, "mean tone −0.50" in second) == (True, True)
    said = " ".join(note.text for note in tone.layout.annotations)
    assert "positive wording" in said
    assert "favourable" not in said


def test_a_mark_carries_what_finds_its_evidence():
    enough, thin, _ = stance_matrix(MATRIX, NOTES).data
    assert [list(data) for data in enough.customdata] == [
        ["Chinese", "NATO"],
        ["Russian", "Russia"],
    ]
    assert [list(data) for data in thin.customdata] == [["Chinese", "Russia"]]


def test_the_chosen_cell_is_outlined_and_an_unknown_one_is_not():
    (shape,) = stance_matrix(MATRIX, NOTES, chosen=("Russian", "NATO")).layout.shapes
    middle = ((shape.x0 + shape.x1) / 2, (shape.y0 + shape.y1) / 2)
    assert middle == pytest.approx((1, 0))
    assert not stance_matrix(MATRIX, NOTES, chosen=("Italian", "NATO")).layout.shapes


def test_by_article_every_column_is_an_article_with_its_label():
    rows = table(
        *(
            cell("Chinese", "NATO", 0.0, (2, 2, 2), group_by="article", article_id=article)
            for article in ("a", "b", "c")
        )
    )
    figure = stance_matrix(rows, NOTES, columns={"d": "D", "c": "C<br>x", "b": "B", "a": "A"})
    assert list(figure.layout.xaxis.ticktext) == ["C<br>x", "B", "A"]
    assert [list(data) for data in figure.data[0].customdata] == [[a, "NATO"] for a in "abc"]
    assert list(figure.data[0].base) == pytest.approx([1.53, 0.53, -0.47])


def of_articles(number: int, signs: tuple[int, int, int]) -> pd.DataFrame:
    """One row of stance for each of so many articles, a0 and so on."""
    made = [f"a{place}" for place in range(number)]
    return table(
        *(cell("Other", "NATO", 0, signs, group_by="article", article_id=name) for name in made)
    )


def test_many_columns_get_slanted_heads_in_one_line():
    rows = of_articles(8, (2, 2, 2))
    labels = dict.fromkeys(rows["article_id"], "A &lt;b&gt;<br>c")
    heads = stance_matrix(rows, NOTES, columns=labels).layout.xaxis
    assert set(heads.ticktext) == {"A &lt;b&gt; c"}
    assert heads.tickangle == 50


def test_few_columns_have_heads_of_two_lines_with_room_to_slant_on_a_phone():
    rows = of_articles(2, (2, 2, 2))
    labels = {"a0": "A long name<br>of an &amp; outlet<br>2 May", "a1": "B<br>3 May"}
    layout = stance_matrix(rows, NOTES, columns=labels).layout
    assert list(layout.xaxis.ticktext) == ["A long name of…<br>2 May", "B<br>3 May"]
    assert list(layout.xaxis.autotickangles) == [0, 50]
    short = stance_matrix(rows, NOTES, columns={"a0": "A", "a1": "B"}).layout
    assert layout.margin.t - short.margin.t > 40


@pytest.mark.parametrize(
    ("articles", "signs", "face"),
    [
        (5, (11, 19, 6), "11·19·6"),
        (10, (11, 19, 6), "11<br>19<br>6"),
        (10, (1, 2, 3), "1<br>2<br>3"),
    ],
)
def test_counts_stand_one_above_the_other_where_a_phone_has_no_room(articles, signs, face):
    figure = stance_matrix(of_articles(articles, signs), NOTES)
    assert set(figure.data[0].text) == {face}


def test_letters_on_a_dark_cell_are_white():
    rows = table(
        cell("Chinese", "NATO", -DARK_CELL - 0.1, (9, 0, 0)),
        cell("Chinese", "Russia", DARK_CELL - 0.1, (0, 5, 4)),
    )
    assert list(stance_matrix(rows, NOTES).data[0].insidetextfont.color) == ["#FFFFFF", "#1F2430"]


def test_an_empty_table_still_gives_a_figure():
    assert stance_matrix(contract.empty("comparison"), NOTES).layout.height > 0


@pytest.mark.parametrize("column", ["value", "item", "n_negative", "enough"])
def test_a_missing_column_is_named(column):
    with pytest.raises(KeyError, match=column):
        stance_matrix(MATRIX.drop(columns=column), NOTES)


def test_a_figure_carries_title_subtitle_and_footer_inside():
    layout = stance_matrix(MATRIX, NOTES).layout
    assert "<b>Who portrays whom</b>" in layout.title.text
    assert "mentions" in layout.title.text
    assert any("Parallax abc" in note.text for note in layout.annotations)


def test_a_dark_figure_has_a_dark_ground():
    dark = stance_matrix(MATRIX, theme.Notes("x", dark=True)).layout
    assert (dark.paper_bgcolor, dark.font.color) == (theme.DARK.paper, theme.DARK.ink)


def test_the_margin_holds_the_longest_label():
    short, long = (
        table(cell("Chinese", "EU", 0, (5, 5, 5))),
        table(cell("Chinese", "International", 0, (5, 5, 5))),
    )
    assert stance_matrix(long, NOTES).layout.margin.l > stance_matrix(short, NOTES).layout.margin.l


def test_what_has_no_room_is_counted():
    rows = table(
        *(
            cell("Other", item, 0.5, (0, 5, 0), group_by="article", article_id=f"a{number}")
            for number in range(12)
            for item in ("x", "y", "z")
        )
    )
    kept, others = first_items(rows, most=2)
    assert (list(dict.fromkeys(kept["item"])), others) == (["x", "y"], ["z"])
    kept, left_out = first_articles(rows, most=10)
    assert (kept["article_id"].nunique(), left_out) == (10, 2)
    assert first_articles(rows, most=20)[1] == 0


def test_perspectives_have_different_colours():
    colours = theme.perspective_colours(PERSPECTIVES)
    assert colours == {name: theme.PERSPECTIVE_COLOURS[name] for name in PERSPECTIVES}
    assert len(set(colours.values())) == len(PERSPECTIVES)


def test_perspectives_that_a_person_defines_have_colours_that_stay():
    own = [f"Group {number}" for number in range(len(theme.DEFINED_COLOURS))]
    colours = theme.perspective_colours([*PERSPECTIVES, *own])
    assert list(colours) == [*PERSPECTIVES, *own]
    assert len(set(colours.values())) == len(colours)
    assert theme.perspective_colours(reversed(own)) == {name: colours[name] for name in own}
    assert theme.perspective_colours(own[:1])[own[0]] in theme.DEFINED_COLOURS
    more = theme.perspective_colours([*own, "Z"])
    assert list(more.values()).count(theme.NO_COLOUR) == 1


# What a red, green or blue light becomes for an eye that lacks one sort of cones, completely:
# Machado, Oliveira and Fernandes 2009, A physiologically-based model for simulation of color
# vision deficiency.
BLIND = {
    "none": np.eye(3),
    "red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998]],
    "green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
              [-0.011820, 0.042940, 0.968881]],
    "blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
             [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
TO_XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]


def seen_as(colour: str, eye: str) -> np.ndarray:
    """A colour in CIE L*a*b*, where a distance of 2 can just be told side by side."""
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    light = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(np.array(BLIND[eye]) @ light, 0, 1) / [0.9505, 1, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eye", BLIND)
def test_voices_are_told_apart_by_every_eye(eye):
    colours = [
        *theme.PERSPECTIVE_COLOURS.values(), *theme.DEFINED_COLOURS, theme.OWN_WORDS_COLOUR
    ]  # fmt: skip
    for one, other in combinations(colours, 2):
        assert np.linalg.norm(seen_as(one, eye) - seen_as(other, eye)) > 10, (one, other)


@pytest.mark.parametrize("paper", [theme.LIGHT.paper, theme.DARK.paper])
def test_perspectives_stand_out_from_the_ground(paper):
    light_of_paper = _light_of(paper)
    for name, colour in theme.PERSPECTIVE_COLOURS.items():
        high, low = sorted((_light_of(colour), light_of_paper), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 3, name


def _light_of(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG defines it."""
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    light = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(light @ [0.2126, 0.7152, 0.0722])


def test_no_dot_hangs_at_the_end_of_a_line():
    assert theme.untrailed(["a · b ·", "· c", "d\u00a0·", "·", "e·"]) == [
        "a · b",
        "c",
        "d",
        "·",
        "e·",
    ]


def test_letters_can_be_read_on_their_colour():
    assert theme.ink_on("#000000") == theme.ink_on("#3D4FB8") == "#FFFFFF"
    assert theme.ink_on("#FFFFFF") == theme.ink_on("#F0C090") == "#1F2430"


def test_theme_palettes_run_through_the_neutral_middle():
    scale = theme.colour_scale()
    assert (scale[0], scale[-1]) == ([0, theme.DIVERGING[0]], [1, theme.DIVERGING[-1]])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_labels_are_short_and_escaped_for_any_text(text):
    lines = theme.tick_label(text).split("<br>")
    assert 1 <= len(lines) <= 2
    assert all("<" not in line for line in lines)
    assert all(
        len(line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) <= 14
        for line in lines
    )


def test_signs_are_real_minus_signs():
    assert (phrases.signed(-0.4), phrases.signed(0.25)) == ("−0.40", "+0.25")
