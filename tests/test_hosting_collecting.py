"""Collections are made in pauses after work, and free what is no longer used, whoever froze it."""

from __future__ import annotations

import gc
import weakref

import pytest

from hosting import collecting


class Reader:
    """Holds itself, as sessions do."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def frozen():
    """A reader that is passed over by collections and has left."""
    reader = Reader()
    collecting._collect()
    left = weakref.ref(reader)
    del reader
    yield left
    gc.unfreeze()


@pytest.mark.parametrize(
    ("clock", "is_collected"),
    [
        ([0.0, 0.01], False),  # a pause, but nothing was done
        ([0.0, 2.0], False),  # somebody may wait
        ([0.0, 2.0, 2.0, 2.01, 2.02], True),
    ],
)
def test_a_pause_after_work_is_used(frozen, clock, is_collected):
    gc.collect()
    assert frozen() is not None
    times = iter(clock)
    with pytest.raises(StopIteration):
        collecting._go_on(every=0.001, clock=lambda: next(times))
    assert (frozen() is None) == is_collected
    assert gc.get_freeze_count()
