"""What else differs between two groups of articles."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analysis.findings.confounds import confounds, differing, facts
from analysis.findings.counting import MOST_NAMED, WHY, counted_apart
from analysis.selection import UNKNOWN_OUTLET
from tests import tiny

NAMES = ("Northern voices", "Southern voices")


def articles(*rows: dict) -> pd.DataFrame:
    usual = tiny.tables()["articles"].iloc[0].to_dict() | {
        "outlet": "Daily North", "kind": "news", "translation": "none known",
        "published": pd.Timestamp("2020-05-02"),
    }  # fmt: skip
    made = [usual | {"article_id": f"a{number}"} | row for number, row in enumerate(rows)]
    found = pd.DataFrame(made, columns=list(usual)).astype({"published": "datetime64[us]"})
    return found.fillna({"outlet": UNKNOWN_OUTLET}).set_index("article_id")


PLAIN = articles({}, {"outlet": "South Post"})


def test_the_facts_of_a_side_by_hand():
    held = articles(
        {"kind": "opinion"}, {"kind": "opinion", "published": pd.Timestamp("2020-06-01")},
        {"outlet": None, "published": None, "translation": "stated"},
    )  # fmt: skip
    assert facts(held) == {
        "Articles": "3 articles",
        "Outlets": "2 outlets: Daily North and unknown outlet",
        "Kind": "opinion piece (2), news report (1)",
        "Date": "2 May 2020 to 1 June 2020, 1 without a date",
        "Translation": "no translation known (2), translated, as stated in the text (1)",
    }


def test_sides_that_are_alike_have_no_confound():
    other = PLAIN.set_axis(["b1", "b2"])
    assert confounds(PLAIN, other, NAMES) == {}
    assert confounds(PLAIN, PLAIN.head(0), NAMES) == {}


@pytest.mark.parametrize(
    ("aspect", "changed", "words"),
    [
        ("Kind", {"kind": "opinion"}, "Southern voices: opinion piece (2)."),
        ("Date", {"published": pd.Timestamp("2021-01-01")}, "Southern voices: 1 January 2021."),
        ("Date", {"published": pd.NaT}, "Southern voices: no date."),
        ("Translation", {"translation": "suspected"}, "Southern voices: possibly translated (2)."),
        ("Outlets", {"outlet": "East Times"}, "Southern voices: 1 outlet: East Times."),
    ],
)
def test_each_confound_is_named_alone_and_with_what_it_does(aspect, changed, words):
    other = PLAIN.set_axis(["b1", "b2"]).assign(**changed)
    for sides, names in (((PLAIN, other), NAMES), ((other, PLAIN), NAMES[::-1])):
        found = confounds(*sides, names)
        assert set(found) == {aspect}
        assert words in found[aspect]
        assert found[aspect].endswith(".")
        assert confounds(*sides, names, compared=(aspect,)) == {}


def test_articles_that_hold_both_are_told():
    found = confounds(PLAIN, PLAIN.head(1), NAMES)
    assert found["Articles"].startswith("1 article has text of both.")


def differs(*groups: pd.DataFrame) -> tuple[str, ...]:
    """In what groups of articles differ, none of which has an article of another."""
    whole = pd.concat(groups, ignore_index=True)
    number = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    codes = {
        aspect: pd.factorize(whole[column].fillna(""))[0]
        for aspect, column in (
            ("Outlets", "outlet"), ("Kind", "kind"), ("Translation", "translation"),
        )
    }  # fmt: skip
    held = number == np.arange(len(groups))[:, None]
    return differing(held, codes, whole["published"].to_numpy())


def test_of_several_groups_it_is_told_in_what_any_two_differ():
    opinion = PLAIN.assign(kind="opinion")
    assert differs(PLAIN, PLAIN, opinion) == ("Kind",)
    assert differs(PLAIN, opinion.head(0)) == ()


@pytest.mark.parametrize("number", range(40))
def test_what_is_told_of_several_groups_is_what_two_of_them_differ_in(number):
    chance = np.random.default_rng(number)
    days = pd.to_datetime(["2020-01-01", "2020-02-01", None])

    def group() -> pd.DataFrame:
        return articles(
            *(
                {
                    "outlet": chance.choice(["Daily North", "South Post"]),
                    "kind": chance.choice(["news", "opinion"]),
                    "published": chance.choice(days),
                }
                for _ in range(chance.integers(1, 4))
            )
        )

    groups = [group() for _ in range(3)]
    groups = [one.set_axis(f"{at}" + one.index) for at, one in enumerate(groups)]
    by_pair = [confounds(one, two, NAMES) for one, two in combinations(groups, 2)]
    assert set(differs(*groups)) == {aspect for found in by_pair for aspect in found}


def test_half_a_year_of_many_articles_differs_only_when_it_does_not_overlap():
    early = articles({}, {"published": pd.Timestamp("2020-09-01")})
    late = articles({"published": pd.Timestamp("2020-08-01")}, {}).set_axis(["b1", "b2"])
    assert "Date" not in confounds(early, late, NAMES)


def counted(**articles: int) -> pd.DataFrame:
    return pd.DataFrame({"group": list(articles), "n_articles": list(articles.values())})


def test_it_is_told_where_words_and_sentences_stand_in_different_numbers_of_articles():
    words, sentences = counted(north=3, south=2, east=1), counted(north=2, south=2)
    names = {"north": "Northern voices", "south": "Southern voices", "east": "Eastern voices"}
    assert counted_apart(words, sentences, names) == (
        f"{WHY} (Northern voices: words in 3 articles, sentences in 2 and "
        "Eastern voices: words in 1 article, sentences in 0)."
    )
    assert counted_apart(words.head(0), sentences, names) == ""
    assert counted_apart(sentences, sentences, names) == ""
    assert "Eastern" not in counted_apart(words, sentences, {"north": "Northern voices"})
    many = {f"g{number}": number + 1 for number in range(MOST_NAMED + 3)}
    told = counted_apart(counted(**many), counted(), {name: name for name in many})
    assert "g3: words" in told
    assert told.endswith("and 3 more).")
    assert "g4" not in told
