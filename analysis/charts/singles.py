"""Small dots for the single articles of groups that have too few for an interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis import phrases
from analysis.charts.rows import Record
from analysis.charts.theme import Ground, need, safe

SMALLEST, LARGEST = 4, 8  # pixels across, of the dot of an article with few rows and with most


def single_marks(
    singles: pd.DataFrame | None,
    records: Sequence[Record],
    colours: Mapping[str, str],
    unit: str,
    look: Ground,
    **axes: str,
) -> dict[str, Any]:
    """A ring for each article of the rows that are drawn, larger where it holds more.

    A ring carries (group, item) as custom data, as the mark does that it belongs to: to click it
    opens all sentences of that mark.

    Args:
        singles: as from compare.singles.single_articles; None for none.
        records: the rows that are drawn, each with its place `at`.
        colours: colour of each group; grey for the others.
        unit: what a share counts, in the plural; empty when the measure is a mean.
        look: the colours of the ground.
        axes: plotly's names of the axes, when not the first.

    Raises:
        KeyError: the table lacks a column.
    """
    places = {(record["group"], record["item"]): record["at"] for record in records}
    held: list[Record] = []
    if singles is not None:
        need(singles, "group", "item", "value", "n_rows")
        held = [r for r in singles.to_dict("records") if (r["group"], r["item"]) in places]
    most = max([1, *(record["n_rows"] for record in held)])
    grown = LARGEST - SMALLEST
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [r["value"] for r in held],
        "y": [places[r["group"], r["item"]] for r in held],
        "cliponaxis": False,
        "marker": {
            "opacity": 1,
            "symbol": "circle-open",
            "size": [SMALLEST + grown * (r["n_rows"] / most) ** 0.5 for r in held],
            "color": [colours.get(r["group"], look.muted) for r in held],
            "line": {"width": 1.5},
        },
        "customdata": [[r["group"], r["item"]] for r in held],
        "hovertext": [_hover(record, unit) for record in held],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        **axes,
    }


def _hover(record: Record, unit: str) -> str:
    if unit:
        part = f"{record['value']:.0%} of {phrases.count(record['n_rows'], unit.removesuffix('s'))}"
    else:
        part = f"{phrases.signed(record['value'])} in {phrases.count(record['n_rows'], 'row')}"
    return f"one article of these: {safe(part)}"
