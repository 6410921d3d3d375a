"""The gate: no figure falls under its floor, and the stored figures are those of this code.

Two sets are measured here: the articles and pages in tests/golden, which are always there, and the
annotated sample articles where they lie beside the checkout. `benchmarks/floors.json` holds the
floors; lowering one is a decision to be explained where it is committed. After a change that moves
figures, `python -m benchmarks.quality` writes them anew.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest

from analysis.quality import QUALITY_FILE, read_quality
from analysis.reference import load_reference
from benchmarks.figures import name_of
from benchmarks.quality import GROUPS, as_markdown, of_group, read_stored

FLOORS = json.loads(QUALITY_FILE.with_name("floors.json").read_text(encoding="utf-8"))
GROUP = {group.name: group for group in GROUPS}
ROUNDING = 0.0011
# Factors of a matrix end slightly differently on other processors.
ROUNDING_OF = {"topics": 0.02}


def missing(folder: Path | None) -> bool:
    return folder is not None and not folder.exists()


def measured_here(name: str):
    needs = GROUP[name].needs
    skip = pytest.mark.skipif(missing(needs), reason=f"the annotated articles are not at {needs}")
    return pytest.param(name, marks=skip)


groups = pytest.mark.parametrize(
    "name", [measured_here(one) for one in ("own", "topics", "sample")]
)


@lru_cache(maxsize=3)
def figures(name: str) -> dict[str, dict]:
    """What this code measures, by name."""
    return {name_of(one): one for one in GROUP[name].measure(load_reference())}


@groups
def test_no_figure_is_under_its_floor(name):
    under = {
        one: (figure["value"], FLOORS[one])
        for one, figure in figures(name).items()
        if one in FLOORS and figure["value"] < FLOORS[one]
    }
    assert under == {}


@groups
def test_the_stored_figures_are_those_of_this_code(name):
    stored = {name_of(one): one for one in of_group(read_stored(), GROUP[name])}
    found = figures(name)
    assert list(stored) == list(found), "run python -m benchmarks.quality"
    stale = {
        one: (stored[one]["value"], figure["value"])
        for one, figure in found.items()
        if abs(stored[one]["value"] - figure["value"]) > ROUNDING_OF.get(name, ROUNDING)
        or stored[one]["n"] != figure["n"]
    }
    assert stale == {}, "run python -m benchmarks.quality"


def test_stored_figures_that_are_not_measured_here_keep_their_floors():
    stored = {name_of(one): one["value"] for one in read_stored()}
    assert set(FLOORS) <= set(stored)
    assert {one: stored[one] for one, floor in FLOORS.items() if stored[one] < floor} == {}


def test_every_stored_figure_belongs_to_one_group():
    for one in read_stored():
        assert sum(bool(of_group([one], group)) for group in GROUPS) == 1, name_of(one)


def test_the_methods_page_can_read_the_figures():
    figures = read_quality()
    assert len(figures) == len(read_stored()) > 0
    for method in ("attribution", "stance, end to end", "cleaning", "metadata", "topics"):
        assert method in set(figures["method"])


def test_nothing_of_the_texts_is_stored():
    assert max(len(str(value)) for one in read_stored() for value in one.values()) < 120


def test_the_readme_of_the_benchmarks_shows_the_stored_figures():
    readme = QUALITY_FILE.with_name("README.md").read_text(encoding="utf-8")
    assert readme.endswith(as_markdown(read_stored())), "run python -m benchmarks.quality"


def test_the_readme_of_the_benchmarks_names_every_script():
    readme = QUALITY_FILE.with_name("README.md").read_text(encoding="utf-8")
    scripts = {path.name for path in QUALITY_FILE.parent.glob("*.py")}
    assert {name for name in scripts if f"`{name}`" not in readme} == set()
