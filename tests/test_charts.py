"""The frame of all charts, and the charts of Stance and Overview."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tables as contract
from analysis.charts import theme
from analysis.charts.overview import voices_by_article
from analysis.charts.room import first_articles, first_items
from analysis.charts.stance import DARK_CELL, counts, stance_matrix
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
    assert list(enough.text) == [
        "−\u200911\u2009·\u20096\u2009·\u20091\u2009+",
        counts(MATRIX.iloc[3]),
    ]
    assert list(enough.marker.color) == [-0.5, 0.2]
    assert list(thin.text) == [counts(MATRIX.iloc[1])]
    assert thin.marker.pattern.shape == "/"
    assert isinstance(thin.marker.color, str), (
        "too little evidence must not be coloured by its mean"
    )
    assert (list(absent.x), list(absent.y)) == ([1], [0])


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
    assert list(figure.layout.xaxis.ticktext) == ["A", "B", "C<br>x"]
    assert [list(data) for data in figure.data[0].customdata] == [[a, "NATO"] for a in "abc"]
    assert list(figure.data[0].base) == pytest.approx([-0.47, 0.53, 1.53])


def test_many_columns_get_slanted_heads_in_one_line():
    names = [f"a{number}" for number in range(8)]
    rows = table(
        *(
            cell("Other", "NATO", 0, (2, 2, 2), group_by="article", article_id=name)
            for name in names
        )
    )
    heads = stance_matrix(rows, NOTES, columns=dict.fromkeys(names, "A &lt;b&gt;<br>c"))
    assert set(heads.layout.xaxis.ticktext) == {"A &lt;b&gt; c"}
    assert heads.layout.xaxis.tickangle == -50


def test_letters_on_a_dark_cell_are_white():
    rows = table(
        cell("Chinese", "NATO", -DARK_CELL - 0.1, (9, 0, 0)),
        cell("Chinese", "Russia", DARK_CELL - 0.1, (0, 5, 4)),
    )
    assert list(stance_matrix(rows, NOTES).data[0].insidetextfont.color) == ["#FFFFFF", "#1F2430"]


def test_an_empty_table_still_gives_a_figure():
    assert stance_matrix(contract.empty("comparison"), NOTES).layout.height > 0
    assert voices_by_article(contract.empty("comparison"), NOTES, {}).layout.height > 0


@pytest.mark.parametrize("column", ["value", "item", "n_negative", "enough"])
def test_a_missing_column_is_named(column):
    with pytest.raises(KeyError, match=column):
        stance_matrix(MATRIX.drop(columns=column), NOTES)


def test_a_missing_column_of_the_voices_is_named():
    with pytest.raises(KeyError, match="n_sentences"):
        voices_by_article(MATRIX.drop(columns="n_sentences"), NOTES, {})


def voice(article: str, item: str, value: float, sentences: int) -> dict[str, Any]:
    return cell(
        "Chinese", item, value, (0, sentences, 0), group_by="article", article_id=article
    ) | {"measure": "voice_share"}


def test_the_parts_of_an_article_stand_in_a_fixed_order_with_fixed_colours():
    rows = table(
        voice("a", "Russian", 0.25, 10),
        voice("a", "own words", 0.75, 30),
        voice("b", "Russian", 1.0, 4),
        voice("b", "own words", 0.0, 0),
    )
    own, russian = voices_by_article(
        rows, NOTES, {"a": "A", "b": "B"}, chosen=("a", "Russian")
    ).data
    assert own.marker.color == theme.OWN_WORDS_COLOUR
    assert russian.marker.color == theme.PERSPECTIVE_COLOURS["Russian"]
    assert (list(own.y), list(own.text)) == ([0], ["30"])
    assert (list(russian.y), list(russian.text)) == ([0, 1], ["10", "4"])
    assert list(russian.marker.line.width) == [3, 1]
    assert [list(data) for data in russian.customdata] == [["a", "Russian"], ["b", "Russian"]]


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


HOSTILE = '<a href="http://evil.example">x</a>'


def test_no_text_of_the_data_reaches_a_figure_unescaped():
    rows = table(cell(HOSTILE, HOSTILE, 0.1, (1, 5, 3)), cell(HOSTILE, "b", 0.1, (0, 1, 0)))
    figures = [
        stance_matrix(rows, theme.Notes(HOSTILE, HOSTILE, HOSTILE)),
        voices_by_article(
            table(voice("a", HOSTILE, 1.0, 9)), theme.Notes(HOSTILE, HOSTILE, HOSTILE), {"a": "A"}
        ),
    ]
    for figure in figures:
        drawn = figure.to_plotly_json()
        for trace in drawn["data"]:
            trace["customdata"] = None  # goes back to the server only, and is never drawn
        assert "<a " not in str(drawn)


def test_what_has_no_room_is_counted():
    rows = table(*(voice(f"a{n}", item, 0.5, 5) for n in range(12) for item in ("x", "y", "z")))
    kept, others = first_items(rows, most=2)
    assert (list(dict.fromkeys(kept["item"])), others) == (["x", "y"], ["z"])
    kept, left_out = first_articles(rows, most=10)
    assert (kept["article_id"].nunique(), left_out) == (10, 2)
    assert first_articles(rows, most=20)[1] == 0


def test_perspectives_have_different_colours():
    assert set(theme.PERSPECTIVE_COLOURS) == set(PERSPECTIVES)
    assert len({theme.perspective_colour(name) for name in PERSPECTIVES}) == len(PERSPECTIVES)
    assert theme.perspective_colour("Martian") not in theme.PERSPECTIVE_COLOURS.values()


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
    assert (theme.signed(-0.4), theme.signed(0.25)) == ("−0.40", "+0.25")
