"""The charts of the Wording page: words of each group, of two groups, and near an actor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis import phrases
from analysis.charts.theme import NO_COLOUR
from analysis.charts.voices import PLAIN_COLOURS
from analysis.charts.wording import typical_words
from analysis.charts.wording_pair import word_scatter
from analysis.explain import describes_only
from analysis.report.catalogue.compare import colours_of
from analysis.report.catalogue.desk import Chart, Desk
from analysis.selection import Selection
from analysis.wording import views
from analysis.wording.words import NAME, PHRASE, SMALL, WORD

MOST, MOST_NEAR = 8, 6
SORTS = {WORD: "Words", NAME: "Names", PHRASE: "Phrases", SMALL: "Small words"}
_AGAINST = "more often than the rest · right: sentences, articles"


@dataclass(frozen=True)
class Asked:
    """What is asked of words.

    Attributes:
        selection: what counts, and how it is grouped.
        sizes: how much text each group has (see Analysis.word_groups).
        names: the name of each group, not yet escaped.
        colours: the colour of each group.
        sort: which sort of word.
    """

    selection: Selection
    sizes: pd.DataFrame
    names: Mapping[str, str]
    colours: Mapping[str, str]
    sort: str


def asked(desk: Desk, selection: Selection, sort: str = WORD) -> Asked:
    """What is asked of words of a sort, by the groups of a selection."""
    sizes, by = desk.word_groups(selection), selection.group_by
    groups = list(sizes["group"])
    words = desk.articles.short if by == "article" else {g: phrases.group(by, g) for g in groups}
    names = {group: phrases.sentence_case(words[group]) for group in groups}
    if by in ("voice", "outlet"):
        colours = {group: desk.colours.get(group, NO_COLOUR) for group in groups}
    else:
        colours = {g: PLAIN_COLOURS[at % len(PLAIN_COLOURS)] for at, g in enumerate(groups)}
    return Asked(selection, sizes, phrases.told_apart(names), colours, sort)


def on_wording(desk: Desk) -> Iterator[Chart]:
    """The charts of the Wording page; of two groups those with most words, of actors the first."""
    of = asked(desk, desk.selection)
    yield typical(desk, of)
    first_two = tuple(of.names)[:2]
    if len(first_two) == 2:
        yield pair(desk, of, first_two)
    if actors := list(desk.table("stance")["item"][:1]):
        yield near(desk, of, actors[0])


def typical(desk: Desk, of: Asked) -> Chart:
    """The words that each group uses more than the rest."""
    table = desk.wording(of.selection, of.sort)
    return _typical(desk, "word", of, table, f"Typical {SORTS[of.sort].lower()} of each", MOST)


def near(desk: Desk, of: Asked, actor: str) -> Chart:
    """The words that each group uses near the mentions of an actor."""
    table = desk.wording(of.selection, of.sort, near=actor)
    return _typical(desk, "near_word", of, table, f"{SORTS[of.sort]} near {actor}", MOST_NEAR)


def _typical(desk: Desk, key: str, of: Asked, table: pd.DataFrame, title: str, most: int) -> Chart:
    notes = desk.notes(title, _AGAINST, of.selection)
    drawn = views.typical(table, most)
    ranges = not describes_only(desk.totals(of.selection)["articles"])
    return desk.chart(
        key,
        "wording",
        "wording",
        # Where no word is typical of anybody there is nothing to draw.
        table if len(drawn) else table.head(0),
        notes,
        lambda chosen: typical_words(
            drawn, notes, of.names, of.colours, chosen=chosen, ranges=ranges
        ),
        of.selection,
    )


def pair(desk: Desk, of: Asked, groups: tuple[str, str]) -> Chart:
    """How often each of two groups uses a word."""
    table = desk.wording(of.selection, of.sort, groups)
    names = {group: of.names[group] for group in groups}
    notes = desk.notes(
        f"{SORTS[of.sort]} of two groups", " and ".join(names.values()), of.selection
    )
    colours = colours_of(desk, of.selection.group_by, groups)
    return desk.chart(
        "pair_word", "wording", "wording", table,
        notes,
        lambda chosen: word_scatter(table, notes, names, colours, chosen=chosen),
        of.selection,
    )  # fmt: skip
