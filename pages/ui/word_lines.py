"""A word in context: every print of it, one under the other, with what stands before and after.

Article text is hostile: it reaches the page only inside pieces that were escaped one by one.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from analysis import phrases
from analysis.charts.theme import shortened
from analysis.selection import Selection
from analysis.wording.lines import AFTER, BEFORE, GROUP, TEXT
from pages.ui.downloads import csv_button
from pages.ui.evidence import place_address
from pages.ui.evidence_coding import code_rows, tags_of
from pages.ui.reader import visible
from pages.ui.switch import ask
from pages.ui.view import View

LINES_A_PAGE = 25
LONGEST_WORD = 80
_SIDE = 160  # characters of the sentence on each side of the word
_ORDERS = {
    TEXT: "As in the texts",
    BEFORE: "Word before",
    AFTER: "Word after",
    GROUP: "Group",
}
_STYLE = """
<style>
.px-kwic {border-top: 1px solid rgba(127,137,160,.28); padding: .45rem 0;}
.px-kwic summary {display: flex; gap: .45em; cursor: pointer; list-style: none;}
.px-kwic .l, .px-kwic .r {flex: 1 1 50%; min-width: 0; overflow: hidden; white-space: nowrap;
  display: flex; unicode-bidi: isolate;}
.px-kwic .l {justify-content: flex-end;}
.px-kwic .r {text-overflow: ellipsis;}
.px-kwic mark {color: inherit; background: rgba(143,162,255,.32); border-radius: 3px;
  padding: 0 .15em; font-weight: 600; white-space: nowrap;}
.px-kwic details p {margin: .4rem 0 .2rem; line-height: 1.5; overflow-wrap: anywhere;}
.px-kwic .px-meta {margin-top: .15rem; text-align: center;}
@media (max-width: 640px) {.px-kwic summary {display: block;}
  .px-kwic .l, .px-kwic .r {display: inline; white-space: normal; overflow-wrap: anywhere;}
  .px-kwic .px-meta {text-align: left;}}
</style>
"""


def chosen_word(key: str) -> str:
    """The word that a card shows in its context, "" for none; its state is in the address."""
    return str(st.session_state.get(key) or "").strip()


def lines_panel(
    view: View,
    key: str,
    names: Mapping[str, str],
    selection: Selection,
    near: str | None = None,
) -> None:
    """Draws what asks for a word or phrase, and every print of it.

    Args:
        view: what the page shows.
        key: key of the word, which is also its name in the address.
        names: the name of each group, not yet escaped.
        selection: what counts.
        near: an actor; only prints near its mentions count.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Word or phrase in context",
            key=key,
            bind="query-params",
            max_chars=LONGEST_WORD,
            placeholder="click a word above, or type any",
            width=320,
        )
        order = ask("Sorted by", f"{key}-sort", _ORDERS)
    term = chosen_word(key)
    if not term:
        return
    lines = view.analysis.word_lines(selection, term, order, near=near)
    where = f" near {near}" if near else ""
    articles = phrases.count(len(set(lines["article_id"])), "article")
    st.html(
        f'{_STYLE}<p class="px-note"><b>{phrases.count(len(lines), "line")} in {articles}</b> with '
        f"“{visible(term)}”{visible(where)}, as printed in these copies. Press a line to read its "
        "whole sentence.</p>"
    )
    if lines.empty:
        return
    page = 1
    if len(lines) > LINES_A_PAGE:
        page = st.pagination(-(-len(lines) // LINES_A_PAGE), key=f"{key}-page-{term}-{order}")
    first, tags = (page - 1) * LINES_A_PAGE, tags_of(view)
    shown = lines.iloc[first : first + LINES_A_PAGE]
    st.html(
        "".join(
            line_html(
                row,
                names,
                place_address(view, row),
                tags.get(row["sentence_id"], ()),
            )
            for row in shown.to_dict("records")
        )
    )
    code_rows(view, "wording", shown, key)
    csv_button(lines, f"parallax-{key}-lines", "These lines (CSV)")


def line_html(
    row: Mapping[str, Any], names: Mapping[str, str], link: str, tags: Sequence[str] = ()
) -> str:
    """One line as HTML, every piece of text escaped, with its whole sentence to open.

    Args:
        row: a row of Analysis.word_lines.
        names: the name of each group, not yet escaped.
        link: where to read the article.
        tags: a person's own words for the sentence.
    """
    left, word, right = (str(row[name]) for name in ("left", "keyword", "right"))
    group = names.get(row["group"], row["group"])
    about = [group, phrases.outlet(row), phrases.day(row["published"])]
    if row["translation"] != "none known":
        about.append(phrases.TRANSLATIONS[row["translation"]])
    said = " · ".join(f"<bdi>{visible(part)}</bdi>" for part in dict.fromkeys(about))
    own = "".join(f'<span class="px-tag px-own">{visible(tag)}</span>' for tag in tags)
    mark = f"<mark>{visible(word)}</mark>"
    return (
        '<div class="px-kwic"><details><summary>'
        f'<span class="l"><span>{visible(_end(left))}</span></span>{mark}'
        f'<span class="r"><span>{visible(shortened(right, _SIDE))}</span></span></summary>'
        f"<p>{visible(left)}{mark}{visible(right)}</p></details>"
        f'<p class="px-meta">{own}{said} · '
        f'<a href="{html.escape(link)}">in the article</a></p></div>'
    )


def _end(text: str) -> str:
    """The end of a text, marked with an ellipsis when its beginning is cut."""
    return text if len(text) <= _SIDE else f"…{text[-_SIDE:].partition(' ')[2]}"
