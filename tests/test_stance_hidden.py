"""Stance judged anew with the names hidden from the engine."""

import numpy as np
import pandas as pd
import pytest

from analysis.stance import hidden, judge_mentions, score_mentions
from analysis.stance.hidden import with_names_hidden

TEXTS = ["Russia is an aggressor that lies.", "We thank Norland.", "The Peru summit ended."]
STARTS = [0, 40, 60]
CHANCES = ["p_negative", "p_neutral", "p_positive"]


def tables(name: str = "Russia") -> tuple[pd.DataFrame, pd.DataFrame]:
    texts = [TEXTS[0].replace("Russia", name), *TEXTS[1:]]
    ids = ["s0", "s1", "s2"]
    sentences = pd.DataFrame(
        {"sentence_id": ids, "article_id": "a", "start": STARTS, "text": texts}
    )
    spans = [(0, len(name)), (49, 56), (64, 68)]
    mentions = pd.DataFrame(
        {
            "sentence_id": ids,
            "article_id": "a",
            "start": [start for start, _ in spans],
            "end": [end for _, end in spans],
            "target": [name, "Norland", "Peru"],
            "modifier": [False, False, True],
            "voice": "outlet",
        },
        index=[4, 2, 7],
    )
    return score_mentions(judge_mentions(mentions, sentences)), sentences


def test_no_name_counts_for_anything():
    one, other = (with_names_hidden(*tables(name)) for name in ("Russia", "Peru"))
    assert np.array_equal(one[CHANCES].to_numpy(), other[CHANCES].to_numpy())


def test_rows_columns_and_order_stay_and_what_is_certain_too():
    mentions, sentences = tables()
    certain = mentions.copy()
    certain.loc[2, [*CHANCES, "stance"]] = [1.0, 0.0, 0.0, -1.0]
    certain.loc[2, "stance_class"] = "negative"
    found = with_names_hidden(certain, sentences)
    assert list(found.index) == list(mentions.index)
    assert list(found.columns) == list(mentions.columns)
    pd.testing.assert_frame_equal(found.loc[[2, 7]], certain.loc[[2, 7]])
    assert found.loc[4, "stance"] != mentions.loc[4, "stance"]


def test_what_is_not_judged_stays_so():
    mentions, sentences = tables()
    nothing = mentions.assign(**dict.fromkeys([*CHANCES, "stance"], np.nan), stance_class=None)
    pd.testing.assert_frame_equal(with_names_hidden(nothing, sentences), nothing)


def test_too_many_mentions_are_refused(monkeypatch):
    monkeypatch.setattr(hidden, "MOST_MENTIONS", 2)
    with pytest.raises(ValueError, match="3 mentions, at most 2"):
        with_names_hidden(*tables())
