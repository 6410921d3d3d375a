"""The single articles of groups with few, against the same corpus with one article at a time."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.compare import compare
from analysis.compare.intervals import range_within
from analysis.compare.singles import COLUMNS, single_articles
from analysis.evidence import ROWS, all_rows
from analysis.selection import Selection
from tests import tiny

TABLES = tiny.larger()
EVIDENCE = all_rows(TABLES)
# With three articles Western voices are few, and Russian ones stand in one.
THREE = ("b", "c", "d")


def keyed(table: pd.DataFrame) -> pd.Series:
    table = table.assign(group=table["group"].fillna(table["perspective"]))
    return table.set_index(["group", "item"])


@pytest.mark.parametrize("group_by", ["voice", "publisher"])
@pytest.mark.parametrize("measure", ROWS)
def test_each_is_the_value_of_its_article_alone_and_the_range_lies_between(measure, group_by):
    selection = Selection(group_by=group_by, articles=THREE)
    found = single_articles(TABLES, EVIDENCE, selection, measure)
    assert tuple(found.columns) == COLUMNS
    alone = [
        keyed(compare(TABLES, EVIDENCE, Selection(group_by=group_by, articles=(name,)), [measure]))
        for name in THREE
    ]
    whole = keyed(compare(TABLES, EVIDENCE, selection, [measure]))
    few = whole[whole["interval_kind"].isin([range_within(n) for n in (2, 3, 4)])]
    assert set(found.set_index(["group", "item"]).index) == set(few.index)
    for at, rows in found.groupby(["group", "item"]):
        values = [table["value"].get(at) for table in alone]
        held = sorted(value for value in values if pd.notna(value))
        # An item that is in no other article stands in none of the tables of these.
        missing = [0.0] * (len(rows) - len(held))
        assert sorted(rows["value"]) == pytest.approx(sorted([*held, *missing]))
        assert (rows["value"].min(), rows["value"].max()) == pytest.approx(
            (few.loc[at, "low"], few.loc[at, "high"])
        )
        assert (rows["n_rows"] > 0).all()


def test_neither_one_article_nor_five_are_told_apart():
    assert single_articles(TABLES, EVIDENCE, Selection(articles=("b",)), "stance").empty
    found = single_articles(TABLES, EVIDENCE, Selection(), "sentiment")
    assert "Western" not in set(found["group"])


def test_without_rows_there_are_none_and_an_unknown_measure_is_named():
    nothing = {name: frame.head(0) for name, frame in TABLES.items()}
    for measure in ROWS:
        assert single_articles(nothing, all_rows(nothing), Selection(), measure).empty
    with pytest.raises(KeyError, match="moon"):
        single_articles(TABLES, EVIDENCE, Selection(), "moon")
