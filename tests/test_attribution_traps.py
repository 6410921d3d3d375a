"""Quoted words and clauses of the sample articles that nobody says."""

from __future__ import annotations

import pytest

from tests.traps import sample, silent


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("000", "the US is neither prepared nor able"),
        ("001", "lack of iconic results"),
    ],
)
def test_no_attribution_where_nobody_speaks(number: str, words: str) -> None:
    silent(words)(sample()[number])


def test_addressees_never_speak() -> None:
    speakers = {name for number in ("002", "004") for name in _speakers(number)}
    assert not speakers & {"Al Jazeera", "Dozhd", "reporters", "CNN", "Anders Fogh Rasmussen"}


def _speakers(number: str) -> list[str]:
    return sample()[number]["attributions"]["speaker"].tolist()
