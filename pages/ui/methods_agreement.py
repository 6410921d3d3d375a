"""How far the measures agree with a reader's own coding of these articles, given as a CSV."""

from __future__ import annotations

import streamlit as st

from analysis import phrases
from analysis.agreement import FEW, Agreement, Report, agreement, figures
from analysis.coding import CODES, COLUMNS, Coded, CodingFault, read_coding
from analysis.export import coding_csv
from analysis.registry import measure_of
from hosting.work import Failed
from pages.ui import uploads, working
from pages.ui.downloads import csv_button
from pages.ui.failing import card
from pages.ui.prose import heading, note
from pages.ui.view import View

_FILE = "coding-file"
_SHOWN_FAULTS = 50
_NAMES = {
    "stance": "Stance of a sentence towards an actor",
    "sentiment": "Tone of a sentence",
    "speaker": "Who speaks",
    "perspective": "Perspective of who speaks",
    "quoted": "Own words, quoted or paraphrased",
    "topic": "Topic of the paragraph",
    "cue_class": "How the speaker is introduced",
}
_COLUMNS = {
    "name": ("What was coded", None),
    "told": ("How sure", None),
    "n": ("Coded and judged", "%d"),
    "missing": ("Not judged", "%d"),
    "share": ("Agreement", "%.2f"),
    "low": ("95 % from", "%.2f"),
    "high": ("95 % to", "%.2f"),
    "kappa": ("Kappa", "%.2f"),
    "macro_f1": ("Macro-F1", "%.2f"),
}


def agreement_card(view: View) -> None:
    """A card that takes a CSV of coded sentences and tells how the measures agree with it."""
    with card("agreement"):
        heading("Agreement with your own coding of these articles")
        note(
            "The figures above hold for other texts. Code sentences of these articles yourself, "
            "best drawn at random and without looking at what the program says, and see here how "
            "far it agrees with you. The file is read in your session and kept nowhere."
        )
        with st.expander("The columns of the file"):
            st.markdown(_FORMAT)
            st.download_button(
                "Your coding so far (CSV)",
                data=lambda: coding_csv(view.analysis, uploads.desk().corrections),
                file_name="parallax-coding.csv",
                mime="text/csv",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
                help="All sentences as coded on the panels. Its columns are those that are read.",
            )
        file = st.file_uploader("Coded sentences (CSV)", key=_FILE)
        if file is not None:
            _report(view, file.getvalue())


_FORMAT = (
    "One row for each sentence, its first line naming the columns: "
    + ", ".join(f"`{name}`" for name in COLUMNS)
    + ". Needed are `sentence_id` or the whole `text`, and at least one of "
    + ", ".join(f"`{name}`" for name in CODES)
    + ". `stance` needs the actor in `target`. Classes of `stance` and `sentiment` are "
    + ", ".join(f"`{name}`" for name in CODES["stance"])
    + "; of `quoted`: "
    + ", ".join(f"`{name}`" for name in CODES["quoted"])
    + ". The table of sentences stands on the page Corpus under “Take the corpus away”."
)


def _report(view: View, data: bytes) -> None:
    try:
        coded = read_coding(data)
    except CodingFault as fault:
        st.error("This file cannot be read as coded sentences:")
        st.text(str(fault))
        return
    corrected = view.corpus.can_correct
    try:
        shown = working.as_found(view.analysis) if corrected else view.analysis
    except Failed as fault:
        st.error(str(fault))
        return
    report = agreement(coded, shown.whole_tables())
    _say_rows(coded, report)
    if not corrected and view.analysis.n_corrections:
        note(
            f"This stored analysis holds {phrases.by_hand(view.analysis.n_corrections)}, which "
            "cannot be left out here: agreement with whoever made them is flattered."
        )
    if report.found:
        _table(report)
        _confusion({_NAMES[one.code]: one for one in report.found})


def _say_rows(coded: Coded, report: Report) -> None:
    used = f"The sentences of {phrases.count(report.n_rows, 'row')} were found."
    if coded.unknown:
        used += f" Columns without meaning here: {', '.join(coded.unknown[:20])}."
    note(used)
    if report.faults:
        with st.expander(f"{phrases.count(len(report.faults), 'fault')}, by line of the file"):
            st.text("\n".join(report.faults[:_SHOWN_FAULTS]))
            if len(report.faults) > _SHOWN_FAULTS:
                note(f"and {len(report.faults) - _SHOWN_FAULTS:,} more")


def _table(report: Report) -> None:
    table = figures(report)
    told = [_told(one) for one in report.found]
    shown = table.assign(name=[_NAMES[code] for code in table["code"]], told=told)
    st.dataframe(
        shown,
        hide_index=True,
        column_order=list(_COLUMNS),
        column_config={
            name: st.column_config.NumberColumn(title, format=form)
            if form
            else st.column_config.Column(title)
            for name, (title, form) in _COLUMNS.items()
        },
    )
    note(measure_of("agreement").definition)
    csv_button(table, "parallax-agreement")


def _told(one: Agreement) -> str:
    """How sure the figures are, in words."""
    if not one.n:
        return "none was judged"
    return f"a first look: under {FEW}" if one.few else "its interval tells"


def _confusion(found: dict[str, Agreement]) -> None:
    """The classes of the coding against those of the program, for the measure chosen."""
    held = {name: one for name, one in found.items() if one.n}
    if not held:
        return
    if st.session_state.get("agreement-of") not in (None, *held):
        st.session_state["agreement-of"] = next(iter(held))
    name = st.selectbox("What was taken for what", list(held), key="agreement-of")
    note("Rows are what you coded, columns what the program found; cells count units.")
    st.dataframe(held[name].confusion)
