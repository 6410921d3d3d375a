"""The names of the topics, which a reader can change. They are kept as corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from analysis import phrases
from analysis.corrections import Topic
from pages.ui import uploads
from pages.ui.prose import note
from pages.ui.view import View

_LONGEST = 120


def name_topics(view: View) -> None:
    """A table in which the topics can be given other names."""
    topics = view.analysis.topics()
    if topics.empty:
        note("These texts are too few to tell topics.")
        return
    note(
        "Double-click a name to change it. It holds as long as the topic keeps its words, and goes "
        "into your file of corrections (Corpus)."
    )
    frame = topics.set_index("topic_id")[["label", "terms", "n_passages", "n_articles"]]
    key = f"topics-{uploads.desk().edition}"
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        disabled=["terms", "n_passages", "n_articles"],
        column_config={
            "label": st.column_config.TextColumn("Name", required=True, max_chars=_LONGEST),
            "terms": st.column_config.TextColumn("Its words", width="large"),
            "n_passages": "Paragraphs",
            "n_articles": "Articles",
        },
        on_change=partial(_save, list(frame["terms"].items()), key),
    )
    st.caption(phrases.count(len(frame), "topic"))


def _save(rows: Sequence[tuple[Any, str]], key: str) -> None:
    edits: Mapping[int, Mapping[str, Any]] = st.session_state[key]["edited_rows"]
    named = [(rows[row], str(changes.get("label") or "").strip()) for row, changes in edits.items()]
    uploads.correct(
        *(Topic(str(number), terms, label) for (number, terms), label in named if label)
    )
