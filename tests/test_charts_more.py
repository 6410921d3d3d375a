"""Bars and matrices of shares, the two charts of tone, and what holds for every chart."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import tables as contract
from analysis.charts import theme
from analysis.charts.course import tone_course
from analysis.charts.pair import pair_dots
from analysis.charts.rows import group_keys
from analysis.charts.sentiment import tone_bars, tone_colour
from analysis.charts.shares import share_matrix
from analysis.charts.stance import stance_matrix, tone_matrix
from analysis.charts.voices import PLAIN_COLOURS, REST_COLOUR, percent, share_bars
from analysis.charts.words import (
    CUE_COLOURS,
    acts_of,
    group_labels,
    of_act,
    voice_colours,
    words_of,
)
from analysis.evidence import NOT_POINTED, ROWS
from analysis.explain import ACT_WORDS
from analysis.reference_sheets import CUE_CLASSES
from analysis.selection import Selection
from tests import tiny

NOTES = theme.Notes("A title", "sentences", "everything · Parallax abc")
ANALYSIS = tiny.analysis()
NAN = float("nan")


def row(perspective: str, item: str, value: float, counts: tuple[int, int, int], **more: object):
    n = sum(counts)
    return {
        "measure": "m", "group_by": "voice", "include": "all", "perspective": perspective,
        "article_id": None, "group": None, "item": item, "value": value, "low": NAN, "high": NAN,
        "interval_kind": None, "n_negative": counts[0], "n_neutral": counts[1],
        "n_positive": counts[2], "n_sentences": n, "n_articles": min(n, 2), "enough": n >= 5,
    } | more  # fmt: skip


def table(*rows: dict) -> pd.DataFrame:
    return contract.conform("comparison", pd.DataFrame(rows))


SHARES = table(
    row("Chinese", "own words", 0.75, (0, 9, 0), enough=True, low=0.5, high=0.9,
        interval_kind="range of these articles"),
    row("Chinese", "Russian", 0.25, (0, 3, 0), enough=True),
    row("Italian", "own words", NAN, (0, 0, 0)),
    row("Italian", "Russian", NAN, (0, 0, 0)),
    row("Russian", "own words", 1.0, (0, 2, 0)),
    row("Russian", "Russian", 0.0, (0, 0, 0)),
)  # fmt: skip
TONE = table(
    row("Chinese", "all", -0.2, (5, 2, 1), low=-0.4, high=0.1, interval_kind="range"),
    row("Italian", "all", NAN, (0, 0, 0)),
    row("Russian", "all", 0.9, (0, 0, 2)),
)


def marks(figure) -> dict[tuple[str, str], list[str]]:
    """The texts of each clickable mark."""
    found: dict[tuple[str, str], list[str]] = {}
    for trace in figure.data:
        for cell, text in zip(trace.customdata or (), trace.text or (), strict=False):
            found.setdefault(tuple(cell), []).append(text)
    return found


@pytest.mark.parametrize("group_by", contract.GROUPINGS)
@pytest.mark.parametrize("measure", ["voice_share", "topic_share", "framing", "role_share"])
def test_the_number_at_a_mark_is_that_of_the_rows_behind_it(measure, group_by):
    selection = Selection(group_by=group_by)
    drawn = ANALYSIS.comparison(selection, measure)
    for figure in (share_matrix(drawn, NOTES, "rows"), share_bars(drawn, NOTES, "rows")):
        shown = marks(figure)
        assert shown
        for (group, item), texts in shown.items():
            behind = ANALYSIS.evidence(selection, measure, group=group, item=item)
            assert [text.split("<br>")[0].strip("</b>") for text in texts] == [str(len(behind))]


def test_bars_hatch_thin_groups_and_name_silent_ones():
    figure = share_bars(
        SHARES, NOTES, "sentences", colours=voice_colours(theme.PERSPECTIVE_COLOURS)
    )
    own = next(trace for trace in figure.data if trace.name == "own words")
    assert list(own.x) == [0.75, 1.0]
    assert list(own.marker.pattern.shape) == ["", "/"]
    assert own.marker.color == theme.OWN_WORDS_COLOUR
    firm, thin = own.hovertext
    assert "75% of this bar<br>50% to 90%: range of these articles" in firm
    assert "too little evidence for a share" in thin
    assert "%" not in thin
    remarks = [note.text for note in figure.layout.annotations]
    assert "nothing in these texts" in remarks
    assert "hatched: too little evidence" in remarks
    assert list(figure.layout.yaxis.ticktext) == ["Chinese", "Italian", "Russian"]


def test_items_that_are_no_perspectives_do_not_look_like_one():
    assert not set(PLAIN_COLOURS) & {*theme.PERSPECTIVE_COLOURS.values(), *theme.DEFINED_COLOURS}


def test_items_beyond_the_colours_share_one_and_say_so():
    items = [f"outlet {number}" for number in range(11)]
    drawn = table(*(row("Chinese", item, 1 / 11, (0, 1, 0), enough=True) for item in items))
    figure = share_bars(drawn, NOTES, "sentences")
    colours = [trace.marker.color for trace in figure.data]
    assert colours == [*PLAIN_COLOURS, *[REST_COLOUR] * 3]
    assert "3 more: point at them" in figure.layout.title.text
    assert "outlet 9" not in figure.layout.title.text
    assert "<b>outlet 9</b>" in figure.data[9].hovertext[0]


def test_hovers_count_in_the_singular():
    drawn = table(row("Chinese", "x", 1.0, (0, 1, 0), n_articles=1))
    assert (
        "1 sentence in 1 article<br>"
        in share_matrix(drawn, NOTES, "sentences").data[1].hovertext[0]
    )
    assert "in 1 sentence of 1 article<br>" in stance_matrix(drawn, NOTES).data[1].hovertext[0]
    assert "in 1 sentence of 1 article<br>" in tone_bars(drawn, NOTES).data[0].hovertext[0]


@pytest.mark.parametrize("measure", ROWS)
def test_every_item_has_words_of_its_own(measure):
    items = {*ANALYSIS.comparison(Selection(), measure)["item"], *words_of(measure)}
    words = [words_of(measure).get(item, item) for item in items]
    assert len(set(words)) == len(items), "two items could not be told apart in a list"
    assert not [word for word in words if word.isdigit() or word in ("all", "collective")]


def test_bars_outline_the_chosen_part_only():
    figure = share_bars(SHARES, NOTES, "sentences", chosen=("Chinese", "Russian"))
    widths = {trace.name: list(trace.marker.line.width) for trace in figure.data}
    assert widths == {"own words": [1, 1], "Russian": [3]}


def test_a_bar_can_show_shares_and_say_of_what():
    figure = share_bars(
        SHARES, NOTES, "pieces", colours=voice_colours({}), whole="bar, in words", face=percent
    )
    assert [list(trace.text) for trace in figure.data] == [["75%", ""], ["25%"]]
    assert "9 pieces in 2 articles<br>75% of this bar, in words" in figure.data[0].hovertext[0]


def test_groups_are_labelled_by_outlet_speaker_or_both():
    pair = {"group_by": "pair", "group": "The <Evening> Harbour Gazette → Russian"}
    drawn = table(
        row("Russian", "neutral", 1.0, (0, 1, 0), **pair),
        row("Western", "neutral", 1.0, (0, 1, 0), group_by="publisher", group="Daily North"),
    )
    assert group_labels(drawn) == {
        pair["group"]: "The &lt;Evening&gt;<br>Harbour Gazette<br>Russian speakers",
        "Daily North": "Daily North",
    }
    figure = share_bars(drawn, NOTES, "statements", bars=group_labels(drawn))
    assert set(marks(figure)) == {(pair["group"], "neutral"), ("Daily North", "neutral")}


def test_acts_are_told_from_their_targets():
    items = ("warning → Beta", "accusing → Alfa", "accusing → Beta → Gamma")
    drawn = table(*(row("Russian", item, 0.5, (0, 1, 0)) for item in items))
    assert acts_of(drawn) == ["accusing", "warning"]
    kept, targets = of_act(drawn, "accusing")
    assert targets == {items[1]: "Alfa", items[2]: "Beta → Gamma"}
    assert list(kept["item"]) == list(items[1:])
    assert set(acts_of(ANALYSIS.comparison(Selection(), "speech_act"))) <= set(ACT_WORDS)


def test_classes_of_cues_have_colours_and_words_of_their_own():
    assert set(CUE_COLOURS) == set(CUE_CLASSES)
    assert len(set(CUE_COLOURS.values())) == len(CUE_COLOURS)
    voices = {*theme.PERSPECTIVE_COLOURS.values(), *theme.DEFINED_COLOURS}
    assert not set(CUE_COLOURS.values()) & voices
    assert set(ACT_WORDS) == {"every", *CUE_CLASSES} - set(NOT_POINTED)


def test_matrix_colours_only_what_rests_on_enough():
    enough, thin, absent = share_matrix(SHARES, NOTES, "sentences").data
    assert list(enough.text) == ["<b>9</b><br>75%", "<b>3</b><br>25%"]
    assert list(enough.marker.color) == [0.75, 0.25]
    assert list(thin.text) == ["<b>2</b>"]
    assert thin.marker.pattern.shape == "/"
    assert list(absent.text) == ["–"] * 3
    assert "50% to 90%: range of these articles" in enough.hovertext[0]
    assert "too little evidence" in thin.hovertext[0]


def test_matrix_says_items_in_words_and_outlines_the_chosen_cell():
    figure = share_matrix(
        SHARES, NOTES, "sentences", words={"Russian": "said by <Russians>"},
        chosen=("Chinese", "Russian"),
    )  # fmt: skip
    assert "&lt;Russians&gt;" in "".join(figure.layout.yaxis.ticktext)
    assert [(s.x0 < 0 < s.x1, s.y0 < 1 < s.y1) for s in figure.layout.shapes] == [(True, True)]
    assert share_matrix(SHARES, NOTES, "x", chosen=("no", "cell")).layout.shapes == ()


def test_tone_shows_counts_for_all_and_a_mean_only_with_enough():
    articles = pd.DataFrame(
        [("Chinese", "all", -0.4, 3), ("Chinese", "all", 0.1, 5), ("Western", "all", 0.9, 1)],
        columns=["group", "item", "value", "n_rows"],
    )
    figure = tone_bars(TONE, NOTES, singles=articles)
    negative, neutral, positive, interval, rings, means = figure.data
    assert [list(t.x) for t in (negative, neutral, positive)] == [[5, 0], [2, 0], [1, 2]]
    assert not interval.x, "of few articles no line is drawn"
    assert (list(rings.x), rings.xaxis) == ([-0.4, 0.1], "x2")
    assert rings.hovertext[1] == "one article of these: +0.10 in 5 rows"
    assert list(means.x) == [-0.2]
    remarks = [note.text for note in figure.layout.annotations]
    assert remarks.count("−0.20") == 1
    assert remarks.count("too little<br>evidence") == 1
    assert remarks.count("nothing in these texts") == 1


@pytest.mark.parametrize(("value", "place"), [(-1, 0), (-0.81, 0), (0, 5), (0.99, 9), (1, 9)])
def test_tone_colour_covers_the_whole_range(value, place):
    assert tone_colour(value) == theme.DIVERGING[place]


def test_course_has_a_panel_an_article_and_hollow_marks_where_thin():
    selection = Selection(group_by="article")
    drawn = ANALYSIS.comparison(selection, "sentiment_course")
    panels = {"two": "Two & <b>", "one": "One", "gone": "Not there"}
    figure = tone_course(drawn, NOTES, panels, chosen=("one", "01"))
    assert len(figure.data) == 2
    assert [trace.yaxis for trace in figure.data] == ["y", "y2"]
    assert figure.layout.xaxis.anchor == "y2"
    assert list(figure.data[0].marker.color) == [theme.LIGHT.paper] * 3
    assert list(figure.data[1].marker.size) == [15, 11]
    assert any("Two &amp; &lt;b&gt;" in note.text for note in figure.layout.annotations)
    for (article, tenth), texts in marks(figure).items():
        behind = ANALYSIS.evidence(selection, "sentiment_course", group=article, item=tenth)
        assert texts == [str(len(behind))]


HOSTILE = '<a href="http://evil.example">x</a>'
# Each chart from a table, its notes and the labels of its groups (which are escaped already).
CHARTS = {
    "share_bars": lambda frame, notes, labels: share_bars(
        frame, notes, "rows", bars=labels, words={"b": HOSTILE}
    ),
    "share_matrix": lambda frame, notes, labels: share_matrix(
        frame, notes, "rows", columns=labels, words={"b": HOSTILE}
    ),
    "stance_matrix": lambda frame, notes, labels: stance_matrix(frame, notes, columns=labels),
    "tone_matrix": lambda frame, notes, labels: tone_matrix(frame, notes, columns=labels),
    "pair_dots": lambda frame, notes, labels: pair_dots(
        frame,
        notes,
        sides=labels or dict.fromkeys(group_keys(frame), "side"),
        colours=dict.fromkeys(group_keys(frame), "#3D4FB8"),
        words={"b": HOSTILE},
    ),
    "tone_bars": lambda frame, notes, labels: tone_bars(frame, notes, bars=labels),
    "tone_course": lambda frame, notes, labels: tone_course(
        frame, notes, dict.fromkeys(labels or {}, HOSTILE)
    ),
}


def drawn_texts(figure) -> str:
    """All that plotly draws or shows of a figure."""
    whole = figure.to_plotly_json()
    for trace in whole["data"]:
        trace["customdata"] = None  # goes back to the server only, and is never drawn
    return str(whole)


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
class TestEveryChart:
    def test_draws_nothing_without_failing(self, draw):
        assert draw(contract.empty("comparison"), NOTES, None).layout.height > 0

    @pytest.mark.parametrize("column", ["n_negative", "value", "item", "enough", "interval_kind"])
    def test_names_missing_columns(self, draw, column):
        with pytest.raises(KeyError, match=column):
            draw(SHARES.drop(columns=column), NOTES, None)

    def test_stands_alone_and_follows_the_ground(self, draw):
        figure = draw(SHARES, theme.Notes("T", "S", "F · fingerprint", dark=True), None)
        assert figure.layout.paper_bgcolor == theme.DARK.paper
        assert "T" in figure.layout.title.text
        assert "fingerprint" in figure.layout.annotations[-1].text

    @pytest.mark.parametrize("grouping", ["voice", "article"])
    def test_no_text_of_the_data_reaches_it_unescaped(self, draw, grouping):
        kinds = {"group_by": grouping, "interval_kind": HOSTILE, "low": -0.1, "high": 0.4}
        items = ("01", "02") if draw is CHARTS["tone_course"] else (HOSTILE, "b")
        group = HOSTILE if grouping == "voice" else None
        drawn = table(
            row(HOSTILE, items[0], 0.1, (1, 5, 3), article_id=HOSTILE, **kinds),
            row(HOSTILE, items[1], 0.1, (0, 1, 0), article_id=HOSTILE, **kinds),
        )
        labels = None if group and draw is not CHARTS["tone_course"] else {HOSTILE: "a label"}
        figure = draw(drawn, theme.Notes(HOSTILE, HOSTILE, HOSTILE), labels)
        said = drawn_texts(figure)
        assert "<a " not in said
        assert "&lt;a href" in said
        assert "0.1" in said, "the rows are not drawn"

    def test_too_little_evidence_never_looks_like_enough(self, draw):
        items = ("01", "02")
        both = {"group_by": "article", "article_id": "a"}
        drawn = table(
            row("Chinese", items[0], 0.5, (2, 3, 1), enough=True, **both),
            row("Chinese", items[1], 0.5, (2, 3, 1), enough=False, **both),
        )
        looks: dict[str, set[str]] = {item: set() for item in items}
        for trace in draw(drawn, NOTES, {"a": "A"}).to_plotly_json()["data"]:
            for place, cell in enumerate(trace.get("customdata") or ()):
                marker = trace["marker"]
                shape = marker.get("pattern", {}).get("shape", "")
                shape = shape if isinstance(shape, str) else shape[place]
                colour = marker["color"]
                colour = colour if isinstance(colour, str) else colour[place]
                looks[cell[1]].add("thin" if shape or colour == theme.LIGHT.paper else "firm")
        assert looks == {items[0]: {"firm"}, items[1]: {"thin"}}
