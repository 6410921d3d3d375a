"""Corrections of who a speaker is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from analysis import phrases
from analysis.charts.theme import shortened
from analysis.corrections import Speaker
from analysis.tables import ROLES, UNNAMED_VOICE
from pages.ui import uploads
from pages.ui.corpus_places import perspectives
from pages.ui.view import View

_LONGEST = 200
EVERYWHERE, EVERY_ARTICLE = "everywhere", "every statement of this speaker, in all articles"


def correct_speaker(view: View, speaker: str, rows: pd.DataFrame) -> None:
    """Draws a form that corrects who speaks; nothing where that cannot be done.

    Args:
        view: what the page shows.
        speaker: the speaker of the rows; of sources without a name each is corrected alone.
        rows: the statements of the speaker, as evidence rows.
    """
    if not view.corpus.can_correct or rows.empty:
        return
    said = {row["row_id"]: row["text"] for row in rows.to_dict("records")}
    wholly = [] if speaker == UNNAMED_VOICE else [EVERYWHERE]
    ids = [*wholly, *said]
    about = f"{speaker}-{uploads.desk().edition}"
    keys = {name: f"speaker-{name}-{about}" for name in ("which", "name", "affiliation")}
    keys |= {name: f"speaker-{name}-{about}" for name in ("role", "perspective")}
    with st.expander("Correct who speaks"), st.form(f"speaker-{about}", border=False):
        st.selectbox(
            "In",
            ids,
            key=keys["which"],
            # The number tells statements with one text apart.
            format_func=lambda name: (
                EVERY_ARTICLE
                if name == EVERYWHERE
                else f"{ids.index(name) + 1 - len(wholly)}. {shortened(said[name], _LONGEST)}"
            ),
        )
        ask_speaker(keys)
        st.form_submit_button(
            "Save", icon=":material/check:", on_click=partial(_save_speaker, view, speaker, keys)
        )


def ask_speaker(keys: Mapping[str, str]) -> None:
    """Draws what asks for name, affiliation, role and perspective, by the keys of the widgets."""
    st.text_input("Name", key=keys["name"], max_chars=_LONGEST, placeholder="as it is")
    st.text_input(
        "Speaks for",
        key=keys["affiliation"],
        max_chars=_LONGEST,
        placeholder="as it is",
        help="A state or institution that the tables know brings its perspective along.",
    )
    st.selectbox(
        "Role",
        ROLES,
        index=None,
        key=keys["role"],
        format_func=lambda role: phrases.sentence_case(phrases.ROLES[role]),
        placeholder="as it is",
    )
    st.selectbox(
        "Perspective",
        perspectives(),
        index=None,
        key=keys["perspective"],
        placeholder="as it is",
    )


def said_of_speaker(keys: Mapping[str, str]) -> dict[str, str]:
    """What a reader answered to `ask_speaker`, without what is left as it is."""
    given = {name: (st.session_state.get(key) or "").strip() for name, key in keys.items()}
    return {name: value for name, value in given.items() if value}


def _save_speaker(view: View, speaker: str, keys: Mapping[str, str]) -> None:
    which = st.session_state.get(keys["which"])
    said = said_of_speaker({name: key for name, key in keys.items() if name != "which"})
    if not said:
        return
    if which != EVERYWHERE:
        uploads.correct(Speaker(attribution_id=which, **said))
        return
    rows = view.analysis.speakers(view.whole("voice"))
    ids = dict.fromkeys(rows["article_id"][rows["speaker"] == speaker])
    # A speaker who was given this name by hand is known to corrections by the name found.
    found = {
        entry.article_id: entry.speaker
        for entry in uploads.desk().corrections.of(Speaker)
        if entry.name == speaker
    }
    uploads.correct(
        *(
            Speaker(article_id=article_id, speaker=found.get(article_id, speaker), **said)
            for article_id in ids
        )
    )
