"""The table of speakers, and the statements of the one that is chosen."""

from __future__ import annotations

import html
from functools import partial
from typing import Any

import streamlit as st

from analysis import phrases
from analysis.store import MOST_READ
from pages.ui import filters
from pages.ui.by_hand import correct_speaker
from pages.ui.cards import show_nothing
from pages.ui.downloads import csv_button, csv_later
from pages.ui.evidence import evidence_row, place_address
from pages.ui.failing import card
from pages.ui.prose import note
from pages.ui.reference import reference
from pages.ui.view import View

SPEAKER = "speaker"
TABLE = "speakers-table"
STATEMENTS_A_PAGE = 20
# Column, its heading, and what it means.
COLUMNS = {
    "speaker": ("Speaker", "As resolved from the text; sources without a name stand together."),
    "affiliation": ("Speaks for", "The state or institution."),
    "role": ("Role", "Read from title and affiliation, as printed."),
    "voice_perspective": ("Perspective", "Whose perspective the statements count for."),
    "reason": ("Why this perspective", "From the reference tables, which a person can edit."),
    "arguable": ("Arguable", "Why the perspective can be argued about; empty when it is plain."),
    "n_attributions": ("Statements", "Stretches of text ascribed to this speaker."),
    "n_quoted": ("Quoted", "How many of them stand in quotation marks as a whole."),
    "n_articles": ("Articles", "In how many articles the speaker appears."),
    "outlets": ("Printed in", "The outlets of these articles."),
    "cues": ("Introduced with", "The different words that introduce the statements."),
}


def speakers_card(view: View) -> None:
    """A card with who is quoted, how often and why they have their perspective."""
    judged = reference() is not None
    speakers = view.analysis.named_speakers(view.selection, judged=judged)
    with card("speakers"):
        st.html('<h2 class="px-h2">The speakers</h2>')
        if speakers.empty:
            show_nothing("speakers")
            return
        st.html(
            '<p class="px-note">A perspective is that of the state or institution spoken for; a '
            "scholar has that of the institute. Tick a row to read what the speaker says.</p>"
        )
        if judged:
            _tell_arguable(phrases.arguable(speakers))
        names = list(speakers["speaker"])
        if more := view.analysis.n_speakers(view.selection) - len(names):
            note(f"{phrases.count(more, 'speaker')} with fewer statements not shown.")
        st.dataframe(
            speakers.set_index("speaker"),
            key=TABLE,
            height=400,
            column_order=[name for name in COLUMNS if name in speakers],
            column_config=_config(),
            on_select=partial(_take_row, names),
            selection_mode="single-row",
            row_height=34,
        )
        csv_button(speakers, "parallax-speakers")
        _show_statements(view, names)


def _tell_arguable(said: str) -> None:
    """Says how much of what is counted can be argued about, and offers to leave it out."""
    if said:
        with st.container(horizontal=True, vertical_alignment="center", key="arguable"):
            words = f"{said}; the table says why."
            st.html(f'<p class="px-note"><b>{html.escape(words)}</b></p>', width="content")
            st.button(
                "Leave them out of all numbers",
                key="leave-out-arguable",
                type="tertiary",
                icon=":material/filter_alt:",
                on_click=filters.leave_out_arguable,
            )


def _config() -> dict[str, Any]:
    plain = {
        name: st.column_config.Column(heading, help=meaning)
        for name, (heading, meaning) in COLUMNS.items()
    }
    return plain | {"speaker": st.column_config.TextColumn(*COLUMNS["speaker"][:1], pinned=True)}


def _take_row(names: list[str]) -> None:
    """Makes the speaker of the row that was pressed the chosen one."""
    rows = st.session_state[TABLE]["selection"]["rows"]
    if rows and rows[0] < len(names):
        st.session_state[SPEAKER] = names[rows[0]]


def _show_statements(view: View, names: list[str]) -> None:
    if st.session_state.get(SPEAKER) not in (None, *names):
        st.session_state[SPEAKER] = None
    chosen = st.selectbox(
        "Read the statements of",
        names,
        index=None,
        key=SPEAKER,
        bind="query-params",
        format_func=lambda name: phrases.sentence_case(phrases.speaker(name)),
        placeholder="tick a row of the table, or choose here",
    )
    if not chosen:
        return
    statements = partial(view.analysis.statements, view.selection, chosen)
    number, page = view.analysis.n_statements(view.selection, chosen), 1
    with st.container(height=420, border=False, key="evidence-speakers"):
        st.html(
            f'<p class="px-meta"><b>{html.escape(phrases.count(number, "statement"))}</b>, as '
            "printed, in the order of the text; what is ascribed is marked.</p>"
        )
        if number > STATEMENTS_A_PAGE:
            page = st.pagination(-(-number // STATEMENTS_A_PAGE), key=f"speakers-page-{chosen}")
        shown = statements(first=(page - 1) * STATEMENTS_A_PAGE, most=STATEMENTS_A_PAGE)
        said = [
            evidence_row(row, "role_share", place_address(view, row))
            for row in shown.to_dict("records")
        ]
        st.html("".join(said))
        words = "These statements (CSV)"
        if number > MOST_READ:
            words = f"The first {MOST_READ:,} of these statements (CSV)"
        csv_later(statements, "parallax-statements", words)
    if view.corpus.can_correct:
        correct_speaker(view, chosen, statements())
