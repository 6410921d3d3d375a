"""What holds of every measure: swapped sides, shuffled rows, and groups of one article."""

from __future__ import annotations

from functools import cache, partial

import numpy as np
import pandas as pd
import pytest

from analysis import tables as contract
from analysis.compare import compare
from analysis.compare.differences import REST, differences
from analysis.compare.intervals import ROWS_WITHIN, WILSON_WITHIN
from analysis.evidence import ROWS, all_rows
from analysis.selection import Selection
from analysis.tables import GROUPINGS
from tests import tiny

Tables = dict[str, pd.DataFrame]
COPIES = 6
# By grouping two groups with text in many articles; and an outlet with one.
SIDES = {"voice": ("Western", "Russian"), "publisher": ("East Times", "South Post")}
LONE = "Lone Post"


@cache
def many() -> Tables:
    """The larger corpus six times over with other tones, topics and stances, and Lone Post, which
    prints an article alone.
    """
    random = np.random.default_rng(8)
    first = tiny.larger()
    parts = [_copied(first, f"-{number}", random) for number in range(COPIES)]
    articles = parts[0]["articles"]
    articles.loc[articles["article_id"] == "c-0", ["outlet", "perspective"]] = [LONE, "Other"]
    made = {
        name: contract.conform(name, pd.concat([part[name] for part in parts], ignore_index=True))
        for name in first
        if name not in ("comparison", "topics")
    }
    return made | {"topics": first["topics"], "comparison": contract.empty("comparison")}


def _copied(tables: Tables, end: str, random: np.random.Generator) -> Tables:
    made = {name: frame.copy() for name, frame in tables.items()}
    for frame in made.values():
        for name in frame.columns[frame.columns.str.endswith("_id")].drop(
            "topic_id", errors="ignore"
        ):
            frame[name] = frame[name] + end
    articles, passages = made["articles"], made["passages"]
    articles["duplicate_of"] = articles["duplicate_of"] + end
    passages["topic_id"] = random.choice(["0", "1"], len(passages))
    made["sentences"]["sentiment"] = random.uniform(-1, 1, len(made["sentences"]))
    mentions = made["mentions"]
    chances = random.dirichlet([1, 1, 1], len(mentions))
    mentions[["p_negative", "p_neutral", "p_positive"]] = chances
    mentions["stance"] = chances[:, 2] - chances[:, 0]
    return made


@cache
def rows() -> Tables:
    return all_rows(many())


def found(measure: str, group_by: str, *pairs: tuple[str, str]) -> pd.DataFrame:
    return differences(many(), rows(), Selection(group_by=group_by), [measure], list(pairs))


@pytest.mark.parametrize("group_by", SIDES)
@pytest.mark.parametrize("measure", ROWS)
def test_swapping_two_groups_flips_every_difference(measure, group_by):
    one, other = SIDES[group_by]
    there, back = (found(measure, group_by, pair) for pair in ((one, other), (other, one)))
    assert len(there)
    flipped = back.assign(
        group=back["other"], other=back["group"],
        difference=-back["difference"], low=-back["high"], high=-back["low"],
        **{name: back[f"other_{name}"] for name in ("value", "n_sentences", "n_articles")},
        **{f"other_{name}": back[name] for name in ("value", "n_sentences", "n_articles")},
    )  # fmt: skip
    pd.testing.assert_frame_equal(there, flipped, check_exact=True)


def test_the_corpus_has_differences_that_are_tested():
    told = [found(name, by, SIDES[by]) for name in ROWS for by in SIDES]
    tested = {name for frame in told for name in frame["measure"][frame["p"].notna()]}
    assert {"stance", "sentiment", "topic_share", "voice_share", "voice_words"} <= tested


@pytest.mark.parametrize("group_by", SIDES)
def test_the_order_of_rows_changes_nothing_of_any_measure(group_by):
    random = np.random.default_rng(1)
    mixed = {
        name: frame.iloc[random.permutation(len(frame))].reset_index(drop=True)
        if name in ("sentences", "mentions", "attributions", "passages", "removed")
        else frame
        for name, frame in many().items()
    }
    selection, pairs = Selection(group_by=group_by), [SIDES[group_by]]
    # What is added up in another order may differ in its last digit.
    same = partial(pd.testing.assert_frame_equal, rtol=1e-9, atol=1e-12)
    told = (many(), rows()), (mixed, all_rows(mixed))
    same(*(compare(*corpus, selection, ROWS) for corpus in told))
    same(*(differences(*corpus, selection, ROWS, pairs) for corpus in told))


@pytest.mark.parametrize("group_by", GROUPINGS)
def test_one_article_is_never_told_as_more_than_itself(group_by):
    """Whether a filter leaves one, or a group has no more."""
    alone = compare(many(), rows(), Selection(group_by=group_by, articles=("c-0",)), ROWS)
    assert alone["n_sentences"].any()
    among = compare(many(), rows(), Selection(group_by="publisher"), ROWS)
    among = among[among["group"] == LONE]
    assert set(among["measure"][among["n_sentences"] > 0]) == set(ROWS)
    for told in (alone, among):
        assert set(told["interval_kind"].dropna()) <= {ROWS_WITHIN, WILSON_WITHIN}


@pytest.mark.parametrize("measure", ROWS)
def test_nothing_is_said_to_differ_from_a_group_of_one_article(measure):
    pairs = [("East Times", LONE), (LONE, "South Post"), (LONE, REST)]
    told = found(measure, "publisher", *pairs)
    assert not told["differs"].any()
    assert told[["low", "high", "p", "p_adjusted"]].isna().all(axis=None)
