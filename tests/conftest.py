"""What holds for every test."""

from __future__ import annotations

import sys

import pytest

MAIN = sys.modules["__main__"]


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
