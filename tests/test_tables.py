from pathlib import Path

import pandas as pd
import pytest

from analysis import tables as contract
from tests import tiny

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", contract.TABLES)
def test_empty_and_tiny_tables_keep_the_contract_through_parquet(name, tmp_path):
    for number, frame in enumerate((contract.empty(name), tiny.tables()[name])):
        assert contract.faults(name, frame) == []
        path = tmp_path / f"{number}.parquet"
        frame.to_parquet(path, index=False)
        assert contract.faults(name, pd.read_parquet(path)) == []


def test_every_kind_of_fault_is_found_at_once():
    topics = tiny.tables()["topics"]
    broken = pd.concat([topics, topics.head(1)], ignore_index=True).drop(columns="terms")
    broken = broken.assign(stability=1.5, n_passages=1.0, label=[None, "a", "b"], extra=1)
    text = "\n".join(contract.faults("topics", broken))
    for fault in ("'terms' is missing", "'extra' is unknown", "beyond 1", "must be int64",
                  "1 nulls", "repeat the key"):  # fmt: skip
        assert fault in text


def test_a_value_outside_the_allowed_ones_is_a_fault():
    articles = tiny.tables()["articles"].assign(kind="gossip")
    assert any("gossip" in fault for fault in contract.faults("articles", articles))


def test_conform_names_all_missing_columns():
    with pytest.raises(KeyError, match=r"source_path.*reason"):
        contract.conform("skipped", pd.DataFrame())


def test_documentation_is_rendered_from_the_contract():
    shown = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert shown == contract.as_markdown(), "run: python -m analysis.tables > docs/tables.md"


def test_a_table_of_rows_is_a_frame_of_them_made_to_conform():
    rows = [
        {column.name: value(column, at) for column in contract.TABLES["attributions"].columns}
        for at in range(3)
    ]
    found = contract.of_rows("attributions", rows)
    pd.testing.assert_frame_equal(found, contract.conform("attributions", pd.DataFrame(rows)))
    pd.testing.assert_frame_equal(
        contract.of_rows("attributions", []), contract.empty("attributions")
    )
    with pytest.raises(KeyError, match="speaker"):
        contract.of_rows("attributions", [{k: v for k, v in rows[0].items() if k != "speaker"}])


def value(column, at):
    if column.nullable and at == 1:
        return None
    return f"{column.name} {at}" if column.dtype == "str" else at
