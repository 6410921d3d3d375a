"""A person's own coding of the sentences on an evidence panel: target, stance, speaker and tags."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analysis.charts.theme import shortened
from analysis.coding import SUGGESTED_TAGS
from analysis.corrections import Speaker, Stance, Tag, Target
from pages.ui import uploads
from pages.ui.by_hand import ask_speaker, said_of_speaker
from pages.ui.view import View

_LONGEST, _LONGEST_TAG = 200, 60
_STANCES = {"negative": "unfavourable", "neutral": "neutral", "positive": "favourable"}
# Measures whose rows are mentions of an actor.
_OF_MENTIONS = ("stance", "tone_around")


def tags_of(view: View) -> dict[str, list[str]]:
    """A person's tags by the id of their sentence; none where nothing can be corrected."""
    found: dict[str, list[str]] = {}
    if view.corpus.can_correct:
        for tag in uploads.desk().corrections.of(Tag):
            found.setdefault(tag.sentence_id, []).append(tag.tag)
    return found


def code_rows(view: View, measure: str, rows: pd.DataFrame, key: str) -> None:
    """Draws what corrects or tags one of the rows; nothing where that cannot be done.

    Args:
        view: what the page shows.
        measure: name of the measure that the rows are evidence of.
        rows: the evidence rows that are on the screen.
        key: name of the chart.
    """
    if not view.corpus.can_correct or rows.empty:
        return
    held = {row["row_id"]: row for row in rows.to_dict("records")}
    ids = list(held)
    about = f"{key}-{uploads.desk().edition}"
    with st.expander("Correct or tag one of these"):
        chosen = st.selectbox(
            "Sentence",
            ids,
            index=None,
            key=f"code-row-{about}",
            # The number tells mentions in one sentence apart.
            format_func=lambda name: (
                f"{ids.index(name) + 1}. {shortened(held[name]['text'], _LONGEST)}"
            ),
            placeholder="choose one",
        )
        row = held.get(chosen) if chosen else None
        if row is None:
            return
        if measure in _OF_MENTIONS:
            _ask_mention(view, row, about)
        _ask_tags(row, about)
        if not pd.isna(row["attribution_id"]):
            _ask_who(row["attribution_id"], about)


def _ask_mention(view: View, row: Mapping[str, Any], about: str) -> None:
    """Draws what corrects how a mention is meant, and whom it means."""
    mention = row["row_id"]
    with st.container(horizontal=True):
        for stance, words in _STANCES.items():
            st.button(
                f"It is {words}",
                key=f"stance-{stance}-{about}",
                on_click=uploads.correct,
                args=(Stance(mention, stance),),
            )
    key = f"target-{mention}-{about}"
    st.selectbox(
        "It means",
        list(dict.fromkeys([row["item"], *view.options.actors])),
        key=key,
        accept_new_options=True,
        on_change=partial(_save_target, mention, key),
        help="The actor that is named here. Choose another, or type one that is not listed.",
    )


def _save_target(mention: str, key: str) -> None:
    target = str(st.session_state.get(key) or "").strip()[:_LONGEST]
    if target:
        uploads.correct(Target(mention, target))


def _ask_tags(row: Mapping[str, Any], about: str) -> None:
    """Draws the tags of a sentence, to be changed."""
    sentence = row["sentence_id"]
    made = uploads.desk().corrections.of(Tag)
    now = [tag.tag for tag in made if tag.sentence_id == sentence]
    key = f"tags-{sentence}-{about}"
    st.multiselect(
        "Tags of the sentence",
        list(dict.fromkeys([*SUGGESTED_TAGS, *(tag.tag for tag in made)])),
        default=now,
        key=key,
        accept_new_options=True,
        on_change=partial(_save_tags, sentence, key),
        placeholder="cause, blame, remedy, forecast, or your own",
        help="They change no number, and are kept in the corrections file.",
    )


def _save_tags(sentence: str, key: str) -> None:
    wanted = [str(tag).strip()[:_LONGEST_TAG] for tag in st.session_state.get(key) or []]
    made = [tag for tag in uploads.desk().corrections.of(Tag) if tag.sentence_id == sentence]
    uploads.correct(*(Tag(sentence, tag) for tag in wanted if tag))
    gone = [tag for tag in made if tag.tag not in wanted]
    if gone:
        uploads.take_back(gone)


def _ask_who(attribution: str, about: str) -> None:
    """Draws a form that corrects who speaks in an attribution."""
    names = ("name", "affiliation", "role", "perspective")
    keys = {name: f"who-{name}-{attribution}-{about}" for name in names}
    with (
        st.popover("Correct who speaks", icon=":material/record_voice_over:"),
        st.form(f"who-{attribution}-{about}", border=False),
    ):
        ask_speaker(keys)
        st.form_submit_button(
            "Save", icon=":material/check:", on_click=partial(_save_who, attribution, keys)
        )


def _save_who(attribution: str, keys: Mapping[str, str]) -> None:
    said = said_of_speaker(keys)
    if said:
        uploads.correct(Speaker(attribution_id=attribution, **said))
