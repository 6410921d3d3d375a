"""From a mark of a chart to the sentences behind it, shown as printed.

Article text is hostile: it reaches the page only inside pieces that were escaped one by one.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from analysis import phrases
from analysis.charts.rows import group_keys
from analysis.report import captions
from analysis.selection import Selection
from analysis.store import BY_DATE, GIVEN, MOST_READ
from pages.ui.downloads import csv_later
from pages.ui.evidence_coding import code_rows, tags_of
from pages.ui.reader import visible
from pages.ui.switch import ask
from pages.ui.view import View

ROWS_A_PAGE = 20
_SIGNS = {
    "stance": {-1: "unfavourable", 0: "neutral", 1: "favourable"},
    "sentiment": {-1: "negative wording", 0: "neutral wording", 1: "positive wording"},
}
_SIGNS |= dict.fromkeys(("sentiment_course", "tone_around"), _SIGNS["sentiment"])
# The tag of a mention that is neutral by construction; one corrected by hand has the usual tag.
MODIFIER = "neutral: only says which thing is meant"
_CLASSES = {-1: "px-negative", 0: "px-neutral", 1: "px-positive"}


ORDERS = {GIVEN: "Strongest first", BY_DATE: "Date"}
_UNSCORED_ORDERS = {GIVEN: "Article", BY_DATE: "Date"}


class Cell(NamedTuple):
    """One mark of a chart: a perspective or article id, and an item of the measure."""

    group: str
    item: str


def cells(table: pd.DataFrame) -> list[Cell]:
    """The marks of a comparison table that have evidence, in its order."""
    held = table[table["n_sentences"] > 0]
    return [Cell(group, item) for group, item in zip(group_keys(held), held["item"], strict=True)]


def choose_cell(
    offered: Sequence[Cell],
    names: Mapping[str, str],
    key: str,
    words: Mapping[str, str],
    label: str = "Read the sentences behind",
    hint: str = "click a mark of the chart, or choose here",
) -> Cell | None:
    """Draws the list of marks to read and returns the chosen one. Its state is in the address.

    Args:
        offered: the marks that have evidence.
        names: each group in words.
        key: key of the widget, which is also its name in the address.
        words: words for the items that are not plain already.
        label: what is chosen.
        hint: what stands there while nothing is.
    """
    if st.session_state.get(key) not in (None, *offered):
        st.session_state[key] = None
    chosen: Cell | None = st.selectbox(
        label,
        offered,
        index=None,
        key=key,
        bind="query-params",
        format_func=lambda cell: cell_label(cell, names, words),
        placeholder=hint,
    )
    return chosen


def cell_label(cell: Cell, names: Mapping[str, str], words: Mapping[str, str]) -> str:
    """A mark in words, which also stands for it in the address."""
    item = words.get(cell.item, cell.item)
    group = names.get(cell.group, cell.group)
    return phrases.sentence_case(f"{item} · {phrases.sentence_case(group)}")


def take_click(chart_key: str, cell_key: str, offered: Sequence[Cell]) -> None:
    """Makes the mark that was clicked the chosen one; for the `on_select` of a chart."""
    points = st.session_state[chart_key]["selection"]["points"]
    data = points[0].get("customdata") if points else None
    if data and Cell(*data[:2]) in offered:
        st.session_state[cell_key] = Cell(*data[:2])


def show_evidence(
    view: View, measure: str, cell: Cell, *, key: str, selection: Selection | None = None
) -> None:
    """Draws exactly the rows that the comparison counted for a mark, and their CSV."""
    behind = partial(
        view.analysis.evidence,
        selection or view.selection,
        measure,
        group=cell.group,
        item=cell.item,
    )
    number, modifiers = view.analysis.n_evidence(
        selection or view.selection, measure, group=cell.group, item=cell.item
    )
    order = _order(number, measure, key)
    method = captions.method(view.analysis, measure)
    judged = f" Judged by: {html.escape(method)} (see Methods)." if method else ""
    only = _modifiers(modifiers) if measure == "stance" else ""
    st.html(
        f'<p class="px-meta"><b>{phrases.count(number, "row")}</b>, as printed in this copy.'
        f"{judged}{only}</p>"
    )
    page = 1
    if number > ROWS_A_PAGE:
        pages = -(-number // ROWS_A_PAGE)
        page = st.pagination(pages, key=f"{key}-page-{cell.group}-{cell.item}")
    shown = behind(order=order, first=(page - 1) * ROWS_A_PAGE, most=ROWS_A_PAGE)
    tags = tags_of(view)
    pieces = [
        evidence_row(
            row,
            measure,
            place_address(view, row),
            tags.get(row["sentence_id"], ()),
        )
        for row in shown.to_dict("records")
    ]
    st.html("".join(pieces))
    code_rows(view, measure, shown, key)
    words = "These sentences (CSV)"
    if number > MOST_READ:
        words = f"The first {MOST_READ:,} of these sentences (CSV)"
    csv_later(partial(behind, order=order), f"{key}-sentences", words)


def _order(number: int, measure: str, key: str) -> str:
    """The order that the reader asks for; as they come when there is one row."""
    if number < 2:
        return GIVEN
    return ask("Sorted by", f"order-{key}", ORDERS if measure in _SIGNS else _UNSCORED_ORDERS)


def _modifiers(held: int) -> str:
    """How many of the rows are mentions that only say which thing is meant; nothing without."""
    if not held:
        return ""
    what = "say which thing is meant" if held > 1 else "says which thing is meant"
    return f" {held:,} of them only {what}."


def evidence_row(
    row: Mapping[str, Any], measure: str, link: str = "", tags: Sequence[str] = ()
) -> str:
    """One evidence row as HTML, every piece of text escaped, and a link to its article.

    Args:
        row: the row.
        measure: name of the measure.
        link: where to read the article; not escaped.
        tags: a person's own words for the sentence.
    """
    signs = _SIGNS.get(measure)
    tag = ""
    if signs:
        words = f"{signs[row['sign']]} {phrases.signed(row['value'])}"
        if measure == "stance" and row["modifier"] and row["sign"] == 0:
            words = MODIFIER
        tag = f'<span class="px-tag {_CLASSES[row["sign"]]}">{words}</span>'
    tag += "".join(f'<span class="px-tag px-own">{visible(own)}</span>' for own in tags)
    meta = [
        _who(row),
        phrases.outlet(row),
        phrases.dated(row),
        phrases.TRANSLATIONS[row["translation"]],
    ]
    said = " · ".join(f"<bdi>{visible(part)}</bdi>" for part in meta)
    if link:
        said += f' · <a href="{html.escape(link)}">in the article</a>'
    return (
        f'<div class="px-row"><blockquote>{marked(row)}</blockquote>'
        f'<p class="px-meta">{tag}{said}</p></div>'
    )


def place_address(view: View, row: Mapping[str, Any]) -> str:
    """Where an evidence row is read: its article, at its sentence; not escaped."""
    begins = int(row["sentence_start"])
    return view.reading_address(row["article_id"], (begins, begins + len(str(row["text"]))))


def marked(row: Mapping[str, Any]) -> str:
    """The text of an evidence row, escaped, with the counted stretches marked."""
    text, begins = str(row["text"]), int(row["sentence_start"])
    pieces, done = [], 0
    for start, end in (("start", "end"), ("start2", "end2")):
        if pd.isna(row.get(start)):
            continue
        first = max(done, int(row[start]) - begins)
        last = min(len(text), int(row[end]) - begins)
        if first < last and last - first < len(text):
            inside = f"<mark>{visible(text[first:last])}</mark>"
            pieces += [visible(text[done:first]), inside]
            done = last
    return "".join([*pieces, visible(text[done:])])


def _who(row: Mapping[str, Any]) -> str:
    kind = "" if row["voice_kind"] == "own" else f", {phrases.INCLUDES[row['voice_kind']]}"
    cue = phrases.known(row["cue"], "")
    said = f" (“{cue}”)" if cue and row["voice_kind"] != "own" else ""
    return f"{phrases.sentence_case(phrases.speaker(row['voice']))}{said}{kind}"
