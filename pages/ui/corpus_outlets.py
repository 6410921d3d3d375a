"""Where outlets belong, and perspectives of the reader's own."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from analysis import phrases
from analysis.corrections import Article, Entry, Outlet, Perspective
from analysis.selection import UNKNOWN_OUTLET
from pages.ui import uploads
from pages.ui.corpus_places import can_correct, country_names, outlet_names, perspectives
from pages.ui.failing import card
from pages.ui.prose import heading, note
from pages.ui.reference import reference
from pages.ui.view import View

_WHICH, _COUNTRY, _PERSPECTIVE = "assign-outlets", "assign-country", "assign-perspective"
_NAME, _COUNTRIES, _OUTLETS = "define-name", "define-countries", "define-outlets"


def outlets(view: View) -> None:
    """Two cards: outlets that no table knows, and perspectives to define."""
    left, right = st.columns(2, gap="medium")
    with left, card("outlets"):
        heading("Outlets that no table knows")
        if can_correct(view):
            _assign(view)
    with right, card("perspectives"):
        heading("Perspectives of your own")
        if can_correct(view):
            _define(view)


def _assign(view: View) -> None:
    tables = reference()
    if tables is None:
        return
    unknown = view.analysis.corpus.unknown_outlets(tables)
    if unknown.empty:
        note("None: every outlet of these articles is in the tables or was assigned by you.")
        return
    note("Choose those that belong together, say where, and assign them in one go.")
    rows = {row["outlet"]: row for row in unknown.to_dict("records")}
    countries = country_names()
    with st.form("assign", border=False):
        st.multiselect(
            "Outlets",
            list(rows),
            key=_WHICH,
            format_func=lambda name: f"{name} ({rows[name]['n_articles']:,})",
            placeholder="choose one or more",
        )
        st.selectbox(
            "Country",
            list(countries),
            index=None,
            key=_COUNTRY,
            format_func=lambda code: countries.get(code, code),
            placeholder="leave as it is",
        )
        st.selectbox(
            "Perspective",
            perspectives(),
            index=None,
            key=_PERSPECTIVE,
            placeholder="that of the country",
        )
        st.form_submit_button(
            "Assign", icon=":material/check:", on_click=partial(_save_outlets, rows)
        )
    st.dataframe(
        unknown,
        hide_index=True,
        column_order=["outlet", "n_articles", "country", "perspective", "titles"],
        column_config={
            "outlet": "Outlet",
            "n_articles": "Articles",
            "country": "Country",
            "perspective": "Perspective now",
            "titles": st.column_config.ListColumn("Headlines"),
        },
        key="unknown-outlets",
    )


def _save_outlets(rows: Mapping[str, Mapping[str, object]]) -> None:
    chosen = [name for name in st.session_state[_WHICH] if name in rows]
    where = {
        name: st.session_state[key]
        for name, key in (("country", _COUNTRY), ("perspective", _PERSPECTIVE))
        if st.session_state[key]
    }
    if not chosen or not where:
        uploads.remark("Choose at least one outlet, and a country or a perspective.")
        return
    entries: list[Entry] = []
    for name in chosen:
        if name == UNKNOWN_OUTLET:  # these share no name by which a table could know them
            ids = rows[name]["article_ids"]
            entries += [Article(article_id, **where) for article_id in ids]  # type: ignore[attr-defined]
        else:
            entries.append(Outlet(name, **where))
    uploads.correct(*entries)
    st.session_state[_WHICH] = []
    st.session_state[_COUNTRY] = st.session_state[_PERSPECTIVE] = None


def _define(view: View) -> None:
    note(
        "Make one of countries or of single outlets, say “Gulf” or “Global South”. The countries’ "
        "states, speakers and outlets then count for it instead of for the one they had."
    )
    countries = country_names()
    with st.form("define", border=False):
        st.text_input("Name", key=_NAME, max_chars=40, placeholder="Gulf")
        st.multiselect(
            "Countries",
            list(countries),
            key=_COUNTRIES,
            format_func=lambda code: countries.get(code, code),
            placeholder="choose countries",
        )
        st.multiselect(
            "Single outlets", outlet_names(view), key=_OUTLETS, placeholder="choose outlets"
        )
        st.form_submit_button("Save", icon=":material/check:", on_click=_save_perspective)
    _show_defined(uploads.desk().corrections.of(Perspective), countries)


def _save_perspective() -> None:
    name = st.session_state[_NAME].strip()
    countries, names = st.session_state[_COUNTRIES], st.session_state[_OUTLETS]
    if not name or not (countries or names):
        uploads.remark("Give the perspective a name, and a country or an outlet.")
        return
    others = [
        entry for entry in uploads.desk().corrections.of(Perspective) if entry.perspective != name
    ]
    for entry in others:
        taken = {*entry.countries, *entry.outlets} & {*countries, *names}
        if taken:
            uploads.remark(f"{', '.join(sorted(taken))} already belongs to {entry.perspective}.")
            return
    uploads.define(Perspective(name, tuple(countries), tuple(names)))
    st.session_state[_NAME] = ""
    st.session_state[_COUNTRIES] = st.session_state[_OUTLETS] = []


def _show_defined(defined: Sequence[Perspective], countries: Mapping[str, str]) -> None:
    for place, entry in enumerate(defined):
        members = [countries.get(code, code) for code in entry.countries]
        said = phrases.joined([*members, *entry.outlets])
        with st.container(horizontal=True, vertical_alignment="center", key=f"defined-{place}"):
            st.html(f"<b>{html.escape(entry.perspective)}</b>: {html.escape(said)}")
            st.button(
                "Remove",
                key=f"remove-perspective-{place}",
                type="tertiary",
                icon=":material/close:",
                on_click=uploads.take_back,
                args=([entry],),
            )
    if not defined:
        note("None defined so far.")
