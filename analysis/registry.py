"""The registry of measures: no number stands on a screen without an entry here.

The Methods page, tooltips and exports all read it. The texts stand in measures.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Measure:
    """What a number means, in plain words.

    Attributes:
        name: name in the column `measure` of the comparison table.
        title: heading on screen.
        question: the question that it answers.
        definition: how it comes about.
        unit: what it counts in.
        low: lowest possible value; None without a limit.
        high: highest possible value; None without a limit.
        more_means: what a higher value says.
        caveat: what it does not say.
        method: the method behind it, and how far it can be trusted.
    """

    name: str
    title: str
    question: str
    definition: str
    unit: str
    low: float | None
    high: float | None
    more_means: str
    caveat: str
    method: str


def _read(path: Path) -> dict[str, Measure]:
    """The entries by name; no blanks but single ones are left in their texts."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    entries = [_entry(fields, told["attributions"]) for fields in told["measures"]]
    return {entry.name: entry for entry in entries}


def _entry(fields: Mapping[str, Any], attributions: str) -> Measure:
    texts = {
        name: " ".join(value.replace("{attributions}", attributions).split())
        for name, value in fields.items()
        if isinstance(value, str)
    }
    return Measure(**{"low": None, "high": None} | dict(fields) | texts)


MEASURES: Mapping[str, Measure] = _read(Path(__file__).with_name("measures.toml"))


def measure_of(name: str) -> Measure:
    """The entry of a measure.

    Raises:
        KeyError: there is none of that name; the known ones are listed.
    """
    if name not in MEASURES:
        raise KeyError(f"no measure {name!r} in the registry; known are {', '.join(MEASURES)}")
    return MEASURES[name]
