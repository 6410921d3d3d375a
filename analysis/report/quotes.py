"""Short quotations for the report: the clearest sentences on the actors mentioned most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis import phrases
from analysis.selection import Selection
from analysis.store import Analysis

MOST_ACTORS, LONGEST = 3, 220
_SIGNS = {-1: "unfavourable", 1: "favourable"}


@dataclass(frozen=True)
class Quote:
    """A sentence as printed, cut short around the mention that was judged.

    Attributes:
        before, mention, after: its text; an ellipsis stands where it was cut.
        judged: how the mention was judged, of whom, and how strongly.
        who: who speaks; printed_in: outlet, date and translation.
    """

    before: str
    mention: str
    after: str
    judged: str
    who: str
    printed_in: str


def quotes_of(analysis: Analysis, selection: Selection, most: int = 2 * MOST_ACTORS) -> list[Quote]:
    """The least and the most favourable sentence on each of the actors mentioned most.

    A sentence is quoted once; one of which the actor is only a description is left out.

    Args:
        analysis: what is shown.
        selection: what counts.
        most: number of quotations.
    """
    actors = list(dict.fromkeys(analysis.comparison(selection, "stance")["item"]))[:MOST_ACTORS]
    chosen: dict[str, Quote] = {}
    for actor in actors:
        rows = analysis.evidence(selection, "stance", item=actor)
        told = rows[~rows["modifier"]]
        for sign in _SIGNS:
            fresh = told[(told["sign"] == sign) & ~told["sentence_id"].isin(chosen)]
            if len(fresh):
                row = fresh.iloc[0].to_dict()
                chosen[str(row["sentence_id"])] = _quote(row, actor)
    return list(chosen.values())[:most]


def _quote(row: Mapping[str, Any], actor: str) -> Quote:
    text, begins = str(row["text"]), int(row["sentence_start"])
    start, end = int(row["start"]) - begins, int(row["end"]) - begins
    before, mention, after = text[:start], text[start:end], text[end:]
    room = max(0, LONGEST - len(mention))
    head = max(room // 2, room - len(after))
    printed = (phrases.outlet(row), phrases.dated(row), phrases.TRANSLATIONS[row["translation"]])
    return Quote(
        _last(before, head),
        _first(mention, LONGEST),
        _first(after, room - min(len(before), head)),
        f"{actor}: {_SIGNS[row['sign']]} {phrases.signed(row['value'])}",
        phrases.sentence_case(phrases.speaker(row["voice"])),
        " · ".join(printed),
    )


def _first(text: str, width: int) -> str:
    """The beginning of a text, cut between words where it has any."""
    if len(text) <= width:
        return text
    kept = text[: max(0, width - 1)]
    return f"{kept[: kept.rfind(' ') + 1] or kept}…"


def _last(text: str, width: int) -> str:
    """The end of a text, cut between words where it has any."""
    if len(text) <= width:
        return text
    kept = text[len(text) - max(0, width - 1) :]
    return f"…{kept[kept.find(' ') :] if ' ' in kept else kept}"
