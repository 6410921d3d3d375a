"""The sample is shipped with its analysis, which is used as long as it is what would be made."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import shipped, store

ROOT = Path(__file__).parent.parent
MOST_BYTES = 1_000_000


def test_the_shipped_analysis_is_of_what_is_there_now():
    stored = json.loads((shipped.FOLDER / shipped.MADE_OF).read_text(encoding="utf-8"))
    assert stored == shipped.made_of(), (
        "data/sample_analysis was made of something else, so the dashboard starts slowly: "
        f"write it anew with {shipped.COMMAND} and commit it with your change"
    )


def test_it_is_small_and_tells_nothing_of_the_machine_it_was_made_on():
    assert sum(path.stat().st_size for path in shipped.FOLDER.iterdir()) < MOST_BYTES
    articles = store.load(shipped.FOLDER, comparison=False).articles()
    assert len(articles) == 5
    assert articles["source_path"].str.match(r"data/sample/\w+\.txt$").all()


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A copy of the stored analysis, whatever it was made of, that passes for the shipped one."""
    folder = tmp_path / "sample_analysis"
    shutil.copytree(shipped.FOLDER, folder)
    (folder / shipped.MADE_OF).write_text(json.dumps(shipped.made_of()), encoding="utf-8")
    monkeypatch.setattr(shipped, "FOLDER", folder)
    return folder


def test_it_is_used_as_long_as_all_is_as_it_was(elsewhere):
    assert shipped.analysis().fingerprint == store.load(elsewhere, comparison=False).fingerprint


@pytest.mark.parametrize("changed", ["articles", "modules", "models", "reference tables"])
def test_it_is_left_aside_when_anything_has_changed(elsewhere, changed):
    made_of = {**shipped.made_of(), changed: "another"}
    (elsewhere / shipped.MADE_OF).write_text(json.dumps(made_of), encoding="utf-8")
    assert shipped.analysis() is None


def test_without_it_there_is_none(elsewhere):
    shutil.rmtree(elsewhere)
    assert shipped.analysis() is None


def test_broken_files_are_told(elsewhere):
    (elsewhere / "mentions.parquet").write_bytes(b"broken")
    with pytest.raises(store.AnalysisFault, match="mentions"):
        shipped.analysis()


@pytest.mark.parametrize(
    ("folder", "name", "thing"),
    [("sample", "new.txt", "articles"), ("reference", "new.csv", "reference tables")],
)
def test_whatever_decides_is_seen_to_change(tmp_path, monkeypatch, folder, name, thing):
    before = shipped.made_of()
    for part in ("sample", "reference"):
        shutil.copytree(ROOT / "data" / part, tmp_path / part)
    (tmp_path / "models").symlink_to(ROOT / "data" / "models")
    monkeypatch.setattr(shipped, "_DATA", tmp_path)
    (tmp_path / folder / name).write_text("more", encoding="utf-8")
    now = shipped.made_of()
    assert {part for part in before if before[part] != now[part]} == {thing}


def test_looking_at_it_loads_none_of_what_analyses():
    """Neither the libraries that run models nor those that find topics."""
    program = (
        "import sys; from analysis import shipped, store;"
        "found = store.load(shipped.FOLDER, comparison=False); found.options();"
        "print([m for m in ('onnxruntime', 'tokenizers', 'sklearn', 'vaderSentiment', 'dask')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
