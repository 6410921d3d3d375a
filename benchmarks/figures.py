"""A measured figure: its value, its 95 % interval from resampling, and where it comes from.

What was measured arrives as counts by unit (a paragraph, an article, a site). Units are drawn with
replacement, because cases of one unit resemble each other; a figure is a formula over the sums.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import binomtest

RESAMPLES = 2000
SEED = 0
DIGITS = 3
CLASSES = ("negative", "neutral", "positive")

Totals = Mapping[str, np.ndarray]
Formula = Callable[[Totals], np.ndarray]
Units = Mapping[Hashable, Mapping[str, float]]


@dataclass(frozen=True)
class Basis:
    """On which texts something is measured, who gave the right answers, and how to repeat it."""

    texts: str
    who_labelled: str
    unit: str
    command: str = "python -m benchmarks.quality"

    @property
    def name(self) -> str:
        """The texts and what the intervals come from, as it stands in the file of figures."""
        return f"{self.texts}; intervals from resampling {self.unit}"


@dataclass(frozen=True)
class Measure:
    """What is computed from the counts, and which count says how many cases it rests on."""

    name: str
    formula: Formula
    cases: str


def share(name: str, right: str, of: str) -> Measure:
    """The part of the cases that is right."""
    return Measure(name, lambda total: _divide(total[right], total[of]), of)


def f1(name: str, right: str = "right", found: str = "found", wanted: str = "gold") -> Measure:
    """2 right / (found + wanted)."""
    return Measure(name, lambda t: _divide(2 * t[right], t[found] + t[wanted]), wanted)


def class_f1(at: int) -> Measure:
    """F1 of one class; counts are named by truth and call, "02" for negative called positive."""

    def formula(total: Totals) -> np.ndarray:
        wanted = sum(total[f"{at}{other}"] for other in range(3))
        called = sum(total[f"{other}{at}"] for other in range(3))
        return _divide(2 * total[f"{at}{at}"], wanted + called, empty=0.0)

    return Measure(f"F1 of {CLASSES[at]}", formula, "cases")


def macro_f1(name: str = "macro-F1") -> Measure:
    """Mean F1 of the three classes."""
    classes = [class_f1(at).formula for at in range(3)]
    return Measure(name, lambda total: np.mean([one(total) for one in classes], axis=0), "cases")


def judged(unit: Hashable, truth: int, called: int, into: dict[Hashable, dict[str, float]]) -> None:
    """Counts one case of three classes for its unit."""
    counts = into.setdefault(unit, {})
    for name in (f"{truth}{called}", "cases"):
        counts[name] = counts.get(name, 0) + 1


def figure(method: str, test: Basis, measure: Measure, units: Units) -> dict[str, Any]:
    """One entry of the file of figures.

    A share of which every case is right (or none) does not change when it is resampled: its
    interval is the exact binomial one.
    """
    names = sorted({name for counts in units.values() for name in counts} | _CELLS)
    table = np.array([[counts.get(name, 0) for name in names] for counts in units.values()], float)
    whole = dict(zip(names, table.sum(axis=0), strict=True))
    value = float(measure.formula(whole))
    n = round(float(whole[measure.cases]))
    drawn = np.random.default_rng(SEED).integers(len(table), size=(RESAMPLES, len(table)))
    times = np.apply_along_axis(np.bincount, 1, drawn, minlength=len(table))
    values = measure.formula(dict(zip(names, (times @ table).T, strict=True)))
    low, high = np.nanquantile(values, [0.025, 0.975])
    if low == high and value in (0.0, 1.0):
        exact = binomtest(round(value * n), n).proportion_ci()
        low, high = exact.low, exact.high
    return entry(method, test, measure.name, value, n, (min(low, value), max(high, value)))


def entry(
    method: str,
    test: Basis,
    measure: str,
    value: float,
    n: int,
    interval: tuple[float, float] | None = None,
) -> dict[str, Any]:
    """An entry whose interval is known otherwise, or not at all."""
    low, high = interval or (None, None)
    return {
        "method": method,
        "test": test.name if interval else test.texts,
        "measure": measure,
        "value": _rounded(value),
        "n": n,
        "low": _rounded(low),
        "high": _rounded(high),
        "who_labelled": test.who_labelled,
        "command": test.command,
    }


def name_of(entry: Mapping[str, Any]) -> str:
    """What tells an entry from all others."""
    return f"{entry['method']} / {entry['measure']} / {str(entry['test']).split(';')[0]}"


_CELLS = {f"{truth}{called}" for truth in range(3) for called in range(3)}


def _divide(top: Any, bottom: Any, empty: float = np.nan) -> np.ndarray:
    top, bottom = np.asarray(top, float), np.asarray(bottom, float)
    return np.divide(top, bottom, out=np.full_like(bottom, empty), where=bottom > 0)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), DIGITS)
