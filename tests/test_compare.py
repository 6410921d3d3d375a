"""Comparison against numbers worked by hand on the tiny corpus, and its laws."""

import tracemalloc
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare import compare, compare_everything
from analysis.compare.counted import numbered
from analysis.compare.intervals import (
    RESAMPLED,
    ROWS_WITHIN,
    WILSON,
    WILSON_WITHIN,
    levels,
    range_within,
)
from analysis.evidence import ROWS, all_rows
from analysis.selection import Selection
from tests import tiny

TABLES = tiny.tables()
ANALYSIS = tiny.analysis()
LARGER_TABLES = tiny.larger()
LARGER = tiny.larger_analysis()


def cell(frame: pd.DataFrame, group: str, item: str, column: str = "perspective") -> pd.Series:
    found = frame[(frame[column] == group) & (frame["item"] == item)]
    assert len(found) == 1
    return found.iloc[0]


def test_stance_by_voice_worked_by_hand():
    shown = ANALYSIS.comparison(Selection(), "stance")
    alfa = cell(shown, "Russian", "Alfa")
    assert (alfa.value, alfa.n_negative, alfa.n_positive) == (pytest.approx(-0.8), 1, 0)
    assert (alfa.n_sentences, alfa.n_articles, bool(alfa.enough)) == (1, 1, False)
    assert cell(shown, "Chinese", "Alfa").value == pytest.approx(0.6)
    assert cell(shown, "Western", "Beta").n_neutral == 1


def test_stance_by_outlet_mixes_the_voices_an_outlet_prints():
    shown = ANALYSIS.comparison(Selection(group_by="outlet"), "stance")
    assert cell(shown, "Chinese", "Alfa").value == pytest.approx((0.6 - 0.8) / 2)
    assert cell(shown, "Western", "Beta").value == pytest.approx((-0.8 + 0.0) / 2)


@pytest.mark.parametrize(("include", "n"), [("own", 3), ("direct", 1), ("indirect", 1), ("all", 5)])
def test_include_counts_only_its_text(include, n):
    shown = ANALYSIS.comparison(Selection(include=include), "stance")
    assert shown[["n_negative", "n_neutral", "n_positive"]].to_numpy().sum() == n


def test_own_words_make_the_two_groupings_coincide():
    by_voice = ANALYSIS.comparison(Selection(include="own"), "stance", "sentiment")
    by_outlet = ANALYSIS.comparison(Selection("outlet", "own"), "stance", "sentiment")
    pd.testing.assert_frame_equal(
        by_voice.drop(columns="group_by"), by_outlet.drop(columns="group_by")
    )


def test_shares_of_a_group_add_up_to_one():
    shown = ANALYSIS.comparison(Selection(group_by="article"), *(set(ROWS) - {"stance"}))
    shares = shown[shown["measure"].isin(["voice_share", "topic_share", "framing", "role_share"])]
    sums = shares.groupby(["measure", "article_id"])["value"].sum(min_count=1).dropna()
    assert len(sums) == 3 + 3 + 2 + 2
    assert sums.to_numpy() == pytest.approx(1.0)


def test_voice_share_of_an_article():
    shown = ANALYSIS.comparison(Selection(group_by="article"), "voice_share")
    assert cell(shown, "two", "own words", "article_id").value == pytest.approx(2 / 3)
    assert cell(shown, "two", "Russian", "article_id").n_sentences == 1


def test_perspectives_of_the_mission_are_listed_even_when_silent():
    shown = ANALYSIS.comparison(Selection(), "stance")
    assert {"Chinese", "Italian", "Western", "Russian"} <= set(shown["perspective"])
    silent = shown[shown["perspective"] == "Italian"]
    assert silent["value"].isna().all()
    assert (silent["n_sentences"] == 0).all()


def test_an_unknown_measure_is_named():
    with pytest.raises(KeyError, match="moon"):
        ANALYSIS.comparison(Selection(), "moon")


def larger(measure: str, **selection) -> pd.DataFrame:
    return LARGER.comparison(Selection(**selection), measure)


def counts(row: pd.Series) -> tuple[int, ...]:
    return (row.n_negative, row.n_neutral, row.n_positive, row.n_sentences, row.n_articles)


