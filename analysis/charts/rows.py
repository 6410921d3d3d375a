"""The rows of a comparison as a chart draws them: placed by group, and told in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import phrases
from analysis.charts.theme import Ground, need, safe
from analysis.compare.intervals import SURE, WILSON_WITHIN

NEEDED = (
    "group_by",
    "perspective",
    "article_id",
    "group",
    "item",
    "value",
    "low",
    "high",
    "interval_kind",
    "n_negative",
    "n_neutral",
    "n_positive",
    "n_sentences",
    "n_articles",
    "enough",
)
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Placed:
    """The rows of the groups that are drawn.

    Attributes:
        groups: what stands in the marks for each group, in the order to draw.
        labels: its label, as escaped lines joined by <br>.
        records: the rows; each has also its `group`, the `place` of that in `groups`, and how
            many evidence `rows` it counts.
    """

    groups: Sequence[str]
    labels: Sequence[str]
    records: Sequence[dict[str, Any]]

    def label(self, record: Record) -> str:
        """The label of the group of a row, in one line."""
        return self.labels[record["place"]].replace("<br>", ", ")


def group_keys(table: pd.DataFrame) -> pd.Series:
    """What stands in a mark for the group of each row: what the comparison is grouped by."""
    return table["group"].fillna(table["article_id"]).fillna(table["perspective"])


def placed(table: pd.DataFrame, labels: Mapping[str, str] | None = None) -> Placed:
    """The rows of a comparison with the places of their groups.

    Args:
        table: comparison rows of one measure.
        labels: label of each group to draw, in order, as escaped lines joined by <br>; every
            group by its own name when None. A group without rows is left out.

    Raises:
        KeyError: the table lacks a column.
    """
    need(table, *NEEDED)
    keys = list(group_keys(table))
    present = set(keys)
    wanted = dict.fromkeys(keys) if labels is None else labels
    groups = [group for group in wanted if group in present]
    places = {group: place for place, group in enumerate(groups)}
    records = [
        record
        | {
            "group": key,
            "place": places[key],
            "rows": record["n_negative"] + record["n_neutral"] + record["n_positive"],
        }
        for key, record in zip(keys, table.to_dict("records"), strict=True)
        if key in places
    ]
    said = [safe(group) if labels is None else labels[group] for group in groups]
    return Placed(groups, said, records)


def is_chosen(record: Record, chosen: tuple[str, str] | None) -> bool:
    """Whether this is the mark to outline."""
    return chosen == (record["group"], record["item"])


def clickable(records: Iterable[Record], hovers: Iterable[str]) -> dict[str, Any]:
    """What lets the marks of a trace be pointed at and clicked; hovers are escaped."""
    return {
        "customdata": [[r["group"], r["item"]] for r in records],
        "hovertext": list(hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def hatched(records: Iterable[Record], look: Ground) -> dict[str, Any]:
    """The pattern of bars: grey, hatched in their colour, where there is too little evidence."""
    return {
        "shape": ["" if r["enough"] else "/" for r in records],
        "bgcolor": look.blank,
        "fgopacity": 0.55,
        "fillmode": "replace",
        "size": 7,
        "solidity": 0.25,
    }


def inks(records: Iterable[Record], ink: str, look: Ground) -> list[str]:
    """The letters in bars of one colour: that of the ground where they are hatched."""
    return [ink if record["enough"] else look.ink for record in records]


def interval_lines(
    records: Iterable[Record], look: Ground, *, at: str = "place", **axes: str
) -> dict[str, Any]:
    """The intervals that tell of articles like these, as lines.

    Args:
        records: rows that have enough evidence.
        look: the colours.
        at: the entry of a row with its place on the axis down.
        axes: plotly's names of the axes, when not the first.
    """
    told = [r for r in records if not pd.isna(r["low"]) and r["interval_kind"] in SURE]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for r in told for x in (r["low"], r["high"], None)],
        "y": [y for r in told for y in (r[at], r[at], None)],
        "line": {"color": look.muted, "width": 3},
        "hoverinfo": "skip",
        **axes,
    }


# Statistical terms stand on Methods, and in what is taken away.
_PLAIN_KINDS = dict.fromkeys(SURE, "range for articles like these")
_PLAIN_KINDS |= {WILSON_WITHIN: "range within this one article only"}


def interval_words(record: Record, low: str, high: str) -> list[str]:
    """The line of a hover on the interval of a value, given its ends in words; none without."""
    if pd.isna(record["low"]):
        return []
    kind = record["interval_kind"]
    return [f"{low} to {high}: {safe(_PLAIN_KINDS.get(kind, kind))}"]


def share_hover(record: Record, head: str, unit: str, whole: str) -> str:
    """What a mark of a share says when pointed at.

    Args:
        record: its row, with its number of evidence rows.
        head: what the mark is, escaped.
        unit: what the counts count, in the plural ("sentences").
        whole: what it is a share of ("bar").
    """
    counted = phrases.count(record["rows"], unit.removesuffix("s"))
    lines = [f"<b>{head}</b>", f"{counted} in {phrases.count(record['n_articles'], 'article')}"]
    if record["enough"]:
        low, high = f"{record['low']:.0%}", f"{record['high']:.0%}"
        lines += [f"{record['value']:.0%} of this {whole}", *interval_words(record, low, high)]
    else:
        lines.append("too little evidence for a share")
    return "<br>".join([*lines, "click to read them"])
