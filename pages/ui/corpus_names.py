"""Actors that no table knows, and the names of topics."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analysis.corrections import Actor
from analysis.corrections.entries import KINDS_OF_ACTOR
from pages.ui import data, uploads
from pages.ui.corpus_places import actor_names, can_correct, country_names, perspectives
from pages.ui.failing import card
from pages.ui.prose import heading, note
from pages.ui.reference import reference
from pages.ui.topic_names import name_topics
from pages.ui.view import View

_CHOSEN, _TABLE = "proposed-actor", "proposed-actors"
_LONGEST = 120
_WITHOUT_SCROLLING = 10  # rows


def names(view: View) -> None:
    """Two cards: actors to accept or add, and topics to name."""
    with card("actors"):
        heading("Names that no table knows")
        if can_correct(view):
            _actors(view)
    with card("topic-names"):
        heading("Names of the topics")
        if can_correct(view):
            name_topics(view)


def _actors(view: View) -> None:
    tables = reference()
    if tables is None:
        return
    proposed = data.proposals(view.corpus, tables)
    found = list(proposed["name"])
    if st.session_state.get(_CHOSEN) not in (None, *found):
        st.session_state[_CHOSEN] = None
    left, right = st.columns([3, 2], gap="medium")
    with left:
        if proposed.empty:
            note(
                "No name that stands here three times or more is missing in the tables. You can "
                "still add one, or other names for an actor that is known."
            )
        else:
            note("Names that these texts repeat. Tick one to read where it stands and accept it.")
            _show_proposed(proposed, found)
    with right:
        chosen = None
        if found:
            chosen = st.selectbox(
                "Name", found, index=None, key=_CHOSEN, placeholder="tick a row, or choose here"
            )
        row = proposed.to_dict("records")[found.index(chosen)] if chosen else None
        if row:
            _show_examples(row)
        _accept(row)


def _show_proposed(proposed: pd.DataFrame, found: Sequence[str]) -> None:
    st.dataframe(
        proposed.set_index("name"),
        key=_TABLE,
        height="auto" if len(proposed) <= _WITHOUT_SCROLLING else 420,
        column_order=["name", "n_mentions", "n_articles", "variants", "titles"],
        column_config={
            "name": st.column_config.TextColumn("Name", pinned=True),
            "n_mentions": "Mentions",
            "n_articles": "Articles",
            "variants": st.column_config.ListColumn("Also as"),
            "titles": st.column_config.ListColumn("Called"),
        },
        on_select=partial(_take_row, found),
        selection_mode="single-row",
    )


def _take_row(found: Sequence[str]) -> None:
    rows = st.session_state[_TABLE]["selection"]["rows"]
    if rows and rows[0] < len(found):
        st.session_state[_CHOSEN] = found[rows[0]]


def _show_examples(row: Mapping[str, Any]) -> None:
    sentences = "".join(
        f'<div class="px-row"><blockquote>{html.escape(sentence)}</blockquote></div>'
        for sentence in row["examples"]
    )
    with st.container(height=220, border=False):
        st.html(sentences)


def _accept(row: Mapping[str, Any] | None) -> None:
    """The form of an actor; what is proposed stands in it already."""
    about = f"{row['name'] if row else ''}-{uploads.desk().edition}"
    keys = {name: f"actor-{name}-{about}" for name in ("actor", "aliases", "rolls_up_to")}
    keys |= {name: f"actor-{name}-{about}" for name in ("kind", "country", "perspective")}
    countries = country_names()
    with st.form(f"accept-{about}", border=False):
        st.text_input(
            "Name of the actor", row["name"] if row else "", key=keys["actor"], max_chars=_LONGEST
        )
        st.text_input(
            "Other names, parted by “;”",
            "; ".join(row["variants"]) if row else "",
            key=keys["aliases"],
            max_chars=1_000,
        )
        st.selectbox(
            "Counts for",
            actor_names(),
            index=None,
            key=keys["rolls_up_to"],
            placeholder="itself",
            help="As the Kremlin counts for Russia.",
        )
        with st.expander("More"):
            st.selectbox("Kind", KINDS_OF_ACTOR, index=None, key=keys["kind"])
            st.selectbox(
                "Country",
                list(countries),
                index=None,
                key=keys["country"],
                format_func=lambda code: countries.get(code, code),
            )
            st.selectbox("Perspective", perspectives(), index=None, key=keys["perspective"])
        st.form_submit_button(
            "Accept" if row else "Add",
            icon=":material/check:",
            on_click=partial(_save_actor, keys),
        )


def _save_actor(keys: Mapping[str, str]) -> None:
    given = {name: st.session_state.get(key) for name, key in keys.items()}
    actor = (given.pop("actor") or "").strip()
    others = (given.pop("aliases") or "").split(";")
    aliases = tuple(dict.fromkeys(name.strip() for name in others if name.strip()))
    if not actor:
        uploads.remark("Give the actor a name.")
        return
    uploads.correct(Actor(actor, aliases, **{n: value for n, value in given.items() if value}))
