"""Speakers over all articles, their statements, and the ledger by reason."""

import pandas as pd

from analysis import tables as contract
from analysis.selection import Selection
from analysis.store import Analysis
from tests import tiny

ANALYSIS = tiny.analysis()


def test_a_speaker_is_one_row_over_all_articles():
    speakers = ANALYSIS.named_speakers(Selection())
    assert len(speakers) == 1
    row = speakers.iloc[0]
    assert (row["speaker"], row["role"], row["affiliation"]) == ("Ivanov", "official", "Russia")
    assert (row["n_articles"], row["n_attributions"], row["n_quoted"]) == (2, 2, 1)
    assert set(row["outlets"].split(", ")) == {"Daily North", "South Post"}
    assert set(row["cues"].split(", ")) == {"said", "accused"}


def test_statements_are_as_many_as_counted_under_every_filter():
    for selection in (Selection(), Selection(include="direct"), Selection(outlets=("South Post",))):
        for row in ANALYSIS.named_speakers(selection).itertuples():
            behind = ANALYSIS.statements(selection, row.speaker)
            assert len(behind) == row.n_attributions
            assert set(behind["voice"]) == {row.speaker}
    assert ANALYSIS.statements(Selection(), "Nobody").empty


def test_no_speaker_is_left_gives_an_empty_table():
    speakers = ANALYSIS.named_speakers(Selection(include="own"))
    assert speakers.empty
    assert "n_attributions" in speakers


def test_the_ledger_counts_stretches_and_articles_by_reason():
    rows = [("one", 0, "caption"), ("one", 5, "caption"), ("two", 0, "caption"), ("two", 9, "menu")]
    removed = pd.DataFrame(
        [{"article_id": a, "start": s, "end": s + 1, "text": "x", "reason": r} for a, s, r in rows]
    )
    tables = tiny.tables() | {"removed": contract.conform("removed", removed)}
    counted = Analysis(tables, ANALYSIS.run).removed_by_reason()
    assert counted.to_dict("list") == {
        "reason": ["caption", "menu"],
        "n": [3, 1],
        "n_articles": [2, 1],
    }
