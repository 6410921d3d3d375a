"""No module that decides what is found in articles is left out of what is hashed."""

import ast
from pathlib import Path

import pytest

from analysis import sources

PACKAGE = Path(sources.__file__).parent
# These show, compare or store what was found; the numbers do not come from them.
SHOWING = {"__version__", "store"}


@pytest.mark.parametrize(
    ("start", "listed"),
    [("one_article", sources.OF_ARTICLES), ("pipeline", sources.OF_TABLES)],
)
def test_whatever_decides_is_listed(start, listed):
    """Every module that is imported at any remove."""
    reached, new = set(), {start}
    while new:
        name = new.pop()
        reached.add(name)
        path = PACKAGE / name
        for file in path.rglob("*.py") if path.is_dir() else [path.with_suffix(".py")]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis"):
                    parts = f"{node.module}.{node.names[0].name}".split(".")
                    new |= {parts[1]} - reached - SHOWING
    assert reached <= {Path(name).stem for name in listed}


def test_all_that_is_listed_is_there():
    for name in sources.OF_TABLES:
        assert (PACKAGE / name).exists(), name


def test_the_hash_is_of_the_content_only(tmp_path):
    first, second = tmp_path / "a.py", tmp_path / "b.py"
    first.write_text("x = 1\n", encoding="utf-8")
    second.write_text("x = 1\n", encoding="utf-8")
    assert sources.digest([first]) == sources.digest([second])
    second.write_text("x = 2\n", encoding="utf-8")
    assert sources.digest([first]) != sources.digest([second])
