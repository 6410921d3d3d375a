"""Findings on a page: each sentence with a link to the evidence that it rests on."""

from __future__ import annotations

import html
from collections.abc import Callable, Hashable, Sequence

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.charts.words import words_of
from analysis.findings import Finding
from pages.ui.evidence import Cell, cell_label
from pages.ui.links import address
from pages.ui.prose import heading, note
from pages.ui.reader import visible
from pages.ui.view import View

# The card of Stance by article, where cards are drawn one at a time (see switch.ask_cards).
BY_ARTICLE = "Article by article"
# Where the evidence of a measure is shown, by articles or not: page, name of the chosen mark in
# the address, and what else must be chosen there.
_PLACES: dict[tuple[str, bool], tuple[str, str, dict[str, str]]] = {
    ("stance", True): ("stance", "article_cell", {"card": BY_ARTICLE}),
    ("stance", False): ("stance", "cell", {}),
    ("tone_around", False): ("stance", "tone_cell", {"beside": "Tone of the sentences"}),
    ("voice_share", True): ("voices", "voice", {}),
}
NONE_SURVIVES = "No difference survives."
# Sentences of all texts up to which differences are tested unasked, and what a reader asked to be
# tested.
MOST_UNASKED = 20_000
_DIFFERS, _ASKED = "What differs between the groups", "_tested_groups"


def words(measure: str, item: str) -> str:
    """An item of a measure in words."""
    return words_of(measure).get(item, item)


def found_list(
    title: str,
    found: Sequence[Finding],
    link: Callable[[Finding], str],
    note: str,
    none: str = "Nothing, under these filters.",
) -> None:
    """A heading, findings as a list with links to their evidence, and a remark; all escaped.

    Args:
        title: the heading.
        found: what is told.
        link: the address of the evidence of a finding, not escaped.
        note: how it was chosen.
        none: what is said instead when nothing is told.
    """
    lines = [
        f'{visible(one.text)} <a class="px-read" href="{html.escape(link(one))}">read</a>'
        for one in found
    ]
    items = "".join(f"<li>{line}</li>" for line in lines or [html.escape(none)])
    after = f'<p class="px-meta">{html.escape(note)}</p>' if note else ""
    head = f'<h2 class="px-h2">{visible(title)}</h2>'
    st.html(f'{head}<ul class="px-list">{items}</ul>{after}')


def standing_out(
    view: View, stance: pd.DataFrame, describe: Callable[[], Sequence[Finding]], *, group_by: str
) -> None:
    """What stands out: contrasts that survive where articles are many, else descriptions.

    Args:
        view: what the page shows.
        stance: comparison rows of stance that are on the screen, under the reader's selection.
        describe: finds what is told of single articles, for when no group has articles enough.
        group_by: the reader's grouping.
    """
    if view.is_small:
        described_list(view, describe())
        return
    if not is_asked(view, _DIFFERS, view.selection):
        return
    items = {"stance": tuple(dict.fromkeys(stance["item"]))}
    differences = view.differences("stance", items=items)
    tested = findings.how_tested(differences)
    if not tested:
        described_list(view, describe())
        return
    names = view.group_names(group_by, {*differences["group"], *differences["other"]})
    found_list(
        _DIFFERS,
        findings.contrasts(differences, names, words),
        lambda one: evidence_address(view, one, group_by),
        tested,
        NONE_SURVIVES,
    )


def is_asked(view: View, title: str, compared: Hashable) -> bool:
    """Whether differences are to be tested; of many texts draws what asks for it first.

    Args:
        view: what the page shows.
        title: the heading of what is told of them.
        compared: what is asked for, until something else is.
    """
    are_few = view.whole_totals["sentences"] <= MOST_UNASKED
    if are_few or st.session_state.get(_ASKED) == compared:
        return True
    heading(title)
    note(
        "Groups are set against each other on all that the chart shows. That takes up to a second."
    )
    st.button(
        "Test the differences", key="test-differences", icon=":material/search:",
        on_click=_ask, args=(compared,),
    )  # fmt: skip
    return False


def _ask(compared: Hashable) -> None:
    st.session_state[_ASKED] = compared


def described_list(view: View, described: Sequence[Finding]) -> None:
    """Findings on single articles as a list."""
    title = "What stands out in these texts"
    found_list(title, described, lambda one: evidence_address(view, one, "article"), view.remark)


def evidence_address(view: View, found: Finding, group_by: str) -> str:
    """Where the evidence of a finding is shown, by the grouping of its number; not escaped."""
    stem, key, more = _PLACES[found.measure, group_by == "article"]
    names = view.group_names(group_by, [found.group])
    label = cell_label(Cell(found.group, found.item), names, words_of(found.measure))
    return address(stem, **{key: label}, **more)
