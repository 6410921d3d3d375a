"""The topics as cards: their name, their words, their size, and how firm they are."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis import phrases
from analysis.charts.theme import SEQUENTIAL
from analysis.explain import STABILITY_WORDS, agreement_words, stability_class
from pages.ui.downloads import csv_button
from pages.ui.links import address
from pages.ui.prose import heading
from pages.ui.wording import READ

_CLASSES = {"stable": "px-positive", "fair": "px-neutral", "weak": "px-negative"}


def topic_cards(topics: pd.DataFrame) -> None:
    """A grid of cards, one per topic of the whole analysis, and their table as CSV."""
    cards = "".join(_card(row) for row in topics.to_dict("records"))
    heading("The topics of these texts")
    st.html(f'<div class="px-grid">{cards}</div>')
    csv_button(topics, "parallax-topics-table", "All topics (CSV)")


def _terms(terms: str) -> str:
    """The words of a topic, each a link to the lines that it stands in."""
    return ", ".join(
        f'<a href="{html.escape(address("wording", **{READ: term}))}">{html.escape(term)}</a>'
        for term in terms.split(", ")
        if term
    )


def _card(row: Mapping[str, Any]) -> str:
    firmness = stability_class(row["stability"])
    size = (
        f"{phrases.count(row['n_passages'], 'paragraph')} in "
        f"{phrases.count(row['n_articles'], 'article')}"
    )
    return (
        f'<div class="px-card" style="border-top-color:{SEQUENTIAL[3]}">'
        f"<h3>{html.escape(phrases.sentence_case(row['label']))}</h3>"
        f"<p>{_terms(row['terms'])}</p><p><b>{size}</b></p>"
        f'<p><span class="px-tag {_CLASSES.get(firmness, "px-neutral")}">{firmness}</span>'
        f"{STABILITY_WORDS[firmness]}; "
        f"{html.escape(agreement_words(row['agreement']))}</p></div>"
    )
