"""The cards of the Wording page: typical words, two groups, all words, words near an actor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from analysis import findings, phrases
from analysis.registry import measure_of
from analysis.report.catalogue import Chart
from analysis.report.catalogue import wording as words
from analysis.report.catalogue.wording import SORTS, Asked
from analysis.wording import MOST_GROUPS, views
from pages.ui.cards import foot, plot, show_nothing
from pages.ui.downloads import csv_button
from pages.ui.failing import card
from pages.ui.prose import heading, note
from pages.ui.switch import ask
from pages.ui.view import View
from pages.ui.word_lines import chosen_word, lines_panel

_GROUPINGS = {
    "own": "Perspectives",
    "publisher": "Outlets",
    "article": "Articles",
    "speaker": "Speakers",
}
# The word that another page sends a reader to, in the address.
READ = "read"
# The table would else be the heaviest part of the page; the CSV has every row.
_MOST_ROWS = 100
_WHICH = {
    views.ALL: "All",
    views.ONE_SIDED: "Said by only one",
    views.SHARED: "Shared by all",
}
_HOW = """
A mark lies the further to the right, the more often the group uses the word than the rest does: ×3
is three times as often. With ten articles or more, five of them on each side, a line tells the
middle 95 % of what the counts allow; of fewer it would promise too much. **Full** marks are
differences that hold although so many words are compared at once: both sides have text in five
articles or more, and two use the word. **Rings** may be chance, or the habit of few articles;
**grey** rings rest on too little evidence. An article repeats its own words, so read **in how many
articles** a word stands. What common usage would give is added to both sides, so that a word that
stands once is never typical.
"""


def ask_words(view: View) -> Asked:
    """Draws what asks whose words and which sort of words, and returns the answers."""
    with st.container(horizontal=True, gap="medium"):
        whose = ask("Whose words", "words_of", _GROUPINGS)
        sort = ask("Which", "sort", SORTS)
    selection = view.selection if whose == "own" else view.choose(group_by=whose)
    return words.asked(view.desk, selection, sort)


def warnings(view: View, asked: Asked) -> None:
    """Says where words may be the translator's, and of how many articles they are."""
    if view.is_large:
        read, whole = view.analysis.read_for_words
        note(f"Words are counted in {read:,} of {whole:,} articles, drawn from all.")
    elif apart := findings.counted_apart(
        asked.sizes.head(MOST_GROUPS), view.coverage(asked.selection), asked.names
    ):
        note(f"{apart} Compare counts sentences.")
    if said := phrases.translated(asked.sizes, asked.names):
        st.warning(said, icon=":material/translate:")


def read_card(view: View, asked: Asked) -> None:
    """A card with the lines of the word that the address names; none where it names no word."""
    if not (chosen_word(READ) or st.query_params.get(READ)):
        return
    with card(READ):
        heading("A word in its context")
        lines_panel(view, READ, asked.names, asked.selection)


def typical_card(view: View, asked: Asked) -> None:
    """A card with the words that each group uses more than the rest."""
    with card("word"):
        _chart_and_lines(view, words.typical(view.desk, asked), asked)


def near_card(view: View, asked: Asked) -> None:
    """A card with the words that each group uses near the mentions of an actor."""
    with card("near"):
        heading("Words near an actor")
        actors = list(view.options.actors)
        if st.session_state.get("near") not in (None, *actors):
            st.session_state["near"] = None
        actor = st.selectbox(
            "Actor", actors, key="near", bind="query-params", index=None, width=320,
            placeholder="choose an actor",
        )  # fmt: skip
        if not actor:
            note("Choose an actor to see the words that stand within eight words of its name.")
            return
        _chart_and_lines(view, words.near(view.desk, asked, actor), asked, near=actor)


def _chart_and_lines(view: View, chart: Chart, asked: Asked, near: str | None = None) -> None:
    if chart.table.empty:
        _too_little(chart.key, asked)
        return
    alt = f"{chart.title}: a line per word under each group, with how much more often it is used."
    _draw(view, chart, alt)
    lines_panel(view, chart.key, asked.names, asked.selection, near)
    foot(chart.key, chart.table, _HOW)


def pair_card(view: View, asked: Asked) -> None:
    """A card with the words of two groups against each other."""
    with card("pair"):
        groups = list(asked.names)
        if len(groups) < 2:
            heading("Two groups against each other")
            note("There is only one group under these filters.")
            return
        pair = _ask_pair(groups, asked.names)
        chart = words.pair(view.desk, asked, pair)
        if chart.table.empty:
            _too_little(chart.key, asked)
            return
        alt = f"Scatter of {chart.title.lower()}: how often each uses a word in 1,000 words."
        _draw(view, chart, alt)
        lines_panel(view, chart.key, asked.names, asked.selection)
        foot(chart.key, chart.table, _HOW)


