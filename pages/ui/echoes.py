"""The same matter on both sides of the Compare page: passages beside each other."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import streamlit as st

from analysis import explain, phrases
from pages.ui.downloads import csv_button
from pages.ui.evidence import evidence_row, place_address
from pages.ui.failing import card
from pages.ui.reader import visible
from pages.ui.sides import Sides
from pages.ui.view import View

MOST_SHOWN = 12
NONE_FOUND = (
    "No passages of the two were found that likely speak of the same matter. That does not mean "
    "that there are none: most are not found."
)
LOOK_FURTHER = (
    "Choose other sides above, remove a filter, or look on Wording for a word and read its lines "
    "side by side."
)
# Whoever asks has so many other sides looked at, if the texts are short enough to wait.
MOST_SIDES, MOST_SENTENCES = 5, 1500
_ASKED = "_sides_whose_others_are_looked_at"
# Of a corpus of which not all articles are read, passages are looked for only where asked for.
_READ = "_sides_whose_passages_are_read"
Row = Mapping[str, Any]


def same_matter(view: View, sides: Sides) -> None:
    """Draws passages of the two sides about the same matter, each linked to its article."""
    st.html('<h2 class="px-h2 px-gap">The same matter, different accounts</h2>')
    with card("echoes"):
        if not _is_asked(view, sides):
            return
        with st.spinner("Reading what both sides say…"):
            rows = view.echoes(sides.selection, sides.groups)
        st.html(f'<p class="px-note">{html.escape(explain.ECHOES_FOUND)}</p>')
        records = rows.to_dict("records")
        pairs = list(zip(records[::2], records[1::2], strict=True))
        _pairs(view, sides, pairs)
        if not pairs:
            _elsewhere(view, sides)
        else:
            csv_button(rows, "parallax-same-matter", "These passages (CSV)")


def _is_asked(view: View, sides: Sides) -> bool:
    """Whether passages are to be looked for; of a large corpus draws what asks for them first."""
    if not view.is_large or st.session_state.get(_READ) == (sides.selection, sides.groups):
        return True
    read, whole = view.analysis.read_for_words
    st.html(
        f'<p class="px-note">Passages are looked for in {read:,} of {whole:,} articles, drawn from '
        "all. That takes a few seconds.</p>"
    )
    st.button(
        "Look for the same matter", key="same-matter", icon=":material/search:",
        on_click=_ask, args=(_READ, sides),
    )  # fmt: skip
    return False


def _pairs(view: View, sides: Sides, pairs: Sequence[tuple[Row, Row]]) -> None:
    shown = "".join(_pair(view, sides, pair) for pair in pairs[:MOST_SHOWN])
    more = len(pairs) - MOST_SHOWN
    rest = f"{phrases.count(more, 'pair')} more in the CSV, less likely." if more > 0 else ""
    rest = rest if pairs else NONE_FOUND
    st.html(shown + (f"<p>{html.escape(rest)}</p>" if rest else ""))


def _elsewhere(view: View, sides: Sides) -> None:
    """On demand, links to other sides of which passages are found, those with most text first."""
    others: list[tuple[str, str]] = []
    if view.totals["sentences"] <= MOST_SENTENCES:
        # Not unasked: it takes longer than all the rest of the page.
        if st.session_state.get(_ASKED) != (sides.selection, sides.groups):
            st.html(f"<p>{html.escape(LOOK_FURTHER)}</p>")
            st.button(
                "Look at other sides", key="elsewhere", icon=":material/search:",
                on_click=_ask, args=(_ASKED, sides),
            )  # fmt: skip
            return
        with st.spinner("Looking at other sides…"):
            others = [
                pair
                for pair in combinations(list(sides.options)[:MOST_SIDES], 2)
                if set(pair) != set(sides.groups) and not view.echoes(sides.selection, pair).empty
            ]
    links = [
        f'<a href="{html.escape(replace(sides, groups=pair).address())}">'
        f"{visible(' and '.join(sides.options[group] for group in pair))}</a>"
        for pair in others
    ]
    said = f"They are found of {'; '.join(links)}." if links else html.escape(LOOK_FURTHER)
    st.html(f"<p>{said}</p>")


def _ask(what: str, sides: Sides) -> None:
    st.session_state[what] = sides.selection, sides.groups


def _pair(view: View, sides: Sides, pair: tuple[Row, Row]) -> str:
    """Two passages beside each other, and what they have in common."""
    how = explain.echo_words(pair[0]["chance"])
    words = visible(pair[0]["words"])
    both = "".join(
        f'<div style="border-top-color:{html.escape(sides.colours[group])}">'
        f"<p><b>{visible(sides.titles[group])}</b> · {phrases.KINDS[row['kind']]}</p>"
        f"{evidence_row(row, 'voice_share', place_address(view, row))}</div>"
        for group, row in zip(sides.groups, pair, strict=True)
    )
    return (
        f'<div class="px-echo"><p><span class="px-tag px-neutral">{how}</span>'
        f'Words in common: {words}</p><div class="px-pair">{both}</div></div>'
    )
