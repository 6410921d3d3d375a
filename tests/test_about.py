"""What the about card and CITATION.cff say is true."""

from __future__ import annotations

import re
from pathlib import Path

from analysis import __version__, about

ROOT = Path(__file__).resolve().parents[1]


def test_every_library_is_listed_with_its_licence():
    listed = about.libraries()
    required = (ROOT / "requirements.txt").read_text(encoding="utf-8").split()
    assert len(listed) == len(required)
    assert about.UNKNOWN not in set(listed["licence"])
    assert listed["licence"].str.len().between(3, 60).all()


def test_every_model_and_reference_table_is_listed():
    names = " ".join(about.materials()["name"]).lower()
    for folder in (ROOT / "data" / "models").iterdir():
        assert folder.name.split("_")[0] in names or folder.name == "embedding"
    assert "all-minilm" in names


def test_no_licence_is_told_that_nobody_gave():
    own = about.materials().set_index("made_by").loc["this project", "licence"]
    given = [path for path in ROOT.iterdir() if path.name.upper().startswith(("LICEN", "COPYING"))]
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert not given
    assert "license" not in cited
    assert set(own) == {"none chosen yet"}
    assert "No licence has been chosen" in about.NO_LICENCE


def test_the_citation_file_has_the_version_and_the_title_of_the_program():
    words = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.*)$", words, re.MULTILINE)[1] == __version__
    for field in ("cff-version", "message", "title", "authors", "type"):
        assert re.search(rf"^{field}:", words, re.MULTILINE), field
    assert __version__ in about.citation("abc")
    assert "abc" in about.citation("abc")
