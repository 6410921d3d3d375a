"""The articles as a table to correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from analysis import phrases
from analysis.corrections import Article
from pages.ui import uploads
from pages.ui.corpus_places import can_correct, country_names, perspectives
from pages.ui.failing import card
from pages.ui.prose import heading, note
from pages.ui.view import View

_LONGEST = 300  # characters of a value
_EDITED = ("title", "outlet", "published", "kind", "authors", "country", "perspective")
_ALWAYS = ("kind", "perspective", "translation")  # an article has one, whatever is cleared


def articles(view: View) -> None:
    """A table of what is known of each article; what is changed in it is saved at once."""
    with card("edit-articles"):
        heading("What is known of each article")
        if not can_correct(view):
            return
        note(
            "Double-click a cell to change it. It is saved at once and changes every number. With "
            "an outlet come its country and perspective, unless you give them too. The filters "
            "beside the page shorten this table."
        )
        frame = view.articles.set_index("article_id")[["source_path", *_EDITED, "translation"]]
        key = f"articles-{uploads.desk().edition}"
        st.data_editor(
            frame,
            key=key,
            hide_index=True,
            column_order=[*_EDITED, "translation", "source_path"],
            disabled=["source_path"],
            column_config=_config(),
            on_change=partial(_save, list(frame.index), key),
            height=min(560, 38 + 35 * len(frame)),
        )


def _config() -> dict[str, Any]:
    countries = country_names()
    choice = st.column_config.SelectboxColumn
    return {
        "title": st.column_config.TextColumn("Headline", width="medium", max_chars=_LONGEST),
        "outlet": st.column_config.TextColumn("Outlet", max_chars=_LONGEST),
        "published": st.column_config.DateColumn("Date", format="D MMM YYYY"),
        "kind": choice(
            "Kind",
            options=list(phrases.KINDS),
            format_func=lambda name: phrases.KINDS.get(str(name), str(name)),
            required=True,
        ),
        "authors": st.column_config.TextColumn(
            "Authors", max_chars=_LONGEST, help="Several are parted by “; ”."
        ),
        "country": choice(
            "Country",
            options=list(countries),
            format_func=lambda code: countries.get(str(code), str(code)),
        ),
        "perspective": choice("Perspective", options=perspectives(), required=True),
        "translation": choice(
            "Translation",
            options=list(phrases.TRANSLATIONS),
            format_func=lambda name: phrases.TRANSLATIONS.get(str(name), str(name)),
            required=True,
        ),
        "source_path": st.column_config.TextColumn("File"),
    }


def _save(article_ids: Sequence[str], key: str) -> None:
    edits: Mapping[int, Mapping[str, Any]] = st.session_state[key]["edited_rows"]
    corrected = [
        Article(article_ids[row], **given)
        for row, changes in edits.items()
        if (given := values(changes))
    ]
    uploads.correct(*corrected)


def values(changes: Mapping[str, Any]) -> dict[str, str]:
    """The cells that were changed as values of a correction; "" for one that was cleared."""
    given = {name: str(value or "").strip() for name, value in changes.items()}
    if given.get("published"):
        given["published"] = given["published"][:10]  # the editor adds a time of day
    return {name: value for name, value in given.items() if value or name not in _ALWAYS}
