"""The files that a reader brings, and what their columns hold."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from analysis import phrases
from analysis.workbench import FIELDS, TableColumns
from hosting.settings import settings
from pages.ui import uploads, working
from pages.ui.corpus_report import report, skipped
from pages.ui.failing import card
from pages.ui.prose import heading, note
from pages.ui.view import View

FIELD_WORDS = {
    "text": "Text of the article",
    "title": "Headline",
    "source": "Outlet",
    "published": "Date",
    "url": "Web address",
    "author": "Authors",
    "language": "Language",
    "country": "Country",
    "category": "Kind or section",
    "id": "Number or name of the row",
}
_MOST_ASKED = 20  # sets of columns: a page that can still be read
_MOST_PLACES = 5


def files(view: View) -> None:
    """What a reader brings, and what was made of it."""
    bring(shows_own=view.corpus.is_own)
    _columns()
    report(view)


def bring(*, shows_own: bool) -> None:
    """A card to drop files on, with what became of those dropped before.

    Args:
        shows_own: whether the pages show what was brought.
    """
    held = uploads.desk()
    with card("bring"):
        heading("Your own articles")
        if not settings().takes_uploads:
            note(f"{uploads.NO_UPLOADS} To look at your own articles, run Parallax yourself.")
            return
        key = f"uploader-{held.edition}"
        st.file_uploader(
            "Drop files here: text, web pages, PDF, Word, e-mail, tables (CSV, Excel, JSON, "
            "Parquet), or ZIP archives of these",
            accept_multiple_files=True,
            key=key,
            on_change=uploads.add_files,
            args=(key,),
        )
        note(
            "They stay in this session: nobody else sees them, nothing is stored, and closing or "
            "reloading the page forgets them. More files are added to those already here."
        )
        if held.files:
            _show_files(held, shows_own)


def _show_files(held: uploads.Desk, shows_own: bool) -> None:
    if not shows_own:
        own = working.own(sample_is_shown=False)
        st.warning(
            "None of your files holds an article that could be read, so the pages show what they "
            "showed before. Why:",
            icon=":material/warning:",
        )
        if own:
            skipped(own.analysis)
    listed = pd.DataFrame(
        [(name, f"{len(content):,}") for name, content in held.files],
        columns=["File", "Bytes"],
    )
    with st.expander(f"{phrases.count(len(held.files), 'file')} brought"):
        st.dataframe(listed, hide_index=True)
        if len(held.files) > 1:
            _forget_some(held)
        st.button(
            "Forget all files",
            key="forget-files",
            icon=":material/delete:",
            on_click=uploads.back_to_sample,
        )


def _forget_some(held: uploads.Desk) -> None:
    key = f"forget-which-{held.edition}"
    chosen = st.multiselect(
        "Files to take out again",
        range(len(held.files)),
        key=key,
        format_func=lambda number: held.files[number][0],
        placeholder="choose one or more",
    )
    st.button(
        "Forget these",
        key="forget-some",
        icon=":material/delete:",
        disabled=not chosen,
        on_click=uploads.forget_files,
        args=(tuple(chosen),),
    )


def _columns() -> None:
    """A card that asks which column holds what, when tables were brought."""
    held = uploads.desk()
    if not held.files:
        return
    own = working.own(sample_is_shown=False)
    found = own.columns if own else ()
    if not found:
        return
    with card("columns"):
        heading("Which column holds what")
        asked = sorted(found, key=lambda table: not table.is_unclear)
        for table in asked[:_MOST_ASKED]:
            state = "please look" if table.is_unclear else "recognised"
            with st.expander(
                f"{phrases.count(len(table.places), 'table')} with "
                f"{phrases.count(len(table.names), 'column')}: {state}",
                expanded=table.is_unclear,
            ):
                _ask_columns(table, held.edition)
        if asked[_MOST_ASKED:]:
            note(f"Tables with {len(asked) - _MOST_ASKED:,} other sets of columns are not shown.")


def _ask_columns(table: TableColumns, edition: int) -> None:
    places = phrases.joined(table.places[:_MOST_PLACES])
    more = len(table.places) - _MOST_PLACES
    st.text(f"{places} and {more:,} more" if more > 0 else places)
    st.dataframe(pd.DataFrame(list(table.rows), columns=list(table.names)), hide_index=True)
    about = f"{hashlib.sha256(repr(table.names).encode()).hexdigest()[:12]}-{edition}"
    keys = {name: f"column-{name}-{about}" for name in FIELDS}
    with st.form(f"columns-{about}", border=False):
        with st.container(horizontal=True):
            for name in FIELDS:
                st.selectbox(
                    FIELD_WORDS[name],
                    table.names,
                    index=_place_of(table, name),
                    key=keys[name],
                    placeholder="which one?" if _is_open(table, name) else "none",
                    width=230,
                )
        st.form_submit_button(
            "Read again with these columns",
            icon=":material/refresh:",
            on_click=partial(_say_columns, table, keys),
        )


def _place_of(table: TableColumns, name: str) -> int | None:
    column = table.mapping.get(name)
    return table.names.index(column) if column in table.names else None


def _is_open(table: TableColumns, name: str) -> bool:
    return name in table.ambiguous or (name == "text" and name not in table.mapping)


def _say_columns(table: TableColumns, keys: Mapping[str, str]) -> None:
    chosen = {name: st.session_state[key] for name, key in keys.items()}
    if not chosen["text"]:
        uploads.remark("Say which column holds the text of the articles.")
        return
    before = uploads.desk().columns_of.get(table.names, {})
    uploads.say_columns(table.names, table.told_by(chosen, before))