def test_neither_copies_nor_other_languages_are_in_any_number():
    for measure in ROWS:
        assert set(LARGER.evidence(Selection(), measure)["article_id"]) <= set("abcdef")


@pytest.mark.parametrize("measure", ROWS)
def test_every_evidence_row_has_a_number_of_its_own(measure):
    rows = all_rows(LARGER_TABLES)[measure]
    assert len(rows)
    assert rows.index.equals(pd.RangeIndex(len(rows)))


def test_five_sentences_are_enough_and_four_are_not():
    for measure in ("sentiment", "voice_share"):
        shown = larger(measure, group_by="article").set_index("article_id")
        shown = shown[shown["n_sentences"] > 0]
        assert (shown.loc["a", "n_sentences"], shown.loc["a", "enough"]) == (4, False)
        assert (shown.loc["b", "n_sentences"], shown.loc["b", "enough"]) == (5, True)


def test_a_share_is_enough_when_its_group_is_and_a_mean_when_its_own_sentences_are():
    share = cell(larger("voice_share"), "Western", "Western")
    assert share.value == pytest.approx(2 / 17)
    assert counts(share) == (0, 2, 0, 2, 1)
    assert bool(share.enough)
    mean = cell(larger("stance", articles=("b",)), "Western", "Alfa")
    assert counts(mean) == (1, 1, 1, 3, 1)
    assert not bool(mean.enough)


def test_tone_is_neutral_within_five_hundredths():
    tone = cell(larger("sentiment"), "Chinese", "all")
    assert counts(tone) == (1, 2, 1, 4, 1)
    assert tone.value == pytest.approx(0.0)


def test_the_course_of_an_article_has_ten_parts():
    shown = larger("sentiment_course", articles=("a",))
    held = shown[shown["n_sentences"] > 0].set_index("item")["value"]
    assert held.to_dict() == pytest.approx({"01": 0.05, "03": -0.05, "06": 0.049, "08": -0.049})


def test_two_to_four_articles_give_the_range_of_the_single_ones():
    mean = cell(larger("stance", articles=("b", "d", "e")), "Western", "Alfa")
    assert mean.value == pytest.approx((0.6 + 0.0 - 0.8 + 0.6 - 0.8) / 5)
    assert (mean.low, mean.high) == (pytest.approx(-0.8), pytest.approx(0.6))
    assert mean.interval_kind == range_within(3)
    share = cell(larger("voice_share", articles=("b", "c")), "Western", "Western")
    assert (share.value, share.low, share.high) == (
        pytest.approx(2 / 14), pytest.approx(0.0), pytest.approx(2 / 9),
    )  # fmt: skip
    assert (share.n_articles, share.interval_kind) == (1, range_within(2))


def test_five_articles_give_the_middle_of_all_ways_to_draw_them():
    """The oracle goes through every way to draw five articles with repetition."""
    total = np.array([-0.2, 0.6, 0.6, -0.8, 0.0])  # b to f
    number = np.array([3, 1, 1, 1, 1])
    ways = np.array(list(product(range(5), repeat=5)))
    values = total[ways].sum(axis=1) / number[ways].sum(axis=1)
    mean = cell(larger("stance"), "Western", "Alfa")
    assert mean.value == pytest.approx(0.2 / 7)
    for end, level in zip((mean.low, mean.high), levels(5), strict=True):
        # The ways come in few different values: as many as asked for lie up to this one.
        below, upto = (values < end - 1e-9).mean(), (values <= end + 1e-9).mean()
        assert below - 0.002 <= level / 100 <= upto + 0.002
    assert (counts(mean), mean.interval_kind) == ((2, 2, 3, 7, 5), RESAMPLED)


def test_what_a_group_never_does_is_not_said_to_be_impossible():
    """Five articles without it, each counted once: at most 43 % by Wilson's formula."""
    quoted = cell(larger("voice_share"), "Western", "Russian")
    assert (quoted.value, quoted.low) == (0.0, 0.0)
    assert quoted.high == pytest.approx(0.4345, abs=1e-4)
    assert (quoted.n_articles, quoted.interval_kind) == (0, WILSON)


