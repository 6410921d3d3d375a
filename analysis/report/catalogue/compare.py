"""The charts of the Compare page: two sides on every measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis import phrases
from analysis.charts.pair import pair_dots
from analysis.charts.room import first_items
from analysis.charts.rows import group_keys
from analysis.charts.theme import NO_COLOUR, tick_label
from analysis.charts.words import words_of
from analysis.compare.intervals import SURE
from analysis.report.catalogue.desk import Chart, Desk
from analysis.selection import Selection

MOST_ITEMS, LABEL_WIDTH = 8, 30
# For sides that are no perspectives.
PLAIN = ("#7F9F6B", "#A594C9")


@dataclass(frozen=True)
class Shown:
    """How a measure is shown.

    Attributes:
        title: of its figure.
        subtitle: what the marks are.
        unit: what a share counts, in the plural; empty for a mean.
        counts: what the numbers at the right are.
    """

    title: str
    subtitle: str
    unit: str
    counts: str


MEASURES = {
    "stance": Shown(
        "How actors are portrayed", "mean stance", "", "unfavourable · neutral · "
        "favourable mentions",
    ),
    "sentiment": Shown(
        "How the wording sounds", "mean tone", "", "sentences of negative · neutral · "
        "positive wording",
    ),
    "topic_share": Shown("What it is about", "share of the sentences", "sentences", "sentences"),
    "tone_around": Shown(
        "Tone of the sentences around actors", "mean tone", "", "mentions in negative · "
        "neutral · positive wording",
    ),
    "voice_share": Shown("Who speaks", "share of the sentences", "sentences", "sentences"),
    "role_share": Shown("Who is quoted", "share of the statements", "statements", "statements"),
    "framing": Shown(
        "How speakers are introduced", "share of the statements", "statements", "statements"
    ),
    "speech_act": Shown(
        "Who is accused, warned, praised", "share of pointed statements", "statements", "statements"
    ),
}  # fmt: skip
# What is no question where the sides are themselves voices, topics or actors.
NOT_ASKED: Mapping[str, tuple[str, ...]] = {
    "voice": ("voice_share",),
    "speaker": ("voice_share", "role_share"),
    "topic": ("topic_share",),
    "actor": ("stance", "tone_around"),
}


@dataclass(frozen=True)
class Pair:
    """Two groups that are compared.

    Attributes:
        selection: what counts, by the grouping that the two are groups of.
        groups: the two groups.
        names: each in words, for running text.
        colours: each one's colour.
    """

    selection: Selection
    groups: tuple[str, str]
    names: Mapping[str, str]
    colours: Mapping[str, str]

    @property
    def labels(self) -> dict[str, str]:
        """Each side as escaped lines, for a figure."""
        return {group: tick_label(title, LABEL_WIDTH) for group, title in self.titles.items()}

    @property
    def titles(self) -> dict[str, str]:
        """Each side in words, with a large first letter."""
        return {group: phrases.sentence_case(self.names[group]) for group in self.groups}

    def rows(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows of the two sides, with the items that either has, and their group as `key`."""
        table = table.assign(key=group_keys(table))
        table = table[table["key"].isin(self.groups)]
        held = table["item"][table["n_sentences"] > 0]
        return table[table["item"].isin(held)].reset_index(drop=True)


def colours_of(desk: Desk, group_by: str, groups: tuple[str, str]) -> dict[str, str]:
    """The colour of each of two sides."""
    if group_by in ("voice", "outlet"):
        return {group: desk.colours.get(group, NO_COLOUR) for group in groups}
    return dict(zip(groups, PLAIN, strict=True))


def groups_of(desk: Desk, selection: Selection) -> list[str]:
    """What can be compared: the groups that have text, those with most of it first."""
    held = desk.coverage(selection).sort_values("n_sentences", ascending=False, kind="stable")
    return list(held["group"])


def first_pair(desk: Desk) -> Pair | None:
    """The two groups of the selection with most text; None when there are no two."""
    groups = groups_of(desk, desk.selection)
    if len(groups) < 2:
        return None
    two, by = (groups[0], groups[1]), desk.selection.group_by
    return Pair(desk.selection, two, desk.group_names(by, two), colours_of(desk, by, two))


def on_compare(desk: Desk) -> Iterator[Chart]:
    """The charts of the Compare page, of the two groups with most text."""
    pair = first_pair(desk)
    if pair is None:
        return
    for measure in MEASURES:
        if measure not in NOT_ASKED.get(pair.selection.group_by, ()):
            yield two_sides(desk, pair, measure)


def two_sides(desk: Desk, pair: Pair, measure: str) -> Chart:
    """Two sides on one measure."""
    shown = MEASURES[measure]
    table = pair.rows(desk.table(measure, pair.selection)).drop(columns="key")
    table, others = first_items(table, most=MOST_ITEMS)
    singles = desk.singles(table, pair.selection)
    drawn = singles["group"].isin(pair.groups) & singles["item"].isin(table["item"])
    singles = singles[drawn]
    told = "with ranges" if table["interval_kind"].isin(SURE).any() else ""
    apart = "" if singles.empty else "rings: single articles"
    subtitle = " · ".join(filter(None, [f"{shown.subtitle} {told}".strip(), apart]))
    notes = desk.notes(shown.title, subtitle, pair.selection)
    held = _held(desk, pair)
    return desk.chart(
        f"compare-{measure}",
        "compare",
        measure,
        table,
        notes,
        lambda chosen: pair_dots(
            table,
            notes,
            sides=pair.labels,
            colours=pair.colours,
            unit=shown.unit,
            words=words_of(measure),
            chosen=chosen,
            singles=singles,
            held=held,
        ),
        pair.selection,
        others,
    )


def _held(desk: Desk, pair: Pair) -> dict[str, str]:
    """How many sentences each side has, in words."""
    rows = desk.coverage(pair.selection)
    return {
        row["group"]: f"{row['n_sentences']:,} in {phrases.count(row['n_articles'], 'article')}"
        for row in rows[rows["group"].isin(pair.groups)].to_dict("records")
    }
