"""The parts of the Methods page: measures, their quality, and what this analysis was made with."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from analysis import phrases
from analysis.explain import topic_figures
from analysis.quality import QualityFault, read_quality
from analysis.registry import MEASURES, Measure, measure_of
from pages.ui.downloads import csv_button
from pages.ui.facts import show_facts
from pages.ui.failing import card, part
from pages.ui.reference import reference
from pages.ui.view import View

REFERENCE_TABLES = {
    "outlets": ("outlets.csv", "outlets with their other names, web addresses and country"),
    "actors": ("actors.csv", "states and other actors with their names and what they roll up to"),
    "people": ("people.csv", "people with their name variants, role and affiliation"),
    "countries": ("countries.csv", "countries with their names, capital and perspective"),
    "organisations": ("organisations.csv", "bodies that people speak for, with their country"),
    "verbs": ("attribution_verbs.csv", "words that introduce what somebody said, by class"),
}
SETTINGS = {
    "n_topics": "Topics looked for",
    "topics": "How topics are looked for",
    "columns": "Columns of tables told by hand",
    "reference_folder": "Reference tables",
    "fast": "Without language models",
}
_WAYS_TO_TOPICS = {
    "auto": "whichever way fits the texts",
    "nmf": "words that go together (NMF)",
    "embedding": "meaning of the paragraphs",
}
_QUALITY_COLUMNS = {
    "method": "What was measured",
    "test": "On which texts",
    "measure": "Figure",
    "value": "Value",
    "low": "95 % from",
    "high": "95 % to",
    "n": "Cases",
    "who_labelled": "Right answers by",
    "command": "Measured by",
}


def measures() -> None:
    """Every measure of the registry in plain words."""
    with card("measures"):
        _head("What each number means")
        for measure in MEASURES.values():
            with st.expander(f"**{measure.title}** · {measure.question}"):
                show_facts(_measure_facts(measure))


def rules(title: str, rules: Mapping[str, str]) -> None:
    """A card with named rules."""
    with card("rules"):
        _head(title)
        show_facts(rules)


def sentences(title: str, listed: Sequence[str]) -> None:
    """A card with a list of sentences."""
    with card("limits"):
        items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in listed)
        _head(title)
        st.html(f'<ul class="px-list">{items}</ul>')


def quality() -> None:
    """How good each method is on which test, as the benchmarks measured it."""
    with card("quality"):
        _head("How good each method is")
        try:
            figures = read_quality()
        except QualityFault as fault:
            st.error("The measured figures cannot be shown:")
            st.text(str(fault))
            return
        if figures.empty:
            _say("No method has been measured in this copy yet: it has no benchmarks/quality.json.")
            return
        _say(
            "Each figure comes from a test with known right answers; who gave them stands beside "
            "it. A figure holds for texts like those of its test, and may be lower for others."
        )
        st.dataframe(
            figures,
            hide_index=True,
            column_config={
                name: st.column_config.NumberColumn(title, format="%.3f")
                if name in ("value", "low", "high")
                else st.column_config.Column(title)
                for name, title in _QUALITY_COLUMNS.items()
            },
            column_order=list(_QUALITY_COLUMNS),
        )
        csv_button(figures, "parallax-quality")


@part("run")
def this_analysis(view: View) -> None:
    """What this analysis was made with, and how much of each table it holds."""
    run = view.analysis.run
    engines = {f"Engine for {_title(n)}": name for n, name in run["models"].items()}
    settings = {
        SETTINGS.get(name, name): _setting(value) for name, value in run.get("settings", {}).items()
    }
    counts = ", ".join(f"{number:,} {name}" for name, number in run.get("counts", {}).items())
    facts = {
        "Parallax": f"version {run['version']}",
        "Fingerprint": f"{view.analysis.fingerprint}: the same texts, tables, models, settings and "
        "corrections always have the same, wherever the files lie",
        **engines,
        "Other measures": "word lists and rules, each told above under its name",
        **settings,
        **topic_figures(view.analysis.topics(), view.analysis.topics_found),
        "Rows": counts,
    }
    with card("run"):
        _head("What this analysis was made with")
        show_facts(facts)


def reference_tables() -> None:
    """The reference tables that names and perspectives come from."""
    with card("reference"):
        _head("Tables that a person can edit")
        _say(
            "Names, countries and perspectives come from these tables in data/reference and from "
            "nowhere else. Edit one in any spreadsheet and start again: faults are told with file "
            "and line. The README there tells what each column means."
        )
        tables = reference()
        if not tables:
            return
        for name, (file, meaning) in REFERENCE_TABLES.items():
            frame = getattr(tables, name)
            words = f"**{file}** · {meaning}: {phrases.count(len(frame), 'row')}"
            # Sent when it is opened: the tables weigh more than all the rest of the page.
            opened = st.expander(words, key=f"reference-{name}", on_change="rerun")
            with opened:
                if opened.open:
                    st.dataframe(frame, hide_index=True, height=260)
                csv_button(frame, f"parallax-reference-{name}")


@part("left-out")
def left_out(view: View) -> None:
    """Inputs that could not be read, and lines that were removed, with their reasons."""
    skipped, removed = view.analysis.skipped(), view.analysis.removed_by_reason()
    left, right = st.columns(2, gap="medium")
    with left, card("skipped"):
        _head("What could not be read")
        if skipped.empty:
            _say("Nothing: every input was read.")
        else:
            st.dataframe(
                skipped,
                hide_index=True,
                column_config={"source_path": "Input", "reason": "Why"},
            )
            csv_button(skipped, "parallax-skipped")
    with right, card("removed"):
        _head("What was removed before counting")
        if removed.empty:
            _say("Nothing was removed from these articles.")
        else:
            _say("Each removed line stands, with its reason, in its article on the page Articles.")
            st.dataframe(
                removed,
                hide_index=True,
                column_config={"reason": "Why", "n": "Stretches", "n_articles": "Articles"},
            )
            csv_button(removed, "parallax-removed-reasons")


def _measure_facts(measure: Measure) -> dict[str, str]:
    low = "without lower limit" if measure.low is None else f"from {measure.low:g}"
    high = "without upper limit" if measure.high is None else f"to {measure.high:g}"
    return {
        "What it is": measure.definition,
        "Range": f"{low} {high}, {measure.unit}".replace("-", "−"),
        "Higher means": measure.more_means,
        "It does not say": measure.caveat,
        "Method": measure.method,
    }


def _setting(value: Any) -> str:
    """The value of a setting in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return _WAYS_TO_TOPICS.get(str(value), str(value))


def _title(name: str) -> str:
    return measure_of(name).title if name in MEASURES else name


def _head(title: str) -> None:
    st.html(f'<h2 class="px-h2">{html.escape(title)}</h2>')


def _say(words: str) -> None:
    st.html(f'<p class="px-note">{html.escape(words)}</p>')
