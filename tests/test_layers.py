"""Imports run one way, pages never compute, and analysis never shows anything."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# From the ground up; a module may import from layers below its own and from its own package.
LAYERS = [
    {
        "about",
        "chance",
        "schema",
        "registry",
        "article",
        "quality",
        "spreadsheet",
        "memory",
        "clock",
        "heap",
        "forks",
        "periods",
        "confusion",
        "jsonl",
        "models",
        "sources",
        "terminal",
    },
    {"tables"},
    {"reference_sheets"},
    {"reference"},
    {"perspectives"},
    {"corrections"},
    {"fingerprint"},
    {"read"},
    {"clean"},
    {"split"},
    {"kind"},
    {"actors"},
    {"attribution"},
    {"sentiment", "stance", "topics", "duplicates", "one_spelling"},
    {"settings"},
    {"selection", "statements", "stretches"},
    {"doubts", "options", "phrases", "proposals", "speakers"},
    {"coding", "corpus", "evidence", "wording"},
    {"compare"},
    {"agreement", "findings", "explain", "provenance"},
    {"charts"},
    {"columns"},
    {"door"},
    {"stored"},
    {"store"},
    {"cli_options", "export", "one_article", "record", "report"},
    {"pipeline"},
    {"batch"},
    {"cli_report", "cli_run", "cli_stance", "lines", "workbench"},
    {"cli", "shipped"},
    {"__main__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
MODULES = sorted((ROOT / "analysis").rglob("*.py"))
# What pages may import of analysis: what answers, draws, explains or writes, and plain values.
OPEN = {
    "about", "agreement", "charts", "coding", "confusion", "corrections", "explain", "export",
    "findings", "models", "perspectives", "phrases", "provenance", "quality", "reference",
    "registry", "report", "selection", "shipped", "spreadsheet", "store", "tables", "wording",
    "workbench",
}  # fmt: skip
# Methods of frames and series that make new numbers or new rows out of several.
COMPUTING = {
    "agg", "aggregate", "corr", "crosstab", "cumsum", "describe", "diff", "div", "dot",
    "explode", "groupby", "idxmax", "idxmin", "mean", "median", "melt", "merge", "mul", "nlargest",
    "nsmallest", "nunique", "pct_change", "pivot", "pivot_table", "quantile", "rank", "resample",
    "rolling", "std", "sum", "transform", "value_counts", "var",
}  # fmt: skip
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


def test_hosting_knows_no_screen():
    for path in sorted((ROOT / "hosting").rglob("*.py")):
        assert not any(name.split(".")[0] in ("streamlit", "pages") for name in imported(path))


def test_every_layer_holds_modules_that_exist():
    assert set(LEVEL) == {module_of(path) for path in MODULES} - {"__init__"}


def test_pages_reach_data_only_through_the_door():
    for path in PAGES:
        used = {
            name.split(".")[1]
            for name in imported(path)
            if name.startswith("analysis.") and name.split(".")[1] != "__version__"
        }
        assert used <= OPEN, f"{path.name} imports {sorted(used - OPEN)}; open are {sorted(OPEN)}"


def attributes(path: Path) -> dict[str, set[str]]:
    """What is asked of something by a dot, and of which names (of others: of "")."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            found.setdefault(node.attr, set()).add(owner)
    return found


def test_pages_name_frames_and_do_not_compute_with_them():
    harmless = {"DataFrame", "Period", "Series", "Timestamp", "isna"}
    for path in PAGES:
        asked = attributes(path)
        used = {name for name, owners in asked.items() if owners & {"pd", "np"}}
        assert used <= harmless, f"{path.name} uses pandas' {sorted(used - harmless)}"
        computed = set(asked) & COMPUTING
        assert not computed, f"{path.name} computes: {sorted(computed)}"


@pytest.mark.parametrize("line", ["rows.groupby('a')", "f(x).mean()", "table['n'].sum()"])
def test_computing_is_seen_wherever_it_stands(line, tmp_path):
    path = tmp_path / "page.py"
    path.write_text(f"def page(rows):\n    return {line}\n", encoding="utf-8")
    assert set(attributes(path)) & COMPUTING
