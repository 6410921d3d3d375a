"""The two sides of the Compare page: which they are, what stands behind them, what else differs."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from analysis import findings, phrases
from analysis.report.catalogue.compare import Pair, colours_of, groups_of
from pages.ui import data
from pages.ui.failing import part
from pages.ui.links import address
from pages.ui.prose import heading, note
from pages.ui.reader import visible
from pages.ui.switch import ask
from pages.ui.view import View

WHAT = {
    "voice": "Perspectives that speak",
    "outlet": "Perspectives that publish",
    "publisher": "Outlets",
    "article": "Articles",
    "speaker": "Speakers",
    "country": "Countries",
    "month": "Months",
    "topic": "Topics",
    "actor": "Actors mentioned",
}
# What is no confound, for it is what is compared.
COMPARED = {"publisher": ("Outlets",), "month": ("Date",)}


@dataclass(frozen=True)
class Sides(Pair):
    """Two groups and what is known of each.

    Attributes:
        options: each as it stands in the lists to choose from, and in the address.
    """

    options: Mapping[str, str]

    def address(self, **more: str) -> str:
        """The address of this comparison, with more chosen on the page; not escaped."""
        one, other = (self.options[group] for group in self.groups)
        what = WHAT[self.selection.group_by]
        return address("compare", what=what, one=one, other=other, **more)


def ask_sides(view: View) -> Sides | None:
    """Draws the choice of two sides; None when these texts have no two of the kind asked for."""
    what = ask("Compare", "what", WHAT)
    selection = view.choose(group_by=what)
    groups = groups_of(view.desk, selection)
    if len(groups) < 2:
        st.info(f"Fewer than two of these are in the texts: {WHAT[what].lower()}.")
        return None
    names = view.group_names(what, groups)
    labels = _told_apart(names, view, what)
    left, right = st.columns(2)
    with left:
        first = _choose("One side", "one", groups, groups[0], labels)
    others = [group for group in groups if group != first]
    with right:
        other = _choose("The other side", "other", others, others[0], labels)
    return Sides(
        selection,
        (first, other),
        names,
        colours_of(view.desk, what, (first, other)),
        labels,
    )


def _told_apart(names: Mapping[str, str], view: View, what: str) -> dict[str, str]:
    """Names for a list, in which two articles must not look alike."""
    if what == "article":
        options = view.article_options
        return {group: phrases.sentence_case(options[group]) for group in names}
    return {group: phrases.sentence_case(name) for group, name in names.items()}


def _choose(label: str, key: str, groups: list[str], usual: str, labels: Mapping[str, str]) -> str:
    if st.session_state.get(key) not in (None, *groups):
        del st.session_state[key]
    return str(
        st.selectbox(
            label,
            groups,
            index=groups.index(usual),
            key=key,
            bind="query-params",
            format_func=lambda group: labels[group],
        )
    )


@part("sides")
def show_sides(view: View, sides: Sides) -> None:
    """Draws what stands behind each side, and what else differs between the two."""
    heading("The two sides")
    compared = COMPARED.get(sides.selection.group_by, ())
    facts, differ = data.two_sides(view.corpus, sides.selection, sides.titles, compared)
    for column, group in zip(st.columns(2), sides.groups, strict=True):
        with column:
            st.html(_card(sides, group, facts[group]))
    lines = "".join(
        f"<li><b>{aspect}.</b> {visible(sentence)}</li>" for aspect, sentence in differ.items()
    )
    alike = "Outlets, kinds, dates and translation are alike."
    st.html(
        '<div class="px-confounds"><h2 class="px-h2">What else differs between the two</h2>'
        + (f'<ul class="px-list">{lines}</ul>' if lines else f"<p>{alike}</p>")
        + "</div>"
    )
    _tell_words_apart(view, sides)


def _tell_words_apart(view: View, sides: Sides) -> None:
    """Says where a side has words in other articles than sentences, where all words are read."""
    if view.is_large:
        return
    if apart := findings.counted_apart(
        view.desk.word_groups(sides.selection),
        view.coverage(sides.selection),
        {group: sides.titles[group] for group in sides.groups},
    ):
        note(f"{apart} Here sentences are counted, on Wording words.")


def _card(sides: Sides, group: str, facts: Mapping[str, str]) -> str:
    lines = "".join(f"<p><b>{aspect}.</b> {visible(said)}</p>" for aspect, said in facts.items())
    colour = html.escape(sides.colours[group])
    return (
        f'<div class="px-card" style="border-top-color:{colour}">'
        f"<h3>{visible(sides.titles[group])}</h3>{lines}</div>"
    )
