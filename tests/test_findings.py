"""The sentences of the Overview: only what the rows say, and only with enough evidence."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import findings

NAMES = {"a": "A. Author’s opinion piece for Some Times (12 January 2022)", "b": "the Wire report"}


def stance(*rows: tuple[str, str, int, int, int, bool]) -> pd.DataFrame:
    columns = ["article_id", "item", "n_negative", "n_neutral", "n_positive", "enough"]
    return pd.DataFrame(rows, columns=columns)


def voices(*rows: tuple[str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["article_id", "item", "n_sentences"])
    return frame.assign(enough=True)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((11, 6, 1), "11 of 18 mentions of NATO are unfavourable and 1 is favourable."),
        ((3, 6, 0), "3 of 9 mentions of NATO are unfavourable and none is favourable."),
        ((2, 9, 6), "6 of 17 mentions of NATO are favourable and 2 are unfavourable."),
        ((4, 2, 3), "the 9 mentions of NATO are divided: 4 unfavourable, 3 favourable."),
    ],
)
def test_a_cell_is_told_by_its_counts(counts, words):
    told = findings.leanings(stance(("a", "NATO", *counts, True)), NAMES)
    assert told == [f"In {NAMES['a']}, {words}"]


@pytest.mark.parametrize("counts", [(2, 20, 0), (0, 9, 0), (5, 9, 2), (0, 0, 0)])
def test_a_cell_without_a_clear_side_is_not_told(counts):
    assert findings.leanings(stance(("a", "NATO", *counts, True)), NAMES) == []


def test_too_little_evidence_is_never_told():
    assert findings.leanings(stance(("a", "NATO", 4, 0, 0, False)), NAMES) == []


def test_the_clearest_are_kept_in_the_order_of_the_table():
    rows = stance(
        ("b", "Russia", 5, 5, 0, True),
        ("a", "NATO", 3, 20, 0, True),
        ("a", "Russia", 9, 1, 0, True),
    )
    told = findings.leanings(rows, NAMES, most=2)
    assert [sentence.split(",")[0] for sentence in told] == [
        "In the Wire report",
        f"In {NAMES['a']}",
    ]


def test_articles_in_which_others_speak_more_are_told():
    rows = voices(
        ("a", "own words", 9), ("a", "Russian", 3), ("b", "own words", 2), ("b", "Western", 5)
    )
    assert findings.quoted_more(rows, NAMES) == [
        "In the Wire report, quoted speakers hold 5 sentences and the article’s own words 2."
    ]


def test_an_absent_perspective_is_told_with_who_quotes_it():
    by_outlet = pd.DataFrame(
        {"perspective": ["Chinese", "Italian", "Western", "Russian"], "n_sentences": [9, 0, 2, 0]}
    )
    by_article = voices(
        ("a", "own words", 9), ("a", "Russian", 3), ("a", "Ukrainian", 0), ("b", "own words", 2),
        ("b", "Russian", 4), ("b", "Ukrainian", 1), ("b", "Western", 1),
    )  # fmt: skip
    assert findings.missing(by_outlet, by_article) == [
        "No Chinese speaker is quoted beyond the outlets’ own words.",
        "Italian outlets: 0, and no Italian speaker is quoted.",
        "Russian outlets: 0. The Russian speakers (7 sentences in 2 of 2 articles) are those that "
        "other outlets chose to quote.",
        "No Ukrainian speaker is quoted in 1 of 2 articles.",
    ]
