"""Memory that nobody needs is given back, and whoever looks again finds the same."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from analysis import heap
from analysis.columns import files
from hosting import trimming

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="needs Linux")


def held_of(path: Path) -> int:
    """Kilobytes of a file that are in the memory of this process."""
    held, here = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        name, _, rest = line.partition(":")
        if name == "Rss" and here:
            held += int(rest.split()[0])
        elif "-" in line.split()[0]:
            here = line.endswith(str(path))
    return held


def memory() -> int:
    """Kilobytes that this process takes."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def test_columns_that_were_looked_at_are_let_go_and_found_again(tmp_path):
    numbers = np.arange(1_000_000, dtype=np.int64)
    files._write(tmp_path, "rows", {"number": numbers})
    column = files._read(tmp_path, "rows")["number"]
    assert column.sum() == numbers.sum()
    path = tmp_path / "rows" / "number.npy"
    assert held_of(path) > 7_000
    files.let_go()
    assert held_of(path) == 0
    assert (column == numbers).all()


def test_memory_is_given_back_after_work_and_only_then(monkeypatch):
    worked, given = iter([0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.05]), []
    # Where another test has opened a shared copy, its own goes on in the background.
    monkeypatch.setattr("analysis.heap.give_back", lambda: given.append(threading.get_ident()))
    with pytest.raises(StopIteration):
        trimming._go_on(every=0.001, clock=lambda: next(worked))
    assert given.count(threading.get_ident()) == 1


def test_what_is_free_is_given_back_at_once():
    parts = [bytes(50_000) for _ in range(4_000)]
    kept, before = parts[::200], memory()
    del parts
    heap.give_back()
    assert before - memory() > 100_000
    assert len(kept) == 20


def test_it_begins_once_and_arrow_takes_its_memory_from_where_it_is_given_back():
    trimming.begin()
    trimming.begin()
    assert [thread.name for thread in threading.enumerate()].count("trimming") == 1
    assert pa.default_memory_pool().backend_name == "system"