def test_one_article_tells_of_itself_only():
    """b has three mentions of Alfa, a has two of four sentences in neutral wording."""
    mean = cell(larger("stance", group_by="article"), "b", "Alfa", "article_id")
    assert (mean.low, mean.high) == (pytest.approx(-0.8), pytest.approx(0.6))
    assert mean.interval_kind == ROWS_WITHIN
    share = cell(larger("voice_share", group_by="article"), "c", "Russian", "article_id")
    assert share.value == pytest.approx(2 / 11)
    # Newcombe (1998) by hand: (2/11 + z²/22 ± z √(2/11·9/11/11 + z²/484)) / (1 + z²/11).
    assert (share.low, share.high) == pytest.approx((0.0514, 0.4770), abs=1e-4)
    assert share.interval_kind == WILSON_WITHIN
    words = larger("voice_words", group_by="article")
    assert words[["low", "high", "interval_kind"]].isna().all(axis=None)


@pytest.mark.parametrize("measure", ROWS)
def test_one_article_never_gets_a_generality_claim(measure):
    for selection in (Selection(group_by="article"), Selection(articles=("c",))):
        kinds = set(LARGER.comparison(selection, measure)["interval_kind"].dropna())
        assert kinds <= {ROWS_WITHIN, WILSON_WITHIN}


def test_sentences_are_counted_once_whether_or_not_that_is_known():
    rows = numbered(all_rows(LARGER_TABLES)["sentiment"], "sentiment")
    assert rows.own_sentences
    known, looked_for = (replace(rows, own_sentences=own) for own in (True, False))
    assert known.n_sentences.tolist() == looked_for.n_sentences.tolist()
    assert known.sentences_of_groups.tolist() == looked_for.sentences_of_groups.tolist()
    assert not numbered(all_rows(LARGER_TABLES)["stance"], "stance").own_sentences


def test_the_reader_sets_how_many_sentences_are_enough():
    for minimum, enough in ((3, True), (4, False)):
        mean = cell(larger("stance", articles=("b",), minimum=minimum), "Western", "Alfa")
        assert bool(mean.enough) is enough
    with pytest.raises(ValueError, match="from 1 on"):
        Selection(minimum=0)


def test_more_groupings_count_the_same_sentences():
    by_month = larger("sentiment", group_by="month")
    assert dict(zip(by_month["group"], by_month["n_sentences"], strict=True)) == {"2022-01": 23}
    by_country = larger("sentiment", group_by="country")
    assert dict(zip(by_country["group"], by_country["perspective"], strict=True)) == {
        "GB": "Western", "CN": "Chinese",
    }  # fmt: skip
    by_actor = larger("voice_share", group_by="actor")
    held = by_actor[by_actor["n_sentences"] > 0]
    assert list(dict.fromkeys(held["group"])) == ["Alfa", "Beta", "Gamma"]
    assert cell(by_actor, "Beta", "Russian", "group").n_sentences == 2
    # The word of a row without a topic is the same for filters, groups and items.
    topics = ANALYSIS.comparison(Selection(group_by="topic"), "sentiment")
    assert list(topics["group"]) == ["trade", "weather", "other"]
    assert topics["perspective"].isna().all()


def test_a_statement_aims_at_the_actors_in_its_own_words():
    shown = larger("speech_act")
    held = shown[shown["n_sentences"] > 0]
    assert set(held["perspective"]) == {"Russian"}
    assert dict(zip(held["item"], held["value"], strict=True)) == {
        "accusing → Alfa": 0.25, "accusing → Beta": 0.25,
        "warning → Alfa": 0.25, "warning → Beta": 0.25,
    }  # fmt: skip


def test_nobody_aims_at_whom_it_speaks_for():
    tables = tiny.larger()
    changed = tables["attributions"].copy()
    changed.loc[changed["attribution_id"] == "c-two", "affiliation"] = "Norway / Beta"
    rows = all_rows(tables | {"attributions": changed})["speech_act"]
    assert sorted(rows["item"]) == ["accusing → Alfa", "warning → Alfa", "warning → Beta"]


