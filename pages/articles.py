"""Articles: each as found, with what was removed, who speaks and who is mentioned; two at once."""

from __future__ import annotations

import streamlit as st

from analysis import phrases
from analysis.charts.labels import id_in
from pages.ui import data, reader
from pages.ui.article import ask_layers, show_article
from pages.ui.cards import show_nothing
from pages.ui.navigation import open_view

view = open_view()
asked = ""
linked = []
if not view.options.articles:
    asked = st.text_input(
        "Find articles",
        key="find",
        bind="query-params",
        placeholder="words of the headline or the outlet",
        max_chars=200,
    )
    linked = [id_in(st.query_params.get(name, "")) for name in ("read", "beside")]
ids = dict.fromkeys([*linked, *view.analysis.find(view.selection, asked.strip())])
offered = data.article_words(view.corpus).offered(ids)
labels = {name: phrases.sentence_case(said) for name, said in offered.items()}
if not labels:
    show_nothing("articles")
    st.stop()
for key in ("read", "beside"):
    if st.session_state.get(key) not in (None, *labels):
        del st.session_state[key]

left, right = st.columns(2)
with left:
    first = st.selectbox(
        "Read", list(labels), key="read", bind="query-params", format_func=lambda name: labels[name]
    )
with right:
    second = st.selectbox(
        "Beside it",
        list(labels),
        index=None,
        key="beside",
        bind="query-params",
        format_func=lambda name: labels[name],
        placeholder="choose a second article",
    )
layers = ask_layers()
st.html(reader.STYLE + reader.legend_html(view.colours))
for place, (column, chosen) in enumerate(
    zip(st.columns(2), (first, second), strict=True) if second else [(st.container(), first)]
):
    with column:
        show_article(view, chosen, layers, str(place))
