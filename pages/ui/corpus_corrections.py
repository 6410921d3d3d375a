"""All corrections by hand: to look at, to take back, to take away and to load again."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from analysis import phrases
from analysis.corrections import Article, Corrections, Entry, Tag, Topic
from analysis.corrections.entries import Stretch
from analysis.corrections.file import CorrectionsFault, dump, parse
from analysis.export import articles_csv, articles_jsonl, coding_csv, tables_zip
from analysis.store import Analysis
from analysis.workbench import said_columns
from pages.ui import data, uploads
from pages.ui.corpus_places import can_correct
from pages.ui.failing import card
from pages.ui.prose import heading, note
from pages.ui.view import View

CORRECTIONS_FILE = "parallax-corrections.toml"
_SORTS = {
    "perspectives": "Perspective",
    "outlets": "Outlet",
    "actors": "Actor",
    "articles": "Article",
    "restored": "Restored line",
    "removed": "Removed line",
    "speakers": "Speaker",
    "targets": "Target",
    "stances": "Stance",
    "topics": "Topic",
    "tags": "Tag",
}
# Of the ids of parts of an article, which tell where they stand.
_PARTS = ("sentence_id", "mention_id", "attribution_id")
_PLACE = re.compile(r"^(?P<article>[^-]+)-[a-z](?P<start>\d+)-(?P<end>\d+)$")
_MOST_SHOWN = 120  # characters of an article's text


def corrections(view: View) -> None:
    """Three cards: the corrections, their file, and the corpus to take away."""
    made = uploads.desk().corrections
    with card("corrections"):
        heading("Corrections by hand")
        if can_correct(view):
            _listed(view, made)
    left, right = st.columns(2, gap="medium")
    with left, card("corrections-file"):
        heading("Corrections as a file")
        if can_correct(view):
            _file(view, made)
    with right, card("take-away"):
        heading("Take the corpus away")
        _take_away(view.analysis, made)


def _listed(view: View, made: Corrections) -> None:
    if not made.entries:
        note("None so far. Whatever you correct here or on the page Articles is listed here.")
        return
    titles = data.article_words(view.corpus).options
    rows = [
        (_SORTS[entry.SECTION], _about(entry, titles, view.analysis), _says(entry))
        for entry in made.entries
    ]
    key = f"corrections-{uploads.desk().edition}"
    st.dataframe(
        pd.DataFrame(rows, columns=["What", "About", "Is now"]),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
    )
    ticked = st.session_state[key]["selection"]["rows"]
    st.button(
        "Take back what is ticked",
        key="take-back",
        icon=":material/undo:",
        disabled=not ticked,
        on_click=uploads.take_back,
        args=([made.entries[row] for row in ticked if row < len(made.entries)],),
    )
    lost = view.analysis.not_applied
    if lost:
        note(f"{phrases.count(len(lost), 'correction')} found nothing to correct here:")
        st.text("\n".join(lost))


def _about(entry: Entry, titles: Mapping[str, str], analysis: Analysis) -> str:
    """What an entry is about, in words."""
    values = entry.values()
    article = values.get("article_id", "")
    if isinstance(entry, Stretch) and article in titles:
        text = str(analysis.article(article)["article"]["text"])[entry.start : entry.end]
        return f"{titles[article]}: {text[:_MOST_SHOWN]}"
    if isinstance(entry, Topic):
        return entry.terms
    place = _PLACE.search(next((str(values[name]) for name in _PARTS if name in values), ""))
    if place and place["article"] in titles:
        text = str(analysis.article(place["article"])["article"]["text"])
        words = text[int(place["start"]) : int(place["end"])]
        return f"{titles[place['article']]}: {words[:_MOST_SHOWN]}"
    named = [
        titles.get(str(values[name]), str(values[name])) for name in entry.KEY if name in values
    ]
    return ", ".join(named)


def _says(entry: Entry) -> str:
    """What an entry says, in words."""
    if isinstance(entry, Tag):
        return entry.tag
    said = {name: value for name, value in entry.values().items() if name not in entry.KEY}
    parts = {
        name.replace("_", " "): ", ".join(value) if isinstance(value, tuple) else value or "none"
        for name, value in said.items()
    }
    if isinstance(entry, Article):
        parts = {{"published": "date"}.get(name, name): value for name, value in parts.items()}
    return "; ".join(f"{name}: {value}" for name, value in parts.items())


def _file(view: View, made: Corrections) -> None:
    note("Keep it, load it here another time, or give it to the command line:")
    said = uploads.desk().columns_of.values()
    columns = "".join(f" --columns {shlex.quote(said_columns(answer))}" for answer in said)
    st.code(
        f"python -m analysis run PATH... --out DIR --corrections {CORRECTIONS_FILE}{columns}",
        language=None,
        wrap_lines=True,
    )
    st.download_button(
        "Corrections (TOML)",
        data=lambda: dump(view.analysis.portable(made)),
        file_name=CORRECTIONS_FILE,
        mime="application/toml",
        on_click="ignore",
        key="download-corrections",
        icon=":material/download:",
        disabled=not made.entries,
    )
    key = f"load-corrections-{uploads.desk().edition}"
    st.file_uploader(
        "Load a corrections file",
        key=key,
        on_change=partial(_load, view.analysis, key),
    )


def _load(analysis: Analysis, key: str) -> None:
    file = st.session_state[key]
    if file is None:
        return
    try:
        uploads.load(analysis.localised(parse(file.getvalue())))
    except CorrectionsFault as fault:
        uploads.remark(*str(fault).splitlines())


def _take_away(analysis: Analysis, made: Corrections) -> None:
    note("With everything that was corrected. JSON lines can be read again, here or by a run.")
    more: dict[str, str] = {CORRECTIONS_FILE: dump(analysis.portable(made))} if made.entries else {}
    coding = partial(coding_csv, analysis, made)
    _button("Coded sentences (CSV)", "parallax-coding.csv", coding, disabled=not made.entries)
    _button("Articles (JSON lines)", "parallax-articles.jsonl", partial(articles_jsonl, analysis))
    _button("Articles (CSV)", "parallax-articles.csv", partial(articles_csv, analysis))
    for name, file_format in (("CSV", "csv"), ("Parquet", "parquet")):
        _button(
            f"All tables (ZIP of {name})",
            f"parallax-tables-{file_format}.zip",
            partial(tables_zip, analysis, file_format, more),
        )


def _button(label: str, name: str, make: partial[bytes], *, disabled: bool = False) -> None:
    st.download_button(
        label,
        data=make,
        file_name=name,
        on_click="ignore",
        key=f"download-{name}",
        icon=":material/download:",
        disabled=disabled,
    )