def test_statements_are_compared_by_outlet_and_by_outlet_with_its_speakers():
    by_outlet = larger("voice_statements", group_by="publisher")
    # East Times has most articles; the others keep the order of the articles.
    assert list(dict.fromkeys(by_outlet["group"])) == ["East Times", "Daily North", "South Post"]
    east = by_outlet[by_outlet["group"] == "East Times"].set_index("item")
    assert east["n_neutral"].to_dict() == {"Russian": 2, "Western": 1}
    assert set(east["perspective"]) == {"Western"}
    pairs = larger("framing", group_by="pair")
    held = pairs[pairs["n_sentences"] > 0]
    assert dict(zip(held["group"] + " " + held["item"], held["value"], strict=True)) == {
        "East Times → Western neutral": 1.0,
        "East Times → Russian accusing": 0.5,
        "East Times → Russian warning": 0.5,
    }
    assert list(dict.fromkeys(pairs["perspective"])) == ["Western", "Russian"]


def test_only_what_a_chart_shows_is_stored_of_groupings_with_many_groups():
    stored = compare_everything(LARGER_TABLES)
    by = stored.groupby("group_by")["measure"].agg(set)
    assert by["pair"] == {"framing"}
    assert by["publisher"] == {"voice_share", "voice_words", "voice_statements"}
    assert "speaker" not in by
    assert by["voice"] == set(ROWS)


def test_speakers_can_be_kept_by_name():
    kept = LARGER.evidence(Selection(group_by="speaker", speakers=("Smith",)), "role_share")
    assert set(kept["voice"]) == {"Smith"}
    assert LARGER.pointed_speakers(Selection(), 5) == ("Ivanov",)
    assert LARGER.pointed_speakers(Selection(), 0) == ()


def test_cues_are_counted_as_printed_in_small_letters():
    shown = larger("cue_words")
    held = shown[shown["n_sentences"] > 0]
    assert dict(zip(held["item"], held["perspective"], strict=True)) == {
        "accused": "Russian", "warned": "Russian", "said": "Western",
    }  # fmt: skip


def test_what_is_told_within_a_statement_is_no_statement_of_its_own():
    assert cell(larger("framing"), "Western", "neutral").value == 1.0
    assert cell(larger("role_share"), "Russian", "official").n_sentences == 2
    assert LARGER.totals(Selection())["attributions"] == 3


def test_a_mention_in_the_marks_of_a_mixed_quotation_is_direct_and_its_sentence_is_not():
    assert counts(cell(larger("stance", include="direct"), "Russian", "Alfa")) == (1, 0, 0, 1, 1)
    assert LARGER.totals(Selection(include="direct"))["sentences"] == 0
    assert cell(larger("stance", include="indirect"), "Russian", "Beta").n_negative == 2


def test_a_comparison_by_article_grows_with_the_articles_and_not_with_their_square():
    n = 3000
    one = all_rows(LARGER_TABLES)["sentiment"].iloc[[0]]
    rows = pd.concat([one] * n, ignore_index=True)
    names = [f"x{number}" for number in range(n)]
    rows = rows.assign(article_id=names, sentence_id=names, item=[f"i{k % 40}" for k in range(n)])
    articles = pd.concat([LARGER_TABLES["articles"].iloc[[0]]] * n, ignore_index=True)
    made = LARGER_TABLES | {"articles": articles.assign(article_id=names)}
    tracemalloc.start()
    shown = compare(made, {"sentiment": rows}, Selection(group_by="article"), ["sentiment"])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(shown) == n * 40
    assert peak < 300e6


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(range(len(TABLES["mentions"]))))
def test_the_order_of_rows_changes_nothing(order):
    shuffled = TABLES | {"mentions": TABLES["mentions"].iloc[list(order)].reset_index(drop=True)}
    made = compare(shuffled, {"stance": ROWS["stance"](shuffled)}, Selection(), ["stance"])
    pd.testing.assert_frame_equal(made, ANALYSIS.comparison(Selection(), "stance"))


def test_empty_tables_give_an_empty_comparison():
    nothing = {name: frame.head(0) for name, frame in TABLES.items()}
    made = compare(nothing, all_rows(nothing), Selection(), ROWS)
    assert made["n_sentences"].sum() == 0
