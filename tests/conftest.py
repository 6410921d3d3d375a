"""What holds for every test."""

from __future__ import annotations

import sys

import pytest

MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def the_program_stays_the_main_one(monkeypatch):
    """Opening a page puts its script in place of the main module, which new processes run again."""
    monkeypatch.setitem(sys.modules, "__main__", MAIN)
