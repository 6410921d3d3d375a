"""How well stance is judged beside the tone of the sentences: figures, confusions, errors."""

from __future__ import annotations

import html

import streamlit as st

from analysis.charts.confusion import confusion_matrices
from analysis.charts.reliability import reliability
from analysis.charts.theme import Notes
from analysis.confusion import (
    CLASSES,
    ENGINE,
    METHODS,
    Confusion,
    ConfusionFault,
    Error,
    Tested,
    figures,
    read_confusion,
)
from pages.ui.cards import plot
from pages.ui.downloads import csv_button
from pages.ui.failing import card
from pages.ui.prose import heading, note
from pages.ui.reader import visible
from pages.ui.view import View

_COLUMNS = {
    "texts": "On which texts",
    "method": "Judged by",
    "n": "Mentions",
    "macro_f1": "Macro-F1",
    "right_sign": "Right sign",
    "wrong_sign": "Opposite sign",
    **{f"f1_{name}": f"F1 of {name}" for name in CLASSES},
    "who_labelled": "Right answers by",
    "command": "Measured by",
}
_TAGS = {"negative": "px-negative", "neutral": "px-neutral", "positive": "px-positive"}
_PORTRAYED = {"negative": "unfavourable", "neutral": "neutral", "positive": "favourable"}
_HOW = (
    "Rows are what was annotated, columns what was called; what is right lies on the diagonal. A "
    "cell shows its mentions and their share of the row."
)


def stance_quality(view: View) -> None:
    """A card that compares the stance engine with the tone of the sentences."""
    with card("stance-quality"):
        heading("Stance, and the tone of the sentences as a baseline")
        try:
            found = read_confusion()
        except ConfusionFault as fault:
            st.error("The counts of right and wrong judgements cannot be shown:")
            st.text(str(fault))
            return
        if not found.tests:
            note("Nothing was counted in this copy yet: it has no benchmarks/confusion.json.")
            return
        note(
            "Both were asked for the class of the same annotated mentions; the tone is that of the "
            "whole sentence, by VADER. Macro-F1 is the mean of the F1 of the three classes. Right "
            "sign: of the mentions annotated as unfavourable or favourable, the part called so; "
            "opposite sign: the part called the contrary. Texts that were seen while building "
            "flatter the engine; how sure the figures are is told in the table above."
        )
        _table(found)
        _matrices(view, found)
        _worst(found)


def _table(found: Confusion) -> None:
    table = figures(found.tests)
    numbers = [name for name in _COLUMNS if name.startswith(("macro", "f1", "right", "wrong"))]
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        column_config={
            name: st.column_config.NumberColumn(title, format="%.3f")
            if name in numbers
            else st.column_config.Column(title)
            for name, title in _COLUMNS.items()
        },
        column_order=list(_COLUMNS),
    )
    csv_button(table, "parallax-stance-quality")


def _matrices(view: View, found: Confusion) -> None:
    tests: dict[str, Tested] = {test.texts: test for test in found.tests}
    if st.session_state.get("tested") not in (None, *tests):
        st.session_state["tested"] = next(iter(tests))
    name = st.selectbox("What was taken for what, on", list(tests), key="tested")
    test = tests[name]
    notes = Notes(
        "What was taken for what",
        "rows: as annotated, columns: as called",
        f"{name} · {test.n:,} mentions · {test.engine}",
        view.dark,
    )
    drawn = {words: test.calls[method] for method, words in METHODS.items()}
    plot(
        view,
        "confusion",
        confusion_matrices(drawn, notes),
        "Two squares of annotated against called classes: by the stance engine, and by the tone of "
        "the sentence.",
    )
    with st.expander("How to read this"):
        st.markdown(_HOW)
    if test.bins:
        _reliability(view, test, notes.footer)


def _reliability(view: View, test: Tested, footer: str) -> None:
    notes = Notes(
        "Are the probabilities true?",
        "on the dotted line, what was promised came about",
        footer,
        view.dark,
    )
    plot(
        view,
        "reliability",
        reliability(test.bins, notes),
        "Two lines: by tenths of the probability that the stance engine gave to unfavourable and "
        "to favourable, the share of mentions that were annotated so.",
    )


def _worst(found: Confusion) -> None:
    """The surest wrong judgements of each test whose texts may be shown."""
    for test in found.tests:
        errors = [error for error in found.errors if error.texts == test.texts]
        if errors:
            with st.expander(f"Where the engine was surest and wrong · {test.texts}"):
                st.html("".join(map(_error, errors)))


def _error(error: Error) -> str:
    """One error as HTML, every piece of text escaped."""
    parts = (
        error.sentence[: error.start],
        error.sentence[error.start : error.end],
        error.sentence[error.end :],
    )
    before, mention, after = map(visible, parts)
    called = f"{METHODS[ENGINE]}: {_PORTRAYED[error.called]}, {error.chance:.0%}"
    tags = (
        (error.truth, f"annotated: {_PORTRAYED[error.truth]}"),
        (error.called, called),
        (error.tone, f"tone: {error.tone}"),
    )
    shown = "".join(
        f'<span class="px-tag {_TAGS[name]}">{html.escape(words)}</span>' for name, words in tags
    )
    return (
        f'<div class="px-row"><blockquote>{before}<mark>{mention}</mark>{after}</blockquote>'
        f'<p class="px-meta">{shown}<bdi>{visible(error.article)}</bdi></p></div>'
    )
