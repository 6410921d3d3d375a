"""`streamlit run dashboard.py -- --analysis DIR` shows that analysis, before what settings name."""

import pytest

from analysis import shipped
from pages.ui import data


@pytest.mark.parametrize(
    ("words", "folder"),
    [
        (["--analysis", "out"], "out"),
        (["--analysis=out", "--more"], "out"),
        (["--analysis"], ""),
        (["--anal", "out"], ""),
        ([], ""),
    ],
)
def test_the_folder_is_read_from_the_command(monkeypatch, words, folder):
    monkeypatch.setattr("sys.argv", ["dashboard.py", *words])
    assert data._given() == folder


def test_it_is_what_all_readers_see(monkeypatch):
    monkeypatch.setenv("PARALLAX_ANALYSIS", "elsewhere")
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--analysis", str(shipped.FOLDER)])
    seen = data.shared()
    assert (seen.token, seen.can_correct) == (str(shipped.FOLDER), False)
    assert len(seen.analysis.articles()) == 5
