"""One article on the screen: what is known of it and from where, its text, what was removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from analysis import phrases
from analysis.charts.theme import shortened
from analysis.provenance import reasons
from pages.ui import reader
from pages.ui.facts import show_facts
from pages.ui.failing import card
from pages.ui.ledger import show_ledger
from pages.ui.links import place_in
from pages.ui.reference import reference
from pages.ui.view import View

LAYERS = "marks"
HEADING_WIDTH = 200
# Nothing of an article stands in it. It tries again until the text is drawn.
_GO_THERE = f"""
<script>
(function go(tries) {{
  const place = document.getElementById("{reader.PLACE_ID}");
  if (place) place.scrollIntoView({{block: "center"}});
  else if (tries) setTimeout(() => go(tries - 1), 100);
}})(30);
</script>
"""


def ask_layers() -> list[str]:
    """Draws the choice of what is marked in the text, and what the marks mean."""
    return list(
        st.pills(
            "Mark in the text",
            list(reader.LAYERS),
            selection_mode="multi",
            default=list(reader.LAYERS),
            format_func=lambda name: phrases.sentence_case(reader.LAYERS[name]),
            key=LAYERS,
        )
    )


def show_article(view: View, article_id: str, layers: Sequence[str], place: str) -> None:
    """Draws one article. The place tells two that stand side by side apart."""
    with card(f"article-{place}"):
        parts = view.analysis.article(article_id)
        row = parts["article"]
        st.html(_heading(row, view.colours[row["perspective"]]))
        _show_facts(parts)
        _show_text(view, parts, layers, place)
        show_ledger(view, parts, place)


def _heading(row: Mapping[str, Any], colour: str) -> str:
    title = reader.visible(shortened(phrases.known(row["title"], "No title found"), HEADING_WIDTH))
    outlet = reader.visible(phrases.sentence_case(phrases.outlet(row)))
    rest = reader.visible(f"{row['perspective']} perspective · {phrases.by_line(row)}")
    return (
        f'<h2 class="px-h2" style="border-left:4px solid {colour};padding-left:.6rem;'
        f'overflow-wrap:anywhere">{title}</h2><p class="px-meta"><b>{outlet}</b> · {rest}</p>'
    )


def _show_facts(parts: Mapping[str, Any]) -> None:
    row = parts["article"]
    tables = reference()
    why = reasons(row, parts["removed"], tables, parts["by_hand"]) if tables else {}
    facts = {
        "Title": (phrases.known(row["title"], "none found"), why.get("title", "")),
        "Outlet": (phrases.outlet(row), why.get("outlet", "")),
        "This copy from": (phrases.known(row["republisher"], "—"), why.get("republisher", "")),
        "Country": (
            phrases.known(row["country"], "unknown"),
            f"so its own words count as {row['perspective']}",
        ),
        "Authors": (phrases.known(row["authors"], "none named"), why.get("authors", "")),
        "Date": (
            f"{phrases.day(row['published'])}: {phrases.BASES[row['published_basis']]}",
            why.get("published", ""),
        ),
        "Kind": (phrases.KINDS[row["kind"]], why.get("kind", "")),
        "Language": (phrases.known(row["language"], "unknown"), ""),
        "Translation": (
            phrases.TRANSLATIONS[row["translation"]]
            + (
                f" from {row['translated_from']}"
                if phrases.known(row["translated_from"], "")
                else ""
            ),
            why.get("translation", ""),
        ),
        "Address": (phrases.known(row["url"], "unknown"), why.get("url", "")),
        "File": (row["source_path"], f"id {row['article_id']}"),
        "Length": (
            f"{phrases.count(row['n_sentences'], 'sentence')}, "
            f"{phrases.count(row['n_words'], 'word')}",
            f"{phrases.count(len(parts['removed']), 'piece')} removed before counting",
        ),
    }
    with st.expander("What is known of this article, and from where"):
        show_facts(facts)


def _show_text(view: View, parts: Mapping[str, Any], layers: Sequence[str], place: str) -> None:
    article_id = parts["article"]["article_id"]
    cuts = reader.parts_of(str(parts["article"]["text"]))
    wanted = place_in(article_id)
    number = 1
    if len(cuts) > 1:
        begins = wanted[0] if wanted else 0
        holding = next((n for n, (_, end) in enumerate(cuts, 1) if begins < end), 1)
        key = f"reader-{place}-{article_id}-{begins}"
        number = st.pagination(len(cuts), default=holding, key=key)
    st.html(reader.reader_html(parts, layers, view.colours, *cuts[number - 1], wanted))
    if wanted:
        st.html(_GO_THERE, unsafe_allow_javascript=True)
