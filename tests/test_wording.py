"""Words of stretches, phrases, the statistics against independent oracles, and the questions."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from analysis.compare.intervals import ARTICLES_TO_RESAMPLE
from analysis.registry import measure_of
from analysis.selection import Selection
from analysis.wording import Wording, group_sizes, views
from analysis.wording.keyness import PRIOR_WORDS, Usage, log_likelihood, log_odds, per_thousand
from analysis.wording.lines import AFTER, BEFORE, GROUP, TEXT, in_order
from analysis.wording.near import NEAR
from analysis.wording.table import LEAST_BEHIND
from analysis.wording.words import NAME, PHRASE, SMALL, WORD, words_of
from tests import tiny

NOBODY = pd.DataFrame({"article_id": [], "start": [], "end": [], "target": []})


def stretches(*texts: str, groups: str | None = None) -> tuple[pd.DataFrame, dict[str, str]]:
    """Each text as an article of one sentence in one voice, with its group and its text by id."""
    ids = [f"a{number}" for number in range(len(texts))]
    rows = pd.DataFrame(
        {
            "row_id": [f"{name}-w0" for name in ids],
            "article_id": ids,
            "sentence_id": [f"{name}-s0" for name in ids],
            "start": 0,
            "end": [len(text) for text in texts],
            "text": list(texts),
            "sentence_start": 0,
            "value": [float(len(text.split())) for text in texts],
            "group": list(groups or "A" * len(texts)),
        }
    )
    return rows, dict(zip(ids, texts, strict=True))


def wording(*texts: str, groups: str | None = None, mentions: pd.DataFrame = NOBODY):
    rows, by_id = stretches(*texts, groups=groups)
    return Wording.of(rows, by_id, mentions), rows


def sorts(*texts: str) -> dict[str, str]:
    words = words_of(*stretches(*texts))
    return dict(zip(words.shown, words.sorts, strict=True))


# Words


def test_words_stand_where_they_are_printed():
    text = "Ann’s well-known plan, in 2021: the G7 can’t agree."
    words = words_of(*stretches(text))
    printed = [text[a:b] for a, b in zip(words.start, words.end, strict=True)]
    assert printed == ["Ann", "well-known", "plan", "in", "the", "G7", "can’t", "agree"]
    assert list(words.keys[words.code]) == [
        "ann", "well-known", "plan", "in", "the", "g7", "can't", "agree",
    ]  # fmt: skip


def test_names_have_capitals_within_sentences_and_beginnings_tell_nothing():
    found = sorts("Talks with Norrland failed.", "Norrland talks on.", "Peace we want.")
    assert found["Norrland"] == NAME
    assert found["talks"] == WORD
    assert found["peace"] == WORD
    assert found["with"] == SMALL


def test_a_state_is_not_a_pronoun():
    found = sorts("They gave us what the US wants.")
    assert found["us"] == SMALL
    assert found["US"] == NAME


def test_phrases_recur_and_keep_small_words_inside_only():
    made, _ = wording(
        "The rule of law holds.", "A rule of law, they say.", "Rule, of law: of the law."
    )
    names = made.terms.names
    assert list(names["shown"][names["sort"] == PHRASE]) == ["rule of law"]


def test_a_phrase_within_a_longer_one_is_not_listed_twice():
    made, _ = wording("Long range missile talks.", "Long range missile talks.", "Range missile.")
    names = made.terms.names
    assert list(names["term"][names["sort"] == PHRASE]) == [
        "range missile", "long range missile", "range missile talks",
    ]  # fmt: skip


# Statistics


def by_the_paper(y_i, y_j, background, total_i, total_j, total_background, size):
    """Log-odds, variance and z of one word, step by step as the paper writes them."""
    alpha = size * background / total_background
    omega_i = (y_i + alpha) / (total_i + size - y_i - alpha)
    omega_j = (y_j + alpha) / (total_j + size - y_j - alpha)
    delta = math.log(omega_i) - math.log(omega_j)
    variance = 1 / (y_i + alpha) + 1 / (y_j + alpha)
    return delta, variance, delta / math.sqrt(variance)


COUNTS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=12
).filter(lambda pairs: all(map(sum, zip(*pairs, strict=True))) and all(map(sum, pairs)))


@settings(max_examples=100, deadline=None)
@given(COUNTS, st.floats(1, 2000))
def test_log_odds_are_those_of_the_paper(pairs, size):
    focus, reference = np.array(pairs, dtype=float).T
    usages = [Usage(side, side.sum()) for side in (focus, reference, focus + reference)]
    found = log_odds(*usages, size)
    for at, (y_i, y_j) in enumerate(pairs):
        delta, variance, z = by_the_paper(
            y_i, y_j, y_i + y_j, *(usage.total for usage in usages), size
        )
        assert found.value[at] == pytest.approx(delta, abs=1e-9)
        assert found.z[at] == pytest.approx(z, abs=1e-9)
        assert found.high[at] - found.low[at] == pytest.approx(2 * 1.96 * math.sqrt(variance), 1e-4)


def test_log_odds_by_hand():
    sides = Usage(np.array([6.0]), 100), Usage(np.array([1.0]), 200)
    found = log_odds(*sides, Usage(np.array([7.0]), 300), 30)
    # Prior .7: ln(6.7 / 123.3) - ln(1.7 / 228.3)
    assert found.value[0] == pytest.approx(math.log(6.7 / 123.3) - math.log(1.7 / 228.3))
    assert found.z[0] == pytest.approx(found.value[0] / math.sqrt(1 / 6.7 + 1 / 1.7))


@settings(max_examples=100, deadline=None)
@given(COUNTS)
def test_swapping_the_sides_flips_the_log_odds(pairs):
    focus, reference = (Usage(side, side.sum()) for side in np.array(pairs, dtype=float).T)
    common = Usage(focus.counts + reference.counts, focus.total + reference.total)
    one, other = log_odds(focus, reference, common), log_odds(reference, focus, common)
    assert one.value == pytest.approx(-other.value)
    assert one.low == pytest.approx(-other.high)
    assert log_likelihood(focus, reference) == pytest.approx(log_likelihood(reference, focus))


@settings(max_examples=100, deadline=None)
@given(COUNTS)
def test_g2_is_that_of_scipy(pairs):
    focus, reference = (Usage(side, side.sum()) for side in np.array(pairs, dtype=float).T)
    found = log_likelihood(focus, reference)
    for at, (y_i, y_j) in enumerate(pairs):
        if y_i + y_j in (0, focus.total + reference.total):
            continue
        square = [[y_i, y_j], [focus.total - y_i, reference.total - y_j]]
        oracle = chi2_contingency(square, correction=False, lambda_="log-likelihood").statistic
        assert found[at] == pytest.approx(oracle, abs=1e-6)


def test_against_nothing_nothing_is_typical():
    some, none = Usage(np.array([2.0]), 10), Usage(np.array([0.0]), 0)
    for focus, reference in ((some, none), (none, some)):
        assert np.isnan(log_odds(focus, reference, some).value).all()
        assert np.isnan(log_likelihood(focus, reference)).all()
    assert np.isnan(per_thousand(none)).all()
    assert per_thousand(some) == [200.0]


# The table


def test_the_table_counts_by_hand():
    made, rows = wording(
        "Peace and peace.", "Peace now.", "War now.", "War then, war again.", groups="AABB"
    )
    table = made.table(rows, 2).set_index(["group", "term"])
    here = table.loc[("A", "peace")]
    assert (here["n"], here["n_sentences"], here["n_articles"]) == (3, 2, 2)
    assert (here["rest_n"], here["all_n"], here["all_sentences"]) == (0, 3, 2)
    assert here["per_thousand"] == pytest.approx(3000 / 5)
    assert here["z"] > 0 > table.loc[("B", "peace"), "z"]
    assert table.loc[("A", "now"), "n"] == table.loc[("B", "now"), "n"] == 1
    # "and", "then" and "again" stand in one sentence.
    assert set(table.index.get_level_values("term")) == {"peace", "war", "now"}


def test_the_table_holds_the_log_odds_of_its_counts():
    made, rows = wording("a b c", "a b", "b c c", "c a", groups="AABB")
    table = made.table(rows, 1)
    row = table[(table["group"] == "A") & (table["term"] == "b")].iloc[0]
    delta, _, z = by_the_paper(2, 1, 3, 5, 5, 10, PRIOR_WORDS)
    assert (row["value"], row["z"]) == (pytest.approx(delta), pytest.approx(z))


def test_the_order_of_rows_changes_nothing():
    made, rows = wording("Peace now.", "War now.", "Peace then.", "War then.", groups="ABAB")
    turned, by_id = stretches("Peace now.", "War now.", "Peace then.", "War then.", groups="ABAB")
    other = Wording.of(turned.iloc[::-1], by_id, NOBODY)
    pd.testing.assert_frame_equal(made.table(rows, 2), other.table(rows.iloc[::-1], 2))


def test_a_pair_is_compared_alone_and_flips_when_swapped():
    texts = ["Peace now.", "War now."] * 3 + ["Trade now."] * 3
    made, rows = wording(*texts, groups="ABABABCCC")
    one = made.table(rows, 1, pair=("A", "B")).set_index(["group", "term"])
    other = made.table(rows, 1, pair=("B", "A")).set_index(["group", "term"])
    assert list(one.index.unique("group")) == ["A", "B"]
    assert one.loc[("A", "now"), "rest_n"] == 3
    assert one.loc[("A", "peace"), "value"] == -other.loc[("B", "peace"), "value"] > 0
    assert "trade" not in one.index.get_level_values("term")


def test_too_little_evidence_is_never_enough():
    made, rows = wording(*["Peace now."] * 4, *["War now."] * 2, groups="AAAABB")
    enough = made.table(rows, 4).set_index(["group", "term"])["enough"]
    assert not enough.any(), "the rest has two sentences only"
    enough = made.table(rows, 2).set_index(["group", "term"])["enough"]
    assert enough.all()
    enough = made.table(rows, 3, pair=("A", "B")).set_index(["group", "term"])["enough"]
    assert not enough.loc[("A", "war")]


def test_no_rows_and_one_group_give_no_comparison():
    made, rows = wording("Peace now.", "Peace then.")
    assert made.table(rows.head(0), 1).empty
    alone = made.table(rows, 1)
    assert alone["value"].isna().all()
    assert not alone["enough"].any()
    assert views.typical(alone, 5).empty
    empty, none = wording()
    assert empty.table(none, 1).empty
    assert empty.lines(none, "peace", TEXT).empty


def test_a_large_corpus_is_read_in_part_and_says_so():
    rows, texts = stretches(*["one two three"] * 10)
    made = Wording.of(rows, texts, NOBODY, most_words=14)
    assert made.articles == (4, 10)
    assert len(made.words.code) == 12
    assert Wording.of(rows, texts, NOBODY, most_words=14).rows.equals(made.rows)


# Parts of the table

TEXTS = ["Peace and trade here.", "Peace and trade there.", "War and trade here.",
         "War and trade there.", "Steel and trade.", "Steel and trade."]  # fmt: skip


@pytest.fixture(scope="module")
def table():
    made, rows = wording(*TEXTS, groups="AABBCC")
    return views.of_sort(made.table(rows, 2), WORD)


def test_typical_words_are_used_and_used_more(table):
    found = views.typical(table, 5)
    pairs = list(zip(found["group"], found["term"], strict=True))
    assert {("A", "peace"), ("B", "war"), ("C", "steel")} <= set(pairs)
    assert [group for group, _ in pairs] == sorted(group for group, _ in pairs)
    assert (found["value"] > 0).all()
    assert len(views.typical(table, 1)) == 3


def scored(*rows: tuple[float, bool, int, int]) -> pd.DataFrame:
    names = ["z", "enough", "n_articles", "rest_articles"]
    made = pd.DataFrame(rows, columns=names).assign(sort=WORD, value=lambda frame: frame["z"])
    return made.assign(behind=LEAST_BEHIND)


def test_sure_is_what_survives_the_correction_for_all_that_is_compared():
    zs = [4.2, 3.0, 2.9, 2.2, 1.0, 0.1, -2.5]
    found = views.of_sort(scored(*((z, True, 5, 5) for z in zs)), WORD)["sure"]
    # Benjamini and Hochberg by hand: the largest p that lies under its rank's part of .05.
    chances = sorted((math.erfc(abs(z) / math.sqrt(2)), at) for at, z in enumerate(zs))
    under = [k for k, (p, _) in enumerate(chances, start=1) if p <= 0.05 * k / len(zs)]
    expected = {at for _, at in chances[: max(under)]}
    assert set(found.index[found]) == expected == {0, 1, 2, 3, 6}
    alone = views.of_sort(scored((2.2, True, 5, 5), *([(0.1, True, 5, 5)] * 20)), WORD)["sure"]
    assert not alone.any()


def test_few_articles_are_as_many_as_in_every_other_comparison():
    assert LEAST_BEHIND == ARTICLES_TO_RESAMPLE


def test_nothing_is_sure_of_one_article_or_of_too_little_evidence():
    found = views.of_sort(
        scored(
            (9.0, True, 1, 5), (-9.0, True, 5, 1), (9.0, True, 2, 0), (9.0, False, 5, 5),
            (float("nan"), True, 5, 5),
        ),
        WORD,
    )  # fmt: skip
    assert list(found["sure"]) == [False, False, True, False, False]


def test_nothing_is_sure_where_a_side_has_text_in_few_articles():
    """An outlet with one article, or with four, is told neither by what it uses nor by what not."""
    for n_articles, sure in ((1, set()), (4, set()), (5, {"peace", "war"})):
        texts = ["peace and bread " * 40] * n_articles + ["war and bread " * 40] * 10
        made, rows = wording(*texts, groups="A" * n_articles + "B" * 10)
        table = views.of_sort(made.table(rows, 1), WORD)
        assert set(table["behind"]) == {n_articles}
        assert "war" in set(table["term"][table["z"].abs() > 3])
        assert set(table["term"][table["sure"]]) == sure
        assert table[["low", "high"]].notna().all(axis=None) == bool(sure)


def test_words_of_one_side_and_words_of_all(table):
    whole = views.side_by_side(table)
    assert set(whole["term"]) == {"peace", "war", "steel", "trade"}
    one = views.side_by_side(table, views.ONE_SIDED).set_index("term")
    assert set(one.index) == {"peace", "war", "steel"}
    assert one.loc["war", "typical_of"] == "B"
    assert one.loc["war", [f"{views.IN}{group}" for group in "ABC"]].tolist() == [0, 2, 0]
    assert list(views.side_by_side(table, views.SHARED)["term"]) == ["trade"]
    with pytest.raises(KeyError, match="known are"):
        views.side_by_side(table, "none")


def test_a_group_too_small_to_compare_need_not_share_a_word():
    made, rows = wording(*TEXTS[:4], "Rain.", groups="AABBD")
    shared = views.side_by_side(views.of_sort(made.table(rows, 2), WORD), views.SHARED)
    assert list(shared["term"]) == ["trade"]


def test_too_little_evidence_is_grey(table):
    found = views.side_by_side(table.assign(enough=table["term"] != "war")).set_index("term")
    styles = views.greyed(found)._compute().ctx
    at = list(found.index).index("war")
    assert {row for (row, _), rules in styles.items() if any(value for _, value in rules)} == {at}


def test_sizes_tell_how_much_may_be_translated():
    rows, _ = stretches("one two", "three", "four five", groups="AAB")
    articles = pd.DataFrame(
        {"article_id": ["a0", "a1", "a2"], "translation": ["stated", "none known", "none known"]}
    )
    found = group_sizes(rows, articles)
    assert found.to_dict("records") == [
        {"group": "A", "n_words": 3, "n_articles": 2, "n_translated": 1},
        {"group": "B", "n_words": 2, "n_articles": 1, "n_translated": 0},
    ]


# Near an actor


def mention(text: str, name: str, article: str = "a0") -> pd.DataFrame:
    at = text.index(name)
    return pd.DataFrame(
        {"article_id": [article], "start": [at], "end": [at + len(name)], "target": ["Actor"]}
    )


def test_words_near_an_actor_stand_within_eight_and_are_not_its_name():
    text = "zero one two three four five six seven eight Alfa Beta uno due tre"
    made, rows = wording(text, text, mentions=mention(text, "Alfa Beta"))
    near = made.table(rows, 1, near="Actor")
    assert near.empty, "each stands in one sentence near the actor only"
    lines = {word: len(made.lines(rows, word, TEXT, "Actor")) for word in text.split()}
    assert lines == dict.fromkeys(text.split()[1:], 1) | {"zero": 0, "Alfa": 0, "Beta": 0}
    assert made.table(rows, 1, near="Nobody").empty


def test_words_of_another_voice_are_not_near():
    text = "Alfa wins, he said."
    rows, texts = stretches(text)
    two = pd.concat([rows.assign(end=9), rows.assign(start=11)], ignore_index=True)
    made = Wording.of(two, texts, mention(text, "Alfa"))
    assert len(made.lines(two, "wins", TEXT, "Actor")) == 1
    assert made.lines(two, "said", TEXT, "Actor").empty


def test_the_registry_tells_the_size_of_the_prior_and_what_is_near():
    entry = measure_of("wording")
    assert f"{PRIOR_WORDS} words of common usage" in entry.definition
    assert NEAR == 8
    assert "within eight words" in entry.method


# Keyword in context


def test_lines_are_the_sentence_in_three_pieces():
    text = "The Peace talks, and peace talks."
    made, rows = wording(text)
    found = made.lines(rows, "PEACE talks", TEXT)
    assert list(found["keyword"]) == ["Peace talks", "peace talks"]
    assert set(found["left"] + found["keyword"] + found["right"]) == {text}
    assert list(found["word_before"]) == ["the", "and"]
    assert list(found["word_after"]) == ["and", ""]
    for row in found.itertuples():
        assert text[row.start : row.end] == row.keyword
    assert made.lines(rows, "peace, talks", TEXT)["keyword"].tolist() == found["keyword"].tolist()
    for nothing in ("war", "talks peace", "!?", ""):
        assert made.lines(rows, nothing, TEXT).empty


def test_lines_can_be_sorted_by_the_words_beside_and_by_group():
    made, rows = wording("new peace holds", "bad peace ends", "any peace works", groups="BAB")
    orders = {
        order: list(made.lines(rows, "peace", order)["word_before"])
        for order in (TEXT, BEFORE, AFTER, GROUP)
    }
    assert orders == {
        TEXT: ["new", "bad", "any"],
        BEFORE: ["any", "bad", "new"],
        AFTER: ["bad", "new", "any"],
        GROUP: ["bad", "new", "any"],
    }
    with pytest.raises(KeyError, match="known are text, before, after, group"):
        in_order(made.lines(rows, "peace", TEXT), "length")


# Through the door

ANALYSIS = tiny.larger_analysis()


def test_every_count_of_the_table_is_the_number_of_its_lines():
    selection = Selection(minimum=1)
    table = ANALYSIS.wording(selection)
    assert len(table)
    for row in table[table["n"] > 0].itertuples():
        lines = ANALYSIS.word_lines(selection, row.term, TEXT)
        held = lines[lines["group"] == row.group]
        assert len(held) == row.n
        assert held["article_id"].nunique() == row.n_articles


def test_counts_near_an_actor_are_those_of_the_lines_near_it():
    table = ANALYSIS.wording(Selection(minimum=1), near="Alfa")
    assert len(table)
    for row in table[table["n"] > 0].itertuples():
        lines = ANALYSIS.word_lines(Selection(), row.term, TEXT, near="Alfa")
        assert (lines["group"] == row.group).sum() == row.n


def test_a_phrase_that_is_only_half_near_is_not():
    text = "Alfa a b c d e f g end game"
    made, rows = wording(text, text, mentions=mention(text, "Alfa"))
    assert len(made.lines(rows, "g end", TEXT, "Actor")) == 1
    assert made.lines(rows, "end game", TEXT, "Actor").empty


def test_filters_hold_for_words():
    selection = Selection(perspectives=("Russian",))
    assert set(ANALYSIS.word_groups(selection)["group"]) == {"Russian"}
    assert ANALYSIS.word_lines(selection, "rains", TEXT).empty
    assert len(ANALYSIS.word_lines(Selection(), "rains", TEXT)) == 1
    assert ANALYSIS.word_lines(Selection(), "dorme", TEXT).empty, "not in English"


def test_words_are_split_between_voices():
    found = ANALYSIS.word_lines(Selection(), "accused", TEXT)
    assert set(found["group"]) == {"Western"}, "the cue is the outlet's own word"
    assert set(ANALYSIS.word_lines(Selection(), "war", TEXT)["group"]) == {"Russian"}


def test_a_group_without_words_among_those_that_are_read_is_compared_with_none():
    made, rows = wording("peace talks", "peace talks", "war games", groups="AAB")
    assert len(made.table(rows, 1, pair=("A", "B")))
    nothing = made.table(rows, 1, pair=("A", "C"))
    assert nothing.empty
    assert views.of_sort(nothing, WORD).empty
