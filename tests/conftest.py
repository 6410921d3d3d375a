"""What holds for every test."""

from __future__ import annotations

import os
import sys
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from analysis import reference

# Tests share the cores already: that libraries take all of them for each sum costs more than it
# gains. Said before any of them is loaded; programs that tests start are told so too.
os.environ.setdefault("OMP_NUM_THREADS", "1")
MAIN = sys.modules["__main__"]


def pytest_configure() -> None:
    """What is the same for all tests is read once: before any of them takes it by its name.

    Of the reference tables those that are shipped, so that names to look for are made of them once,
    too; of Streamlit what the installed packages bring, which each opened page looks through.
    """
    load = reference.load_reference
    shipped = cache(load)
    reference.load_reference = lambda folder=None: load(folder) if folder else shipped()
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True)
def the_program_stays_the_main_one(monkeypatch):
    """Opening a page puts its script in place of the main module, which new processes run again."""
    monkeypatch.setitem(sys.modules, "__main__", MAIN)


@pytest.fixture(autouse=True)
def no_card_fails(caplog):
    """An error inside a card is told there and logged, so that no page shows it as an exception."""
    yield
    logged = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    failed = [record.getMessage() for record in logged if record.name == "pages.ui.failing"]
    assert not failed, failed
