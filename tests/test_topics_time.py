"""Topics by time: each dot opens the sentences that it counts."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from analysis.charts.topics import in_period
from analysis.selection import Selection
from analysis.store import save
from pages.ui.evidence import ROWS_A_PAGE, Cell
from tests import tiny
from tests.opening import open_page

TABLES = tiny.larger()
DAYS = pd.date_range("2022-01-03", periods=len(TABLES["articles"]), freq="5D")
DATED = TABLES["articles"].assign(published=DAYS)
MONTHS = TABLES["articles"].assign(published=[DAYS[0], *DAYS[1:] + pd.Timedelta(days=200)])


@pytest.mark.parametrize("articles", [DATED, MONTHS], ids=["days", "months"])
def test_a_dot_opens_as_many_sentences_as_it_counts(monkeypatch, tmp_path, articles):
    analysis = tiny.as_analysis(TABLES | {"articles": articles})
    save(analysis, tmp_path)
    table = analysis.topics_over_time(Selection())
    row = table.loc[table["n_sentences"].idxmax()]
    mark = Cell(row["group"], in_period(row["item"], row["period"]))
    app = open_page(monkeypatch, tmp_path, "topics")
    drawn = [json.loads(one.proto.spec) for one in app.get("plotly_chart")]
    chart = next(one for one in drawn if "Topics by perspective" in one["layout"]["title"]["text"])
    assert list(mark) in chart["data"][0]["customdata"]
    app.session_state["topic_time_cell"] = mark
    app.run()
    assert not app.exception
    pieces = "\n".join(element.proto.body for element in app.get("html"))
    noun = "row" if row["n_sentences"] == 1 else "rows"
    assert f"<b>{row['n_sentences']} {noun}</b>" in pieces
    assert pieces.count('class="px-row"') == min(row["n_sentences"], ROWS_A_PAGE)
    assert set(re.findall(r"\d+ \w+ \d{4} \(date stated", pieces))
