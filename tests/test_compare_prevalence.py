"""Shares corrected for the errors of an engine, against shares that are known."""

import numpy as np
import pandas as pd
import pytest

from analysis.compare.prevalence import COLUMNS, corrected_shares


def mentions(n: int, seed: int, articles: int = 40) -> tuple[np.ndarray, pd.DataFrame]:
    """Mentions of known classes with probabilities that are right."""
    chance = np.random.default_rng(seed)
    chances = chance.dirichlet([0.5, 1.6, 0.2], n)
    truth = np.array([chance.choice(3, p=one) for one in chances])
    rows = pd.DataFrame(chances, columns=["p_negative", "p_neutral", "p_positive"])
    return truth, rows.assign(
        group="g",
        item="Norland",
        article_id=chance.integers(0, articles, n).astype(str),
        sign=chances.argmax(axis=1) - 1,
    )


def test_counting_finds_too_few_of_the_rare_classes_and_the_corrected_shares_do_not():
    truth, rows = mentions(6000, 1)
    found = corrected_shares(rows).iloc[0]
    for name, label in (("negative", 0), ("positive", 2)):
        share = float((truth == label).mean())
        assert found[f"counted_{name}"] < share - 0.015
        assert found[name] == pytest.approx(share, abs=0.015)


@pytest.mark.parametrize("articles", [40, 3])
def test_intervals_hold_the_share_of_all_about_as_often_as_they_say(articles):
    _, whole = mentions(60_000, 99)
    wanted = whole["p_negative"].mean()
    held = []
    for seed in range(200):
        _, rows = mentions(200, seed, articles)
        found = corrected_shares(rows).iloc[0]
        held.append(found["low_negative"] <= wanted <= found["high_negative"])
    assert 0.9 <= np.mean(held) <= 0.99


def test_a_cell_worked_by_hand():
    rows = pd.DataFrame(
        {
            "group": "g",
            "item": "Norland",
            "article_id": ["a", "a", "b"],
            "sign": [-1, 0, 0],
            "p_negative": [0.8, 0.3, 0.1],
            "p_positive": [0.1, 0.2, 0.3],
        }
    )
    (row,) = corrected_shares(rows).to_dict("records")
    assert (row["n_mentions"], row["n_articles"]) == (3, 2)
    assert row["counted_negative"] == pytest.approx(1 / 3)
    assert row["negative"] == pytest.approx(0.4)
    assert (row["counted_positive"], row["positive"]) == (0, pytest.approx(0.2))
    assert 0.1 <= row["low_negative"] < 0.4 < row["high_negative"] <= 0.8 + 1e-9


def test_one_row_for_each_cell_and_order_of_rows_does_not_matter():
    _, rows = mentions(90, 3)
    rows["item"] = np.where(np.arange(90) < 30, "Norland", "Sudria")
    found = corrected_shares(rows)
    assert list(found.columns) == list(COLUMNS)
    assert found["item"].tolist() == ["Sudria", "Norland"]
    assert found["n_mentions"].tolist() == [60, 30]
    again = corrected_shares(rows.sort_values("article_id", kind="stable"))
    best = ["n_mentions", "counted_negative", "negative", "positive"]
    pd.testing.assert_frame_equal(found[best], again[best])


def test_a_single_mention_tells_nothing_of_others():
    _, rows = mentions(1, 3)
    found = corrected_shares(rows).iloc[0]
    assert (found["low_negative"], found["high_negative"]) == (0, 1)


def test_no_mentions_give_no_rows():
    _, rows = mentions(1, 3)
    assert list(corrected_shares(rows.iloc[:0]).columns) == list(COLUMNS)
