"""No file that the project reads can run anything: formats that hold programs are not used."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("analysis", "benchmarks", "hosting", "pages")
SOURCES = [*ROOT.glob("*.py"), *(p for f in FOLDERS for p in sorted((ROOT / f).rglob("*.py")))]
MODULES = {"pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
# They make pickles of objects unless they are told not to.
OF_NUMPY = {"save", "savez", "savez_compressed"}


def programs_in(source: str) -> list[str]:
    """What in a module writes or reads files that can hold programs."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names if one.name.partition(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
            found.append(str(node.module))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, name = getattr(node.func.value, "id", ""), node.func.attr
            asked = {word.arg for word in node.keywords}
            given = {
                word.arg: word.value.value
                for word in node.keywords
                if isinstance(word.value, ast.Constant)
            }
            unsafe = (
                name in ("read_pickle", "to_pickle")
                or (owner == "torch" and name == "load" and given.get("weights_only") is not True)
                or (owner == "np" and name in OF_NUMPY and given.get("allow_pickle") is not False)
                or (owner == "np" and name == "load" and given.get("allow_pickle", False))
                or ("allow_pickle" in asked and "allow_pickle" not in given)
            )
            found += [f"{owner}.{name}"] if unsafe else []
    return found


def test_no_module_writes_or_reads_a_file_that_can_hold_a_program():
    found = {str(path.relative_to(ROOT)): programs_in(path.read_text("utf-8")) for path in SOURCES}
    assert len(found) > 100
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from joblib import load",
        "import marshal as m",
        "pd.read_pickle(path)",
        "frame.to_pickle(path)",
        "np.load(path, allow_pickle=True)",
        "np.load(path, allow_pickle=asked)",
        "np.save(path, found)",
        "np.savez(path, found, allow_pickle=asked)",
        "torch.load(path)",
    ],
)
def test_each_way_is_seen(line):
    assert programs_in(line)


@pytest.mark.parametrize(
    "line",
    [
        "np.load(path)",
        "np.load(path, allow_pickle=False)",
        "np.save(path, x, allow_pickle=False)",
        "torch.load(path, weights_only=True)",
        "frame.load(path)",
    ],
)
def test_what_runs_nothing_is_let_be(line):
    assert not programs_in(line)
