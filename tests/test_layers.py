"""Imports run one way, pages never compute, and analysis never shows anything."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# From the ground up; a module may import from layers below its own and from its own package.
LAYERS = [
    {"tables", "registry", "article", "quality", "spreadsheet"},
    {"reference_sheets"},
    {"reference"},
    {"perspectives", "gazetteer"},
    {"corrections"},
    {"read"},
    {"clean"},
    {"split"},
    {"kind"},
    {"words_around"},
    {"actors"},
    {"attribution"},
    {"sentiment", "stance", "topics", "duplicates"},
    {"selection"},
    {"phrases", "proposals"},
    {"corpus", "evidence"},
    {"compare"},
    {"findings", "explain", "provenance"},
    {"charts"},
    {"door"},
    {"store"},
    {"export"},
    {"pipeline"},
    {"workbench"},
    {"cli"},
    {"__main__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
MODULES = sorted((ROOT / "analysis").rglob("*.py"))
PAGES = [ROOT / "dashboard.py", *sorted((ROOT / "pages").rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Dotted names of all modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


def module_of(path: Path) -> str:
    return path.relative_to(ROOT / "analysis").with_suffix("").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path):
    if path == ROOT / "analysis" / "__init__.py":
        assert not imported(path) - {"__future__.annotations", "__future__"}
        return
    own = module_of(path)
    assert own in LEVEL, f"{path}: give it a layer in this test"
    used = {name.split(".")[1] for name in imported(path) if name.startswith("analysis.")}
    used &= set(LEVEL) | {module_of(other) for other in MODULES}
    upward = sorted(name for name in used - {own} if LEVEL[name] >= LEVEL[own])
    assert not upward, f"{path} imports {upward}, which stand on its own layer or above"


def test_analysis_knows_no_screen():
    for path in MODULES:
        assert not any(name.split(".")[0] in ("streamlit", "pages") for name in imported(path))


def test_pages_reach_data_only_through_the_door():
    closed = {"evidence", "compare", "read", "clean", "attribution", "stance", "topics"}
    for path in PAGES:
        used = {name.removeprefix("analysis.").split(".")[0] for name in imported(path)}
        assert not used & closed, f"{path.name} imports {sorted(used & closed)}"


def test_pages_name_frames_and_do_not_compute_with_them():
    harmless = {"DataFrame", "Series", "Timestamp", "isna"}
    for path in PAGES:
        used = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in ("pd", "np")
        }
        assert used <= harmless, f"{path.name} uses pandas' {sorted(used - harmless)}"