def _ask_pair(groups: list[str], names: Mapping[str, str]) -> tuple[str, str]:
    """Draws the choice of two different groups, at first those with most words."""
    with st.container(horizontal=True):
        first = _ask_group("Compare", "one", groups, names)
        others = [group for group in groups if group != first]
        return first, _ask_group("with", "other", others, names)


def _ask_group(label: str, key: str, groups: list[str], names: Mapping[str, str]) -> str:
    if st.session_state.get(key) not in groups:
        st.session_state[key] = groups[0]
    chosen = st.selectbox(
        label, groups, key=key, bind="query-params", format_func=lambda name: names[name], width=280
    )
    return str(chosen)


def table_card(view: View, asked: Asked) -> None:
    """A card with every word and its count in each group, or those of one side, or of all."""
    with card("all-words"):
        heading(f"All {SORTS[asked.sort].lower()}, side by side")
        which = ask("Show", "which", _WHICH)
        table = view.desk.wording(asked.selection, asked.sort)
        found = views.side_by_side(table, which)
        if found.empty:
            note("None, in these texts under these filters.")
            return
        shown = found.head(_MOST_ROWS)
        note(_told(len(found), len(shown), which))
        terms = list(shown["term"])
        st.dataframe(
            views.greyed(shown.set_index("term")),
            hide_index=True,
            key="all-words-table",
            height=380,
            column_config=_columns(asked.names),
            column_order=[name for name in found.columns if name not in ("term", "enough")],
            on_select=lambda: _take_row(terms),
            selection_mode="single-row",
        )
        csv_button(found, "parallax-words-side-by-side")
        lines_panel(view, "any_word", asked.names, asked.selection)


_MEANING = {
    views.ALL: "Those with enough evidence come first, then the surest.",
    views.ONE_SIDED: "No other group uses them here: not found in these texts, which is not “never "
    "said”.",
    views.SHARED: "Every group with enough text uses them; those that all use most come first.",
}


def _told(number: int, shown: int, which: str) -> str:
    """How many terms there are, in which order, and how many of them the table shows."""
    said = f"{phrases.count(number, 'term')} that stand in two sentences or more. "
    rest = f" The first {shown:,} are shown; the CSV has all." if shown < number else ""
    return said + _MEANING[which] + rest


_HOW_TYPICAL = (
    "How far beyond chance that group uses it more than the rest (z of the log-odds, told on "
    f"Methods). {measure_of('wording').caveat}"
)


def _columns(names: Mapping[str, str]) -> dict[str, Any]:
    column = st.column_config.Column
    number = st.column_config.NumberColumn
    return {
        "shown": column("Word", pinned=True),
        "all_n": number("Times", help="In all groups together."),
        "all_sentences": number("Sentences"),
        "all_articles": number("Articles"),
        "typical_of": column("Most typical of", help="The group that it is most typical of."),
        "z": number("How typical", format="%.1f", help=_HOW_TYPICAL),
        **{f"{views.IN}{group}": number(name) for group, name in names.items()},
    }


def _take_row(terms: list[str]) -> None:
    rows = st.session_state["all-words-table"]["selection"]["rows"]
    if rows and rows[0] < len(terms):
        st.session_state["any_word"] = terms[rows[0]]


def _draw(view: View, chart: Chart, alt: str) -> None:
    plot(
        view, chart.key, chart.draw(chosen_word(chart.key)), alt,
        on_select=lambda: _take_click(chart.key), selection_mode="points",
    )  # fmt: skip


def _take_click(key: str) -> None:
    """Makes the word of the mark that was clicked the chosen one."""
    points = st.session_state[f"chart-{key}"]["selection"]["points"]
    marked = points[0].get("customdata") if points else None
    if marked:
        st.session_state[key] = str(marked[1])


def _too_little(key: str, asked: Asked) -> None:
    if asked.sizes.empty:
        show_nothing(key)
        return
    note(
        "No word stands in two sentences of a group and more often there than in the rest: there "
        "is too little text, or only one group."
    )


CARDS: Mapping[str, tuple[str, Callable[[View, Asked], None]]] = {
    "typical": ("Typical of each", typical_card),
    "pair": ("Two groups", pair_card),
    "all": ("Side by side", table_card),
    "near": ("Near an actor", near_card),
}
